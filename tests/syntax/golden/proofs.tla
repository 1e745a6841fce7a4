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
  <+>1. HAVE z = 1
  <*>2. WITNESS 1 \in S
  <*>q. QED
    <+> z = 1 BY <*>2
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
  (Theorem B)
  (Theorem C)
  (Theorem D)
  (Theorem Steps)
  (Operator After 1)
  (Theorem Last (<> P))
  (ProofHint)
  (ProofHint)
  (Operator Next 2)
  (Theorem E))
