------------------------------ MODULE RaftThree ------------------------------
(***************************************************************************)
(* Raft with three servers, which is where majorities begin to matter: in  *)
(* small models of which each is large enough for some of the mistakes that*)
(* Raft is known for. A test takes one condition after the other out of    *)
(* Raft.tla, and one of these models has to notice.                        *)
(***************************************************************************)
EXTENDS Raft

CONSTANTS First, Second  \* who stands for election in odd terms, and in even ones

Sym == Permutations(Servers)

(* No votes are split: at most one server asks for them in each term. *)
OneCandidate == \A m, n \in asked : m.term = n.term => m = n

Turns == \A m \in asked : m.from = IF m.term % 2 = 1 THEN First ELSE Second

(* In place of Restart, where restarts are not what a model is about. *)
Never(i) == FALSE
=============================================================================
