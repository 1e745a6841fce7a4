---- MODULE VectorClocks ----
\* Logs ordered by vector clocks: functions from nodes to counts, where a node left out counts 0.
EXTENDS Naturals, Sequences, Functions

LOCAL Count(c, n) == IF n \in DOMAIN c THEN c[n] ELSE 0

\* Every count of c is at most that of d.
LOCAL AtMost(c, d) == \A n \in DOMAIN c : c[n] \leq Count(d, n)

\* No event of the log precedes one it depends on, nor one with the same clock.
IsCausalOrder(log, clock(_)) ==
  \A j \in 1 .. Len(log) : \A i \in 1 .. (j - 1) : ~AtMost(clock(log[j]), clock(log[i]))

\* The log rearranged into such an order: each time, the first event on which none that is left precedes.
CausalOrder(log, clock(_), node(_), domain(_)) ==
  LET First(s) ==
        CHOOSE i \in DOMAIN s :
          /\ \A j \in DOMAIN s : AtMost(clock(s[j]), clock(s[i])) => AtMost(clock(s[i]), clock(s[j]))
          /\ \A h \in 1 .. (i - 1) :
               \E j \in DOMAIN s : AtMost(clock(s[j]), clock(s[h])) /\ ~AtMost(clock(s[h]), clock(s[j]))
      Without(s, i) == SubSeq(s, 1, i - 1) \o SubSeq(s, i + 1, Len(s))
      RECURSIVE order(_, _)
      order(done, rest) ==
        IF rest = <<>> THEN done
        ELSE LET i == First(rest) IN order(Append(done, rest[i]), Without(rest, i))
  IN order(<<>>, log)
====
