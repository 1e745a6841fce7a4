---- MODULE Sequences ----
\* Finite sequences: functions with domain 1..n, which tuples are too. Native.
LOCAL INSTANCE Naturals

Seq(S) == UNION {[1 .. n -> S] : n \in Nat}   \* membership only, never enumerated

Len(s) == CHOOSE n \in Nat : 1 .. n = DOMAIN s

\* s followed by t.
s \o t == [i \in 1 .. (Len(s) + Len(t)) |-> IF i > Len(s) THEN t[i - Len(s)] ELSE s[i]]

Append(s, e) == s \o <<e>>

\* The first element; everything but the first. Neither is defined on <<>>.
Head(s) == s[1]
Tail(s) == CASE Len(s) > 0 -> [i \in 1 .. (Len(s) - 1) |-> s[i + 1]]

\* <<s[m], ..., s[n]>>; <<>> when m > n.
SubSeq(s, m, n) == [i \in 1 .. (n - m + 1) |-> s[m - 1 + i]]

\* The elements that pass Test, in their order.
SelectSeq(s, Test(_)) ==
  LET selected[n \in 0 .. Len(s)] ==
        IF n = 0 THEN <<>> ELSE IF Test(s[n]) THEN Append(selected[n - 1], s[n]) ELSE selected[n - 1]
  IN selected[Len(s)]
====
