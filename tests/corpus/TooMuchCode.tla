---- MODULE TooMuchCode ----
(* Why: steps read from tuples of records of many forms are code beyond what a compiler takes in minutes: left to the evaluator. *)
EXTENDS Integers, Sequences
VARIABLES run, at, log, value, note, more, other
Runs == [
  short |-> <<[log |-> <<>>], [log |-> <<1>>, value |-> 1], [note |-> "a"], [value |-> 2, note |-> "b"]>>,
  swapped |-> <<[value |-> 1], [log |-> <<[v |-> 1]>>], [log |-> <<[v |-> 1], [w |-> 2]>>, note |-> "b"], [note |-> "a", more |-> 1]>>,
  long |-> <<[note |-> "c"], [log |-> <<2>>], [value |-> 3, log |-> <<2, 2>>], [value |-> 1, other |-> {}], [note |-> "d"], [log |-> <<>>, value |-> 0, note |-> "e"]>>,
  wide |-> <<[log |-> <<[v |-> 1, w |-> 2]>>, value |-> 1, note |-> "x"], [more |-> 1, log |-> <<{}>>], [other |-> 2, value |-> 5], [note |-> "y", other |-> 3], [log |-> <<>>]>>,
  last |-> <<[other |-> 1], [more |-> 2, other |-> 1], [log |-> <<[v |-> 2]>>, more |-> 1], [value |-> 4, more |-> 1, note |-> "z"], [log |-> <<>>, other |-> 1], [more |-> 3], [log |-> <<{1}>>]>>,
  again |-> <<[value |-> 1, other |-> 1], [log |-> <<>>, more |-> 3], [note |-> "e", more |-> 1, other |-> 2]>>]
First(name, otherwise) == IF name \in DOMAIN Runs[run][1] THEN Runs[run][1][name] ELSE otherwise
Takes(trace, name, variable) ==
  /\ name \in DOMAIN trace[at] => variable = trace[at][name]
  /\ IF name \in DOMAIN trace[at'] THEN variable' = trace[at'][name] ELSE UNCHANGED variable
Init ==
  /\ run \in DOMAIN Runs
  /\ at = 1
  /\ log = First("log", <<>>)
  /\ value = First("value", 0)
  /\ note = First("note", "")
  /\ more = First("more", 0)
  /\ other = First("other", {})
Steps(trace) ==
  /\ at \in DOMAIN trace
  /\ at' = at + 1
  /\ at' \in DOMAIN trace
  /\ Takes(trace, "log", log)
  /\ Takes(trace, "value", value)
  /\ Takes(trace, "note", note)
  /\ Takes(trace, "more", more)
  /\ Takes(trace, "other", other)
Next == UNCHANGED run /\ Steps(Runs[run])
====
expect TooMuchCode.cfg
  verdict ok
  generated 29
  distinct 29
  depth 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
