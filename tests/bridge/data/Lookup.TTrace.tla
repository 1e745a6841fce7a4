---- MODULE Lookup_TTrace_1 ----
EXTENDS Sequences, TLCExt, Toolbox, Naturals, TLC, Lookup

_expression ==
    LET Lookup_TEExpression == INSTANCE Lookup_TEExpression
    IN Lookup_TEExpression!expression
----

_trace ==
    LET Lookup_TETrace == INSTANCE Lookup_TETrace
    IN Lookup_TETrace!trace
----

_inv ==
    ~(
        TLCGet("level") = Len(_TETrace)
        /\
        found = (10)
        /\
        key = (2)
    )
----

_init ==
    /\ found = _TETrace[1].found
    /\ key = _TETrace[1].key
----

_next ==
    /\ \E i,j \in DOMAIN _TETrace:
        /\ \/ /\ j = i + 1
              /\ i = TLCGet("level")
        /\ found  = _TETrace[i].found
        /\ found' = _TETrace[j].found
        /\ key  = _TETrace[i].key
        /\ key' = _TETrace[j].key

\* Uncomment the ASSUME below to write the states of the error trace
\* to the given file in Json format. Note that you can pass any tuple
\* to `JsonSerialize`. For example, a sub-sequence of _TETrace.
    \* ASSUME
    \*     LET J == INSTANCE Json
    \*         IN J!JsonSerialize("Lookup_TTrace_1.json", _TETrace)

=============================================================================

 Note that you can extract this module `Lookup_TEExpression`
  to a dedicated file to reuse `expression` (the module in the 
  dedicated `Lookup_TEExpression.tla` file takes precedence 
  over the module `Lookup_TEExpression` below).

---- MODULE Lookup_TEExpression ----
EXTENDS Sequences, TLCExt, Toolbox, Naturals, TLC, Lookup

expression == 
    [
        \* To hide variables of the `Lookup` spec from the error trace,
        \* remove the variables below.  The trace will be written in the order
        \* of the fields of this record.
        found |-> found
        ,key |-> key
        
        \* Put additional constant-, state-, and action-level expressions here:
        \* ,_stateNumber |-> _TEPosition
        \* ,_foundUnchanged |-> found = found'
        
        \* Format the `found` variable as Json value.
        \* ,_foundJson |->
        \*     LET J == INSTANCE Json
        \*     IN J!ToJson(found)
        
        \* Lastly, you may build expressions over arbitrary sets of states by
        \* leveraging the _TETrace operator.  For example, this is how to
        \* count the number of times a spec variable changed up to the current
        \* state in the trace.
        \* ,_foundModCount |->
        \*     LET F[s \in DOMAIN _TETrace] ==
        \*         IF s = 1 THEN 0
        \*         ELSE IF _TETrace[s].found # _TETrace[s-1].found
        \*             THEN 1 + F[s-1] ELSE F[s-1]
        \*     IN F[_TEPosition - 1]
    ]

=============================================================================



Parsing and semantic processing can take forever if the trace below is long.
 In this case, it is advised to uncomment the module below to deserialize the
 trace from a generated binary file.

\*
\*---- MODULE Lookup_TETrace ----
\*EXTENDS IOUtils, TLC, Lookup
\*
\*trace == IODeserialize("Lookup_TTrace_1.bin", TRUE)
\*
\*=============================================================================
\*

---- MODULE Lookup_TETrace ----
EXTENDS TLC, Lookup

trace == 
    <<
    ([found |-> -1,key |-> 0]),
    ([found |-> 0,key |-> 1]),
    ([found |-> 10,key |-> 2])
    >>
----


=============================================================================

---- CONFIG Lookup_TTrace_1 ----

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
\* Generated on Sat Nov 28 04:10:57 UTC 2026