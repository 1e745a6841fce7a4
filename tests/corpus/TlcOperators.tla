---- MODULE TlcOperators ----
(* Why: what module TLC defines: :> and @@ (left wins), Permutations, SortSeq, ToString, TLCEval, Any, and the register file. *)
EXTENDS Naturals, Sequences, FiniteSets, TLC

VARIABLES board, moves

ASSUME /\ (1 :> "a" @@ 2 :> "b") = <<"a", "b">>
       /\ ("x" :> 1 @@ "x" :> 2).x = 1
       /\ ([a |-> 1] @@ [b |-> 2]) = [a |-> 1, b |-> 2]
       /\ DOMAIN (3 :> 0 @@ 5 :> 0) = {3, 5}
       /\ Permutations({1, 2}) = {<<1, 2>>, <<2, 1>>}
       /\ Cardinality(Permutations({"p", "q", "r"})) = 6
       /\ SortSeq(<<3, 1, 2>>, <) = <<1, 2, 3>>
       /\ SortSeq(<<"b">>, LAMBDA x, y : TRUE) = <<"b">>
       /\ ToString(<<1, "a", {TRUE}>>) = "<<1, \"a\", {TRUE}>>"
       /\ ToString([k |-> 1..2]) = "[k |-> 1..2]"
       /\ TLCEval({x \in 1..4 : x > 2}) = {3, 4}
       /\ "anything" \in Any /\ 5 \in Any
       /\ PrintT("printed once") /\ Print("and this", TRUE)
       /\ JavaTime > 0
       /\ TLCSet(7, 40) /\ TLCGet(7) = 40
       /\ TLCSet(7, TLCGet(7) + 2) /\ TLCGet(7) = 42

Init == board = [p \in {"n", "s"} |-> 0] /\ moves = <<>>

Mark(p, v) == board' = (p :> v) @@ board
Next == /\ Len(moves) < 3
        /\ \E p \in DOMAIN board, v \in 1..2 : /\ Mark(p, v)
                                               /\ moves' = SortSeq(Append(moves, v), >)
        /\ TLCGet("level") < 9

Depth == TLCGet("level") = Len(moves) + 1
Sorted == \A i \in 1..Len(moves) - 1 : moves[i] >= moves[i + 1]
====
expect TlcOperators.cfg
  verdict ok
  generated 69
  distinct 37
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
