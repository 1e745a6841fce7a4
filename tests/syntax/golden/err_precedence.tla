---- MODULE err_precedence ----
and_or == a /\ b \/ c
not_associative == a = b = c
synonyms == a <= b =< c
ranges == a + b % c
prefix == []x = 1
postfix == ENABLED x'
prefix_word == a \cup UNION b'  \* fine: UNION binds tighter than \cup, weaker than '
implies == a => b => c
in_argument == F(a # b # c, {d = e = f})
==============================
err_precedence.tla:2:18: error: `/\` and `\/` side by side: their precedences overlap [PrecedenceConflict]
    2 | and_or == a /\ b \/ c
      |                  ^^
      = put parentheses around one of them
err_precedence.tla:3:26: error: `=` and `=` in a row: the operator is not associative [PrecedenceConflict]
    3 | not_associative == a = b = c
      |                          ^
      = put parentheses around one of them
err_precedence.tla:4:20: error: `<=` and `=<` in a row: the operator is not associative [PrecedenceConflict]
    4 | synonyms == a <= b =< c
      |                    ^^
      = put parentheses around one of them
err_precedence.tla:5:17: error: `+` and `%` side by side: their precedences overlap [PrecedenceConflict]
    5 | ranges == a + b % c
      |                 ^
      = put parentheses around one of them
err_precedence.tla:6:15: error: `[]` and `=` side by side: their precedences overlap [PrecedenceConflict]
    6 | prefix == []x = 1
      |               ^
      = put parentheses around one of them
err_precedence.tla:7:21: error: `ENABLED` and `'` side by side: their precedences overlap [PrecedenceConflict]
    7 | postfix == ENABLED x'
      |                     ^
      = put parentheses around one of them
err_precedence.tla:9:19: error: `=>` and `=>` in a row: the operator is not associative [PrecedenceConflict]
    9 | implies == a => b => c
      |                   ^^
      = put parentheses around one of them
err_precedence.tla:10:24: error: `#` and `#` in a row: the operator is not associative [PrecedenceConflict]
   10 | in_argument == F(a # b # c, {d = e = f})
      |                        ^
      = put parentheses around one of them
err_precedence.tla:10:36: error: `=` and `=` in a row: the operator is not associative [PrecedenceConflict]
   10 | in_argument == F(a # b # c, {d = e = f})
      |                                    ^
      = put parentheses around one of them
