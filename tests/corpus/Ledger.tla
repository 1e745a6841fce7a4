------------------------------- MODULE Ledger -------------------------------
(* Maps and bags over few of very many keys, which are listed by number: made, extended, changed at a key, cut down,
   compared, inside of other values, and growing beyond what they were first thought to hold. *)
EXTENDS Naturals, FiniteSets, Sequences, Bags, TLC

CONSTANTS Clerks, Accounts, Spacing

VARIABLES balance, held, posted

vars == <<balance, held, posted>>

Symmetric == Permutations(Clerks)

Account(n) == <<n * Spacing, n * Spacing + 1>>
Keys == {Account(n) : n \in 1 .. Accounts}

Init == balance = <<>> /\ held = [c \in Clerks |-> EmptyBag] /\ posted = EmptyBag

Open(n) == /\ Account(n) \notin DOMAIN balance
           /\ balance' = balance @@ (Account(n) :> [sum |-> 0, owner |-> n])
           /\ UNCHANGED <<held, posted>>

Order(c, n) == /\ Account(n) \in DOMAIN balance
               /\ BagCardinality(held[c]) < 2
               /\ balance[Account(n)].sum < 1
               /\ held' = [held EXCEPT ![c] = @ (+) SetToBag({Account(n)})]
               /\ UNCHANGED <<balance, posted>>

Post(c) == \E k \in DOMAIN held[c] :
             /\ balance' = [balance EXCEPT ![k].sum = @ + held[c][k]]
             /\ posted' = posted (+) [x \in {k} |-> held[c][k]]
             /\ held' = [held EXCEPT ![c] = [x \in DOMAIN @ \ {k} |-> @[x]]]

Close(n) == /\ Account(n) \in DOMAIN balance
            /\ balance[Account(n)].sum > 1
            /\ \A c \in Clerks : ~BagIn(Account(n), held[c])
            /\ balance' = [k \in DOMAIN balance \ {Account(n)} |-> balance[k]]
            /\ posted' = posted (-) [x \in {Account(n)} |-> balance[Account(n)].sum]
            /\ UNCHANGED held

Next == (\E n \in 1 .. Accounts : Open(n) \/ Close(n)) \/ (\E c \in Clerks : Post(c) \/ \E n \in 1 .. Accounts : Order(c, n))

Spec == Init /\ [][Next]_vars

Known == DOMAIN balance \subseteq Keys /\ \A c \in Clerks : BagToSet(held[c]) \subseteq DOMAIN balance
Summed == \A k \in DOMAIN balance : balance[k].sum = CopiesIn(k, posted) /\ Account(balance[k].owner) = k
Bagged == IsABag(posted) /\ \A c \in Clerks : held[c] \sqsubseteq BagUnion({held[d] : d \in Clerks}) /\ IsABag(held[c])
Same == \A c, d \in Clerks : held[c] = held[d] => BagToSet(held[c]) = BagToSet(held[d])
NotAll == Cardinality(DOMAIN balance) < Accounts \/ posted = EmptyBag
=============================================================================
expect Ledger.cfg
  verdict ok
  generated 901
  distinct 325
  depth 15
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Ledger.symmetry.cfg
  verdict ok
  generated 535
  distinct 193
  depth 15
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Ledger.all.cfg
  verdict invariant-violated
  violated NotAll
  generated 1422
  distinct 518
  depth 8
  trace 8
  tlc Version 2026.04.29.164809 (rev: cc6b616)
