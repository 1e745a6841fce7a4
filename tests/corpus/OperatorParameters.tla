---- MODULE OperatorParameters ----
(* Why: a module that takes operators as parameters, infix ones too, instantiated with built-in, defined and LAMBDA operators. *)
EXTENDS Integers, Sequences

VARIABLES line, moves

Mod3(a, b) == a % 3 < b % 3
Up == INSTANCE OperatorParametersSorter WITH \prec <- <, Key <- LAMBDA x : x
Down == INSTANCE OperatorParametersSorter WITH \prec <- >, Key <- LAMBDA x : x
Rest == INSTANCE OperatorParametersSorter WITH \prec <- Mod3, Key <- LAMBDA x : x * x

Init == line \in {<<3, 1, 2>>, <<4, 2, 2, 1>>, <<1, 5>>} /\ moves = 0

SwapUp == \E i \in Up!Wrong(line) : line' = Up!Swap(line, i)
Next == /\ moves < 4
        /\ moves' = moves + 1
        /\ \/ SwapUp
           \/ moves = 0 /\ \E i \in Rest!Wrong(line) : line' = Rest!Swap(line, i)
           \/ Up!Sorted(line) /\ line' = Down!Insertion(line)

Consistent == /\ Up!Sorted(Up!Insertion(line))
              /\ Up!Sorted(line) <=> Up!Wrong(line) = {}
              /\ Down!Largest(line) = Up!Smallest(line)
====
expect OperatorParameters.cfg
  verdict ok
  generated 25
  distinct 22
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
