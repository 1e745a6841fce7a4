---- MODULE Lamp_TTrace_1 ----
EXTENDS Sequences, TLCExt, Toolbox, Naturals, TLC, Lamp

_expression ==
    LET Lamp_TEExpression == INSTANCE Lamp_TEExpression
    IN Lamp_TEExpression!expression
----

_trace ==
    LET Lamp_TETrace == INSTANCE Lamp_TETrace
    IN Lamp_TETrace!trace
----

_prop ==
    ~<>[](
        button = ({"index"})
        /\
        lamp = ("off")
    )
----

_init ==
    /\ lamp = _TETrace[1].lamp
    /\ button = _TETrace[1].button
----

_next ==
    /\ \E i,j \in DOMAIN _TETrace:
        /\ \/ /\ j = i + 1
              /\ i = TLCGet("level")
        /\ lamp  = _TETrace[i].lamp
        /\ lamp' = _TETrace[j].lamp
        /\ button  = _TETrace[i].button
        /\ button' = _TETrace[j].button

\* Uncomment the ASSUME below to write the states of the error trace
\* to the given file in Json format. Note that you can pass any tuple
\* to `JsonSerialize`. For example, a sub-sequence of _TETrace.
    \* ASSUME
    \*     LET J == INSTANCE Json
    \*         IN J!JsonSerialize("Lamp_TTrace_1.json", _TETrace)

=============================================================================

 Note that you can extract this module `Lamp_TEExpression`
  to a dedicated file to reuse `expression` (the module in the 
  dedicated `Lamp_TEExpression.tla` file takes precedence 
  over the module `Lamp_TEExpression` below).

---- MODULE Lamp_TEExpression ----
EXTENDS Sequences, TLCExt, Toolbox, Naturals, TLC, Lamp

expression == 
    [
        \* To hide variables of the `Lamp` spec from the error trace,
        \* remove the variables below.  The trace will be written in the order
        \* of the fields of this record.
        lamp |-> lamp
        ,button |-> button
        
        \* Put additional constant-, state-, and action-level expressions here:
        \* ,_stateNumber |-> _TEPosition
        \* ,_lampUnchanged |-> lamp = lamp'
        
        \* Format the `lamp` variable as Json value.
        \* ,_lampJson |->
        \*     LET J == INSTANCE Json
        \*     IN J!ToJson(lamp)
        
        \* Lastly, you may build expressions over arbitrary sets of states by
        \* leveraging the _TETrace operator.  For example, this is how to
        \* count the number of times a spec variable changed up to the current
        \* state in the trace.
        \* ,_lampModCount |->
        \*     LET F[s \in DOMAIN _TETrace] ==
        \*         IF s = 1 THEN 0
        \*         ELSE IF _TETrace[s].lamp # _TETrace[s-1].lamp
        \*             THEN 1 + F[s-1] ELSE F[s-1]
        \*     IN F[_TEPosition - 1]
    ]

=============================================================================



Parsing and semantic processing can take forever if the trace below is long.
 In this case, it is advised to uncomment the module below to deserialize the
 trace from a generated binary file.

\*
\*---- MODULE Lamp_TETrace ----
\*EXTENDS IOUtils, TLC, Lamp
\*
\*trace == IODeserialize("Lamp_TTrace_1.bin", TRUE)
\*
\*=============================================================================
\*

---- MODULE Lamp_TETrace ----
EXTENDS TLC, Lamp

trace == 
    <<
    ([button |-> {},lamp |-> "off"]),
    ([button |-> {"index"},lamp |-> "off"])
    >>
----


=============================================================================

---- CONFIG Lamp_TTrace_1 ----

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
\* Generated on Sat Nov 28 04:10:54 UTC 2026