---- MODULE Parts ----
(* Why: naming parts of definitions: by position, side, label, bound values, LET definition, through parameters and instances. *)
EXTENDS Integers, Sequences
CONSTANT Bound

Rule(a, b) == /\ a + b < 10
              /\ \A i \in 1 .. a, j \in {b, 7} : near(i, j) :: i * 2 < j + Bound
              /\ LET twice(n) == n * 2  half == a \div 2
                 IN  twice(b) > half
Price == [apple |-> 3, pear |-> 1 + 4]
Choice == IF Bound > 1 THEN "many" ELSE "few"
Chosen == CASE Bound = 2 -> "two" [] OTHER -> "else"
Grid == [x \in {1, 2}, y \in {5} |-> x + y]
Fact == size :: Len(<<1, 2>> \o <<3>>) = 3
Inner(n) == INSTANCE PartsInner WITH Width <- n

ASSUME Rule(2, 3)!1!<< = 5
ASSUME Rule(2, 3)!1!>> = 10
ASSUME Rule(2, 3)!1!1!2 = 3
ASSUME Rule(4, 3)!2!1 = 1 .. 4
ASSUME Rule(4, 3)!2!2 = {3, 7}
ASSUME Rule(4, 3)!2!(3, 7)!<< = 6
ASSUME Rule(4, 3)!near(1, 7)
ASSUME ~ Rule(4, 3)!near(5, 3)
ASSUME Rule(4, 3)!near(5, 3)!>> = 3 + Bound
ASSUME Rule(4, 9)!3!twice(6) = 12
ASSUME Rule(8, 1)!3!half = 4
ASSUME Rule(1, 1)!: = (Rule(1, 1)!1 /\ Rule(1, 1)!2 /\ Rule(1, 1)!3)
ASSUME Price!2 = 5 /\ Price!2!>> = 4
ASSUME Choice!2 = "many" /\ Choice!1!<< = Bound
ASSUME Chosen!1!2 = "two" /\ Chosen!2!2 = "else"
ASSUME Grid!1 = {1, 2} /\ Grid!(40, 2) = 42
ASSUME Fact!size /\ Fact!size!<<!1!2 = <<3>>
ASSUME Inner(6)!Area!<< = 6 /\ Inner(6)!Area = 24 /\ Inner(2)!Wide!edge
====
expect Parts.cfg
  verdict ok
  generated 0
  distinct 0
  depth 0
  tlc Version 2026.04.29.164809 (rev: cc6b616)
