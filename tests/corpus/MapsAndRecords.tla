---- MODULE MapsAndRecords ----
\* A function over a set that a variable holds where a record is kept; and names that generated code uses for its own.
EXTENDS Integers, FiniteSets

VARIABLES people, account, who, m, mRecord

Start == [k |-> 1, record |-> [a |-> "x", b |-> 2]]
Init == /\ people = {"ann", "bob"}
        /\ account = [p \in people |-> 2]
        /\ who = "ann"
        /\ m = Start
        /\ mRecord = [a |-> 1]
Pay == /\ account[who] > 0
       /\ account' = [account EXCEPT ![who] = account[who] - 1]
       /\ who' \in people
       /\ m' = [m EXCEPT !.record.b = @ + 1, !.k = account[who]]
       /\ UNCHANGED <<people, mRecord>>
Share == /\ \A p \in people : account[p] < 2
         /\ account' = [p \in people |-> IF p = who THEN 1 ELSE 0]
         /\ mRecord' = [a |-> m.record.b]
         /\ m' = Start
         /\ UNCHANGED <<people, who>>
Next == Pay \/ Share
Same == \A p \in people : account[p] \in 0..2 /\ (p = who => account[p] # 3)
====
expect MapsAndRecords.cfg
  verdict ok
  generated 69
  distinct 35
  depth 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
