---------------------------- MODULE SymbolStrings ----------------------------
\* Strings that look like numbers, operators or keywords have their place in TLC's order where TLC first met these letters.
EXTENDS Naturals, Sequences
VARIABLES board, turn
Cell == {"-", "X", "O", ".", "#"}
Digits == {"1", "0", "7", "b"}
Least(S) == CHOOSE s \in S : TRUE
Init == board = <<"-", "-">> /\ turn = Least({"X", "O", "1"})
Move == \E i \in {1, 2}, c \in Cell : board[i] = "-" /\ board' = [board EXCEPT ![i] = c] /\ turn' = Least(Cell \ {c})
Count == turn \in Cell /\ turn' = Least(Digits) /\ UNCHANGED board
Next == Move \/ Count
Order == <<Least({"b", "1"}), Least({"7", "0"}), Least({"(", "b"}), Least({"==", "\\in", "zz"}), Least({"TRUE", "FALSE", "="})>>
Sorted == Order = <<"1", "0", "(", "\\in", "FALSE">>
NotFull == board # <<"#", "X">>
=============================================================================
expect SymbolStrings.cfg
  verdict invariant-violated
  violated NotFull
  generated 38
  distinct 24
  depth 3
  trace 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
