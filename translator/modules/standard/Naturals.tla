---- MODULE Naturals ----
\* Arithmetic on the natural numbers. Every operator here is native (native.def); a body that begins
\* with CHOOSE v only fixes name, arity and level and is never evaluated.

Nat == CHOOSE N : TRUE      \* {0, 1, 2, ...}: membership only, never enumerated

a + b == CHOOSE v : <<a, b>> # v
a - b == CHOOSE d : b + d = a
a * b == CHOOSE v : <<a, b>> # v
a ^ b == CHOOSE v : <<a, b>> # v    \* b is not negative; 0^0 is an error

a \leq b == \E d \in Nat : a + d = b
a \geq b == b \leq a
a < b == a \leq b /\ a # b
a > b == b < a

a .. b == {a + d : d \in {n \in Nat : n \leq b - a}}   \* {} when a > b

a \div b == CHOOSE q : a - b * q \in 0 .. (b - 1)   \* rounds towards minus infinity
a % b == a - b * (a \div b)                         \* 0 <= a % b < b, for b > 0
====
