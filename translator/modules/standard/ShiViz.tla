---- MODULE ShiViz ----
\* What the ShiViz viewer needs of each state of a trace whose variable pc is a function of the processes.
LOCAL INSTANCE Integers
LOCAL INSTANCE Json
LOCAL INSTANCE TLC
INSTANCE Toolbox

\* The process whose pc changed in the step to state i; the one before it if none did.
LOCAL Hosts ==
  LET hosts[i \in DOMAIN _TETrace] ==
        IF i = 1 THEN "--"
        ELSE LET old == _TETrace[i - 1].pc
                 new == _TETrace[i].pc
             IN IF old = new THEN hosts[i - 1] ELSE CHOOSE p \in DOMAIN old : old[p] # new[p]
  IN TLCEval(hosts)
Host == Hosts[_TEPosition]

\* How often each process was the host so far, as JSON.
LOCAL Clocks ==
  LET clocks[i \in DOMAIN _TETrace] ==
        [p \in DOMAIN _TETrace[1].pc |->
           IF i = 1 THEN 0 ELSE clocks[i - 1][p] + IF p = Hosts[i] THEN 1 ELSE 0]
  IN TLCEval(clocks)
Clock == ToJsonObject(Clocks[_TEPosition])
====
