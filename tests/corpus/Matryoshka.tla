---- MODULE Matryoshka ----
(* Why: modules inside modules, instances reached through instances (A!B!C), parametrised instances of them, and LOCAL hiding. *)
EXTENDS Naturals

VARIABLES depth, paint

---- MODULE Doll ----
  CONSTANT size
  VARIABLE colour
  LOCAL Wider(n) == n + 1
  ---- MODULE Inner ----
    EXTENDS Naturals
    CONSTANT room
    Fits(n) == n < room
    Small == Fits(1)
  ====
  In(k) == INSTANCE Inner WITH room <- k
  Own == INSTANCE Inner WITH room <- size
  Repaint(c) == colour' = c
  Room == Wider(size)
  Deep(n) == In(Room)!Fits(n)
====

Big == INSTANCE Doll WITH size <- 4, colour <- paint
Of(n) == INSTANCE Doll WITH size <- n, colour <- paint

LOCAL Wider(n) == n * 100

ASSUME /\ Big!Own!Fits(3) /\ ~Big!Own!Fits(4)
       /\ Big!Room = 5 /\ Big!Deep(4) /\ ~Big!Deep(5)
       /\ Big!In(9)!Fits(8)
       /\ ~Of(1)!Own!Small /\ Of(2)!Own!Small
       /\ Of(7)!In(Of(2)!Room)!Fits(2)
       /\ Wider(2) = 200

Init == depth = 0 /\ paint = "raw"
Open == /\ Of(3)!Own!Fits(depth)
        /\ depth' = depth + 1
        /\ \E c \in {"red", "blue", "raw"} : IF depth > 1 THEN Big!Repaint(c) ELSE Of(depth)!Repaint(c)
Close == depth > 0 /\ depth' = depth - 1 /\ Big!Repaint(paint)
Next == Open \/ Close
Shallow == Big!Own!Fits(depth) /\ paint \in {"red", "blue", "raw"}
====
expect Matryoshka.cfg
  verdict ok
  generated 37
  distinct 12
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
