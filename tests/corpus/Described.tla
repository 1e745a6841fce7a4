---- MODULE Described ----
(* Why: TLCGet("spec"): what TLC takes a specification apart into, with places and parameters. An action is there once for
   all values of its parameters that come from constant sets, as a whole where a set or an argument depends on the state,
   and under its instance's name where something is substituted. *)
EXTENDS Naturals, TLC
CONSTANT Valve
VARIABLES level, open

Tank == INSTANCE DescribedPart WITH Step <- 1
Sized(Step) == INSTANCE DescribedPart

vars == <<level, open>>
Init == Tank!Start /\ open = [v \in {Valve} |-> FALSE]
Turn(v, to) == open' = [open EXCEPT ![v] = to] /\ level' = level
Either(v) == \/ Turn(v, TRUE)
             \/ open[v] /\ UNCHANGED vars
Drop(n) == level' = n /\ UNCHANGED open
Next == \/ \E v \in {Valve}, to \in BOOLEAN : Turn(v, to)
        \/ \E v \in {Valve} : Either(v)
        \/ Tank!Move /\ UNCHANGED open
        \/ \E n \in 0..level : Drop(n)
        \/ LET half == level \div 2 IN Drop(half)
        \/ \E v \in {} : Turn(v, TRUE)
        \/ \E n \in {0} : level' = n /\ open' = open
Fairness == WF_vars(Next) /\ \A v \in {Valve} : SF_vars(Either(v))
Spec == /\ Init
        /\ level \in 0..2
        /\ [][Next \/ \E s \in 1..2, v \in {Valve} : (Sized(s)!Fall /\ open' = open) \/ Turn(v, FALSE)]_vars
        /\ Fairness
        /\ Tank!Fair

Small == level < 4
NoJump == [][level' <= level + 1]_vars
Empties == []<>(level < 3)
All == []Small /\ NoJump /\ level = 0 /\ Empties
Low == level < 3
LowNext == level' < 3

At(a, b, c, d) == [beginLine |-> a, beginColumn |-> b, endLine |-> c, endColumn |-> d, module |-> "Described"]
Part(name, at) == [name |-> name, location |-> at]
Given(name, at, context, parameters) ==
  [name |-> name, location |-> at, context |-> context, parameters |-> parameters]
Told ==
  LET told == TLCGet("spec") IN
  /\ DOMAIN told = {"impliedinits", "impliedactions", "invariants", "impliedtemporals", "temporals",
                    "actions", "inits", "variables", "actionconstraints", "constraints"}
  /\ told.impliedinits = {Part("All", At(35, 29, 35, 37))}
  /\ told.impliedactions =
       {Part("NoJump", At(33, 13, 33, 38)),
        Part("All", At(33, 13, 33, 38))}
  /\ told.invariants =
       {Part("Small", At(32, 10, 32, 18)),
        Part("All", At(35, 10, 35, 14))}
  /\ told.impliedtemporals = {Part("All", At(34, 12, 34, 26))}
  /\ told.temporals =
       {Part("UnnamedAction", At(9, 1, 9, 45)),
        Part("UnnamedAction", At(25, 13, 25, 25)),
        Part("UnnamedAction", At(25, 30, 25, 66))}
  /\ told.actions =
       {Part("Drop", At(22, 40, 22, 49)),
        Part("Next", At(20, 12, 20, 38)),
        Part("Next", At(21, 12, 21, 38)),
        Part("Next", At(23, 12, 23, 38)),
        Part("Next", At(24, 27, 24, 52)),
        Part("UnnamedAction", At(28, 55, 28, 83)),
        Given("Turn", At(14, 16, 14, 64), [v |-> Valve, to |-> FALSE], <<"v", "to">>),
        Given("Turn", At(14, 16, 14, 64), [v |-> Valve, to |-> TRUE], <<"v", "to">>),
        Given("Either", At(16, 17, 16, 41), [v |-> Valve], <<"v">>)}
  /\ told.inits =
       {Part("Init", At(13, 9, 13, 54)),
        Part("UnnamedAction", At(27, 12, 27, 25))}
  /\ told.variables =
       {Part("level", At(7, 11, 7, 15)),
        Part("open", At(7, 18, 7, 21))}
  /\ told.actionconstraints = {Part("LowNext", At(37, 1, 37, 21))}
  /\ told.constraints = {Part("Low", At(36, 1, 36, 16))}
====
expect Described.cfg
  verdict ok
  generated 72
  distinct 6
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
