---- MODULE TLCExt ----
\* More of what a specification may ask of the tool that runs it. Mostly native.
LOCAL INSTANCE TLC
LOCAL INSTANCE Integers

\* a = b, and both are written if they differ.
AssertEq(a, b) == a = b \/ (PrintT("Assertion failed") /\ PrintT(a) /\ PrintT(b) /\ a = b)

\* Whether evaluating exp fails with the message err.
AssertError(err, exp) == CHOOSE failed : TRUE

\* The register key, or defaultVal if it was never set.
TLCGetOrDefault(key, defaultVal) == CHOOSE v : TRUE

\* What the register holds, which is then set to Op(that, val).
TLCGetAndSet(key, Op(_, _), val, defaultVal) ==
  LET old == TLCGetOrDefault(key, defaultVal) IN CASE TLCSet(key, Op(old, val)) -> old

\* The states from an initial one to the current one, as records.
Trace == CHOOSE behavior : TRUE

\* In a POSTCONDITION, the violating behavior: a record of two sets, state of <<index, state>> and action
\* of <<<<index, state>>, action, <<index, state>>>>; both empty if nothing was violated. ToTrace makes it
\* a sequence of states.
CounterExample == [state |-> {}, action |-> {}]
ToTrace(CE) ==
  [i \in {s[1] : s \in CE.state} |-> (CHOOSE s \in CE.state : s[1] = i)[2]]

\* The model value named str.
TLCModelValue(str) == CHOOSE v : TRUE

\* TRUE; in simulation the expression is evaluated once the successor is chosen.
TLCDefer(expression) == TRUE

TLCNoOp(val) == val

\* TRUE if exp holds or the step is still incomplete, else a person is asked whether to take the step.
PickSuccessor(exp) == exp \/ CHOOSE taken : TRUE

\* expression; an earlier value may be reused if closure was equal then.
TLCCache(expression, closure) == expression

\* The fingerprint of a value, cut to 32 bits.
TLCFP(var) == CHOOSE i \in Int : TRUE

\* The value of the root module's definition of that name.
TLCEvalDefinition(definitionName) == CHOOSE v : TRUE
====
