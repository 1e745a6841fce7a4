---- MODULE AtomicCommit ----
(* Why: atomic commit with crashes and votes: the usual mix of a function of roles, a message set and a history, larger than the others. *)
EXTENDS Naturals, FiniteSets

CONSTANTS Site, Lead

ASSUME Lead \notin Site

VARIABLES mode, tally, letters, crashed

vars == <<mode, tally, letters, crashed>>

Letter == [from : Site, vote : {"yes", "no"}] \cup [order : {"commit", "abort"}]

Init == /\ mode = [s \in Site |-> "idle"]
        /\ tally = [yes |-> {}, verdict |-> "open"]
        /\ letters = {}
        /\ crashed = {}

Vote(s, v) == /\ s \notin crashed
              /\ mode[s] = "idle"
              /\ mode' = [mode EXCEPT ![s] = IF v = "yes" THEN "ready" ELSE "aborted"]
              /\ letters' = letters \cup {[from |-> s, vote |-> v]}
              /\ UNCHANGED <<tally, crashed>>

Count == \E m \in letters :
           /\ "vote" \in DOMAIN m
           /\ m.vote = "yes"
           /\ m.from \notin tally.yes
           /\ tally' = [tally EXCEPT !.yes = @ \cup {m.from}]
           /\ UNCHANGED <<mode, letters, crashed>>

Decide(verdict) ==
  /\ tally.verdict = "open"
  /\ CASE verdict = "commit" -> tally.yes = Site
       [] verdict = "abort"  -> \E s \in Site : [from |-> s, vote |-> "no"] \in letters
  /\ tally' = [tally EXCEPT !.verdict = verdict]
  /\ letters' = letters \cup {[order |-> verdict]}
  /\ UNCHANGED <<mode, crashed>>

TimeOut == /\ tally.verdict = "open" /\ crashed # {}
           /\ tally' = [tally EXCEPT !.verdict = "abort"]
           /\ letters' = letters \cup {[order |-> "abort"]}
           /\ UNCHANGED <<mode, crashed>>

Obey(s) == \E o \in {"commit", "abort"} :
             /\ [order |-> o] \in letters
             /\ s \notin crashed
             /\ mode[s] \in {"idle", "ready"}
             /\ mode' = [mode EXCEPT ![s] = IF o = "commit" THEN "committed" ELSE "aborted"]
             /\ UNCHANGED <<tally, letters, crashed>>

Crash(s) == /\ crashed = {}
            /\ crashed' = {s}
            /\ UNCHANGED <<mode, tally, letters>>

Next == \/ \E s \in Site : Obey(s) \/ Crash(s) \/ \E v \in {"yes", "no"} : Vote(s, v)
        \/ Count
        \/ Decide("commit")
        \/ (\E s \in Site : [from |-> s, vote |-> "no"] \in letters) /\ Decide("abort")
        \/ TimeOut

Spec == Init /\ [][Next]_vars

TypeOK == /\ mode \in [Site -> {"idle", "ready", "committed", "aborted"}]
          /\ tally \in [yes : SUBSET Site, verdict : {"open", "commit", "abort"}]
          /\ letters \subseteq Letter
Agreement == \A s, t \in Site : ~(mode[s] = "committed" /\ mode[t] = "aborted")
NoHang == crashed = {} => \E s \in Site : mode[s] \notin {"ready"}
====
expect AtomicCommit.cfg
  verdict ok
  generated 3359
  distinct 1120
  depth 12
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect AtomicCommit.hang.cfg
  verdict invariant-violated
  violated NoHang
  generated 109
  distinct 74
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
