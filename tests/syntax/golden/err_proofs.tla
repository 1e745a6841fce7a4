---- MODULE err_proofs ----
THEOREM A
<1>1. HAVE B
  BY C
<1>2. TAKE x \in S, y
<*>3. QED
THEOREM B
<1> (a
<1> QED BY b c
THEOREM C
<1>2. PICK x \in S
<1> BY b
<1> QED
Defined == 1
====
err_proofs.tla:4:3: error: a proof of a step that takes none [BadProof]
    4 |   BY C
      |   ^^
      = what is proved is a formula, SUFFICES, CASE, PICK or QED; the step at err_proofs.tla:3:1 is none
err_proofs.tla:5:21: error: `y` ranges over no set [SyntaxError]
    5 | <1>2. TAKE x \in S, y
      |                     ^
      = either all names have a set, or none
err_proofs.tla:6:1: error: a step with a name whose level is not a number [BadProof]
    6 | <*>3. QED
      | ^^^^^
      = write <1>3, or leave the name out: <*>
err_proofs.tla:8:5: error: `(` is never closed [SyntaxError]
    8 | <1> (a
      |     ^
      = the next step of the proof begins at line 9
err_proofs.tla:9:14: error: `c` begins no definition or statement [SyntaxError]
    9 | <1> QED BY b c
      |              ^
      = to go on with the expression before it, an operator or a comma is missing
err_proofs.tla:12:1: error: expected `:`, found `<1>` [SyntaxError]
   12 | <1> BY b
      | ^^^
err_proofs.tla:12:5: error: expected a formula, ASSUME, CASE, HAVE, QED or what else a step may be, found `BY` [SyntaxError]
   12 | <1> BY b
      |     ^^
