---- MODULE Mutex_TTrace_1 ----
EXTENDS Sequences, TLCExt, Toolbox, Naturals, TLC, Mutex

_expression ==
    LET Mutex_TEExpression == INSTANCE Mutex_TEExpression
    IN Mutex_TEExpression!expression
----

_trace ==
    LET Mutex_TETrace == INSTANCE Mutex_TETrace
    IN Mutex_TETrace!trace
----

_inv ==
    ~(
        TLCGet("level") = Len(_TETrace)
        /\
        tries = (<<1, 1>>)
        /\
        pc = (<<"crit", "crit">>)
        /\
        lock = (TRUE)
    )
----

_init ==
    /\ tries = _TETrace[1].tries
    /\ lock = _TETrace[1].lock
    /\ pc = _TETrace[1].pc
----

_next ==
    /\ \E i,j \in DOMAIN _TETrace:
        /\ \/ /\ j = i + 1
              /\ i = TLCGet("level")
        /\ tries  = _TETrace[i].tries
        /\ tries' = _TETrace[j].tries
        /\ lock  = _TETrace[i].lock
        /\ lock' = _TETrace[j].lock
        /\ pc  = _TETrace[i].pc
        /\ pc' = _TETrace[j].pc

\* Uncomment the ASSUME below to write the states of the error trace
\* to the given file in Json format. Note that you can pass any tuple
\* to `JsonSerialize`. For example, a sub-sequence of _TETrace.
    \* ASSUME
    \*     LET J == INSTANCE Json
    \*         IN J!JsonSerialize("Mutex_TTrace_1.json", _TETrace)

=============================================================================

 Note that you can extract this module `Mutex_TEExpression`
  to a dedicated file to reuse `expression` (the module in the 
  dedicated `Mutex_TEExpression.tla` file takes precedence 
  over the module `Mutex_TEExpression` below).

---- MODULE Mutex_TEExpression ----
EXTENDS Sequences, TLCExt, Toolbox, Naturals, TLC, Mutex

expression == 
    [
        \* To hide variables of the `Mutex` spec from the error trace,
        \* remove the variables below.  The trace will be written in the order
        \* of the fields of this record.
        tries |-> tries
        ,lock |-> lock
        ,pc |-> pc
        
        \* Put additional constant-, state-, and action-level expressions here:
        \* ,_stateNumber |-> _TEPosition
        \* ,_triesUnchanged |-> tries = tries'
        
        \* Format the `tries` variable as Json value.
        \* ,_triesJson |->
        \*     LET J == INSTANCE Json
        \*     IN J!ToJson(tries)
        
        \* Lastly, you may build expressions over arbitrary sets of states by
        \* leveraging the _TETrace operator.  For example, this is how to
        \* count the number of times a spec variable changed up to the current
        \* state in the trace.
        \* ,_triesModCount |->
        \*     LET F[s \in DOMAIN _TETrace] ==
        \*         IF s = 1 THEN 0
        \*         ELSE IF _TETrace[s].tries # _TETrace[s-1].tries
        \*             THEN 1 + F[s-1] ELSE F[s-1]
        \*     IN F[_TEPosition - 1]
    ]

=============================================================================



Parsing and semantic processing can take forever if the trace below is long.
 In this case, it is advised to uncomment the module below to deserialize the
 trace from a generated binary file.

\*
\*---- MODULE Mutex_TETrace ----
\*EXTENDS IOUtils, TLC, Mutex
\*
\*trace == IODeserialize("Mutex_TTrace_1.bin", TRUE)
\*
\*=============================================================================
\*

---- MODULE Mutex_TETrace ----
EXTENDS TLC, Mutex

trace == 
    <<
    ([tries |-> <<0, 0>>,pc |-> <<"test", "test">>,lock |-> FALSE]),
    ([tries |-> <<1, 0>>,pc |-> <<"set", "test">>,lock |-> FALSE]),
    ([tries |-> <<1, 1>>,pc |-> <<"set", "set">>,lock |-> FALSE]),
    ([tries |-> <<1, 1>>,pc |-> <<"crit", "set">>,lock |-> TRUE]),
    ([tries |-> <<1, 1>>,pc |-> <<"crit", "crit">>,lock |-> TRUE])
    >>
----


=============================================================================

---- CONFIG Mutex_TTrace_1 ----

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
\* Generated on Sat Nov 28 04:11:00 UTC 2026