---- MODULE Disguise_TTrace_1 ----
EXTENDS Sequences, Disguise, TLCExt, Toolbox, Naturals, TLC

_expression ==
    LET Disguise_TEExpression == INSTANCE Disguise_TEExpression
    IN Disguise_TEExpression!expression
----

_trace ==
    LET Disguise_TETrace == INSTANCE Disguise_TETrace
    IN Disguise_TETrace!trace
----

_inv ==
    ~(
        TLCGet("level") = Len(_TETrace)
        /\
        hidden = (4)
        /\
        queue = (<<>>)
    )
----

_init ==
    /\ hidden = _TETrace[1].hidden
    /\ queue = _TETrace[1].queue
----

_next ==
    /\ \E i,j \in DOMAIN _TETrace:
        /\ \/ /\ j = i + 1
              /\ i = TLCGet("level")
        /\ hidden  = _TETrace[i].hidden
        /\ hidden' = _TETrace[j].hidden
        /\ queue  = _TETrace[i].queue
        /\ queue' = _TETrace[j].queue

\* Uncomment the ASSUME below to write the states of the error trace
\* to the given file in Json format. Note that you can pass any tuple
\* to `JsonSerialize`. For example, a sub-sequence of _TETrace.
    \* ASSUME
    \*     LET J == INSTANCE Json
    \*         IN J!JsonSerialize("Disguise_TTrace_1.json", _TETrace)

=============================================================================

 Note that you can extract this module `Disguise_TEExpression`
  to a dedicated file to reuse `expression` (the module in the 
  dedicated `Disguise_TEExpression.tla` file takes precedence 
  over the module `Disguise_TEExpression` below).

---- MODULE Disguise_TEExpression ----
EXTENDS Sequences, Disguise, TLCExt, Toolbox, Naturals, TLC

expression == 
    [
        \* To hide variables of the `Disguise` spec from the error trace,
        \* remove the variables below.  The trace will be written in the order
        \* of the fields of this record.
        hidden |-> hidden
        ,queue |-> queue
        
        \* Put additional constant-, state-, and action-level expressions here:
        \* ,_stateNumber |-> _TEPosition
        \* ,_hiddenUnchanged |-> hidden = hidden'
        
        \* Format the `hidden` variable as Json value.
        \* ,_hiddenJson |->
        \*     LET J == INSTANCE Json
        \*     IN J!ToJson(hidden)
        
        \* Lastly, you may build expressions over arbitrary sets of states by
        \* leveraging the _TETrace operator.  For example, this is how to
        \* count the number of times a spec variable changed up to the current
        \* state in the trace.
        \* ,_hiddenModCount |->
        \*     LET F[s \in DOMAIN _TETrace] ==
        \*         IF s = 1 THEN 0
        \*         ELSE IF _TETrace[s].hidden # _TETrace[s-1].hidden
        \*             THEN 1 + F[s-1] ELSE F[s-1]
        \*     IN F[_TEPosition - 1]
    ]

=============================================================================



Parsing and semantic processing can take forever if the trace below is long.
 In this case, it is advised to uncomment the module below to deserialize the
 trace from a generated binary file.

\*
\*---- MODULE Disguise_TETrace ----
\*EXTENDS IOUtils, Disguise, TLC
\*
\*trace == IODeserialize("Disguise_TTrace_1.bin", TRUE)
\*
\*=============================================================================
\*

---- MODULE Disguise_TETrace ----
EXTENDS Disguise, TLC

trace == 
    <<
    ([hidden |-> 0,queue |-> <<>>]),
    ([hidden |-> 0,queue |-> <<1>>]),
    ([hidden |-> 1,queue |-> <<>>]),
    ([hidden |-> 1,queue |-> <<3>>]),
    ([hidden |-> 4,queue |-> <<>>])
    >>
----


=============================================================================

---- CONFIG Disguise_TTrace_1 ----

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
\* Generated on Sat Nov 28 04:10:44 UTC 2026