---- MODULE Extras ----
(* Why: module TLCExt: AssertEq, AssertError, TLCGetOrDefault, TLCModelValue, ToTrace and Trace in an invariant. *)
EXTENDS Naturals, Sequences, TLC, TLCExt

CONSTANT Names
VARIABLES spot, visits

ASSUME /\ AssertEq(1 + 1, 2)
       /\ AssertError("Attempted to apply Head to the empty sequence.", Head(<<>>)) \/ TRUE
       /\ TLCGetOrDefault(11, 5) = 5
       /\ TLCModelValue("mv_made") \notin Names

Init == spot \in Names /\ visits = 0
Go == visits < 4 /\ \E n \in Names \ {spot} : spot' = n /\ visits' = visits + 1
Stay == visits > 2 /\ UNCHANGED <<spot, visits>>
Next == Go \/ Stay
History == Len(Trace) = TLCGet("level") /\ Trace[Len(Trace)].visits = visits /\ Trace[1].visits = 0
Levels == TLCGet("level") = visits + 1
====
expect Extras.cfg
  verdict ok
  generated 33
  distinct 15
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
