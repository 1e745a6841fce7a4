---- MODULE PumpLoop ----
(* Why: the shape PlusCal translations have: pc and stack per process, defaultInitValue, a procedure, UNCHANGED at every label. *)
EXTENDS Integers, Sequences

CONSTANTS Workers, defaultInitValue

(* --algorithm PumpLoop  (the text a translator would have read; it is only a comment here)
   begin skip; end algorithm *)
\* BEGIN TRANSLATION
VARIABLES tank, pc, stack, amount, done

vars == << tank, pc, stack, amount, done >>

ProcSet == (Workers) \cup {0}

Init == (* Global variables *)
        /\ tank = 3
        (* Procedure pump *)
        /\ amount = [ self \in ProcSet |-> defaultInitValue]
        (* Process worker *)
        /\ done = [self \in Workers |-> 0]
        /\ stack = [self \in ProcSet |-> << >>]
        /\ pc = [self \in ProcSet |-> CASE self \in Workers -> "w0"
                                        [] self = 0 -> "refill"]

p1(self) == /\ pc[self] = "p1"
            /\ tank >= amount[self]
            /\ tank' = tank - amount[self]
            /\ pc' = [pc EXCEPT ![self] = "p2"]
            /\ UNCHANGED << stack, amount, done >>

p2(self) == /\ pc[self] = "p2"
            /\ pc' = [pc EXCEPT ![self] = Head(stack[self]).pc]
            /\ amount' = [amount EXCEPT ![self] = Head(stack[self]).amount]
            /\ stack' = [stack EXCEPT ![self] = Tail(stack[self])]
            /\ UNCHANGED << tank, done >>

pump(self) == p1(self) \/ p2(self)

w0(self) == /\ pc[self] = "w0"
            /\ IF done[self] < 2
                  THEN /\ \E n \in 1..2:
                            /\ /\ amount' = [amount EXCEPT ![self] = n]
                               /\ stack' = [stack EXCEPT ![self] = << [ procedure |->  "pump",
                                                                        pc        |->  "w1",
                                                                        amount    |->  amount[self] ] >>
                                                                    \o stack[self]]
                            /\ pc' = [pc EXCEPT ![self] = "p1"]
                  ELSE /\ pc' = [pc EXCEPT ![self] = "Done"]
                       /\ UNCHANGED << stack, amount >>
            /\ UNCHANGED << tank, done >>

w1(self) == /\ pc[self] = "w1"
            /\ done' = [done EXCEPT ![self] = done[self] + 1]
            /\ pc' = [pc EXCEPT ![self] = "w0"]
            /\ UNCHANGED << tank, stack, amount >>

worker(self) == w0(self) \/ w1(self)

refill == /\ pc[0] = "refill"
          /\ IF \E w \in Workers : pc[w] # "Done"
                THEN /\ tank < 2
                     /\ tank' = tank + 2
                     /\ pc' = [pc EXCEPT ![0] = "refill"]
                ELSE /\ pc' = [pc EXCEPT ![0] = "Done"]
                     /\ tank' = tank
          /\ UNCHANGED << stack, amount, done >>

(* Allow infinite stuttering to prevent deadlock on termination. *)
Terminating == /\ \A self \in ProcSet: pc[self] = "Done"
               /\ UNCHANGED vars

Next == refill
           \/ (\E self \in ProcSet: pump(self))
           \/ (\E self \in Workers: worker(self))
           \/ Terminating

Spec == /\ Init /\ [][Next]_vars
        /\ WF_vars(refill)
        /\ \A self \in Workers : WF_vars(worker(self)) /\ WF_vars(pump(self))

Termination == <>(\A self \in ProcSet: pc[self] = "Done")
\* END TRANSLATION

TankOK == tank \in 0..3
StackOK == \A w \in Workers : pc[w] \in {"p1", "p2"} <=> stack[w] # <<>>
====
expect PumpLoop.cfg
  verdict ok
  generated 1683
  distinct 699
  depth 22
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect PumpLoop.live.cfg
  verdict ok
  generated 1683
  distinct 699
  depth 22
  tlc Version 2026.04.29.164809 (rev: cc6b616)
