---- MODULE err_misspelt ----
VARIABLS x, y
constant C
Skip == UNCHANGE x
Next == if x = 1 then x' = 2 else x' = 3
Choice == x' = CHOSE z \in {1} : TRUE
Branch == IF x = 1 THNE x' = 2 ELSE x' = 3
Update == x' = [x EXEPT ![1] = 2]
Member == x' \nin {1}
Member2 == x' \inn {1}
Joined == x' = 1 \and y = 0
DOMAINS == {1}
NotThis == DOMAINS x
====
err_misspelt.tla:2:1: error: `VARIABLS` is no keyword [SyntaxError]
    2 | VARIABLS x, y
      | ^^^^^^^^
      = did you mean VARIABLE?
err_misspelt.tla:4:9: error: `UNCHANGE` is no keyword [SyntaxError]
    4 | Skip == UNCHANGE x
      |         ^^^^^^^^
      = did you mean UNCHANGED?
err_misspelt.tla:5:9: error: `if` is no keyword [SyntaxError]
    5 | Next == if x = 1 then x' = 2 else x' = 3
      |         ^^
      = did you mean IF?
err_misspelt.tla:6:16: error: `CHOSE` is no keyword [SyntaxError]
    6 | Choice == x' = CHOSE z \in {1} : TRUE
      |                ^^^^^
      = did you mean CHOOSE?
err_misspelt.tla:7:20: error: `THNE` is no keyword [SyntaxError]
    7 | Branch == IF x = 1 THNE x' = 2 ELSE x' = 3
      |                    ^^^^
      = did you mean THEN?
err_misspelt.tla:8:19: error: `EXEPT` is no keyword [SyntaxError]
    8 | Update == x' = [x EXEPT ![1] = 2]
      |                   ^^^^^
      = did you mean EXCEPT?
err_misspelt.tla:9:14: error: `\nin` is no operator [SyntaxError]
    9 | Member == x' \nin {1}
      |              ^^^^
      = did you mean \notin?
err_misspelt.tla:10:15: error: `\inn` is no operator [SyntaxError]
   10 | Member2 == x' \inn {1}
      |               ^^^^
      = did you mean \in?
err_misspelt.tla:11:18: error: `\and` is no operator [SyntaxError]
   11 | Joined == x' = 1 \and y = 0
      |                  ^^^^
      = did you mean /\?
err_misspelt.tla:13:20: error: `x` begins no definition or statement [SyntaxError]
   13 | NotThis == DOMAINS x
      |                    ^
      = to go on with the expression before it, an operator or a comma is missing
