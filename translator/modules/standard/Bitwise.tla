---- MODULE Bitwise ----
\* Operations on the bits of natural numbers. Native.
LOCAL INSTANCE Integers

\* The number whose bit i is bit(bit i of x, bit i of y).
RECURSIVE Combine(_, _, _)
LOCAL Combine(bit(_, _), x, y) ==
  IF x = 0 /\ y = 0 THEN 0 ELSE bit(x % 2, y % 2) + 2 * Combine(bit, x \div 2, y \div 2)

x & y == Combine(LAMBDA a, b : a * b, x, y)
x | y == Combine(LAMBDA a, b : IF a + b = 0 THEN 0 ELSE 1, x, y)
x ^^ y == Combine(LAMBDA a, b : (a + b) % 2, x, y)

\* The bits of a, from its highest 1 down, each the other way round.
Not(a) == Combine(LAMBDA x, y : 1 - x, a, 0)

\* n without its lowest pos bits.
shiftR(n, pos) == n \div 2 ^ pos
====
