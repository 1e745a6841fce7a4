---- MODULE Twins_TTrace_1 ----
EXTENDS Twins_TEConstants, Sequences, TLCExt, Toolbox, Naturals, TLC, Twins

_expression ==
    LET Twins_TEExpression == INSTANCE Twins_TEExpression
    IN Twins_TEExpression!expression
----

_trace ==
    LET Twins_TETrace == INSTANCE Twins_TETrace
    IN Twins_TETrace!trace
----

_inv ==
    ~(
        TLCGet("level") = Len(_TETrace)
        /\
        asleep = ({t1, t2})
        /\
        turns = ((t1 :> 1 @@ t2 :> 0))
    )
----

_init ==
    /\ turns = _TETrace[1].turns
    /\ asleep = _TETrace[1].asleep
----

_next ==
    /\ \E i,j \in DOMAIN _TETrace:
        /\ \/ /\ j = i + 1
              /\ i = TLCGet("level")
        /\ turns  = _TETrace[i].turns
        /\ turns' = _TETrace[j].turns
        /\ asleep  = _TETrace[i].asleep
        /\ asleep' = _TETrace[j].asleep

\* Uncomment the ASSUME below to write the states of the error trace
\* to the given file in Json format. Note that you can pass any tuple
\* to `JsonSerialize`. For example, a sub-sequence of _TETrace.
    \* ASSUME
    \*     LET J == INSTANCE Json
    \*         IN J!JsonSerialize("Twins_TTrace_1.json", _TETrace)

=============================================================================

 Note that you can extract this module `Twins_TEExpression`
  to a dedicated file to reuse `expression` (the module in the 
  dedicated `Twins_TEExpression.tla` file takes precedence 
  over the module `Twins_TEExpression` below).

---- MODULE Twins_TEExpression ----
EXTENDS Twins_TEConstants, Sequences, TLCExt, Toolbox, Naturals, TLC, Twins

expression == 
    [
        \* To hide variables of the `Twins` spec from the error trace,
        \* remove the variables below.  The trace will be written in the order
        \* of the fields of this record.
        turns |-> turns
        ,asleep |-> asleep
        
        \* Put additional constant-, state-, and action-level expressions here:
        \* ,_stateNumber |-> _TEPosition
        \* ,_turnsUnchanged |-> turns = turns'
        
        \* Format the `turns` variable as Json value.
        \* ,_turnsJson |->
        \*     LET J == INSTANCE Json
        \*     IN J!ToJson(turns)
        
        \* Lastly, you may build expressions over arbitrary sets of states by
        \* leveraging the _TETrace operator.  For example, this is how to
        \* count the number of times a spec variable changed up to the current
        \* state in the trace.
        \* ,_turnsModCount |->
        \*     LET F[s \in DOMAIN _TETrace] ==
        \*         IF s = 1 THEN 0
        \*         ELSE IF _TETrace[s].turns # _TETrace[s-1].turns
        \*             THEN 1 + F[s-1] ELSE F[s-1]
        \*     IN F[_TEPosition - 1]
    ]

=============================================================================



Parsing and semantic processing can take forever if the trace below is long.
 In this case, it is advised to uncomment the module below to deserialize the
 trace from a generated binary file.

\*
\*---- MODULE Twins_TETrace ----
\*EXTENDS Twins_TEConstants, IOUtils, TLC, Twins
\*
\*trace == IODeserialize("Twins_TTrace_1.bin", TRUE)
\*
\*=============================================================================
\*

---- MODULE Twins_TETrace ----
EXTENDS Twins_TEConstants, TLC, Twins

trace == 
    <<
    ([asleep |-> {},turns |-> (t1 :> 0 @@ t2 :> 0)]),
    ([asleep |-> {t1},turns |-> (t1 :> 0 @@ t2 :> 0)]),
    ([asleep |-> {},turns |-> (t1 :> 1 @@ t2 :> 0)]),
    ([asleep |-> {t1},turns |-> (t1 :> 1 @@ t2 :> 0)]),
    ([asleep |-> {t1, t2},turns |-> (t1 :> 1 @@ t2 :> 0)])
    >>
----


=============================================================================

---- MODULE Twins_TEConstants ----
EXTENDS Twins

CONSTANTS t1, t2

=============================================================================

---- CONFIG Twins_TTrace_1 ----
CONSTANTS
    Twin = { t1 , t2 }
    t1 = t1
    t2 = t2

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
\* Generated on Sat Nov 28 04:11:11 UTC 2026