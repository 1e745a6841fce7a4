---- MODULE FormsOfFunctions ----
(* Why: membership of sequences and of functions whose domains grow, in sets whose elements have other forms: it is the value that counts. *)
EXTENDS Integers, Sequences, TLC
CONSTANT None
VARIABLES turn, line, table
Key == IF turn = 0 THEN 0 ELSE 2
Init == turn = 0 /\ line = <<1>> /\ table = <<>>
Flip == turn' = 1 - turn /\ UNCHANGED <<line, table>>
Grow == Len(line) < 2 /\ line' = Append(line, turn) /\ UNCHANGED <<turn, table>>
Enter == table' = (Key :> 1) @@ table /\ UNCHANGED <<turn, line>>
Stay(held) == held /\ UNCHANGED <<turn, line, table>>
Next == \/ Flip \/ Grow \/ Enter
        \/ Stay(line \in {None, <<1, 0>>})
        \/ Stay(table \in {None, [i \in {0, 2} |-> 1]})
        \/ Stay(table \in {[i \in {0, 2} |-> Key]} \cup {[i \in {0, 2} |-> 1]})
        \/ Stay([at |-> line, of |-> 1] \in {[at |-> None, of |-> 1], [at |-> <<1>>, of |-> 1]})
        \/ Stay({line} \ {None, <<1>>} = {})
        \/ Stay((0 :> 1 @@ 1 :> Key) \in {[i \in {0, 1} |-> 1 - i]})
NotBoth == table \notin {[i \in {0, 2} |-> 1]}
Short == line \notin {None, <<1, 0>>}
====
expect FormsOfFunctions.cfg
  verdict ok
  generated 105
  distinct 24
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect FormsOfFunctions.line.cfg
  verdict invariant-violated
  violated Short
  generated 3
  distinct 3
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect FormsOfFunctions.table.cfg
  verdict invariant-violated
  violated NotBoth
  generated 39
  distinct 16
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
