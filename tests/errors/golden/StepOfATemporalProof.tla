---- MODULE StepOfATemporalProof ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = 1 - x
Spec == Init /\ [][Next]_x

THEOREM Spec => [](x \in {0, 1})
<1>1. CASE x = 0
<1>2. HAVE Init
<1>3. PICK y \in {x} : [](y = x)
<1>4. QED
====
---- CONFIG StepOfATemporalProof ----
INIT Init
NEXT Next
====
exit 150
StepOfATemporalProof.tla:9:1: error: this step is a state, in the proof of a temporal formula it must be constant [LevelError]
    9 | <1>1. CASE x = 0
      | ^^^^^^^^^^^^^^^^
      = a temporal formula is proved for all steps, what is assumed of a state holds in the first one only
StepOfATemporalProof.tla:10:1: error: this step is a state, in the proof of a temporal formula it must be constant [LevelError]
   10 | <1>2. HAVE Init
      | ^^^^^^^^^^^^^^^
      = a temporal formula is proved for all steps, what is assumed of a state holds in the first one only
StepOfATemporalProof.tla:11:18: error: the set of PICK over a temporal formula must be constant [LevelError]
   11 | <1>3. PICK y \in {x} : [](y = x)
      |                  ^^^
