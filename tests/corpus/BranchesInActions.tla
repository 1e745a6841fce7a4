---- MODULE BranchesInActions ----
(* Why: where TLC looks for assignments: through IF, CASE, LET, definitions with parameters, \A in a conjunction, nested UNCHANGED,
   priming of whole expressions, and how many successors each generates. *)
EXTENDS Integers, Sequences

CONSTANT Part

VARIABLES x, y, z

pair == <<x, y>>
all == <<pair, z>>
Sum == x + y

Set(v) == x' = v
SetBoth(v, w) == Set(v) /\ y' = w
Keep(A) == A /\ UNCHANGED z

InIf == IF x = 0 THEN x' \in {1, 2} /\ UNCHANGED <<y, z>> ELSE Keep(SetBoth(0, 1 - y))
InCase == CASE x = 0 -> Keep(SetBoth(1, y)) [] x = 1 -> (\/ SetBoth(2, y) \/ SetBoth(0, y)) /\ z' = z [] OTHER -> UNCHANGED all
InLet == LET nx == (x + 1) % 3 IN /\ LET ny == (y + nx) % 2 IN y' = ny
                                  /\ Set(nx)
                                  /\ z' = Sum'
ForAll == /\ \A i \in {0} : x' = i
          /\ \A i \in {} : y' = i
          /\ UNCHANGED y
          /\ z' \in {Sum', z}
PrimedDefinition == /\ SetBoth((x + 2) % 3, y)
                    /\ pair' = <<x', y>>
                    /\ Sum' \in 0..9
                    /\ z' = pair'[1]
Neighbours == \E d \in {-1, 1}, e \in {0, 0 + 0} : /\ x + d \in 0..2
                                                  /\ SetBoth(x + d, e) /\ UNCHANGED <<z>>

Init == /\ x \in 0..2 /\ \E v \in 0..1 : y = v
        /\ z = IF y = 1 THEN x ELSE 0

Next == CASE Part = 1 -> InIf
          [] Part = 2 -> InCase
          [] Part = 3 -> InLet
          [] Part = 4 -> ForAll
          [] Part = 5 -> PrimedDefinition
          [] Part = 6 -> Neighbours
          [] OTHER -> InIf \/ InCase \/ InLet \/ ForAll \/ PrimedDefinition \/ Neighbours

TypeOK == x \in 0..2 /\ y \in 0..1 /\ z \in 0..3
====
expect BranchesInActions.cfg
  verdict ok
  generated 192
  distinct 24
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect BranchesInActions.p1.cfg
  verdict ok
  generated 30
  distinct 18
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect BranchesInActions.p2.cfg
  verdict ok
  generated 19
  distinct 10
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect BranchesInActions.p3.cfg
  verdict ok
  generated 17
  distinct 11
  depth 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect BranchesInActions.p4.cfg
  verdict ok
  generated 17
  distinct 8
  depth 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect BranchesInActions.p5.cfg
  verdict ok
  generated 14
  distinct 8
  depth 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect BranchesInActions.p6.cfg
  verdict ok
  generated 22
  distinct 12
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
