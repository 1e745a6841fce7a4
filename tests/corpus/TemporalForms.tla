---- MODULE TemporalForms ----
(* Why: the shapes a temporal property can take: implications between them, negation, <<A>>_v under []<>, quantifiers outside,
   conjunctions of safety and liveness in one name, a property given through a definition with parameters. *)
EXTENDS Naturals

VARIABLES job, tries

vars == <<job, tries>>
Jobs == {"new", "run", "ok", "bad"}
Init == job = "new" /\ tries = 0
Start == job = "new" /\ job' = "run" /\ UNCHANGED tries
Succeed == job = "run" /\ job' = "ok" /\ UNCHANGED tries
Fail == job = "run" /\ tries < 2 /\ job' = "bad" /\ tries' = tries + 1
Retry == job = "bad" /\ job' = "new" /\ tries' = tries
Next == Start \/ Succeed \/ Fail \/ Retry \/ (job = "ok" /\ job' = "new" /\ tries' = 0)
Spec == Init /\ [][Next]_vars /\ WF_vars(Start) /\ WF_vars(Succeed \/ Fail) /\ WF_vars(Retry)

Reach(s) == <>(job = s)
SomeEnd == Reach("ok")
LeadsAll == \A s \in {"new", "bad"} : (job = s) ~> (job = "run")
EitherOr == []<>(job = "ok") \/ <>[](job = "ok")
Implied == ([]<>(job = "new")) => ([]<>(job = "run"))
NotForever == ~ <>[](job = "run")
ActionsRecur == []<><<Start>>_vars => []<><<Succeed>>_vars
BothKinds == [](tries <= 2) /\ []<>(job = "ok" \/ job = "new") /\ [][tries' >= tries \/ tries' = 0]_tries
Nested == [](job = "bad" => <>(job = "new" /\ <>(job = "run")))
StartsRecur == []<><<Start>>_job
FailsForever == []<>(job = "bad")
NeverOkAgain == <>[](job # "ok")
OkThenStays == [](job = "ok" => [](job = "ok"))
====
expect TemporalForms.FailsForever.cfg
  verdict property-violated
  violated FailsForever
  generated 14
  distinct 11
  depth 9
  trace 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect TemporalForms.NeverOkAgain.cfg
  verdict property-violated
  violated NeverOkAgain
  generated 14
  distinct 11
  depth 9
  trace 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect TemporalForms.OkThenStays.cfg
  verdict property-violated
  violated OkThenStays
  generated 14
  distinct 11
  depth 9
  trace 11
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect TemporalForms.StartsRecur.cfg
  verdict property-violated
  violated StartsRecur
  generated 14
  distinct 11
  depth 9
  trace 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect TemporalForms.cfg
  verdict ok
  generated 14
  distinct 11
  depth 9
  tlc Version 2026.04.29.164809 (rev: cc6b616)
