---- MODULE DyadicRationals ----
\* Fractions whose denominator is a power of two, as records, for small probabilities.
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences
LOCAL INSTANCE FiniteSetsExt
LOCAL INSTANCE TLC

LOCAL Fraction(n, d) == [num |-> n, den |-> d]

LOCAL GCD(m, n) ==
  LET RECURSIVE gcd(_, _)
      gcd(a, b) == IF b = 0 THEN a ELSE gcd(b, a % b)
  IN gcd(IF m < 0 THEN -m ELSE m, n)

LOCAL Lowest(p) ==
  LET gcd == GCD(p.num, p.den) IN Fraction(p.num \div gcd, p.den \div gcd)

IsDyadicRational(r) == \E i \in 0 .. r.den : 2 ^ i = r.den

Zero == Fraction(0, 1)
One == Fraction(1, 1)

Add(p, q) ==
  LET den == Max({p.den, q.den})
  IN IF p = Zero THEN q
     ELSE Lowest(Fraction(p.num * (den \div p.den) + q.num * (den \div q.den), den))
Half(p) == Lowest(Fraction(p.num, 2 * p.den))

PrettyPrint(p) ==
  CASE p = Zero -> "0"
    [] p = One -> "1"
    [] OTHER -> (ToString(p.num) \o "/") \o ToString(p.den)
====
