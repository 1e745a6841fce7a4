---------------------------- MODULE SparseMessages ----------------------------
\* Messages of three kinds in one set: few can be asked for or told, and there are many votes, of which a state has few.
\* Natively a state has bits for the ones and lists the others; with more of these than were sampled the list grows.
EXTENDS Integers, FiniteSets
CONSTANTS Node, Most
Slots == 1..2
Commands == {"none", "put", "get"}
Votes == [Slots -> [ballot : 0..2, command : Commands]]
Messages == [type : {"ask"}, from : Node]
       \cup [type : {"vote"}, from : Node, votes : Votes]
       \cup [type : {"done"}, slot : Slots, command : Commands]
VARIABLES mine, msgs
vars == <<mine, msgs>>
None == [s \in Slots |-> [ballot |-> 0, command |-> "none"]]
Init == mine = [n \in Node |-> None] /\ msgs = {}
Of(kind) == {m \in msgs : m.type = kind}
Ask(n) == /\ ~\E m \in msgs : m.type = "ask" /\ m.from = n
          /\ msgs' = msgs \cup {[type |-> "ask", from |-> n]}
          /\ UNCHANGED mine
Vote(n) == /\ \E m \in msgs : m.type = "ask" /\ m.from # n
           /\ Cardinality(Of("vote")) < Most
           /\ msgs' = {[type |-> "vote", from |-> n, votes |-> mine[n]]} \cup msgs
           /\ UNCHANGED mine
Change(n, s) == /\ mine[n][s].ballot < 2
                /\ mine' = [mine EXCEPT ![n][s] = [ballot |-> @.ballot + 1, command |-> IF s = 1 THEN "put" ELSE "get"]]
                /\ UNCHANGED msgs
Tell(s) == \E one, other \in Of("vote") :
             /\ one.from # other.from
             /\ one.votes[s] = other.votes[s]
             /\ one.votes[s].ballot > 0
             /\ msgs' = msgs \cup {[type |-> "done", slot |-> s, command |-> one.votes[s].command]}
             /\ UNCHANGED mine
Forget == /\ Cardinality(Of("done")) = 2
          /\ msgs' = msgs \ Of("vote")
          /\ UNCHANGED mine
Next == (\E n \in Node : Ask(n) \/ Vote(n) \/ \E s \in Slots : Change(n, s)) \/ (\E s \in Slots : Tell(s)) \/ Forget
TypeOK == msgs \in SUBSET Messages /\ \A m \in msgs : m \in Messages /\ mine \in [Node -> Votes]
Known == \A m \in msgs : m.type = "done" => \E n \in Node : mine[n][m.slot].command = m.command
NeverFull == Cardinality(msgs) < 14
===============================================================================
expect SparseMessages.cfg
  verdict ok
  generated 57438
  distinct 15361
  depth 19
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SparseMessages.many.cfg
  verdict invariant-violated
  violated NeverFull
  generated 975290
  distinct 104910
  depth 23
  trace 23
  tlc Version 2026.04.29.164809 (rev: cc6b616)
