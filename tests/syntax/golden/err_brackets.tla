---- MODULE err_brackets ----
never_closed == F(a, [b EXCEPT ![1] = 2
next_one == 1
mismatch == {a, (b}, c)
extra == a)
VARIABLE x
before_keyword == <<a, (b
VARIABLE y
at_separator == {a
----
fine == 2
in_let == LET x == (1 IN x
==============================
err_brackets.tla:2:22: error: `[` is never closed [SyntaxError]
    2 | never_closed == F(a, [b EXCEPT ![1] = 2
      |                      ^
      = the next definition or statement begins at line 3
err_brackets.tla:4:19: error: `}` before the end of what `(` begins [SyntaxError]
    4 | mismatch == {a, (b}, c)
      |                   ^
      = `(` is at line 4, column 17
err_brackets.tla:5:11: error: expected the end of the definition or statement, found `)` [SyntaxError]
    5 | extra == a)
      |           ^
err_brackets.tla:7:24: error: `(` is never closed [SyntaxError]
    7 | before_keyword == <<a, (b
      |                        ^
      = the next definition or statement begins at line 8
err_brackets.tla:9:17: error: `{` is never closed [SyntaxError]
    9 | at_separator == {a
      |                 ^
      = the next definition or statement begins at line 10
err_brackets.tla:12:20: error: `(` is never closed [SyntaxError]
   12 | in_let == LET x == (1 IN x
      |                    ^
      = the next definition or statement begins at line 13
