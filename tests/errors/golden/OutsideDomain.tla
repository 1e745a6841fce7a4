---- MODULE OutsideDomain ----
EXTENDS Integers
VARIABLES votes, turn
Init == votes = [n \in 1 .. 3 |-> 0] /\ turn = 1
Vote == votes' = [votes EXCEPT ![1] = votes[turn] + 1] /\ turn' = turn + 1
Next == Vote
====
---- CONFIG OutsideDomain ----
INIT Init
NEXT Next
====
exit 75
evaluation-failed: an expression has no value, while computing the next states

OutsideDomain.tla:5:39: error: Attempted to access index 4 of tuple <<1, 0, 0>>, which is out of bounds
    5 | Vote == votes' = [votes EXCEPT ![1] = votes[turn] + 1] /\ turn' = turn + 1
      |                                       ^^^^^^^^^^^
      = its indices are 1 to 3
  in action Vote

State 1: <Initial predicate>
  /\ votes = <<0, 0, 0>>
  /\ turn  = 1

State 2: <Vote line 5, col 9 to line 5, col 74 of module OutsideDomain>
* /\ votes = <<1, 0, 0>>
* /\ turn  = 2

State 3: <Vote line 5, col 9 to line 5, col 74 of module OutsideDomain>
  /\ votes = <<1, 0, 0>>
* /\ turn  = 3

State 4: <Vote line 5, col 9 to line 5, col 74 of module OutsideDomain>
  /\ votes = <<1, 0, 0>>
* /\ turn  = 4

4 states generated, 4 distinct, 0 left to explore, depth 4.
