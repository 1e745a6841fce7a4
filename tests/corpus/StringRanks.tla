---- MODULE StringRanks ----
(* Why: which of two strings is the lesser depends on where TLC met their letters first: in the .cfg; else as an identifier
   of any module, in the order the modules are parsed (this one, then those extended, then those instantiated);
   else as a string, in the order the modules are analysed (those extended and instantiated first). *)
EXTENDS StringRanksBase, Naturals, Sequences

CONSTANT Favourites

VARIABLES line, step

Side == INSTANCE StringRanksSide

RECURSIVE Ranked(_)
Ranked(S) == IF S = {} THEN <<>> ELSE LET h == CHOOSE x \in S : TRUE IN <<h>> \o Ranked(S \ {h})

\* Strings only: by the order of the text.
Plain == Ranked({"pear", "fig", "nut"})

\* zed is an identifier further down, so it comes before any string that is only a string.
WithIdentifier == Ranked({"kiwi", "zed"})
zed == 1

\* A field name is an identifier too.
WithField == Ranked({"lime", "width"})
Shape == [width |-> 1]

\* The base module is analysed first, so its string beats the ones written above it in this module.
WithBase == Ranked({"fig", "based"})
WithSide == Ranked({"fig", "sided", "based"})

\* Identifiers of this module come before those of the modules it extends, whatever the analysis order.
RootFirst == Ranked({"BaseName", "SideName", "Shape"})

\* The .cfg is read first of all; its order decides between two of its own.
FromConfig == Ranked({"pear", "zed", "cherry", "apple"} \cup Favourites)

\* The bound of a set constructor is analysed before its body; elsewhere it is the order of the text.
Mapped == {<<"body", x>> : x \in {"bound"}}
WithMapped == Ranked({"body", "bound"})

\* Module Naturals has identifiers a and b, in this order, and so has this one n.
WithNaturals == Ranked({"b", "n", "a"})
First(n) == n

Words == <<Plain, WithIdentifier, WithField, WithBase, WithSide, RootFirst, FromConfig, WithMapped, WithNaturals>>

Init == step = 1 /\ line = <<>>
Next == /\ step <= Len(Words)
        /\ \/ line # Words[step] /\ line' = Append(line, Words[step][Len(line) + 1]) /\ step' = step
           \/ line = Words[step] /\ line' = <<>> /\ step' = step + 1

Expected == << <<"pear", "fig", "nut">>, <<"zed", "kiwi">>, <<"width", "lime">>, <<"based", "fig">>, <<"based", "sided", "fig">>,
               <<"Shape", "BaseName", "SideName">>, <<"cherry", "apple", "zed", "pear">>, <<"bound", "body">>, <<"n", "a", "b">> >>

AsExpected == step <= Len(Words) => Words[step] = Expected[step]
====
expect StringRanks.cfg
  verdict ok
  generated 34
  distinct 34
  depth 34
  tlc Version 2026.04.29.164809 (rev: cc6b616)
