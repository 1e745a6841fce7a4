---- MODULE Functions ----
\* A copy that lacks much of what the built-in module has, and has something of its own.
Range(f) == {f[x] : x \in DOMAIN f}
\* The built-in one restricts f to S.
Restrict(f, S) == {"the copy's"}
Pairs(f) == {<<x, f[x]>> : x \in DOMAIN f}
\* TLC has this in Java, and does not look here.
IsInjective(f) == FALSE
====
