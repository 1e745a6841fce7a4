---- MODULE Mailboxes ----
(* Why: FIFO channels between every pair of processes, as a function of pairs, and a snapshot taken with markers. *)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS Proc, Money
VARIABLES cash, chan, snap

Pairs == {pair \in Proc \X Proc : pair[1] # pair[2]}
Starter == CHOOSE p \in Proc : TRUE

RECURSIVE Total(_), SumOver(_, _)
Total(s) == IF s = <<>> THEN 0 ELSE (IF Head(s).mark THEN 0 ELSE Head(s).sum) + Total(Tail(s))
SumOver(S, f) == IF S = {} THEN 0 ELSE LET e == CHOOSE e \in S : TRUE IN f[e] + SumOver(S \ {e}, f)

Coin == [mark |-> FALSE, sum |-> 1]
Marker == [mark |-> TRUE]

Init == /\ cash = [p \in Proc |-> Money]
        /\ chan = [c \in Pairs |-> <<>>]
        /\ snap = [p \in Proc |-> [own |-> -1, open |-> {}, seen |-> 0]]

Send(p, q) == /\ cash[p] > 0 /\ Len(chan[p, q]) < 2
              /\ cash' = [cash EXCEPT ![p] = @ - 1]
              /\ chan' = [chan EXCEPT ![p, q] = Append(@, Coin)]
              /\ UNCHANGED snap

Flood(p, ch) == [c \in Pairs |-> IF c[1] = p THEN Append(ch[c], Marker) ELSE ch[c]]
Record(p, from) == [own |-> cash[p], open |-> {q \in Proc \ {p} : q # from}, seen |-> 0]

Begin == /\ \A p \in Proc : snap[p].own = -1
         /\ snap' = [snap EXCEPT ![Starter] = Record(Starter, Starter)]
         /\ chan' = Flood(Starter, chan)
         /\ UNCHANGED cash

Receive(p, q) == /\ chan[p, q] # <<>>
                 /\ LET m == Head(chan[p, q])
                        rest == [chan EXCEPT ![p, q] = Tail(@)]
                    IN  IF m.mark
                          THEN /\ cash' = cash
                               /\ IF snap[q].own = -1
                                    THEN snap' = [snap EXCEPT ![q] = Record(q, p)] /\ chan' = Flood(q, rest)
                                    ELSE snap' = [snap EXCEPT ![q].open = @ \ {p}] /\ chan' = rest
                          ELSE /\ cash' = [cash EXCEPT ![q] = @ + m.sum]
                               /\ chan' = rest
                               /\ snap' = IF p \in snap[q].open THEN [snap EXCEPT ![q].seen = @ + m.sum] ELSE snap

Next == Begin \/ \E pair \in Pairs : Send(pair[1], pair[2]) \/ Receive(pair[1], pair[2])

Complete == \A p \in Proc : snap[p].own >= 0 /\ snap[p].open = {}
AllMoney == Money * Cardinality(Proc)
Kept == SumOver(Proc, cash) + SumOver(Pairs, [c \in Pairs |-> Total(chan[c])]) = AllMoney
SnapshotAdds == Complete => SumOver(Proc, [p \in Proc |-> snap[p].own + snap[p].seen]) = AllMoney
NeverInFlight == Complete => \A p \in Proc : snap[p].seen = 0
====
expect Mailboxes.cfg
  verdict ok
  generated 1937
  distinct 833
  depth 26
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Mailboxes.inflight.cfg
  verdict invariant-violated
  violated NeverInFlight
  generated 37206
  distinct 12872
  depth 10
  trace 10
  tlc Version 2026.04.29.164809 (rev: cc6b616)
