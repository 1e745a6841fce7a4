---- MODULE DescribedMoves ----
(* Why: TLCGet("spec") again, where instances are actions of their own, and INIT and NEXT name the parts. *)
EXTENDS Naturals, TLC
VARIABLE level

Tank == INSTANCE DescribedPart WITH Step <- 1
Sized(Step) == INSTANCE DescribedPart

Begin == Tank!Start
Move == \/ Tank!Move
        \/ \E s \in {1, 2} : Sized(s)!Fall
        \/ \E n \in {2} : level' = n
Refined == Tank!Wide

At(a, b, c, d) == [beginLine |-> a, beginColumn |-> b, endLine |-> c, endColumn |-> d, module |-> "DescribedMoves"]
Part(name, at) == [name |-> name, location |-> at]
Given(name, at, context, parameters) ==
  [name |-> name, location |-> at, context |-> context, parameters |-> parameters]
Told ==
  LET told == TLCGet("spec") IN
  /\ DOMAIN told = {"impliedinits", "impliedactions", "invariants", "impliedtemporals", "temporals",
                    "actions", "inits", "variables", "actionconstraints", "constraints"}
  /\ told.impliedinits = {Part("Refined", At(6, 1, 6, 45))}
  /\ told.impliedactions = {Part("Refined", At(6, 1, 6, 45))}
  /\ told.invariants = {Part("Refined", At(6, 1, 6, 45))}
  /\ told.impliedtemporals = {Part("Refined", At(6, 1, 6, 45))}
  /\ told.temporals = {}
  /\ told.actions =
       {Part("Move", At(12, 27, 12, 36)),
        Part("Tank!Move", At(6, 1, 6, 45)),
        Given("Sized!Fall", At(7, 1, 7, 37), [Step |-> 1], <<"Step">>),
        Given("Sized!Fall", At(7, 1, 7, 37), [Step |-> 2], <<"Step">>)}
  /\ told.inits = {Part("Begin", At(9, 10, 9, 19))}
  /\ told.variables = {Part("level", At(4, 10, 4, 14))}
  /\ told.actionconstraints = {}
  /\ told.constraints = {}
====
expect DescribedMoves.cfg
  verdict ok
  generated 11
  distinct 3
  depth 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
