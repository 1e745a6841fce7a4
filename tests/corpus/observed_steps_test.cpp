// Steps that are looked for by what becomes of some of the variables are those of the action, over the corpus.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <tuple>

#include <gtest/gtest.h>

#include "tests/corpus/misfits.h"
#include "tests/corpus/models.h"
#include "tests/scratch.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"
#include "translator/runtime/thread.h"
#include "validator/cli/load.h"

namespace trestle {
namespace {

namespace fs = std::filesystem;
using runtime::Value;
using runtime::Word;

// In order, the successors where the given variables have the given values, and the arguments of the steps.
using Found = std::vector<std::pair<std::vector<Value>, std::vector<Value>>>;

class Looking final : public runtime::StepSink {
 public:
  Looking(runtime::Context& context, const runtime::Layout& layout, std::map<uint32_t, Value> values)
      : context_(context), layout_(layout), values_(std::move(values)) {}

  bool step(const runtime::Step& step) override {
    std::vector<Value> next;
    for (size_t i = 0; i < layout_.variables(); ++i) next.push_back(layout_.get(step.next, i));
    for (const auto& [variable, value] : values_) {
      if (!same(next[variable], value)) return true;
    }
    std::vector<Value> arguments;
    for (const Value argument : step.arguments)
      arguments.push_back(argument.defined() ? runtime::intern(context_, argument) : argument);
    found.emplace_back(std::move(next), std::move(arguments));
    return true;
  }
  bool observes(uint32_t variable) const override { return asks && values_.contains(variable); }
  bool possible(uint32_t variable, Value value) override {
    ++asked;
    const bool is = runtime::equal(context_, value, values_.at(variable));
    refused += is ? 0 : 1;
    return is;
  }

  bool asks = true;
  size_t asked = 0, refused = 0;
  Found found;

 private:
  runtime::Context& context_;
  const runtime::Layout& layout_;
  const std::map<uint32_t, Value> values_;
};

void expect_same(const Found& a, const Found& b, const std::string& of) {
  ASSERT_EQ(a.size(), b.size()) << of;
  for (size_t i = 0; i < a.size(); ++i) {
    for (size_t v = 0; v < a[i].first.size(); ++v) EXPECT_TRUE(same(a[i].first[v], b[i].first[v])) << of;
    ASSERT_EQ(a[i].second.size(), b[i].second.size());
    for (size_t p = 0; p < a[i].second.size(); ++p) EXPECT_TRUE(same(a[i].second[p], b[i].second[p])) << of;
  }
}

struct Ask {
  const runtime::Model& model;
  runtime::Context& context;
  const std::vector<Word>& state;
  runtime::ActionId action;

  void with(const std::vector<Value>& arguments, const std::map<uint32_t, Value>& values) {
    const runtime::Layout& layout = model.signature().layout;
    Looking all(context, layout, values), some(context, layout, values);
    all.asks = false;
    try {
      model.steps(context, state.data(), action, arguments, all);
    } catch (const runtime::EvalError&) {
      return;  // which steps are found before it is no concern here
    }
    model.steps(context, state.data(), action, arguments, some);
    expect_same(all.found, some.found, model.signature().action(action).name);
  }
};

void ask_all(const runtime::Model& model, runtime::Context& context) {
  const runtime::Signature& signature = model.signature();
  for (const std::vector<Value>& values : testing::Walk(model, context, 60).states(false)) {
    const std::vector<Word> state = runtime::encode(signature.layout, values);
    if (!model.all_hold(context, runtime::PredicateKind::Constraint, state.data())) continue;  // Next may not end there
    const size_t actions = signature.actions.size() + signature.outer_actions.size();
    for (runtime::ActionId action = 0; action < actions; ++action) {
      Looking any(context, signature.layout, {});
      try {
        model.steps(context, state.data(), action, {}, any);
      } catch (const runtime::EvalError&) {
        continue;
      }
      Ask ask{model, context, state, action};
      const size_t stride = std::max<size_t>(1, any.found.size() / 4);
      for (size_t i = 0; i < any.found.size(); i += stride) {
        const auto& [next, arguments] = any.found[i];
        std::map<uint32_t, Value> whole, half;
        for (uint32_t v = 0; v < next.size(); ++v) {
          whole[v] = next[v];
          if (v % 2 == 0) half[v] = next[v];
          ask.with({}, {{v, next[v]}});
        }
        std::vector<Value> first(arguments.size());
        if (!first.empty()) first[0] = arguments[0];
        ask.with({}, whole);
        ask.with(first, half);
        ask.with(arguments, whole);
      }
      context.arena.reset();
    }
  }
}

class ObservedSteps : public ::testing::TestWithParam<fs::path> {};

TEST_P(ObservedSteps, AreThoseOfTheAction) {
  runtime::on_deep_stack([] {
    Diagnostics diagnostics;
    const auto loaded = testing::load_model(GetParam(), diagnostics);
    ASSERT_NE(loaded, nullptr) << render(diagnostics);
    if (!loaded->model->signature().has_behavior) return;
    runtime::Context context;
    ask_all(*loaded->model, context);
  });
}

INSTANTIATE_TEST_SUITE_P(Models, ObservedSteps, ::testing::ValuesIn(testing::configs()), testing::name_of_config);

// Where what becomes of `written` tells which key it was, each key is asked for once, and not each value with it.
TEST(ObservedSteps, AreFoundWithoutTheOthers) {
  runtime::on_deep_stack([] {
    const fs::path folder = scratch_folder();
    std::ofstream(folder / "Shelf.tla") << R"(---- MODULE Shelf ----
EXTENDS Naturals
VARIABLES shelf, written
Keys == {"a", "b", "c"}
Init == shelf = [k \in Keys |-> 0] /\ written = {}
Put(k, v) ==
  LET was == shelf[k] IN
  /\ v # was
  /\ shelf' = [shelf EXCEPT ![k] = v]
  /\ written' = written \cup {k}
Next == \E k \in Keys : \E v \in 1..40 : Put(k, v)
====
)";
    std::ofstream(folder / "Shelf.cfg") << "INIT Init NEXT Next CHECK_DEADLOCK FALSE\n";
    cli::SpecOptions options;
    options.spec = folder / "Shelf.tla";
    options.config = folder / "Shelf.cfg";
    Diagnostics diagnostics;
    const auto loaded = cli::load(options, diagnostics);
    ASSERT_NE(loaded, nullptr) << render(diagnostics);
    const runtime::Model& model = *loaded->model;
    runtime::Context context;
    const auto states = testing::Walk(model, context, 1).states(false);
    const std::vector<Word> state = runtime::encode(model.signature().layout, states.at(0));
    const Value b = runtime::string_value("b");
    const Value written = runtime::intern(context, runtime::make_set(context, {&b, 1}));
    Looking looking(context, model.signature().layout, {{1, written}});
    model.steps(context, state.data(), 0, {}, looking);
    EXPECT_EQ(looking.found.size(), 40u);
    EXPECT_EQ(looking.asked, 3u);
    EXPECT_EQ(looking.refused, 2u);
  });
}

}  // namespace
}  // namespace trestle
