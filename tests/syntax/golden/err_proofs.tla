---- MODULE err_proofs ----
THEOREM A
<1>1. HAVE B
  BY C
<1>2. PICK x \in S
<1>3. TAKE x \in S, y
<*>4. QED
THEOREM B
<1> (a
<1> QED BY b c
THEOREM C
<1> BY b
<1> QED
Defined == 1
====
err_proofs.tla:4:3: error: a proof of a step that takes none [BadProof]
    4 |   BY C
      |   ^^
      = what is proved is a formula, SUFFICES, CASE, PICK or QED; the step at err_proofs.tla:3:1 is none
err_proofs.tla:6:1: error: expected `:`, found `<1>3.` [SyntaxError]
    6 | <1>3. TAKE x \in S, y
      | ^^^^^
err_proofs.tla:6:21: error: `y` ranges over no set [SyntaxError]
    6 | <1>3. TAKE x \in S, y
      |                     ^
      = either all names have a set, or none
err_proofs.tla:7:1: error: a step with a name whose level is not a number [BadProof]
    7 | <*>4. QED
      | ^^^^^
      = write <1>4, or leave the name out: <*>
err_proofs.tla:9:5: error: `(` is never closed [SyntaxError]
    9 | <1> (a
      |     ^
      = the next step of the proof begins at line 10
err_proofs.tla:10:14: error: `c` begins no definition or statement [SyntaxError]
   10 | <1> QED BY b c
      |              ^
      = to go on with the expression before it, an operator or a comma is missing
err_proofs.tla:12:5: error: expected a formula, ASSUME, CASE, HAVE, QED or what else a step may be, found `BY` [SyntaxError]
   12 | <1> BY b
      |     ^^
