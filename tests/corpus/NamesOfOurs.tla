---- MODULE NamesOfOurs ----
(* Everything is called like something that native code has itself, or that it makes of another name here. *)
EXTENDS Naturals, Sequences, FiniteSets
VARIABLES State, words, kWords, Word, Set, read_words, Range, a__b, a_b, sink, s, t, trestle, std, int64_t
lists == <<State, words, kWords, Word, Set>>
others == <<read_words, Range>>
numbers == <<a__b, a_b>>
switches == <<sink, s, t, trestle, std, int64_t>>
Init == /\ State = 0 /\ words = {} /\ kWords = FALSE /\ Word = "Word" /\ Set = <<>>
        /\ read_words = [i \in 1..2 |-> 0] /\ Range = [State |-> 0, Set |-> {}]
        /\ a__b = 1 /\ a_b = 2
        /\ sink = 0 /\ s = 0 /\ t = 1 /\ trestle = {} /\ std = 0 /\ int64_t = 0
Array == State < 3 /\ State' = State + 1 /\ words' = words \cup {"Sink", "std"}
         /\ UNCHANGED <<kWords, Word, Set, others, numbers, switches>>
Atom == Len(Set) < 2 /\ Set' = Append(Set, State) /\ Word' = "State"
        /\ UNCHANGED <<State, words, kWords, others, numbers, switches>>
Sink(i) == read_words[i] < 2 /\ read_words' = [read_words EXCEPT ![i] = @ + 1]
           /\ UNCHANGED <<Range, lists, numbers, switches>>
Map == a__b < 3 /\ a__b' = a__b + a_b /\ a_b' = a__b /\ Range' = [Range EXCEPT !.State = 1, !.Set = {1}]
       /\ UNCHANGED <<lists, read_words, switches>>
emit == s = 0 /\ s' = 1 /\ t' = s /\ sink' = t /\ std' = 1 /\ int64_t' = 1 /\ trestle' = {1} /\ kWords' = TRUE
        /\ UNCHANGED <<State, words, Word, Set, others, numbers>>
Next == Array \/ Atom \/ (\E i \in 1..2 : Sink(i)) \/ Map \/ emit
keep == State \in 0..3 /\ Cardinality(words) <= 2 /\ a__b + a_b < 10 /\ Word \in {"Word", "State"}
pack == Len(Set) <= State + 3 /\ (kWords => s = 1)
====
expect NamesOfOurs.cfg
  verdict ok
  generated 4045
  distinct 1224
  depth 12
  tlc Version 2026.04.29.164809 (rev: cc6b616)
