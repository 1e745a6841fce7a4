#include "tests/runtime/values.h"

namespace trestle::runtime {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Tlc : public Values {
 protected:
  Tlc() {
    exploration.print = [this](std::string_view line) { printed.emplace_back(line); };
    exploration.statistic = [](const Context&, std::string_view name) -> int64_t {
      return name == "distinct" ? 42 : name == "queue" ? 7 : -1;
    };
    c.exploration = &exploration;
  }
  Exploration exploration;
  std::vector<std::string> printed;
};

TEST_F(Tlc, Printing) {
  EXPECT_EQ(text(call(Op::Print, s("a"), i(1))), "1");
  EXPECT_TRUE(call(Op::PrintT, ints({1, 2})).truth());
  EXPECT_THAT(printed, ElementsAre("\"a\"  1", "{1, 2}"));
  EXPECT_EQ(text(call(Op::ToString, ints({1, 2}))), "\"{1, 2}\"");
}

TEST_F(Tlc, Assert) {
  EXPECT_TRUE(call(Op::Assert, b(true), s("x")).truth());
  for (Value v : {b(false), i(3)}) {
    try {
      call(Op::Assert, v, s("broken"));
      ADD_FAILURE();
    } catch (const EvalError& e) {
      EXPECT_EQ(e.kind, ErrorKind::Assertion);
      EXPECT_THAT(e.what(), HasSubstr("broken"));
    }
  }
}

TEST_F(Tlc, Registers) {
  EXPECT_THAT(error([&] { call(Op::TLCGet, i(1)); }), HasSubstr("TLCGet(1)"));
  EXPECT_TRUE(call(Op::TLCSet, i(1), ints({1, 2})).truth());
  c.arena.reset();
  EXPECT_EQ(text(call(Op::TLCGet, i(1))), "{1, 2}");
  EXPECT_EQ(text(call(Op::TLCGetOrDefault, i(2), i(9))), "9");
  EXPECT_EQ(text(call(Op::TLCGetOrDefault, i(1), i(9))), "{1, 2}");
  EXPECT_THAT(error([&] { call(Op::TLCSet, i(-1), i(1)); }), HasSubstr("natural number"));
  EXPECT_THAT(error([&] { call(Op::TLCGet, s("s:mine")); }), HasSubstr("s:mine"));
  call(Op::TLCSet, s("s:mine"), i(3));
  EXPECT_EQ(text(call(Op::TLCGet, s("s:mine"))), "3");
  exploration.registers = [this] { return std::vector{c.registers, c.registers}; };
  EXPECT_EQ(text(call(Op::TLCGet, s("all"))), "<<<<{1, 2}, {1, 2}>>>>");
  EXPECT_EQ(text(call(Op::TLCGet, s("all:named"))), "(\"s:mine\" :> <<3, 3>>)");
  EXPECT_FALSE(c.exit);
  call(Op::TLCSet, s("exit"), b(true));
  EXPECT_TRUE(c.exit);
}

TEST_F(Tlc, Statistics) {
  c.level = 5;
  EXPECT_EQ(text(call(Op::TLCGet, s("level"))), "5");
  EXPECT_EQ(text(call(Op::TLCGet, s("distinct"))), "42");
  EXPECT_THAT(error([&] { call(Op::TLCGet, s("stats")); }), HasSubstr("stats"));
  exploration.stats = [this](Context&) { return i(7); };
  EXPECT_EQ(text(call(Op::TLCGet, s("stats"))), "7");
  EXPECT_EQ(text(field(c, call(Op::TLCGet, s("revision")), atom("tag"))), "\"cc6b616\"");
  EXPECT_THAT(error([&] { call(Op::TLCGet, s("nonsense")); }), HasSubstr("nonsense"));
  EXPECT_THAT(error([&] { call(Op::TLCGet, s("config")); }), HasSubstr("config"));
}

TEST_F(Tlc, Permutations) {
  EXPECT_THAT(elements(call(Op::Permutations, set({mv("tl_a"), mv("tl_b")}))),
              ElementsAre("(tl_a :> tl_a @@ tl_b :> tl_b)", "(tl_a :> tl_b @@ tl_b :> tl_a)"));
  EXPECT_THAT(elements(call(Op::Permutations, empty_set())), ElementsAre("<<>>"));
  const Value all = call(Op::Permutations, ints({1, 2, 3, 4}));
  EXPECT_EQ(all->size, 24u);
  EXPECT_TRUE(equal(c, all, make_set(c, all->span()))) << "in order already";
  EXPECT_THAT(error([&] { call(Op::Permutations, range(1, 20)); }), HasSubstr("too many"));
}

TEST_F(Tlc, RandomChoicesComeFromTheSeed) {
  const auto draw = [this](uint64_t seed) {
    Context context(seed);
    const Value set = call(Op::FunctionSet, range(1, 8), range(1, 100));
    return to_string(info(Op::RandomElement).call(context, &set, 1));
  };
  EXPECT_EQ(draw(1), draw(1));
  EXPECT_NE(draw(1), draw(2));
  const uint32_t fields[] = {atom("tl_f")};
  const Value field_sets[] = {range(1, 3)};
  for (Value set :
       {range(1, 5), call(Op::Powerset, ints({1, 2})), make_record_set(c, fields, field_sets),
        call(Op::ProductSet, range(1, 2), range(3, 4)), set({s("x")}), call(Op::Union, Values::set({range(1, 2)}))}) {
    for (int k = 0; k < 20; ++k) EXPECT_TRUE(member(c, call(Op::RandomElement, set), set));
  }
  EXPECT_THAT(error([&] { call(Op::RandomElement, call(Op::Nat)); }), HasSubstr("finite set"));
  EXPECT_THAT(error([&] { call(Op::RandomElement, empty_set()); }), HasSubstr("empty set"));
}

TEST_F(Tlc, RandomSubsets) {
  const Value some = call(Op::RandomSubset, i(3), range(1, 10));
  EXPECT_EQ(some->size, 3u);
  EXPECT_TRUE(subset_or_equal(c, some, range(1, 10)));
  EXPECT_EQ(text(call(Op::RandomSubset, i(30), range(1, 3))), "{1, 2, 3}");
  for (Value subset : call(Op::RandomSetOfSubsets, i(10), i(2), range(1, 10))->span()) {
    EXPECT_TRUE(subset_or_equal(c, subset, range(1, 10)));
  }
  EXPECT_THAT(error([&] { call(Op::RandomSetOfSubsets, i(10), i(2), range(1, 3)); }), HasSubstr("number of subsets"));
  EXPECT_THAT(error([&] { call(Op::RandomSetOfSubsets, i(4), i(9), range(1, 3)); }), HasSubstr("size of the set"));
  EXPECT_THAT(error([&] { call(Op::RandomSubset, i(-1), range(1, 3)); }), HasSubstr("natural number"));
}

TEST_F(Tlc, EvalListsAndTabulates) {
  EXPECT_EQ(call(Op::TLCEval, range(1, 2)).kind(), Kind::Set);
  EXPECT_EQ(call(Op::TLCEval, call(Op::Nat)).kind(), Kind::Naturals);
  EXPECT_EQ(text(call(Op::TLCEval, i(5))), "5");
}

TEST_F(Tlc, Extensions) {
  EXPECT_TRUE(same(call(Op::TLCModelValue, s("tl_new")), mv("tl_new")));
  EXPECT_EQ(text(field(c, call(Op::CounterExample), atom("state"))), "{}");
  EXPECT_THAT(error([&] { call(Op::Trace); }), HasSubstr("Trace"));
  exploration.behavior = [this](Context&) { return tuple({record({{"tl_x", i(1)}})}); };
  EXPECT_EQ(text(call(Op::Trace)), "<<[tl_x |-> 1]>>");
  EXPECT_TRUE(same(call(Op::TLCFP, ints({1, 2})), call(Op::TLCFP, range(1, 2))));
  const Value failing =
      op([](Context&, std::span<const Value>) -> Value { throw EvalError(ErrorKind::Evaluation, "why"); });
  EXPECT_TRUE(call(Op::AssertError, s("why"), failing).truth());
  EXPECT_FALSE(call(Op::AssertError, s("why not"), failing).truth());
  EXPECT_FALSE(call(Op::AssertError, s("why"), i(1)).truth());
  EXPECT_TRUE(call(Op::PickSuccessor, b(true)).truth());
  EXPECT_THAT(error([&] { call(Op::PickSuccessor, b(false)); }), HasSubstr("person"));
  c.level = 0;
  EXPECT_TRUE(call(Op::PickSuccessor, b(false)).truth()) << "no step to ask about";
  EXPECT_TRUE(call(Op::TLCDefer, i(1)).truth());
  EXPECT_THAT(error([&] { call(Op::TLCEvalDefinition, s("X")); }), HasSubstr("not supported"));
}

}  // namespace
}  // namespace trestle::runtime
