---- MODULE OptionValues ----
EXTENDS Option, Integers

Double(x) == 2 * x

ASSUME Some(1) = Variant("Some", 1) /\ IsSome(Some(1)) /\ ~IsSome(None) /\ IsNone(None) /\ ~IsNone(Some(1))
ASSUME OptionCase(Some(3), Double, LAMBDA u : 0) = 6 /\ OptionCase(None, Double, LAMBDA u : u) = UNIT
ASSUME OptionMap(Double, Some(3)) = Some(6) /\ OptionMap(Double, None) = None
ASSUME OptionFlatMap(LAMBDA x : IF x > 0 THEN Some(x) ELSE None, Some(3)) = Some(3)
ASSUME OptionFlatMap(LAMBDA x : IF x > 0 THEN Some(x) ELSE None, Some(-3)) = None /\ OptionFlatMap(Some, None) = None
ASSUME OptionGetOrElse(Some(3), 0) = 3 /\ OptionGetOrElse(None, 0) = 0
ASSUME OptionToSeq(Some(3)) = <<3>> /\ OptionToSeq(None) = <<>> /\ OptionToSet(Some(3)) = {3} /\ OptionToSet(None) = {}
ASSUME OptionGuess({}) = None /\ OptionGuess({4, 2}) = Some(2)
ASSUME OptionFunApp(<<7, 8>>, Some(2)) = Some(8) /\ OptionFunApp(<<7, 8>>, None) = None
ASSUME LET f == OptionPartialFun(<<7, 8>>, {2, 3}) IN DOMAIN f = 1 .. 3 /\ f[1] = Some(7) /\ f[2] = None /\ f[3] = None
====
