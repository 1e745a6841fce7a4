---- MODULE Shelf ----
EXTENDS Naturals
CONSTANT Width
VARIABLE load
Double(n) == n * 2
Area == Width * 4
Wide == edge :: Width > 1
Sum(n) == <<Width, Double(n)>>
Deep == \E i \in 1..9 : inner(i) :: Double(i) < 3 * Width
Room == left :: load < Double(Width)
====
