---- MODULE Cache ----
(* Why: caches over a memory with an invalidation queue per reader; functions of two arguments and of tuples. *)
EXTENDS Naturals, Sequences

CONSTANTS Reader, Key

VARIABLES mem, line, queue, version

Keys == Key
Init == /\ mem = [k \in Keys |-> 0]
        /\ line = [r \in Reader, k \in Keys |-> <<0, FALSE>>]
        /\ queue = [r \in Reader |-> <<>>]
        /\ version = 0

Write(k) == /\ version < 2
            /\ version' = version + 1
            /\ mem' = [mem EXCEPT ![k] = version']
            /\ queue' = [r \in Reader |-> Append(queue[r], k)]
            /\ UNCHANGED line
Fetch(r, k) == /\ ~line[r, k][2]
               /\ line' = [line EXCEPT ![r, k] = <<mem[k], TRUE>>]
               /\ UNCHANGED <<mem, queue, version>>
Drop(r) == /\ queue[r] # <<>>
           /\ LET k == Head(queue[r])
              IN line' = [line EXCEPT ![<<r, k>>] = [@ EXCEPT ![2] = FALSE]]
           /\ queue' = [queue EXCEPT ![r] = Tail(@)]
           /\ UNCHANGED <<mem, version>>
Next == \/ \E k \in Keys : Write(k) \/ \E r \in Reader : Fetch(r, k)
        \/ \E r \in Reader : Drop(r)

Pending(r, k) == \E i \in DOMAIN queue[r] : queue[r][i] = k
Coherent == \A r \in Reader, k \in Keys : line[r, k][2] /\ ~Pending(r, k) => line[r, k][1] = mem[k]
TypeOK == line \in [Reader \X Keys -> (0..2) \X BOOLEAN] /\ DOMAIN line = Reader \X Keys
Fresh == \A r \in Reader, k \in Keys : line[<<r, k>>][2] => line[r, k][1] >= mem[k]
====
expect Cache.cfg
  verdict deadlock
  generated 10961
  distinct 3114
  depth 11
  trace 11
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Cache.stale.cfg
  verdict invariant-violated
  violated Fresh
  generated 16
  distinct 16
  depth 3
  trace 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
