---- MODULE LazyUnion ----
\* A quantifier goes through a union that is not listed in the normal order of its elements, not one side after the other.
EXTENDS Naturals
CONSTANTS Owners, Other
VARIABLES held, taken

Requests == [owner : Owners, what : {"get", "put"}]
Special == [owner |-> Other, what |-> "put"]
Init == held = {} /\ taken = <<>>
Take(r) == /\ r \notin held
           /\ held' = held \cup {r}
           /\ taken' = <<r.owner, r.what>>
Next == \/ \E r \in Requests \cup {Special} : Take(r)
        \/ \E r \in {q \in UNION {Requests, {Special}} : q.what = "put"} : Take(r)
        \/ \E r \in (Requests \cup {Special}) \ {[owner |-> Other, what |-> "put"]} : Take(r)
NotThat == ~(taken = <<1, "put">> /\ \E h \in held : h.owner = 3)
====
expect LazyUnion.cfg
  verdict invariant-violated
  violated NotThat
  generated 44
  distinct 20
  depth 3
  trace 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
