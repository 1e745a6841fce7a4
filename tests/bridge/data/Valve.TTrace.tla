---- MODULE Valve_TTrace_1 ----
EXTENDS Sequences, TLCExt, Toolbox, Valve, Naturals, TLC

_expression ==
    LET Valve_TEExpression == INSTANCE Valve_TEExpression
    IN Valve_TEExpression!expression
----

_trace ==
    LET Valve_TETrace == INSTANCE Valve_TETrace
    IN Valve_TETrace!trace
----

_inv ==
    ~(
        TLCGet("level") = Len(_TETrace)
        /\
        tap = (TRUE)
        /\
        worn = (4)
        /\
        tank = (0)
    )
----

_init ==
    /\ tank = _TETrace[1].tank
    /\ worn = _TETrace[1].worn
    /\ tap = _TETrace[1].tap
----

_next ==
    /\ \E i,j \in DOMAIN _TETrace:
        /\ \/ /\ j = i + 1
              /\ i = TLCGet("level")
        /\ tank  = _TETrace[i].tank
        /\ tank' = _TETrace[j].tank
        /\ worn  = _TETrace[i].worn
        /\ worn' = _TETrace[j].worn
        /\ tap  = _TETrace[i].tap
        /\ tap' = _TETrace[j].tap

\* Uncomment the ASSUME below to write the states of the error trace
\* to the given file in Json format. Note that you can pass any tuple
\* to `JsonSerialize`. For example, a sub-sequence of _TETrace.
    \* ASSUME
    \*     LET J == INSTANCE Json
    \*         IN J!JsonSerialize("Valve_TTrace_1.json", _TETrace)

=============================================================================

 Note that you can extract this module `Valve_TEExpression`
  to a dedicated file to reuse `expression` (the module in the 
  dedicated `Valve_TEExpression.tla` file takes precedence 
  over the module `Valve_TEExpression` below).

---- MODULE Valve_TEExpression ----
EXTENDS Sequences, TLCExt, Toolbox, Valve, Naturals, TLC

expression == 
    [
        \* To hide variables of the `Valve` spec from the error trace,
        \* remove the variables below.  The trace will be written in the order
        \* of the fields of this record.
        tank |-> tank
        ,worn |-> worn
        ,tap |-> tap
        
        \* Put additional constant-, state-, and action-level expressions here:
        \* ,_stateNumber |-> _TEPosition
        \* ,_tankUnchanged |-> tank = tank'
        
        \* Format the `tank` variable as Json value.
        \* ,_tankJson |->
        \*     LET J == INSTANCE Json
        \*     IN J!ToJson(tank)
        
        \* Lastly, you may build expressions over arbitrary sets of states by
        \* leveraging the _TETrace operator.  For example, this is how to
        \* count the number of times a spec variable changed up to the current
        \* state in the trace.
        \* ,_tankModCount |->
        \*     LET F[s \in DOMAIN _TETrace] ==
        \*         IF s = 1 THEN 0
        \*         ELSE IF _TETrace[s].tank # _TETrace[s-1].tank
        \*             THEN 1 + F[s-1] ELSE F[s-1]
        \*     IN F[_TEPosition - 1]
    ]

=============================================================================



Parsing and semantic processing can take forever if the trace below is long.
 In this case, it is advised to uncomment the module below to deserialize the
 trace from a generated binary file.

\*
\*---- MODULE Valve_TETrace ----
\*EXTENDS IOUtils, Valve, TLC
\*
\*trace == IODeserialize("Valve_TTrace_1.bin", TRUE)
\*
\*=============================================================================
\*

---- MODULE Valve_TETrace ----
EXTENDS Valve, TLC

trace == 
    <<
    ([tap |-> FALSE,worn |-> 0,tank |-> 0]),
    ([tap |-> TRUE,worn |-> 0,tank |-> 0]),
    ([tap |-> TRUE,worn |-> 0,tank |-> 1]),
    ([tap |-> TRUE,worn |-> 0,tank |-> 2]),
    ([tap |-> TRUE,worn |-> 1,tank |-> 1]),
    ([tap |-> TRUE,worn |-> 2,tank |-> 0]),
    ([tap |-> TRUE,worn |-> 3,tank |-> 0]),
    ([tap |-> TRUE,worn |-> 4,tank |-> 0])
    >>
----


=============================================================================

---- CONFIG Valve_TTrace_1 ----

INVARIANT
    _inv

CHECK_DEADLOCK
    \* CHECK_DEADLOCK off because of PROPERTY or INVARIANT above.
    FALSE

INIT
    _init

NEXT
    _next

CONSTANT
    _TETrace <- _trace

ALIAS
    _expression
=============================================================================
\* Generated on Sat Nov 28 17:26:13 UTC 2026