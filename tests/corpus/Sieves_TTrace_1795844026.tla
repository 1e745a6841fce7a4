---- MODULE Sieves_TTrace_1795844026 ----
EXTENDS Sequences, TLCExt, Toolbox, Sieves_TEConstants, Naturals, TLC, Sieves

_expression ==
    LET Sieves_TEExpression == INSTANCE Sieves_TEExpression
    IN Sieves_TEExpression!expression
----

_trace ==
    LET Sieves_TETrace == INSTANCE Sieves_TETrace
    IN Sieves_TETrace!trace
----

_inv ==
    ~(
        TLCGet("level") = Len(_TETrace)
        /\
        ballot = ((n1 :> 0 @@ n2 :> 1 @@ n3 :> 0))
        /\
        msgs = ({[ballot |-> 1, type |-> "ask", from |-> n1], [ballot |-> 1, vote |-> None, type |-> "answer", from |-> n2]})
        /\
        vote = ((n1 :> None @@ n2 :> None @@ n3 :> None))
        /\
        pause = ((n1 :> 1 @@ n2 :> 0 @@ n3 :> 2))
    )
----

_init ==
    /\ msgs = _TETrace[1].msgs
    /\ ballot = _TETrace[1].ballot
    /\ pause = _TETrace[1].pause
    /\ vote = _TETrace[1].vote
----

_next ==
    /\ \E i,j \in DOMAIN _TETrace:
        /\ \/ /\ j = i + 1
              /\ i = TLCGet("level")
        /\ msgs  = _TETrace[i].msgs
        /\ msgs' = _TETrace[j].msgs
        /\ ballot  = _TETrace[i].ballot
        /\ ballot' = _TETrace[j].ballot
        /\ pause  = _TETrace[i].pause
        /\ pause' = _TETrace[j].pause
        /\ vote  = _TETrace[i].vote
        /\ vote' = _TETrace[j].vote

\* Uncomment the ASSUME below to write the states of the error trace
\* to the given file in Json format. Note that you can pass any tuple
\* to `JsonSerialize`. For example, a sub-sequence of _TETrace.
    \* ASSUME
    \*     LET J == INSTANCE Json
    \*         IN J!JsonSerialize("Sieves_TTrace_1795844026.json", _TETrace)

=============================================================================

 Note that you can extract this module `Sieves_TEExpression`
  to a dedicated file to reuse `expression` (the module in the 
  dedicated `Sieves_TEExpression.tla` file takes precedence 
  over the module `Sieves_TEExpression` below).

---- MODULE Sieves_TEExpression ----
EXTENDS Sequences, TLCExt, Toolbox, Sieves_TEConstants, Naturals, TLC, Sieves

expression == 
    [
        \* To hide variables of the `Sieves` spec from the error trace,
        \* remove the variables below.  The trace will be written in the order
        \* of the fields of this record.
        msgs |-> msgs
        ,ballot |-> ballot
        ,pause |-> pause
        ,vote |-> vote
        
        \* Put additional constant-, state-, and action-level expressions here:
        \* ,_stateNumber |-> _TEPosition
        \* ,_msgsUnchanged |-> msgs = msgs'
        
        \* Format the `msgs` variable as Json value.
        \* ,_msgsJson |->
        \*     LET J == INSTANCE Json
        \*     IN J!ToJson(msgs)
        
        \* Lastly, you may build expressions over arbitrary sets of states by
        \* leveraging the _TETrace operator.  For example, this is how to
        \* count the number of times a spec variable changed up to the current
        \* state in the trace.
        \* ,_msgsModCount |->
        \*     LET F[s \in DOMAIN _TETrace] ==
        \*         IF s = 1 THEN 0
        \*         ELSE IF _TETrace[s].msgs # _TETrace[s-1].msgs
        \*             THEN 1 + F[s-1] ELSE F[s-1]
        \*     IN F[_TEPosition - 1]
    ]

=============================================================================



Parsing and semantic processing can take forever if the trace below is long.
 In this case, it is advised to uncomment the module below to deserialize the
 trace from a generated binary file.

\*
\*---- MODULE Sieves_TETrace ----
\*EXTENDS IOUtils, Sieves_TEConstants, TLC, Sieves
\*
\*trace == IODeserialize("Sieves_TTrace_1795844026.bin", TRUE)
\*
\*=============================================================================
\*

---- MODULE Sieves_TETrace ----
EXTENDS Sieves_TEConstants, TLC, Sieves

trace == 
    <<
    ([ballot |-> (n1 :> 0 @@ n2 :> 0 @@ n3 :> 0),msgs |-> {},vote |-> (n1 :> None @@ n2 :> None @@ n3 :> None),pause |-> (n1 :> 0 @@ n2 :> 0 @@ n3 :> 0)]),
    ([ballot |-> (n1 :> 0 @@ n2 :> 0 @@ n3 :> 0),msgs |-> {[ballot |-> 1, type |-> "ask", from |-> n1]},vote |-> (n1 :> None @@ n2 :> None @@ n3 :> None),pause |-> (n1 :> 0 @@ n2 :> 1 @@ n3 :> 1)]),
    ([ballot |-> (n1 :> 0 @@ n2 :> 1 @@ n3 :> 0),msgs |-> {[ballot |-> 1, type |-> "ask", from |-> n1], [ballot |-> 1, vote |-> None, type |-> "answer", from |-> n2]},vote |-> (n1 :> None @@ n2 :> None @@ n3 :> None),pause |-> (n1 :> 1 @@ n2 :> 0 @@ n3 :> 2)])
    >>
----


=============================================================================

---- MODULE Sieves_TEConstants ----
EXTENDS Sieves

CONSTANTS n1, n2, n3

=============================================================================

---- CONFIG Sieves_TTrace_1795844026 ----
CONSTANTS
    Nodes = { n1 , n2 , n3 }
    Last = 2
    None = None
    n2 = n2
    n3 = n3
    None = None
    n1 = n1

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
\* Generated on Sat Nov 28 05:33:51 UTC 2026