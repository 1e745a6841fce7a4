---- MODULE Tiles ----
(* Why: a search whose goal lies deep: breadth-first order gives the shortest solution as the counterexample. *)
EXTENDS Integers

Cells == (1..2) \X (1..3)
VARIABLE grid

Blank == CHOOSE c \in Cells : grid[c] = 0
Beside(c, d) == LET dr == c[1] - d[1] dc == c[2] - d[2] IN dr * dr + dc * dc = 1

Init == grid = [c \in Cells |-> 3 * (c[1] - 1) + c[2] - 1]
Next == \E c \in Cells : /\ Beside(c, Blank)
                         /\ grid' = [grid EXCEPT ![Blank] = grid[c], ![c] = 0]
Goal == [c \in Cells |-> (3 * (c[1] - 1) + c[2]) % 6]
Unsolved == grid # Goal
Permutation == \A n \in 0..5 : \E c \in Cells : grid[c] = n
====
expect Tiles.all.cfg
  verdict ok
  generated 841
  distinct 360
  depth 22
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Tiles.cfg
  verdict invariant-violated
  violated Unsolved
  generated 469
  distinct 244
  depth 16
  trace 16
  tlc Version 2026.04.29.164809 (rev: cc6b616)
