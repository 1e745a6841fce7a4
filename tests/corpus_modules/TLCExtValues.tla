---- MODULE TLCExtValues ----
EXTENDS TLCExt, TLC, Integers, Sequences, FiniteSets

Named == 40 + 2

ASSUME AssertEq(1, 1) /\ AssertEq({2, 1}, {1, 2}) /\ ~AssertEq(1, 2)
ASSUME ~AssertError("no such message", 1 \div 0) /\ ~AssertError("fine", TRUE)
ASSUME AssertError("The first argument of Assert evaluated to FALSE; the second argument was:\n\"why\"", Assert(FALSE, "why"))

ASSUME TLCGetOrDefault(3, "none") = "none"
ASSUME TLCSet(3, 5) /\ TLCGetOrDefault(3, "none") = 5
\* What the register held is the value; then it changes.
ASSUME TLCGetAndSet(3, +, 4, 0) = 5 /\ TLCGet(3) = 9
ASSUME TLCGetAndSet(4, +, 4, 10) = 10 /\ TLCGet(4) = 14

ASSUME CounterExample = [state |-> {}, action |-> {}]
ASSUME TLCModelValue("mv") = TLCModelValue("mv") /\ TLCModelValue("mv") # TLCModelValue("other")
ASSUME TLCModelValue("mv") # 1 /\ ToString(TLCModelValue("mv")) = "mv"
ASSUME Cardinality({TLCModelValue("T_" \o ToString(i)) : i \in 1 .. 5}) = 5
ASSUME TLCDefer(TLCSet(3, 0)) /\ TLCNoOp(7) = 7 /\ PickSuccessor(TRUE)
ASSUME TLCFP(1) \in Int /\ TLCFP({1, 2}) = TLCFP({2, 1})
ASSUME TLCEvalDefinition("Named") = 42
====
