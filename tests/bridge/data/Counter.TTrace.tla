---- MODULE Counter_TTrace_1 ----
EXTENDS Sequences, TLCExt, Counter, Toolbox, Naturals, TLC, Counter_TEConstants

_expression ==
    LET Counter_TEExpression == INSTANCE Counter_TEExpression
    IN Counter_TEExpression!expression
----

_trace ==
    LET Counter_TETrace == INSTANCE Counter_TETrace
    IN Counter_TETrace!trace
----

_inv ==
    ~(
        TLCGet("level") = Len(_TETrace)
        /\
        till = (-1)
        /\
        mood = ((ann :> "a \"bit\" tired" @@ bob :> "a \"bit\" tired"))
        /\
        slips = ({[price |-> 1, clerk |-> ann], [price |-> 2, clerk |-> bob]})
        /\
        log = (<<<<"sold", 1>>, <<"sold", 2>>>>)
    )
----

_init ==
    /\ mood = _TETrace[1].mood
    /\ till = _TETrace[1].till
    /\ slips = _TETrace[1].slips
    /\ log = _TETrace[1].log
----

_next ==
    /\ \E i,j \in DOMAIN _TETrace:
        /\ \/ /\ j = i + 1
              /\ i = TLCGet("level")
        /\ mood  = _TETrace[i].mood
        /\ mood' = _TETrace[j].mood
        /\ till  = _TETrace[i].till
        /\ till' = _TETrace[j].till
        /\ slips  = _TETrace[i].slips
        /\ slips' = _TETrace[j].slips
        /\ log  = _TETrace[i].log
        /\ log' = _TETrace[j].log

\* Uncomment the ASSUME below to write the states of the error trace
\* to the given file in Json format. Note that you can pass any tuple
\* to `JsonSerialize`. For example, a sub-sequence of _TETrace.
    \* ASSUME
    \*     LET J == INSTANCE Json
    \*         IN J!JsonSerialize("Counter_TTrace_1.json", _TETrace)

=============================================================================

 Note that you can extract this module `Counter_TEExpression`
  to a dedicated file to reuse `expression` (the module in the 
  dedicated `Counter_TEExpression.tla` file takes precedence 
  over the module `Counter_TEExpression` below).

---- MODULE Counter_TEExpression ----
EXTENDS Sequences, TLCExt, Counter, Toolbox, Naturals, TLC, Counter_TEConstants

expression == 
    [
        \* To hide variables of the `Counter` spec from the error trace,
        \* remove the variables below.  The trace will be written in the order
        \* of the fields of this record.
        mood |-> mood
        ,till |-> till
        ,slips |-> slips
        ,log |-> log
        
        \* Put additional constant-, state-, and action-level expressions here:
        \* ,_stateNumber |-> _TEPosition
        \* ,_moodUnchanged |-> mood = mood'
        
        \* Format the `mood` variable as Json value.
        \* ,_moodJson |->
        \*     LET J == INSTANCE Json
        \*     IN J!ToJson(mood)
        
        \* Lastly, you may build expressions over arbitrary sets of states by
        \* leveraging the _TETrace operator.  For example, this is how to
        \* count the number of times a spec variable changed up to the current
        \* state in the trace.
        \* ,_moodModCount |->
        \*     LET F[s \in DOMAIN _TETrace] ==
        \*         IF s = 1 THEN 0
        \*         ELSE IF _TETrace[s].mood # _TETrace[s-1].mood
        \*             THEN 1 + F[s-1] ELSE F[s-1]
        \*     IN F[_TEPosition - 1]
    ]

=============================================================================



Parsing and semantic processing can take forever if the trace below is long.
 In this case, it is advised to uncomment the module below to deserialize the
 trace from a generated binary file.

\*
\*---- MODULE Counter_TETrace ----
\*EXTENDS IOUtils, Counter, TLC, Counter_TEConstants
\*
\*trace == IODeserialize("Counter_TTrace_1.bin", TRUE)
\*
\*=============================================================================
\*

---- MODULE Counter_TETrace ----
EXTENDS Counter, TLC, Counter_TEConstants

trace == 
    <<
    ([till |-> 2,mood |-> (ann :> "calm" @@ bob :> "calm"),slips |-> {},log |-> <<>>]),
    ([till |-> 1,mood |-> (ann :> "a \"bit\" tired" @@ bob :> "calm"),slips |-> {[price |-> 1, clerk |-> ann]},log |-> <<<<"sold", 1>>>>]),
    ([till |-> -1,mood |-> (ann :> "a \"bit\" tired" @@ bob :> "a \"bit\" tired"),slips |-> {[price |-> 1, clerk |-> ann], [price |-> 2, clerk |-> bob]},log |-> <<<<"sold", 1>>, <<"sold", 2>>>>])
    >>
----


=============================================================================

---- MODULE Counter_TEConstants ----
EXTENDS Counter

CONSTANTS ann, bob

=============================================================================

---- CONFIG Counter_TTrace_1 ----
CONSTANTS
    Clerk = { ann , bob }
    ann = ann
    bob = bob

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
\* Generated on Sat Nov 28 04:10:40 UTC 2026