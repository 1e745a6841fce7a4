---- MODULE Seldom ----
(* Why: what hardly any spec uses: postfix and circled operators of one's own, TLCCache, temporal quantifiers and -+-> that are
   only defined, and statements of the .cfg that matter to other runs than this. *)
EXTENDS Integers, TLCExt
VARIABLE x

S ^* == {a - b : a, b \in S}
a \odot b == a * b + 1
Init == x = 1
Next == x' = (x \odot 3) % 11
Spread == {1, 4} ^* = {-3, 0, 3}
Cached == TLCCache(x \odot 2, {x}) = 2 * x + 1
Small == x \in 0 .. 10
Distance == 10 - x
Hidden == \EE h : [](h = x)
Always == \AA h : <>(h = x)
Guarded == (x = 1) -+-> (x < 20)
====
expect Seldom.cfg
  verdict ok
  generated 6
  distinct 5
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
