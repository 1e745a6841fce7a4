-------------------------- MODULE SubstitutedRing --------------------------
(* What Substituted refines; no model of its own.                            *)
EXTENDS Naturals
CONSTANT N
VARIABLES token, busy

Start == token.at = 0 /\ token.hops = 0

Move == /\ token.at \notin busy
        /\ token' = [at |-> (token.at + 1) % N, hops |-> token.hops + 1]
        /\ UNCHANGED busy

Change == /\ token' = token
          /\ busy' # busy
          /\ busy' \in SUBSET (0..N - 1)

Spec == Start /\ [][Move \/ Change]_<<token, busy>>
Never == Start /\ [][token' = token]_token
=============================================================================
