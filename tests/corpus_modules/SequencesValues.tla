---- MODULE SequencesValues ----
EXTENDS Sequences, Integers

ASSUME Len(<<>>) = 0 /\ Len(<<1, 2>>) = 2 /\ Len("abc") = 3 /\ Len([i \in 1 .. 4 |-> i]) = 4
ASSUME <<1>> \o <<2, 3>> = <<1, 2, 3>> /\ <<>> \o <<>> = <<>> /\ <<1>> \circ <<>> = <<1>>
ASSUME "ab" \o "" \o "c" = "abc"
ASSUME Append(<<>>, 1) = <<1>> /\ Append(<<1>>, <<2>>) = <<1, <<2>>>>
ASSUME Head(<<7, 8>>) = 7 /\ Tail(<<7, 8>>) = <<8>> /\ Tail(<<7>>) = <<>> /\ Tail("abc") = "bc"
ASSUME SubSeq(<<1, 2, 3, 4>>, 2, 3) = <<2, 3>> /\ SubSeq(<<1, 2>>, 1, 2) = <<1, 2>>
ASSUME SubSeq(<<1, 2>>, 2, 1) = <<>> /\ SubSeq(<<>>, 1, 0) = <<>> /\ SubSeq(<<1>>, 9, 3) = <<>>
ASSUME SubSeq("hello", 2, 4) = "ell" /\ SubSeq("hello", 3, 2) = ""
ASSUME SelectSeq(<<3, 1, 4, 1, 5>>, LAMBDA x : x > 2) = <<3, 4, 5>>
ASSUME SelectSeq(<<>>, LAMBDA x : TRUE) = <<>> /\ SelectSeq(<<1>>, LAMBDA x : FALSE) = <<>>
ASSUME <<1, 2>> \in Seq({1, 2}) /\ <<>> \in Seq({}) /\ <<3>> \notin Seq({1, 2}) /\ <<-1>> \in Seq(Int)
ASSUME <<<<1>>, <<>>>> \in Seq(Seq(Nat))
ASSUME <<5, 6>>[2] = 6 /\ DOMAIN <<5, 6>> = {1, 2} /\ [<<5, 6>> EXCEPT ![1] = 0] = <<0, 6>>
ASSUME [i \in 1 .. 2 |-> i * i] = <<1, 4>>
ASSUME {Head(s) : s \in {<<1, 2>>, <<1>>}} = {1}
====
