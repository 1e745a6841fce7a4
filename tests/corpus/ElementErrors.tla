---- MODULE ElementErrors ----
\* Membership in a set that is listed is an error where an element, or an operand, has no value, whichever is asked for.
EXTENDS Integers, Sequences

VARIABLES x, y

shift == [k \in 0..3 |-> k * x]

Init == x = 0 /\ y = 0
Next == x < 3 /\ x' = x + 1 /\ y' \in {k \in 0..3 : shift[k] = 0} \cap {0, 1, 9}

Filtered == y \in {k \in 0..9 : shift[k] >= 0}
Mapped == x \in {IF k = 3 THEN Head(<<>>) ELSE k + y : k \in 0..3}
Joined == x \in (0..3 \cup Head(<<>>))
Met == 7 + y \in (0..2 \cap {k \in 0..9 : shift[k] = 0})
Within == {x} \subseteq (0..3 \cup {Tail(<<>>)})
\* A set of subsets, or of functions, is not listed.
Unlisted == {y} \in {s \in SUBSET (0..9) : \A k \in s : shift[k] >= 0}
====
expect ElementErrors.cfg
  verdict ok
  generated 6
  distinct 5
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect ElementErrors.filtered.cfg
  verdict evaluation-failed
  generated 1
  distinct 1
  depth 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect ElementErrors.joined.cfg
  verdict evaluation-failed
  generated 1
  distinct 1
  depth 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect ElementErrors.mapped.cfg
  verdict evaluation-failed
  generated 1
  distinct 1
  depth 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect ElementErrors.met.cfg
  verdict evaluation-failed
  generated 1
  distinct 1
  depth 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect ElementErrors.within.cfg
  verdict evaluation-failed
  generated 1
  distinct 1
  depth 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
