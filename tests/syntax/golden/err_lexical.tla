---- MODULE err_lexical ----
ünicode == 1
question == a ? b
string == "not closed
backslash == \foo
quote == `a'
semicolon == a; b
==============================
err_lexical.tla:2:1: error: TLA+ has no symbol `ü` [LexicalError]
    2 | ünicode == 1
      | ^
      = names are made of ASCII letters, digits and _
err_lexical.tla:3:15: error: TLA+ has no symbol `?` [LexicalError]
    3 | question == a ? b
      |               ^
err_lexical.tla:4:11: error: a string that is not closed on its line [LexicalError]
    4 | string == "not closed
      |           ^^^^^^^^^^^
      = expected " before the end of the line
err_lexical.tla:6:10: error: TLA+ has no symbol ``` [LexicalError]
    6 | quote == `a'
      |          ^
err_lexical.tla:7:15: error: TLA+ has no symbol `;` [LexicalError]
    7 | semicolon == a; b
      |               ^
