---- MODULE proofs ----
THEOREM A
THEOREM B OBVIOUS
THEOREM C PROOF OMITTED
THEOREM D BY A, B, SMT DEF x, +, **
THEOREM Steps == ASSUME NEW x \in S, NEW CONSTANT c, VARIABLE v, NEW STATE s, NEW F(_), CONSTANT k, x = c,
                        sub :: ASSUME NEW y PROVE y = x
                 PROVE  x = 1
<1>1. x \in S
  BY B DEF S
<1>2. SUFFICES ASSUME NEW y \in T
                PROVE  x = y
  PROOF
  <2>a. DEFINE F(z) == /\ z
                       /\ <2>b
  <2> HIDE DEF F
  <2>b. CASE x = 2
    <3> USE <1>1, <2>a DEF F
    <3> QED OBVIOUS
  <2>. QED BY <2>b, Isa
<1>3 TAKE z \in S
<1> PICK z \in S : z = 1
  <+> HAVE z = 1
  <02>2. WITNESS 1 \in S
  <2>3 CASE z = 1 OBVIOUS
  <*>. F(x) == x  G == <2>2
  <2>q. QED
    <+> z = 1 BY <3>2, <*>2, MODULE M
    <*> QED
<1>4. INSTANCE M
<1>*. QED
After == 1
LEMMA Last == <>P
  PROOF <9>1 QED BY After, <9>1
USE DEF After, MODULE proofs
HIDE Last
Next == 2
COROLLARY E <1> QED
=======================
(Module proofs
  (Theorem A)
  (Theorem B (proof))
  (Theorem C (proof))
  (Theorem D (proof (by A B SMT) (def x + **)))
  (Theorem Steps
    (assume
      (constant x S)
      (constant c)
      (variable v)
      (state s)
      (constant F/1)
      (constant k)
      (= x c)
      (assume sub (constant y) (prove (= y x)))
      (prove (= x 1)))
    (proof
      (Assert <1>1 (\in x S) (proof (by B) (def S)))
      (Suffices <1>2
        (assume (constant y T) (prove (= x y)))
        (proof
          (Define <2>a (Operator F z (Junction \land z <2>b)))
          (Hide (def F))
          (Case <2>b (= x 2) (proof (Use (by <1>1 <2>a) (def F)) (Qed (proof))))
          (Qed (proof (by <2>b Isa)))))
      (Take <1>3 (bind z S))
      (Pick
        (bind z S)
        (= z 1)
        (proof
          (Have (= z 1))
          (Witness <2>2 (\in 1 S))
          (Case <2>3 (= z 1) (proof))
          (Define (Operator F x x) (Operator G <2>2))
          (Qed <2>q (proof (Assert (= z 1) (proof (by <3>2 <3>2))) (Qed)))))
      (Instance <1>4 (Instance of M))
      (Qed)))
  (Operator After 1)
  (Theorem Last (<> P) (proof (Qed <9>1 (proof (by After <9>1)))))
  (ProofHint (def After))
  (ProofHint (by Last))
  (Operator Next 2)
  (Theorem E (proof (Qed))))
