---- MODULE operators ----
\* Defined before, between and after operands.
a \oplus b == a + b
a (+) b == a
a ^+ == a
-. a == 0 - a
~ a == a
[] a == a
UNION a == a
\* Named as arguments.
Fold(op(_, _), s) == s
sums == <<Fold(+, s), Fold(\cup, s), Fold(-, s), Fold(/\, s), Fold(=>, s), Map(-., s), Map(^+, s)>>
Higher(_ \prec _, -. _, _ ^#, F(_)) == F(a)
\* Applied like functions.
applied == <<+(1, 2), \in(1, S), ^*(r), -.(1), M!+(1, 2), M!N(2)!F(3)>>
\* Grouped by precedence.
arithmetic == a + b * c - d
minus == -a * b + -c - d
left == a - b - c
sets == (a \cup b) \union c \cup d
mixed == a \in b /\ c = d /\ ~e
logic == ~a \in S => b
product == A \X B \times C
products == (A \X B) \X C \X (D \X E)
range == 1..n-1
primes == a' + f[b]'[c].d' = 0
subset == SUBSET A \cup DOMAIN f.g
ors == a \/ b \/ c
composed == A \cdot B \cdot C
chained == (a => b) => c
leads == []P ~> <>Q
synonyms == <<a =< b, a <= b, a \leq b, a # b, a /= b, a <=> b, ~a, \neg a, \lnot a, a \circ b, a \o b, a \cap b>>
==========================
(Module operators
  (Operator \oplus a b (+ a b))
  (Operator \oplus a b a)
  (Operator ^+ a a)
  (Operator -. a (- 0 a))
  (Operator \lnot a a)
  (Operator [] a a)
  (Operator UNION a a)
  (Operator Fold op/2 s s)
  (Operator sums
    (Tuple
      (Fold + s)
      (Fold \union s)
      (Fold - s)
      (Fold \land s)
      (Fold => s)
      (Map -. s)
      (Map ^+ s)))
  (Operator Higher \prec/2 -./1 ^#/1 F/1 (F a))
  (Operator applied
    (Tuple (+ 1 2) (\in 1 S) (^* r) (-. 1) (+ (in M) 1 2) (F (in M) (in N 2) 3)))
  (Operator arithmetic (+ a (- (* b c) d)))
  (Operator minus (+ (-. (* a b)) (- (-. c) d)))
  (Operator left (- (- a b) c))
  (Operator sets (\union (\union (\union a b) c) d))
  (Operator mixed (\land (\land (\in a b) (= c d)) (\lnot e)))
  (Operator logic (=> (\lnot (\in a S)) b))
  (Operator product (Product A B C))
  (Operator products (Product (Product A B) C (Product D E)))
  (Operator range (.. 1 (- n 1)))
  (Operator primes (= (+ (' a) (' (Field d (Index (' (Index f b)) c)))) 0))
  (Operator subset (\union (SUBSET A) (DOMAIN (Field g f))))
  (Operator ors (\lor (\lor a b) c))
  (Operator composed (\cdot (\cdot A B) C))
  (Operator chained (=> (=> a b) c))
  (Operator leads (~> ([] P) (<> Q)))
  (Operator synonyms
    (Tuple
      (\leq a b)
      (\leq a b)
      (\leq a b)
      (/= a b)
      (/= a b)
      (\equiv a b)
      (\lnot a)
      (\lnot a)
      (\lnot a)
      (\o a b)
      (\o a b)
      (\intersect a b))))
