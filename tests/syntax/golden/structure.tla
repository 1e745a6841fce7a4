Anything may stand before a module, even -- dashes and "quotes.

------- MODULE structure -------
EXTENDS Naturals, Sequences
CONSTANT Size, Weight(_), Between(_, _, _)
CONSTANTS _ \prec _, -. _
VARIABLE cart
VARIABLES shelf, till
---------------------------------
RECURSIVE Total(_), _ ++ _
Total(items) == IF items = <<>> THEN 0 ELSE Head(items) + Total(Tail(items))
LOCAL Empty == {}
LOCAL price[i \in 1..Size] == Weight(i)
LOCAL INSTANCE FiniteSets
INSTANCE Store
Shop == INSTANCE Store WITH stock <- shelf, Price <- Weight, + <- \cup
Branch(n, F(_)) == INSTANCE Store WITH stock <- shelf[n], Price <- LAMBDA i : F(i) + n
ASSUME Size \in Nat
ASSUME SizeIsSmall == Size < 10
ASSUMPTION Size > 0
AXIOM Weight(1) = 1
-------- MODULE Inner --------
EXTENDS TLC
VARIABLE x
------ MODULE Innermost ------
y == 1
==============================
Start == x = Size
==============================
In == INSTANCE Inner WITH x <- till
Open == In!Start /\ Branch(3, Weight)!Shut(cart)
THEOREM Open => TRUE
LEMMA Named == Open
==================================
(Module structure
  (extends Naturals Sequences)
  (Constants Size Weight/1 Between/3)
  (Constants \prec/2 -./1)
  (Variables cart)
  (Variables shelf till)
  (Separator)
  (Recursive Total/1 ++/2)
  (Operator Total items (If (= items (Tuple)) 0 (+ (Head items) (Total (Tail items)))))
  (local Operator Empty (SetEnumerate))
  (local Function price (bind i (.. 1 Size)) (Weight i))
  (local Instance of FiniteSets)
  (Instance of Store)
  (Instance Shop of Store (with stock shelf) (with Price Weight) (with + \union))
  (Instance Branch of Store
    n
    F/1
    (with stock (Index shelf n))
    (with Price (Lambda i (+ (F i) n))))
  (Assume (\in Size Nat))
  (Assume SizeIsSmall (< Size 10))
  (Assume (> Size 0))
  (Assume (= (Weight 1) 1))
  (Module Inner
    (extends TLC)
    (Variables x)
    (Module Innermost (Operator y 1))
    (Operator Start (= x Size)))
  (Instance In of Inner (with x till))
  (Operator Open (\land (Start (in In)) (Shut (in Branch 3 Weight) cart)))
  (Theorem (=> Open TRUE))
  (Theorem Named Open))
