#include "tests/runtime/values.h"

namespace trestle::runtime {
namespace {

using Print = Values;

TEST_F(Print, AsTlc) {
  EXPECT_EQ(text(i(-1)), "-1");
  EXPECT_EQ(text(b(true)), "TRUE");
  EXPECT_EQ(text(s("a \"q\" \\ \t\n\f\r")), R"("a \"q\" \\ \t\n\f\r")");
  EXPECT_EQ(text(mv("print_n1")), "print_n1");
  EXPECT_EQ(text(empty_set()), "{}");
  EXPECT_EQ(text(empty_tuple()), "<<>>");
  EXPECT_EQ(text(range(1, 3)), "1..3");
  EXPECT_EQ(text(range(3, 1)), "{}");
  EXPECT_EQ(text(set({range(1, 2)})), "{1..2}");
  EXPECT_EQ(text(function({{i(0), i(5)}, {i(1), i(6)}})), "(0 :> 5 @@ 1 :> 6)");
  EXPECT_EQ(text(function({{record({{"pr_t", s("m")}}), i(2)}})), "([pr_t |-> \"m\"] :> 2)");
  EXPECT_EQ(text(booleans()), "{FALSE, TRUE}");
}

TEST_F(Print, RecordsInTheOrderTheirFieldsWereMet) {
  atom("pr_z");
  atom("pr_y");
  EXPECT_EQ(text(record({{"pr_y", i(1)}, {"pr_z", i(2)}})), "[pr_z |-> 2, pr_y |-> 1]");
  EXPECT_EQ(text(record({{"pr two", i(1)}})), "(\"pr two\" :> 1)") << "no name: as a function";
}

TEST_F(Print, SmallSymbolicSetsAreListed) {
  EXPECT_EQ(text(call(Op::Powerset, range(1, 2))), "{{}, {1}, {2}, {1, 2}}");
  EXPECT_EQ(text(call(Op::Powerset, range(1, 7))), "SUBSET (1..7)");
  EXPECT_EQ(text(call(Op::FunctionSet, range(1, 20), range(1, 9))), "[1..20 -> 1..9]");
  EXPECT_EQ(text(call(Op::FunctionSet, range(1, 1), range(1, 2))), "{<<1>>, <<2>>}");
  EXPECT_EQ(text(call(Op::ProductSet, range(1, 100), range(1, 100))), "(1..100 \\X 1..100)");
  EXPECT_EQ(text(call(Op::Seq, call(Op::Nat))), "Seq(Nat)");
  EXPECT_EQ(text(cup(c, call(Op::Nat), ints({-1}))), "{-1} \\cup Nat");
  const uint32_t fields[] = {atom("pr_a")};
  const Value sets[] = {call(Op::Nat)};
  EXPECT_EQ(text(make_record_set(c, fields, sets)), "[pr_a: Nat]");
}

TEST_F(Print, ShortForMessages) {
  EXPECT_EQ(to_short_string(ints({1, 2, 3}), 20), "{1, 2, 3}");
  EXPECT_EQ(to_short_string(ints({1, 2, 3, 4, 5, 6, 7, 8, 9}), 10), "{1, 2, 3, ...");
  EXPECT_EQ(to_short_string(call(Op::Powerset, range(1, 2))), "SUBSET (1..2)");
}

TEST_F(Print, WhatFitsALineStaysOnIt) { EXPECT_EQ(to_pretty_string("{1, 2}"), "{1, 2}"); }

// Layouts as TLC prints them at a width of 20 columns.
TEST_F(Print, Pretty) {
  EXPECT_EQ(to_pretty_string("{100000, 200000, 300000}", 20), "{ 100000,\n  200000,\n  300000 }");
  EXPECT_EQ(to_pretty_string("<<100000, 200000, 300000>>", 20), "<< 100000,\n   200000,\n   300000 >>");
  EXPECT_EQ(to_pretty_string("[a |-> 100000, b |-> {1, 2}]", 20), "[ a |-> 100000,\n  b |-> {1, 2} ]");
  EXPECT_EQ(to_pretty_string("(1 :> 100000 @@ 2 :> {1, 2})", 20), "( 1 :> 100000 @@\n  2 :> {1, 2} )");
  EXPECT_EQ(to_pretty_string("[a |-> {100000, 200000, 300000}]", 20),
            "[ a |->\n      { 100000,\n        200000,\n        300000 } ]");
}

TEST_F(Print, PrettyLeavesAloneWhatTlcCannotRead) {
  const std::string names = "[message_type |-> 100000, b |-> {1, 2}]";
  EXPECT_EQ(to_pretty_string(names, 20), names) << "TLC's layout knows no underscore in a name";
  EXPECT_EQ(to_pretty_string("{1, 2, 3, 4, 5, 6, 7", 10), "{1, 2, 3, 4, 5, 6, 7");
  EXPECT_EQ(to_pretty_string("", 0), "");
}

}  // namespace
}  // namespace trestle::runtime
