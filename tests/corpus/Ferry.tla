---- MODULE Ferry ----
(* Why: sequences: every operator of module Sequences, on tuples and on strings, and channels that keep the order. *)
EXTENDS Integers, Sequences

CONSTANT Capacity

VARIABLES east, west, deck

ASSUME /\ Len(<<>>) = 0 /\ Len(<<1, 2>>) = 2
       /\ Head(<<5, 6>>) = 5 /\ Tail(<<5, 6>>) = <<6>>
       /\ Append(<<>>, {}) = <<{}>>
       /\ <<1>> \o <<2, 3>> = <<1, 2, 3>> /\ <<1>> \circ <<>> = <<1>>
       /\ SubSeq(<<1, 2, 3, 4>>, 2, 3) = <<2, 3>> /\ SubSeq(<<1, 2>>, 2, 1) = <<>>
       /\ SelectSeq(<<1, 2, 3, 4>>, LAMBDA x : x % 2 = 0) = <<2, 4>>
       /\ <<1, 2>> \in Seq(1..2) /\ <<3>> \notin Seq(1..2) /\ <<>> \in Seq({})
       /\ DOMAIN <<7, 8>> = 1..2
       /\ <<1, 2>> = [i \in 1..2 |-> i]
       /\ [<<1, 2>> EXCEPT ![1] = 9] = <<9, 2>>
       /\ Len("abc") = 3 /\ "ab" \o "c" = "abc"
       /\ <<1>> # <<1, 1>>

Cars == {"bus", "van", "car"}
Size(c) == IF c = "bus" THEN 2 ELSE 1
RECURSIVE Load(_)
Load(s) == IF s = <<>> THEN 0 ELSE Size(Head(s)) + Load(Tail(s))

Init == east = <<"bus", "van", "car">> /\ west = <<"van">> /\ deck = [side |-> "east", cars |-> <<>>]

Bank == IF deck.side = "east" THEN east ELSE west

Board == /\ Bank # <<>>
         /\ Load(deck.cars) + Size(Head(Bank)) <= Capacity
         /\ deck' = [deck EXCEPT !.cars = Append(@, Head(Bank))]
         /\ IF deck.side = "east" THEN east' = Tail(east) /\ west' = west
                                  ELSE west' = Tail(west) /\ east' = east
Land == /\ deck.cars # <<>>
        /\ \/ deck.side = "east" /\ east' = east \o SubSeq(deck.cars, 1, 1) /\ UNCHANGED west
           \/ deck.side = "west" /\ west' = west \o <<Head(deck.cars)>> /\ UNCHANGED east
        /\ deck' = [deck EXCEPT !.cars = Tail(@)]
Cross == deck' = [deck EXCEPT !.side = IF @ = "east" THEN "west" ELSE "east"] /\ UNCHANGED <<east, west>>

Next == Board \/ Land \/ Cross

NothingLost == Len(east \o west \o deck.cars) = 4
OneBus == Len(SelectSeq(east \o west \o deck.cars, LAMBDA c : c = "bus")) = 1
Light == Load(deck.cars) <= Capacity /\ east \in Seq(Cars)
====
expect Ferry.cfg
  verdict ok
  generated 661
  distinct 300
  depth 17
  tlc Version 2026.04.29.164809 (rev: cc6b616)
