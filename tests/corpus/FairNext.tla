---- MODULE FairNext ----
(* Why: fairness of Next itself. Every step is one of Next, so <<Next>>_v asks whether v changes: steps that change nothing
   are none of it, and of another v other steps. *)
EXTENDS Integers

---- MODULE Lift ----
VARIABLE floor
Next == floor < 3 /\ floor' = floor + 1
====

VARIABLES height, lamp

vars == <<height, lamp>>
Init == height = 0 /\ lamp = 0
Rise == height < 3 /\ height' = height + 1 /\ UNCHANGED lamp
Blink == lamp' = 1 - lamp /\ UNCHANGED height
Next == Rise \/ Blink \/ UNCHANGED vars
Spec == Init /\ [][Next]_vars /\ WF_vars(Next)
OfHeight == Init /\ [][Next]_vars /\ WF_height(Next)
OfLamp == Init /\ [][Next]_vars /\ SF_lamp(Next)

Lifted == INSTANCE Lift WITH floor <- height
OfLifted == Init /\ [][Next]_vars /\ WF_height(Lifted!Next)

Arrives == <>(height = 3)
Blinks == []<>(lamp = 1)
Moves == []<><<TRUE>>_vars
====
expect FairNext.dark.cfg
  verdict property-violated
  violated Blinks
  generated 23
  distinct 8
  depth 5
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect FairNext.height.cfg
  verdict ok
  generated 23
  distinct 8
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect FairNext.lamp.cfg
  verdict ok
  generated 23
  distinct 8
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect FairNext.lifted.cfg
  verdict ok
  generated 23
  distinct 8
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect FairNext.low.cfg
  verdict property-violated
  violated Arrives
  generated 23
  distinct 8
  depth 5
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect FairNext.stuck.cfg
  verdict property-violated
  violated Arrives
  generated 23
  distinct 8
  depth 5
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect FairNext.whole.cfg
  verdict ok
  generated 23
  distinct 8
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
