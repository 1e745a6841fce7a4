---- MODULE Signals_TTrace_1 ----
EXTENDS Sequences, TLCExt, Toolbox, Signals_TEConstants, Naturals, TLC, Signals

_expression ==
    LET Signals_TEExpression == INSTANCE Signals_TEExpression
    IN Signals_TEExpression!expression
----

_trace ==
    LET Signals_TETrace == INSTANCE Signals_TETrace
    IN Signals_TETrace!trace
----

_prop ==
    ~(([]<>(
            light = ("flashing")
            /\
            passed = (<<0, TRUE>>)
    ))/\([]<>(
            light = ("yellow")
            /\
            passed = (<<0, TRUE>>)
    )))
----

_init ==
    /\ passed = _TETrace[1].passed
    /\ light = _TETrace[1].light
----

_next ==
    /\ \E i,j \in DOMAIN _TETrace:
        /\ \/ /\ j = i + 1
              /\ i = TLCGet("level")
           \/ /\ i = _TTraceLassoEnd
              /\ j = _TTraceLassoStart
        /\ passed  = _TETrace[i].passed
        /\ passed' = _TETrace[j].passed
        /\ light  = _TETrace[i].light
        /\ light' = _TETrace[j].light

\* Uncomment the ASSUME below to write the states of the error trace
\* to the given file in Json format. Note that you can pass any tuple
\* to `JsonSerialize`. For example, a sub-sequence of _TETrace.
    \* ASSUME
    \*     LET J == INSTANCE Json
    \*         IN J!JsonSerialize("Signals_TTrace_1.json", _TETrace)


_view ==
    <<passed, light, IF TLCGet("level") = _TTraceLassoEnd + 1 THEN _TTraceLassoStart ELSE TLCGet("level")>>
=============================================================================

 Note that you can extract this module `Signals_TEExpression`
  to a dedicated file to reuse `expression` (the module in the 
  dedicated `Signals_TEExpression.tla` file takes precedence 
  over the module `Signals_TEExpression` below).

---- MODULE Signals_TEExpression ----
EXTENDS Sequences, TLCExt, Toolbox, Signals_TEConstants, Naturals, TLC, Signals

expression == 
    [
        \* To hide variables of the `Signals` spec from the error trace,
        \* remove the variables below.  The trace will be written in the order
        \* of the fields of this record.
        passed |-> passed
        ,light |-> light
        
        \* Put additional constant-, state-, and action-level expressions here:
        \* ,_stateNumber |-> _TEPosition
        \* ,_passedUnchanged |-> passed = passed'
        
        \* Format the `passed` variable as Json value.
        \* ,_passedJson |->
        \*     LET J == INSTANCE Json
        \*     IN J!ToJson(passed)
        
        \* Lastly, you may build expressions over arbitrary sets of states by
        \* leveraging the _TETrace operator.  For example, this is how to
        \* count the number of times a spec variable changed up to the current
        \* state in the trace.
        \* ,_passedModCount |->
        \*     LET F[s \in DOMAIN _TETrace] ==
        \*         IF s = 1 THEN 0
        \*         ELSE IF _TETrace[s].passed # _TETrace[s-1].passed
        \*             THEN 1 + F[s-1] ELSE F[s-1]
        \*     IN F[_TEPosition - 1]
    ]

=============================================================================



Parsing and semantic processing can take forever if the trace below is long.
 In this case, it is advised to uncomment the module below to deserialize the
 trace from a generated binary file.

\*
\*---- MODULE Signals_TETrace ----
\*EXTENDS IOUtils, Signals_TEConstants, TLC, Signals
\*
\*trace == IODeserialize("Signals_TTrace_1.bin", TRUE)
\*
\*=============================================================================
\*

---- MODULE Signals_TETrace ----
EXTENDS Signals_TEConstants, TLC, Signals

trace == 
    <<
    ([light |-> "red",passed |-> <<0, TRUE>>]),
    ([light |-> "yellow",passed |-> <<0, TRUE>>]),
    ([light |-> "flashing",passed |-> <<0, TRUE>>])
    >>
----


=============================================================================

---- MODULE Signals_TEConstants ----
EXTENDS Signals

CONSTANTS _TTraceLassoStart, _TTraceLassoEnd

=============================================================================

---- CONFIG Signals_TTrace_1 ----
CONSTANTS
_TTraceLassoStart = 2
_TTraceLassoEnd = 3

PROPERTY
    _prop

CHECK_DEADLOCK
    \* CHECK_DEADLOCK off because of PROPERTY or INVARIANT above.
    FALSE

INIT
    _init

NEXT
    _next

VIEW
    _view

CONSTANT
    _TETrace <- _trace

ALIAS
    _expression
=============================================================================
\* Generated on Sat Nov 28 04:11:07 UTC 2026