---- MODULE err_expected ----
no_operand == a +
no_body ==
no_else == IF a THEN b
no_then == IF a ELSE b
no_in == LET x == 1
no_colon == \A x \in S P(x)
no_set == {x \in : P}
no_arrow == CASE a, b
no_comma == F(a b)
two_things == a b
number_first == 1 2
juxtaposed == a {b}
string_first == "a" "b"
empty_parentheses == ()
empty_call == F()
empty_index == f[]
==============================
err_expected.tla:3:1: error: expected an expression, found `no_body` [SyntaxError]
    3 | no_body ==
      | ^^^^^^^
      = what begins in line 2 is not complete
err_expected.tla:4:1: error: expected an expression, found `no_else` [SyntaxError]
    4 | no_else == IF a THEN b
      | ^^^^^^^
      = what begins in line 3 is not complete
err_expected.tla:5:1: error: expected ELSE, found `no_then` [SyntaxError]
    5 | no_then == IF a ELSE b
      | ^^^^^^^
      = what begins in line 4 is not complete
err_expected.tla:5:17: error: expected THEN, found `ELSE` [SyntaxError]
    5 | no_then == IF a ELSE b
      |                 ^^^^
err_expected.tla:7:24: error: expected `:`, found `P` [SyntaxError]
    7 | no_colon == \A x \in S P(x)
      |                        ^
err_expected.tla:8:18: error: expected an expression, found `:` [SyntaxError]
    8 | no_set == {x \in : P}
      |                  ^
err_expected.tla:9:19: error: expected `->`, found `,` [SyntaxError]
    9 | no_arrow == CASE a, b
      |                   ^
err_expected.tla:10:17: error: expected `)`, found `b` [SyntaxError]
   10 | no_comma == F(a b)
      |                 ^
err_expected.tla:11:17: error: `b` begins no definition or statement [SyntaxError]
   11 | two_things == a b
      |                 ^
      = to go on with the expression before it, an operator or a comma is missing
err_expected.tla:12:19: error: `2` begins no definition or statement [SyntaxError]
   12 | number_first == 1 2
      |                   ^
      = to go on with the expression before it, an operator or a comma is missing
err_expected.tla:13:17: error: `{` begins no definition or statement [SyntaxError]
   13 | juxtaposed == a {b}
      |                 ^
      = to go on with the expression before it, an operator or a comma is missing
err_expected.tla:14:21: error: `"b"` begins no definition or statement [SyntaxError]
   14 | string_first == "a" "b"
      |                     ^^^
      = to go on with the expression before it, an operator or a comma is missing
err_expected.tla:15:23: error: expected an expression, found `)` [SyntaxError]
   15 | empty_parentheses == ()
      |                       ^
err_expected.tla:16:17: error: expected an expression, found `)` [SyntaxError]
   16 | empty_call == F()
      |                 ^
      = without parameters an operator has no ( )
err_expected.tla:17:17: error: `[]` begins no definition or statement [SyntaxError]
   17 | empty_index == f[]
      |                 ^^
      = to go on with the expression before it, an operator or a comma is missing
