---- MODULE err_expected_more ----
no_name == r.1
except_nothing == [f EXCEPT ]
except_no_value == [f EXCEPT ![1]]
record_no_value == [a |-> , b |-> 1]
half_record == [a |-> 1, b : S]
box_no_subscript == [][A]_ + 1
definition_twice == a == b
assign == x := 1
CONSTANT
VARIABLES a, , b
RECURSIVE F()
INSTANCE M WITH x = 1
INSTANCE 3
==============================
err_expected_more.tla:2:14: error: expected a name, found `1` [SyntaxError]
    2 | no_name == r.1
      |              ^
err_expected_more.tla:3:29: error: expected `!`, found `]` [SyntaxError]
    3 | except_nothing == [f EXCEPT ]
      |                             ^
err_expected_more.tla:4:34: error: expected `=`, found `]` [SyntaxError]
    4 | except_no_value == [f EXCEPT ![1]]
      |                                  ^
err_expected_more.tla:5:27: error: expected an expression, found `,` [SyntaxError]
    5 | record_no_value == [a |-> , b |-> 1]
      |                           ^
err_expected_more.tla:6:28: error: |-> and : in one record [SyntaxError]
    6 | half_record == [a |-> 1, b : S]
      |                            ^
      = [a |-> 1, b |-> 2] is a record, [a : S, b : T] a set of records
err_expected_more.tla:7:28: error: the operator `+` without operands [SyntaxError]
    7 | box_no_subscript == [][A]_ + 1
      |                            ^
      = an operand is missing; only an argument of an operator, or a WITH, may name one alone
err_expected_more.tla:8:23: error: expected the end of the definition or statement, found `==` [SyntaxError]
    8 | definition_twice == a == b
      |                       ^^
      = to be equal is written =; if a definition begins before it, then the one above is not complete
err_expected_more.tla:11:1: error: expected an operator, `_` or a name, found `VARIABLES` [SyntaxError]
   11 | VARIABLES a, , b
      | ^^^^^^^^^
err_expected_more.tla:11:14: error: expected a name, found `,` [SyntaxError]
   11 | VARIABLES a, , b
      |              ^
err_expected_more.tla:12:13: error: expected `_`, found `)` [SyntaxError]
   12 | RECURSIVE F()
      |             ^
      = without parameters an operator has no ( )
err_expected_more.tla:13:19: error: expected `<-`, found `=` [SyntaxError]
   13 | INSTANCE M WITH x = 1
      |                   ^
err_expected_more.tla:14:10: error: expected a name, found `3` [SyntaxError]
   14 | INSTANCE 3
      |          ^
