---- MODULE err_habits ----
\* What other languages write otherwise.
right == 1
one_equals_sign = 3
unequal == x != 3
let_with_one == LET y = 3 IN y
membership == \E i in S : i
arrow_of_a_function == [i \in S -> i]
arrow_of_a_field == [a |-> 1, b -> 2]
other == CASE a -> 1 OTHER -> 2
quotes == x = 'a'
unchanged == UNCHANGED x, y
==============================
err_habits.tla:4:1: error: `one_equals_sign` begins no definition or statement [SyntaxError]
    4 | one_equals_sign = 3
      | ^^^^^^^^^^^^^^^
      = a definition is written with ==
err_habits.tla:5:17: error: `3` begins no definition or statement [SyntaxError]
    5 | unequal == x != 3
      |                 ^
      = unequal is written # or /=
err_habits.tla:6:25: error: expected a name, found `3` [SyntaxError]
    6 | let_with_one == LET y = 3 IN y
      |                         ^
      = a definition is written with ==
err_habits.tla:7:20: error: expected `:`, found `in` [SyntaxError]
    7 | membership == \E i in S : i
      |                    ^^
      = to be an element of is written \in
err_habits.tla:8:33: error: expected `|->` or `]_`, found `->` [SyntaxError]
    8 | arrow_of_a_function == [i \in S -> i]
      |                                 ^^
      = [S -> T] is a set of functions; |-> gives values to the arguments of one, and to the fields of a record
err_habits.tla:9:33: error: expected `:` or `|->`, found `->` [SyntaxError]
    9 | arrow_of_a_field == [a |-> 1, b -> 2]
      |                                 ^^
      = [S -> T] is a set of functions; |-> gives values to the arguments of one, and to the fields of a record
err_habits.tla:10:22: error: `OTHER` does not belong here [SyntaxError]
   10 | other == CASE a -> 1 OTHER -> 2
      |                      ^^^^^
      = [] stands between the arms of a CASE: [] OTHER -> e
err_habits.tla:11:15: error: the operator `'` without operands [SyntaxError]
   11 | quotes == x = 'a'
      |               ^
      = a string is written in double quotes
err_habits.tla:12:25: error: expected the end of the definition or statement, found `,` [SyntaxError]
   12 | unchanged == UNCHANGED x, y
      |                         ^
      = several variables are one tuple: UNCHANGED <<x, y>>
