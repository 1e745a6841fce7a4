---- MODULE CountedLoop ----
(* Why: PlusCal's translation of a single process with while, either, await, goto and assert, as a translator of today writes it. *)
EXTENDS Naturals, Sequences, TLC

CONSTANT Limit
\* BEGIN TRANSLATION
VARIABLES pc, total, steps

(* define statement *)
Half == total \div 2

VARIABLE item

vars == << pc, total, steps, item >>

Init == (* Global variables *)
        /\ total = 0
        /\ steps = << >>
        /\ item \in {1, 2}
        /\ pc = "Loop"

Loop == /\ pc = "Loop"
        /\ IF total < Limit
              THEN /\ \/ /\ total' = total + item
                         /\ steps' = Append(steps, "add")
                         /\ item' = item
                      \/ /\ total > 0
                         /\ item' = 3 - item
                         /\ UNCHANGED <<total, steps>>
                   /\ pc' = "Check"
              ELSE /\ pc' = "Finish"
                   /\ UNCHANGED << total, steps, item >>

Check == /\ pc = "Check"
         /\ Assert(Half <= Limit,
                   "Failure of assertion at line 20, column 5.")
         /\ IF total % 3 = 2
               THEN /\ pc' = "Finish"
               ELSE /\ pc' = "Loop"
         /\ UNCHANGED << total, steps, item >>

Finish == /\ pc = "Finish"
          /\ TRUE
          /\ pc' = "Done"
          /\ UNCHANGED << total, steps, item >>

(* Allow infinite stuttering to prevent deadlock on termination. *)
Terminating == pc = "Done" /\ UNCHANGED vars

Next == Loop \/ Check \/ Finish
           \/ Terminating

Spec == /\ Init /\ [][Next]_vars
        /\ WF_vars(Next)

Termination == <>(pc = "Done")

\* END TRANSLATION
Long == Len(steps) <= Limit
Flipping == <>[](pc = "Done") \/ []<>(pc = "Check")
====
expect CountedLoop.cfg
  verdict ok
  generated 38
  distinct 30
  depth 17
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect CountedLoop.forever.cfg
  verdict property-violated
  violated Termination
  generated 38
  distinct 30
  depth 17
  trace 13
  tlc Version 2026.04.29.164809 (rev: cc6b616)
