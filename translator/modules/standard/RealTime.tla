---- MODULE RealTime ----
\* Real-time bounds as temporal formulas. No engine checks them: they need the real numbers and \EE.
EXTENDS Reals

VARIABLE now

\* An A step that changes v comes between D and E units of time after it was enabled.
RTBound(A, v, D, E) ==
  LET Tick(timer) ==
        timer' = IF <<A>>_v \/ ~(ENABLED <<A>>_v)' THEN 0 ELSE timer + (now' - now)
  IN \EE timer : /\ timer = 0 /\ [][Tick(timer)]_<<timer, v, now>>
                 /\ [](timer \leq E)
                 /\ [][A => D \leq timer]_v

\* The clock now advances alone and without bound.
RTnow(v) ==
  LET Advance == now' \in {t \in Real : now < t} /\ UNCHANGED v
  IN now \in Real /\ [][Advance]_now /\ \A t \in Real : WF_now(Advance /\ t < now')
====
