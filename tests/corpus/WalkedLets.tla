----------------------------- MODULE WalkedLets -----------------------------
\* A name of a LET that holds in several ways gives each way its step where it is a conjunct, also when it has been asked as a
\* value before; not where all variables have their next values.
EXTENDS Naturals, Sequences
VARIABLES x, q
Init == x = 0 /\ q = <<>>

Guarded == LET ok == x < 2 \/ q = <<>>
           IN \/ ~ok /\ x' = 5 /\ q' = q
              \/ ok /\ x' = x + 1 /\ q' = Append(q, x)
Within == \E i \in {x} : LET ok == i < 2 \/ q = <<>>
                        IN \/ ~ok /\ x' = 6 /\ q' = q
                           \/ ok /\ x' = i + 1 /\ q' = q
Witnesses == LET some == \E z \in {0, 1} : x + z < 3
             IN \/ ~some /\ x' = 7 /\ q' = q
                \/ some /\ x' = x /\ q' = q
Named == LET ok == x = 0 \/ q = <<>>
             again == ok
             not == ~ok
         IN \/ not /\ x' = 5 /\ q' = q
            \/ again /\ x' = x /\ q' = q
            \/ ok /\ x' = x /\ q' = <<3>>
Last == LET ok == x = 0 \/ q = <<>> IN (IF ok THEN x' = x ELSE x' = 5) /\ q' = q /\ ok
Whole == (LET ok == x < 2 \/ q = <<>> IN ok) /\ x' = x /\ q' = <<4>>
\* An argument, through an operator that asks for all.
All(test) == \A i \in {1, 2} : test
Every == All(x < 2 \/ q = <<>>) /\ x' = x /\ q' = <<5>>
Next == x < 5 /\ Len(q) < 4 /\ (Guarded \/ Within \/ Witnesses \/ Named \/ Last \/ Whole \/ Every)

\* The second way is walked though the first one holds.
Missing == LET ok == x = 0 \/ q[x] = 1
           IN \/ ~ok /\ x' = 5 /\ q' = q
              \/ ok /\ x' = x /\ q' = q
=============================================================================
expect WalkedLets.cfg
  verdict ok
  generated 221
  distinct 75
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect WalkedLets.missing.cfg
  verdict evaluation-failed
  generated 2
  distinct 1
  depth 1
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
