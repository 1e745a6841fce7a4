---- MODULE Mutex ----
\* A PlusCal translation: a lock that is tested and set in two steps.
EXTENDS Naturals
(* --algorithm Mutex
variables lock = FALSE;
process proc \in 1..2
variable tries = 0;
begin
test: await ~lock;
      tries := tries + 1;
set:  lock := TRUE;
crit: skip;
free: lock := FALSE;
end process;
end algorithm; *)
\* BEGIN TRANSLATION
VARIABLES pc, lock, tries

vars == << pc, lock, tries >>

ProcSet == (1..2)

Init == (* Global variables *)
        /\ lock = FALSE
        (* Process proc *)
        /\ tries = [self \in 1..2 |-> 0]
        /\ pc = [self \in ProcSet |-> "test"]

test(self) == /\ pc[self] = "test"
              /\ ~lock
              /\ tries' = [tries EXCEPT ![self] = tries[self] + 1]
              /\ pc' = [pc EXCEPT ![self] = "set"]
              /\ lock' = lock

set(self) == /\ pc[self] = "set"
             /\ lock' = TRUE
             /\ pc' = [pc EXCEPT ![self] = "crit"]
             /\ tries' = tries

crit(self) == /\ pc[self] = "crit"
              /\ TRUE
              /\ pc' = [pc EXCEPT ![self] = "free"]
              /\ UNCHANGED << lock, tries >>

free(self) == /\ pc[self] = "free"
              /\ lock' = FALSE
              /\ pc' = [pc EXCEPT ![self] = "Done"]
              /\ tries' = tries

proc(self) == test(self) \/ set(self) \/ crit(self) \/ free(self)

(* Allow infinite stuttering to prevent deadlock on termination. *)
Terminating == /\ \A self \in ProcSet: pc[self] = "Done"
               /\ UNCHANGED vars

Next == (\E self \in 1..2: proc(self))
           \/ Terminating

Spec == Init /\ [][Next]_vars

Termination == <>(\A self \in ProcSet: pc[self] = "Done")

\* END TRANSLATION
Exclusion == ~(pc[1] = "crit" /\ pc[2] = "crit")
====
