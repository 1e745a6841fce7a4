---- MODULE Doorway_TTrace_1 ----
EXTENDS Sequences, Doorway, TLCExt, Toolbox, Naturals, TLC, Doorway_TEConstants

_expression ==
    LET Doorway_TEExpression == INSTANCE Doorway_TEExpression
    IN Doorway_TEExpression!expression
----

_trace ==
    LET Doorway_TETrace == INSTANCE Doorway_TETrace
    IN Doorway_TETrace!trace
----

_inv ==
    ~(
        TLCGet("level") = Len(_TETrace)
        /\
        waits = ((ada :> TRUE @@ eve :> TRUE))
        /\
        level = ((0 :> 2 @@ 1 :> 1))
        /\
        first = (Nobody)
    )
----

_init ==
    /\ first = _TETrace[1].first
    /\ level = _TETrace[1].level
    /\ waits = _TETrace[1].waits
----

_next ==
    /\ \E i,j \in DOMAIN _TETrace:
        /\ \/ /\ j = i + 1
              /\ i = TLCGet("level")
        /\ first  = _TETrace[i].first
        /\ first' = _TETrace[j].first
        /\ level  = _TETrace[i].level
        /\ level' = _TETrace[j].level
        /\ waits  = _TETrace[i].waits
        /\ waits' = _TETrace[j].waits

\* Uncomment the ASSUME below to write the states of the error trace
\* to the given file in Json format. Note that you can pass any tuple
\* to `JsonSerialize`. For example, a sub-sequence of _TETrace.
    \* ASSUME
    \*     LET J == INSTANCE Json
    \*         IN J!JsonSerialize("Doorway_TTrace_1.json", _TETrace)

=============================================================================

 Note that you can extract this module `Doorway_TEExpression`
  to a dedicated file to reuse `expression` (the module in the 
  dedicated `Doorway_TEExpression.tla` file takes precedence 
  over the module `Doorway_TEExpression` below).

---- MODULE Doorway_TEExpression ----
EXTENDS Sequences, Doorway, TLCExt, Toolbox, Naturals, TLC, Doorway_TEConstants

expression == 
    [
        \* To hide variables of the `Doorway` spec from the error trace,
        \* remove the variables below.  The trace will be written in the order
        \* of the fields of this record.
        first |-> first
        ,level |-> level
        ,waits |-> waits
        
        \* Put additional constant-, state-, and action-level expressions here:
        \* ,_stateNumber |-> _TEPosition
        \* ,_firstUnchanged |-> first = first'
        
        \* Format the `first` variable as Json value.
        \* ,_firstJson |->
        \*     LET J == INSTANCE Json
        \*     IN J!ToJson(first)
        
        \* Lastly, you may build expressions over arbitrary sets of states by
        \* leveraging the _TETrace operator.  For example, this is how to
        \* count the number of times a spec variable changed up to the current
        \* state in the trace.
        \* ,_firstModCount |->
        \*     LET F[s \in DOMAIN _TETrace] ==
        \*         IF s = 1 THEN 0
        \*         ELSE IF _TETrace[s].first # _TETrace[s-1].first
        \*             THEN 1 + F[s-1] ELSE F[s-1]
        \*     IN F[_TEPosition - 1]
    ]

=============================================================================



Parsing and semantic processing can take forever if the trace below is long.
 In this case, it is advised to uncomment the module below to deserialize the
 trace from a generated binary file.

\*
\*---- MODULE Doorway_TETrace ----
\*EXTENDS IOUtils, Doorway, TLC, Doorway_TEConstants
\*
\*trace == IODeserialize("Doorway_TTrace_1.bin", TRUE)
\*
\*=============================================================================
\*

---- MODULE Doorway_TETrace ----
EXTENDS Doorway, TLC, Doorway_TEConstants

trace == 
    <<
    ([waits |-> (ada :> FALSE @@ eve :> FALSE),level |-> (0 :> 0 @@ 1 :> 1),first |-> Nobody]),
    ([waits |-> (ada :> TRUE @@ eve :> FALSE),level |-> (0 :> 1 @@ 1 :> 1),first |-> Nobody]),
    ([waits |-> (ada :> TRUE @@ eve :> TRUE),level |-> (0 :> 2 @@ 1 :> 1),first |-> Nobody])
    >>
----


=============================================================================

---- MODULE Doorway_TEConstants ----
EXTENDS Doorway

CONSTANTS ada, eve

=============================================================================

---- CONFIG Doorway_TTrace_1 ----
CONSTANTS
    Person = { ada , eve }
    Nobody = Nobody
    Nobody = Nobody
    ada = ada
    eve = eve

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
\* Generated on Sat Nov 28 04:10:47 UTC 2026