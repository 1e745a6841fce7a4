---- MODULE Gauge_TTrace_1 ----
EXTENDS Sequences, TLCExt, Toolbox, Naturals, TLC, Gauge

_expression ==
    LET Gauge_TEExpression == INSTANCE Gauge_TEExpression
    IN Gauge_TEExpression!expression
----

_trace ==
    LET Gauge_TETrace == INSTANCE Gauge_TETrace
    IN Gauge_TETrace!trace
----

_inv ==
    ~(
        TLCGet("level") = Len(_TETrace)
        /\
        level = (4)
        /\
        reads = (0)
    )
----

_init ==
    /\ level = _TETrace[1].level
    /\ reads = _TETrace[1].reads
----

_next ==
    /\ \E i,j \in DOMAIN _TETrace:
        /\ \/ /\ j = i + 1
              /\ i = TLCGet("level")
        /\ level  = _TETrace[i].level
        /\ level' = _TETrace[j].level
        /\ reads  = _TETrace[i].reads
        /\ reads' = _TETrace[j].reads

\* Uncomment the ASSUME below to write the states of the error trace
\* to the given file in Json format. Note that you can pass any tuple
\* to `JsonSerialize`. For example, a sub-sequence of _TETrace.
    \* ASSUME
    \*     LET J == INSTANCE Json
    \*         IN J!JsonSerialize("Gauge_TTrace_1.json", _TETrace)

=============================================================================

 Note that you can extract this module `Gauge_TEExpression`
  to a dedicated file to reuse `expression` (the module in the 
  dedicated `Gauge_TEExpression.tla` file takes precedence 
  over the module `Gauge_TEExpression` below).

---- MODULE Gauge_TEExpression ----
EXTENDS Sequences, TLCExt, Toolbox, Naturals, TLC, Gauge

expression == 
    [
        \* To hide variables of the `Gauge` spec from the error trace,
        \* remove the variables below.  The trace will be written in the order
        \* of the fields of this record.
        level |-> level
        ,reads |-> reads
        
        \* Put additional constant-, state-, and action-level expressions here:
        \* ,_stateNumber |-> _TEPosition
        \* ,_levelUnchanged |-> level = level'
        
        \* Format the `level` variable as Json value.
        \* ,_levelJson |->
        \*     LET J == INSTANCE Json
        \*     IN J!ToJson(level)
        
        \* Lastly, you may build expressions over arbitrary sets of states by
        \* leveraging the _TETrace operator.  For example, this is how to
        \* count the number of times a spec variable changed up to the current
        \* state in the trace.
        \* ,_levelModCount |->
        \*     LET F[s \in DOMAIN _TETrace] ==
        \*         IF s = 1 THEN 0
        \*         ELSE IF _TETrace[s].level # _TETrace[s-1].level
        \*             THEN 1 + F[s-1] ELSE F[s-1]
        \*     IN F[_TEPosition - 1]
    ]

=============================================================================



Parsing and semantic processing can take forever if the trace below is long.
 In this case, it is advised to uncomment the module below to deserialize the
 trace from a generated binary file.

\*
\*---- MODULE Gauge_TETrace ----
\*EXTENDS IOUtils, TLC, Gauge
\*
\*trace == IODeserialize("Gauge_TTrace_1.bin", TRUE)
\*
\*=============================================================================
\*

---- MODULE Gauge_TETrace ----
EXTENDS TLC, Gauge

trace == 
    <<
    ([level |-> 0,reads |-> 0]),
    ([level |-> 2,reads |-> 0]),
    ([level |-> 4,reads |-> 0])
    >>
----


=============================================================================

---- CONFIG Gauge_TTrace_1 ----

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
\* Generated on Sat Nov 28 04:10:50 UTC 2026