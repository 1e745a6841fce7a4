---- MODULE OwnNames ----
\* Under a \A that is a conjunct each element has what its body binds for itself, when it goes on with its next way, too.
EXTENDS Integers

VARIABLES x, y, z

Init == x = 0 /\ y = 0 /\ z = 0
Lets == /\ \A k \in {0, 2} : LET n == y = k IN (n /\ (k = 0 => x' = 1)) \/ (~n /\ (k = 0 => x' = 2))
        /\ UNCHANGED <<y, z>>
Numbers == /\ \A k \in {0, 2} : LET n == y + k IN n = 0 \/ n = 2 \/ n < z
           /\ x' = x /\ y' = 1 /\ z' = z
Witnesses == /\ \A k \in {0, 2} : \E w \in {k, 5} : w = k \/ w # k
             /\ x' = x /\ y' = y /\ z' = 1
Pairs == /\ \A i, j \in 0..1 : LET s == i + j IN s = z \/ (\E w \in {s, 4} : w < 3 + s)
         /\ x' = 1 /\ UNCHANGED <<y, z>>
Next == Lets \/ Numbers \/ Witnesses \/ Pairs
Fair == WF_<<x, y, z>>(Lets)
Spec == Init /\ [][Next]_<<x, y, z>> /\ Fair

Never == x # 2 \/ y = 1
Possible == ~ENABLED (Lets /\ x' = 2) \/ y = 1
Rises == <>(x = 1)
====
expect OwnNames.cfg
  verdict property-violated
  violated Rises
  generated 117
  distinct 10
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
