---- MODULE ConstantsOnly ----
(* Why: a module without behaviour: TLC evaluates the ASSUMEs and is done. *)
EXTENDS Integers, FiniteSets, Sequences, TLC

CONSTANT N

Primes(n) == {p \in 2..n : \A d \in 2..p - 1 : p % d # 0}
RECURSIVE Gcd(_, _)
Gcd(a, b) == IF b = 0 THEN a ELSE Gcd(b, a % b)
Bits(n) == LET b[k \in 0..N] == IF k = 0 THEN <<>> ELSE <<k % 2>> \o b[k \div 2] IN b[n]

ASSUME Cardinality(Primes(N)) = 15
ASSUME \A a, b \in 1..12 : Gcd(a, b) = Gcd(b, a)
ASSUME Bits(10) = <<0, 1, 0, 1>>
ASSUME PrintT(<<"checked up to", N>>)
====
expect ConstantsOnly.cfg
  verdict ok
  generated 0
  distinct 0
  depth 0
  tlc Version 2026.04.29.164809 (rev: cc6b616)
