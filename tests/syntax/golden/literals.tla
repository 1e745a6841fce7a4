---- MODULE literals ----
numbers == <<0, 007, 2147483648, 123456789012345678901234567890, \b1011, \B0, \o17, \O777, \hFf, \HDEADBEEFDEADBEEF>>
decimals == <<1.5, 0.25, 10.0>>
ranges == <<1..2, 1...2, a.b..c>>
strings == <<"", "a b", "say \"hi\"", "back\\slash", "\t\n\r\f", "(* no comment *)", "∀ x">>
names == <<a, A1, a_b, _a, __a1, 1a, 2_a, Nat>>
comments == (* one (* within *) another *) 1 \* to the end of the line
            + (**) 2 (*****) \* (* not opened
at == [f EXCEPT ![1] = @]
booleans == {TRUE, FALSE} = BOOLEAN \/ "a" \in STRING
=========================
(Module literals
  (Operator numbers
    (Tuple
      0
      7
      2147483648
      123456789012345678901234567890
      11
      0
      15
      511
      255
      16045690984833335023))
  (Operator decimals (Tuple 1.5 0.25 10.0))
  (Operator ranges (Tuple (.. 1 2) (... 1 2) (.. (Field b a) c)))
  (Operator strings
    (Tuple "" "a b" "say \"hi\"" "back\\slash" "\t\n\r\f" "(* no comment *)" "∀ x"))
  (Operator names (Tuple a A1 a_b _a __a1 1a 2_a Nat))
  (Operator comments (+ 1 2))
  (Operator at (Except f (update (index 1) @)))
  (Operator booleans (\lor (= (SetEnumerate TRUE FALSE) BOOLEAN) (\in "a" STRING))))
