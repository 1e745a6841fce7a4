---- MODULE ConfigForms ----
(* Why: every way a .cfg gives a meaning to a constant or replaces a definition: numbers, strings, Booleans, model values,
   typed model values, nested sets of them, `<-` for constants, for operators, for definitions, and `<- [Module]` inside one module. *)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS Number, Text, Flag, Lone, Team, Mixed, Typed, Pairs, Chosen, Weigh(_), Join(_, _), Table

VARIABLES i, s

Extra == INSTANCE ConfigFormsLib

Bound == 100
Everything == Nat

SmallBound == 3
FirstThree == 0..2
TeamTable == [t \in Team |-> 1]
Heavy(x) == IF x = Lone THEN 5 ELSE 1
Glue(x, y) == <<x, y>>
PickOne == CHOOSE t \in Team : TRUE
LibSize == 2

ASSUME /\ Number = 12 /\ Text = "a b" /\ Flag = TRUE
       /\ Cardinality(Team) = 3 /\ Lone \notin Team /\ Lone # 1 /\ Lone # "Lone"
       /\ Cardinality(Mixed) = 3 /\ "s" \in Mixed
       /\ Cardinality(Typed) = 2
       /\ Pairs = {{1, 2}, {3}, {}}
       /\ Chosen \in Team
       /\ Weigh(Lone) = 5 /\ Weigh(3) = 1
       /\ Join(1, 2) = <<1, 2>>
       /\ Bound = 3 /\ Everything = {0, 1, 2}
       /\ DOMAIN Table = Team
       /\ Extra!Size = 2 /\ Extra!Double = 4

Init == i = 0 /\ s \in Team \cup {Lone}

Next == /\ i < Bound
        /\ i' \in Everything \cup {i + 1}
        /\ s' \in {s, Chosen}

InRange == i \in 0..3 /\ s \in Team \cup {Lone}
====
expect ConfigForms.cfg
  verdict ok
  generated 74
  distinct 16
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
