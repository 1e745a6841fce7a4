---- MODULE VectorClocks ----
\* Logs ordered by vector clocks: functions from nodes to counts, where a node left out counts 0.
EXTENDS Naturals, Sequences, Functions
LOCAL INSTANCE TLC

LOCAL Count(c, n) == IF n \in DOMAIN c THEN c[n] ELSE 0

\* Every count of c is at most that of d.
LOCAL AtMost(c, d) == \A n \in DOMAIN c : c[n] \leq Count(d, n)

\* No event of the log precedes one it depends on, nor one with the same clock.
IsCausalOrder(log, clock(_)) ==
  \A j \in 1 .. Len(log) : \A i \in 1 .. (j - 1) : ~AtMost(clock(log[j]), clock(log[i]))

\* The log rearranged into such an order. Each node's events follow its own count; of the nodes' next events one on which
\* no other next one precedes goes first.
CausalOrder(log, clock(_), node(_), domain(_)) ==
  LET Nodes == {node(log[i]) : i \in DOMAIN log}
      Own(e) == Count(clock(e), node(e))
      chains == [n \in Nodes |-> SortSeq(SelectSeq(log, LAMBDA e : node(e) = n), LAMBDA d, e : Own(d) < Own(e))]
      Open(at) == {n \in Nodes : at[n] \leq Len(chains[n])}
      Clock(n, at) == clock(chains[n][at[n]])
      First(at) ==
        CHOOSE n \in Open(at) :
          \A m \in Open(at) : AtMost(Clock(m, at), Clock(n, at)) => AtMost(Clock(n, at), Clock(m, at))
      RECURSIVE order(_, _)
      order(done, at) ==
        IF Open(at) = {} THEN done
        ELSE LET n == First(at) IN order(Append(done, chains[n][at[n]]), [at EXCEPT ![n] = @ + 1])
  IN order(<<>>, [n \in Nodes |-> 1])
====
