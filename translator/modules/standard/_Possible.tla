---- MODULE _Possible ----
\* Counts, over a whole run, in how many states an expression held.
LOCAL INSTANCE TLC
LOCAL INSTANCE TLCExt
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences

LOCAL Register == "s:_possible"
LOCAL Count(counts, name) == IF name \in DOMAIN counts THEN counts[name] ELSE 0

\* To be evaluated in every state: the count under name, one up if expr holds.
_Track(expr, name) ==
  LET counts == TLCGetOrDefault(Register, <<>>)
      up == IF expr THEN 1 ELSE 0
  IN TLCSet(Register, name :> Count(counts, name) + up @@ counts)

\* The counts of all workers together.
_Counts ==
  LET workers == TLCGet("all:named")[Register]
      sum[n \in 0 .. Len(workers)] ==
        IF n = 0 THEN <<>>
        ELSE [name \in DOMAIN sum[n - 1] \cup DOMAIN workers[n] |->
                Count(sum[n - 1], name) + Count(workers[n], name)]
  IN sum[Len(workers)]

\* Whether expr ever held; the counts are written if not.
_CheckName(name) == Count(_Counts, name) # 0 \/ (PrintT(_Counts) /\ FALSE)
_PrintCounts == PrintT(_Counts)
====
