-------------------------- MODULE UnaskedArguments --------------------------
\* What an action is given need not have a value where its guard does not get to ask for it, or nothing ever does.
EXTENDS Naturals, Sequences
VARIABLES chan, got
Node == {1, 2}
Init == chan = [n \in Node |-> <<>>] /\ got = [n \in Node |-> 0]
Send(n) == Len(chan[n]) < 2 /\ got[n] < 2 /\ chan' = [chan EXCEPT ![n] = Append(@, 3 - n)] /\ UNCHANGED got
Receive(n, m) == /\ chan[n] # <<>>
                 /\ got' = [got EXCEPT ![n] = m]
                 /\ chan' = [chan EXCEPT ![n] = Tail(@)]
Swap(n, first) == LET second == chan[n][2]
                  IN /\ Len(chan[n]) = 2
                     /\ chan' = [chan EXCEPT ![n] = <<second, first>>]
                     /\ UNCHANGED got
Reset(n, last) == got[n] = 1 /\ got' = [got EXCEPT ![n] = 0] /\ UNCHANGED chan
Next == \E n \in Node : \/ Send(n)
                        \/ Receive(n, Head(chan[n]))
                        \/ LET first == Head(chan[n]) IN Swap(n, first)
                        \/ Reset(n, chan[n][Len(chan[n])])
Known == \A n \in Node : got[n] \in 0..2
NotBoth == got # <<2, 1>>
=============================================================================
expect UnaskedArguments.both.cfg
  verdict invariant-violated
  violated NotBoth
  generated 31
  distinct 19
  depth 5
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect UnaskedArguments.cfg
  verdict ok
  generated 102
  distinct 30
  depth 8
  tlc Version 2026.04.29.164809 (rev: cc6b616)
