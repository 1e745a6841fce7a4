---- MODULE err_structure ----
VARIABLE x
EXTENDS Naturals
local_in_let == LET LOCAL y == 1 IN y
LOCAL VARIABLE z
bare_operator == + = \cup
lambda_alone == LAMBDA y : y
assume_inside == 1 + (ASSUME a PROVE b)
other_first == CASE OTHER -> 1
no_label == f[1] :: a
label_changes_grouping == a * l :: b + c
temporal_bound == \EE y \in S : y
tuple_without_set == \A <<y, z>> : y
half_bound == \A y, z \in S, u : y
filter_of_two == {y, z \in S : y}
map_without_set == {y : y, z}
fairness_without_action == WF_x
two_actions == <<a, b>>_x
qed == QED
BY Something
fine == 1
THEOREM fine
<1>1. 1
THEOREM fine <1>1. a <2>1. b <1> QED
PROOF OBVIOUS
step_outside == a <1> b
instance_in_let == LET INSTANCE Naturals IN 1
==============================
err_structure.tla:3:1: error: EXTENDS must come first in its module, and once [SyntaxError]
    3 | EXTENDS Naturals
      | ^^^^^^^
err_structure.tla:4:21: error: LOCAL inside LET [SyntaxError]
    4 | local_in_let == LET LOCAL y == 1 IN y
      |                     ^^^^^
      = what LET defines is local already
err_structure.tla:5:7: error: expected an operator, INSTANCE or a name, found `VARIABLE` [SyntaxError]
    5 | LOCAL VARIABLE z
      |       ^^^^^^^^
err_structure.tla:6:18: error: the operator `+` without operands [SyntaxError]
    6 | bare_operator == + = \cup
      |                  ^
      = an operand is missing; only an argument of an operator, or a WITH, may name one alone
err_structure.tla:7:17: error: expected an expression, found `LAMBDA` [SyntaxError]
    7 | lambda_alone == LAMBDA y : y
      |                 ^^^^^^
      = a LAMBDA is the argument of an operator, or what a WITH puts in; a function is written [x \in S |-> e]
err_structure.tla:8:22: error: `(` is never closed [SyntaxError]
    8 | assume_inside == 1 + (ASSUME a PROVE b)
      |                      ^
      = the next definition or statement begins at line 8
err_structure.tla:8:32: error: expected the end of the definition or statement, found `PROVE` [SyntaxError]
    8 | assume_inside == 1 + (ASSUME a PROVE b)
      |                                ^^^^^
err_structure.tla:9:21: error: OTHER must be the last arm of CASE, and not its only one [SyntaxError]
    9 | other_first == CASE OTHER -> 1
      |                     ^^^^^
err_structure.tla:10:13: error: `::` does not follow a label [SyntaxError]
   10 | no_label == f[1] :: a
      |             ^^^^
      = a label is a name, or a name with names in parentheses
err_structure.tla:11:31: error: without this label the expression would group differently [SyntaxError]
   11 | label_changes_grouping == a * l :: b + c
      |                               ^
      = put parentheses around the labelled expression
err_structure.tla:12:23: error: \EE ranges over variables, not over a set [SyntaxError]
   12 | temporal_bound == \EE y \in S : y
      |                       ^
err_structure.tla:13:25: error: a tuple of names needs a set [SyntaxError]
   13 | tuple_without_set == \A <<y, z>> : y
      |                         ^^^^^^^^
      = expected \in
err_structure.tla:14:30: error: `u` ranges over no set [SyntaxError]
   14 | half_bound == \A y, z \in S, u : y
      |                              ^
      = either all names have a set, or none
err_structure.tla:15:30: error: expected `}`, found `:` [SyntaxError]
   15 | filter_of_two == {y, z \in S : y}
      |                              ^
err_structure.tla:16:28: error: `z` ranges over no set [SyntaxError]
   16 | map_without_set == {y : y, z}
      |                            ^
      = expected \in after it
err_structure.tla:17:31: error: a fairness condition without its action [SyntaxError]
   17 | fairness_without_action == WF_x
      |                               ^
      = expected WF_v(A)
err_structure.tla:18:16: error: <<A>>_v takes one action [SyntaxError]
   18 | two_actions == <<a, b>>_x
      |                ^^^^^^^^^^
      = expected one formula between << and >>_
err_structure.tla:19:8: error: expected an expression, found `QED` [SyntaxError]
   19 | qed == QED
      |        ^^^
err_structure.tla:23:1: error: a proof that does not end [SyntaxError]
   23 | <1>1. 1
      | ^^^^^
      = expected a QED step for each of its levels
err_structure.tla:24:14: error: a proof that does not end [SyntaxError]
   24 | THEOREM fine <1>1. a <2>1. b <1> QED
      |              ^^^^^
      = expected a QED step for each of its levels
