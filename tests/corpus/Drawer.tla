---- MODULE Drawer ----
(* A module to be instantiated by Cabinet: a bounded bag of one kind of thing. *)
EXTENDS Naturals
CONSTANTS Limit, Grow(_)
VARIABLE content

Empty == content = 0
Add == content < Limit /\ content' = Grow(content)
Remove == content > 0 /\ content' = content - 1
Full == content >= Limit
LOCAL Secret == 42
Twice(n) == 2 * n
Fits(n) == Twice(n) <= Limit
====
