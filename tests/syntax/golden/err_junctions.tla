---- MODULE err_junctions ----
bracket == /\ (a
   ) /\ b
binder == /\ \A x \in
 S : P
then == /\ IF a
        THEN b ELSE c
missing_item == /\ a
                /\
                /\ b
operand_missing == /\ a =
                   /\ b
left_of_bullet == /\ a +
     b
nothing == /\ a \/
mixed == /\ a
           \/ b \/ c /\ d
no_then == /\ IF a
                b
              ELSE c
           /\ d
no_else == \/ IF a THEN b
           \/ c
no_in == /\ LET v == a
         /\ v
no_operator == /\ a
               /\ b DOMAIN c
               /\ d
no_operator_either == a ~ b
==============================
err_junctions.tla:3:4: error: `)` stands left of its item in a junction list [JunctionIndent]
    3 |    ) /\ b
      |    ^
      = everything in an item must be to the right of its bullet, here the /\ at line 2, column 12
err_junctions.tla:5:2: error: `S` stands left of its item in a junction list [JunctionIndent]
    5 |  S : P
      |  ^
      = everything in an item must be to the right of its bullet, here the /\ at line 4, column 11
err_junctions.tla:7:9: error: `THEN` stands left of its item in a junction list [JunctionIndent]
    7 |         THEN b ELSE c
      |         ^^^^
      = everything in an item must be to the right of its bullet, here the /\ at line 6, column 9
err_junctions.tla:10:17: error: expected an expression, found `/\` [SyntaxError]
   10 |                 /\ b
      |                 ^^
      = it is the next bullet of its list
err_junctions.tla:12:20: error: expected an expression, found `/\` [SyntaxError]
   12 |                    /\ b
      |                    ^^
      = it is the next bullet of its list
err_junctions.tla:14:6: error: expected an expression, found `b` [SyntaxError]
   14 |      b
      |      ^
      = an item of a junction list ends here
err_junctions.tla:16:1: error: expected an expression, found `mixed` [SyntaxError]
   16 | mixed == /\ a
      | ^^^^^
      = an item of a junction list ends here
err_junctions.tla:17:22: error: `\/` and `/\` side by side: their precedences overlap [PrecedenceConflict]
   17 |            \/ b \/ c /\ d
      |                      ^^
      = put parentheses around one of them
err_junctions.tla:19:17: error: expected THEN, found `b` [SyntaxError]
   19 |                 b
      |                 ^
err_junctions.tla:23:12: error: expected ELSE, found `\/` [SyntaxError]
   23 |            \/ c
      |            ^^
      = it is the next bullet of its list
err_junctions.tla:25:10: error: expected IN, found `/\` [SyntaxError]
   25 |          /\ v
      |          ^^
      = it is the next bullet of its list
err_junctions.tla:27:21: error: `DOMAIN` begins no definition or statement [SyntaxError]
   27 |                /\ b DOMAIN c
      |                     ^^^^^^
      = to go on with the expression before it, an operator or a comma is missing
err_junctions.tla:29:25: error: `~` begins no definition or statement [SyntaxError]
   29 | no_operator_either == a ~ b
      |                         ^
      = to go on with the expression before it, an operator or a comma is missing
