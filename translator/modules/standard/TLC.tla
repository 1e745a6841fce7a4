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

\* A rearrangement of s in which no later element is Op-less than an earlier one.
SortSeq(s, Op(_, _)) ==
  LET order == CHOOSE p \in Permutations(DOMAIN s) :
                 \A i, j \in DOMAIN s : i < j => (s[p[i]] = s[p[j]] \/ Op(s[p[i]], s[p[j]]))
  IN [i \in DOMAIN s |-> s[order[i]]]

\* Any element of S, at random.
RandomElement(S) == CHOOSE x \in S : TRUE

\* The set that has every value as a member.
Any == CHOOSE S : TRUE

\* The text of a value.
ToString(v) == CHOOSE text \in STRING : TRUE

\* v, evaluated now rather than when it is needed.
TLCEval(v) == v
====
