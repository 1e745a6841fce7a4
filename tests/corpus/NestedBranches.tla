---- MODULE NestedBranches ----
\* A chain of IFs, as PlusCal's translator writes them, with an IF that only assigns in a conjunction at its end.
EXTENDS Naturals

VARIABLES a, b, st, log

Next == IF st = 0 THEN st' = 1 /\ UNCHANGED <<a, b, log>>
        ELSE IF st = 1 THEN st' = 2 /\ a' = a /\ b' = b /\ log' = log
        ELSE IF st = 2 THEN st' = 3 /\ UNCHANGED <<a, b>> /\ log' = b
        ELSE IF st = 3 THEN st' = 4 /\ a' = a /\ b' = b /\ log' = log
        ELSE /\ IF st = 4 THEN a' = 1 - a /\ b' = 1 - b
                          ELSE a' = a /\ (IF a = 1 THEN b' = b ELSE b' = 2)
             /\ st' = (st + 1) % 6
             /\ IF a = 0 THEN log' = 3 ELSE /\ TRUE
                                            /\ UNCHANGED log
Init == a = 0 /\ b = 0 /\ st = 0 /\ log = 0
Never == b # 2
====
expect NestedBranches.cfg
  verdict ok
  generated 25
  distinct 24
  depth 24
  tlc Version 2026.04.29.164809 (rev: cc6b616)
