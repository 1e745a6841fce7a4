---- MODULE GuardedMoments_TTrace_1796038892 ----
EXTENDS Sequences, TLCExt, GuardedMoments, Toolbox, Naturals, TLC

_expression ==
    LET GuardedMoments_TEExpression == INSTANCE GuardedMoments_TEExpression
    IN GuardedMoments_TEExpression!expression
----

_trace ==
    LET GuardedMoments_TETrace == INSTANCE GuardedMoments_TETrace
    IN GuardedMoments_TETrace!trace
----

_prop ==
    ~<>[](
        queue = (<<>>)
    )
----

_init ==
    /\ queue = _TETrace[1].queue
----

_next ==
    /\ \E i,j \in DOMAIN _TETrace:
        /\ \/ /\ j = i + 1
              /\ i = TLCGet("level")
        /\ queue  = _TETrace[i].queue
        /\ queue' = _TETrace[j].queue

\* Uncomment the ASSUME below to write the states of the error trace
\* to the given file in Json format. Note that you can pass any tuple
\* to `JsonSerialize`. For example, a sub-sequence of _TETrace.
    \* ASSUME
    \*     LET J == INSTANCE Json
    \*         IN J!JsonSerialize("GuardedMoments_TTrace_1796038892.json", _TETrace)

=============================================================================

 Note that you can extract this module `GuardedMoments_TEExpression`
  to a dedicated file to reuse `expression` (the module in the 
  dedicated `GuardedMoments_TEExpression.tla` file takes precedence 
  over the module `GuardedMoments_TEExpression` below).

---- MODULE GuardedMoments_TEExpression ----
EXTENDS Sequences, TLCExt, GuardedMoments, Toolbox, Naturals, TLC

expression == 
    [
        \* To hide variables of the `GuardedMoments` spec from the error trace,
        \* remove the variables below.  The trace will be written in the order
        \* of the fields of this record.
        queue |-> queue
        
        \* Put additional constant-, state-, and action-level expressions here:
        \* ,_stateNumber |-> _TEPosition
        \* ,_queueUnchanged |-> queue = queue'
        
        \* Format the `queue` variable as Json value.
        \* ,_queueJson |->
        \*     LET J == INSTANCE Json
        \*     IN J!ToJson(queue)
        
        \* Lastly, you may build expressions over arbitrary sets of states by
        \* leveraging the _TETrace operator.  For example, this is how to
        \* count the number of times a spec variable changed up to the current
        \* state in the trace.
        \* ,_queueModCount |->
        \*     LET F[s \in DOMAIN _TETrace] ==
        \*         IF s = 1 THEN 0
        \*         ELSE IF _TETrace[s].queue # _TETrace[s-1].queue
        \*             THEN 1 + F[s-1] ELSE F[s-1]
        \*     IN F[_TEPosition - 1]
    ]

=============================================================================



Parsing and semantic processing can take forever if the trace below is long.
 In this case, it is advised to uncomment the module below to deserialize the
 trace from a generated binary file.

\*
\*---- MODULE GuardedMoments_TETrace ----
\*EXTENDS IOUtils, GuardedMoments, TLC
\*
\*trace == IODeserialize("GuardedMoments_TTrace_1796038892.bin", TRUE)
\*
\*=============================================================================
\*

---- MODULE GuardedMoments_TETrace ----
EXTENDS GuardedMoments, TLC

trace == 
    <<
    ([queue |-> <<>>]),
    ([queue |-> <<2>>]),
    ([queue |-> <<>>])
    >>
----


=============================================================================

---- CONFIG GuardedMoments_TTrace_1796038892 ----

PROPERTY
    _prop

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
\* Generated on Mon Nov 30 11:41:33 UTC 2026