---------------------------- MODULE Substituted ----------------------------
(* A ring whose token is a message refines a ring with a variable for it: each *)
(* variable there stands for an expression, mentioned in every action, now and *)
(* in the next state.                                                          *)
EXTENDS Naturals, FiniteSets
CONSTANT N

Nodes == 0..N - 1

VARIABLES box, work

Holder == CHOOSE n \in Nodes : \E m \in box[n] : m.kind = "token"

Token == LET m == CHOOSE m \in box[Holder] : m.kind = "token"
         IN [at |-> Holder, hops |-> m.hops]

Busy == {n \in Nodes : work[n] > 0 \/ \E m \in box[n] : m.kind = "job"}

Ring == INSTANCE SubstitutedRing WITH token <- Token, busy <- Busy

Quiet == Busy = {} /\ \A n \in Nodes : Cardinality(box[n]) <= 1

Init == /\ box = [n \in Nodes |-> IF n = 0 THEN {[kind |-> "token", hops |-> 0]} ELSE {}]
        /\ work = [n \in Nodes |-> IF n = 1 THEN 2 ELSE 0]

Hand(n) == /\ Holder = n
           /\ n \notin Busy
           /\ Token.hops < 2 * N
           /\ LET to == (n + 1) % N
                  new == [kind |-> "token", hops |-> Token.hops + 1]
              IN box' = [box EXCEPT ![n] = {m \in @ : m.kind # "token"}, ![to] = @ \cup {new}]
           /\ UNCHANGED work

Send(n) == /\ work[n] > 0
           /\ \E to \in Nodes \ {n} : box' = [box EXCEPT ![to] = @ \cup {[kind |-> "job"]}]
           /\ work' = [work EXCEPT ![n] = @ - 1]

Take(n) == /\ [kind |-> "job"] \in box[n]
           /\ box' = [box EXCEPT ![n] = @ \ {[kind |-> "job"]}]
           /\ \E more \in 0..1 : /\ work[n] + more <= 2
                                 /\ work' = [work EXCEPT ![n] = @ + more]

Next == \E n \in Nodes : Hand(n) \/ Send(n) \/ Take(n)

Spec == Init /\ [][Next]_<<box, work>>

Refines == Ring!Spec
Wrong == Ring!Never

Told == /\ Holder \in Nodes
        /\ Token.at = Holder
        /\ Quiet => Busy = {}
        /\ Quiet \/ Busy # {} \/ \E n \in Nodes : Cardinality(box[n]) > 1
=============================================================================
expect Substituted.cfg
  verdict ok
  generated 625
  distinct 175
  depth 23
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Substituted.wrong.cfg
  verdict property-violated
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
