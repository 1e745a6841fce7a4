---- MODULE TLC ----
\* What a specification may ask of the tool that runs it. Native.
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE FiniteSets

\* Print writes both values and is the second; PrintT writes one and is TRUE.
Print(out, val) == val
PrintT(out) == TRUE

\* TRUE, or else an error that shows out.
Assert(val, out) == CASE val -> TRUE

\* Seconds since 1970.
JavaTime == CHOOSE n \in Nat : TRUE

\* Registers 0, 1, 2, ..., and the run's own figures under the names "level", "distinct", "config", ...
TLCGet(i) == CHOOSE v : TRUE
TLCSet(i, v) == TRUE

\* The function from d alone to e; f extended by g, where f wins on the common domain.
d :> e == [x \in {d} |-> e]
f @@ g == [x \in DOMAIN f \cup DOMAIN g |-> IF x \in DOMAIN f THEN f[x] ELSE g[x]]

\* The set of bijections on S.
Permutations(S) == {p \in [S -> S] : {p[x] : x \in S} = S}

\* s sorted by insertion: from the left, each element moves left past those that it is Op to.
SortSeq(s, Op(_, _)) ==
  LET insert(t, e) ==
        LET stays == {i \in 1 .. Len(t) : ~Op(e, t[i]) /\ \A j \in (i + 1) .. Len(t) : Op(e, t[j])}
            at == IF stays = {} THEN 0 ELSE CHOOSE i \in stays : TRUE
        IN (SubSeq(t, 1, at) \o <<e>>) \o SubSeq(t, at + 1, Len(t))
      sorted[n \in 0 .. Len(s)] == IF n = 0 THEN <<>> ELSE insert(sorted[n - 1], s[n])
  IN sorted[Len(s)]

\* Any element of S, at random.
RandomElement(S) == CHOOSE x \in S : TRUE

\* The set that has every value as a member.
Any == CHOOSE S : TRUE

\* The text of a value.
ToString(v) == CHOOSE text \in STRING : TRUE

\* v, evaluated now rather than when it is needed.
TLCEval(v) == v
====
