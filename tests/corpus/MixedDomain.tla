---- MODULE MixedDomain ----
(* Functions whose domains have numbers and model values: a coordinator 0 beside others, as EXCEPT and application see them. *)
EXTENDS Naturals
CONSTANTS p1, p2
Proc == {0, p1, p2}
VARIABLES at, votes, seen
Init == /\ at = [p \in Proc |-> "start"]
        /\ votes = [p \in Proc |-> {}]
        /\ seen = [p \in Proc |-> [q \in {p1, 7} |-> 0]]
Lead == at[0] = "start" /\ at' = [at EXCEPT ![0] = "led"] /\ UNCHANGED <<votes, seen>>
Vote(p) == /\ at[p] = "start"
           /\ at' = [at EXCEPT ![p] = "voted", ![0] = IF p = 0 THEN "voted" ELSE @]
           /\ votes' = [votes EXCEPT ![0] = @ \cup {p}]
           /\ UNCHANGED seen
Count(p) == /\ seen[p][7] < 2
            /\ seen' = [seen EXCEPT ![p][7] = @ + 1, ![0][p1] = 1, ![9] = seen[0]]
            /\ votes' = [votes EXCEPT ![3] = {}]
            /\ UNCHANGED at
Next == Lead \/ \E p \in Proc : Vote(p) \/ Count(p)
Inv == \A p \in votes[0] : at[p] # "start"
====
expect MixedDomain.cfg
  verdict ok
  generated 1189
  distinct 324
  depth 10
  tlc Version 2026.04.29.164809 (rev: cc6b616)
