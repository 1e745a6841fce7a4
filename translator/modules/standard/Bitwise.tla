---- MODULE Bitwise ----
\* Operations on the bits of natural numbers. Native.
LOCAL INSTANCE Integers

\* The number whose bit i is bit(bit i of x, bit i of y).
LOCAL Combine(bit(_, _), x, y) ==
  LET RECURSIVE combine(_, _)
      combine(a, b) ==
        IF a = 0 /\ b = 0 THEN 0 ELSE bit(a % 2, b % 2) + 2 * combine(a \div 2, b \div 2)
  IN combine(x, y)

x & y == Combine(LAMBDA a, b : a * b, x, y)
x | y == Combine(LAMBDA a, b : IF a + b = 0 THEN 0 ELSE 1, x, y)
x ^^ y == Combine(LAMBDA a, b : (a + b) % 2, x, y)

\* The bits of a, from its highest 1 down, each the other way round.
Not(a) == Combine(LAMBDA x, y : 1 - x, a, 0)

\* n without its lowest pos bits.
shiftR(n, pos) == n \div 2 ^ pos
====
