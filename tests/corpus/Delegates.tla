----------------------------- MODULE Delegates -----------------------------
(* Subsets between bounds: tests right behind a SUBSET bound what is listed, in every position that lists one, and the
   order stays that of all subsets. What does not bound at once, or has no value, changes nothing. *)
EXTENDS Naturals, FiniteSets

CONSTANTS People, Chair, Guests

VARIABLES invited, seated, pairs

vars == <<invited, seated, pairs>>

Pairs(S) == {p \in SUBSET S : Cardinality(p) = 2}
Groups == {G \in SUBSET (SUBSET People) : \A g \in G : Cardinality(g) = 2 /\ Chair \in g}
First == CHOOSE s \in SUBSET People : s \subseteq People \ Guests /\ {Chair} \subseteq s /\ Cardinality(s) > 1
Outside == \E s \in SUBSET Guests : Chair \in s /\ s = s

Init == /\ invited \in SUBSET (People \cup Guests)
        /\ Guests \subseteq invited
        /\ invited \subseteq Guests \cup {Chair}
        /\ seated = {}
        /\ pairs \in Groups

Invite == /\ invited' \in SUBSET People
          /\ invited \subseteq invited'
          /\ Chair \in invited'
          /\ UNCHANGED <<seated, pairs>>

Seat == \E s \in SUBSET (People \cup Guests) :
          /\ s \subseteq invited
          /\ /\ seated \subseteq s
             /\ \A p \in s : p \notin Guests \/ Chair \in invited
          /\ s # seated
          /\ seated' = s
          /\ UNCHANGED <<invited, pairs>>

Swap == /\ seated # {}
        /\ \E s \in SUBSET invited : s \subseteq seated /\ s \cap Guests = s /\ seated' = seated \ s
        /\ UNCHANGED <<invited, pairs>>

Next == Invite \/ Seat \/ Swap

Spec == Init /\ [][Next]_vars

Seated == seated \subseteq invited
Chosen == Cardinality(First) = 2 /\ ~Outside
Covered == \A p \in People : \E s \in SUBSET People : p \in s /\ s \subseteq {p, Chair} /\ Cardinality(s) > 0
Paired == \A g \in pairs : g \in Pairs(People)
=============================================================================
expect Delegates.cfg
  verdict ok
  generated 416
  distinct 72
  depth 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
