// A Model written down in a few lines of C++, so that exploring can be tested without a translator: states are rows of
// small integers, actions enumerate their successors.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "translator/runtime/model.h"
#include "translator/runtime/store.h"

namespace trestle::explore {

using Row = std::vector<int64_t>;

class Toy final : public runtime::Model {
 public:
  // A successor with the action's arguments, and how often TLC would generate it here.
  using Emit = std::function<void(Row next, Row arguments, uint32_t multiplicity)>;
  using Enumerate = std::function<void(const Row& state, const Emit& emit)>;
  using Test = std::function<bool(const Row& state, const Row& next)>;

  explicit Toy(std::vector<std::string> variables) {
    signature_.module = "Toy";
    for (auto& name : variables) signature_.variables.push_back({std::move(name), {}});
    signature_.layout = runtime::Layout(signature_.variables.size());
  }

  Toy& init(std::vector<Row> states) {
    initial_ = std::move(states);
    return *this;
  }
  Toy& action(std::string name, std::vector<std::string> parameters, Enumerate enumerate) {
    const auto line = static_cast<uint32_t>(10 + signature_.actions.size());
    signature_.actions.push_back({std::move(name), std::move(parameters), {"Toy.tla", "Toy", line, 3, line, 40}, true});
    enumerate_.push_back(std::move(enumerate));
    return *this;
  }
  Toy& predicate(std::string name, runtime::PredicateKind kind, Test test) {
    const bool on_steps =
        kind == runtime::PredicateKind::ImpliedAction || kind == runtime::PredicateKind::ActionConstraint;
    signature_.predicates.push_back({std::move(name), kind, on_steps, {}});
    tests_.push_back(std::move(test));
    return *this;
  }
  Toy& invariant(std::string name, std::function<bool(const Row&)> test) {
    return predicate(std::move(name), runtime::PredicateKind::Invariant,
                     [test = std::move(test)](const Row& state, const Row&) { return test(state); });
  }
  Toy& view(std::function<Row(const Row&)> view) {
    signature_.has_identity = true;
    view_ = std::move(view);
    return *this;
  }
  Toy& alias(std::function<runtime::Value(runtime::Context&, const Row&)> alias) {
    signature_.expressions.push_back("Alias");
    signature_.alias = 0;
    alias_ = std::move(alias);
    return *this;
  }
  runtime::Signature& edit() { return signature_; }

  const runtime::Signature& signature() const override { return signature_; }

  void initial_states(runtime::Context&, runtime::StateSink& sink) const override {
    for (const Row& row : initial_) {
      if (!sink.state(encode_row(row).data())) return;
    }
  }
  void steps(runtime::Context& context, const runtime::Word* state, runtime::StepSink& sink) const override {
    bool go_on = true;
    for (runtime::ActionId id = 0; id < enumerate_.size() && go_on; ++id) go_on = enumerate(context, state, id, {}, sink);
  }
  void steps(runtime::Context& context, const runtime::Word* state, runtime::ActionId action,
             runtime::Arguments arguments, runtime::StepSink& sink) const override {
    enumerate(context, state, action, arguments, sink);
  }
  bool holds(runtime::Context&, runtime::PredicateId predicate, const runtime::Word* state,
             const runtime::Word* next) const override {
    return tests_[predicate](state == nullptr ? Row{} : decode_row(state), next == nullptr ? Row{} : decode_row(next));
  }
  void identity(runtime::Context&, const runtime::Word* state, runtime::Word* identity) const override {
    const auto words = encode_row(view_(decode_row(state)));
    std::copy(words.begin(), words.end(), identity);
  }
  runtime::Value evaluate(runtime::Context& context, runtime::ExpressionId, const runtime::Word* state,
                          const runtime::Word*) const override {
    return alias_(context, decode_row(state));
  }

  Row decode_row(const runtime::Word* state) const {
    Row row;
    for (size_t i = 0; i < signature_.variables.size(); ++i) row.push_back(signature_.layout.get(state, i).small());
    return row;
  }
  std::vector<runtime::Word> encode_row(const Row& row) const {
    std::vector<runtime::Word> words(signature_.layout.words());
    for (size_t i = 0; i < row.size(); ++i) signature_.layout.set(words.data(), i, runtime::Value::integer(row[i]));
    return words;
  }

 private:
  bool enumerate(runtime::Context&, const runtime::Word* state, runtime::ActionId id, runtime::Arguments bound,
                 runtime::StepSink& sink) const {
    bool go_on = true;
    enumerate_[id](decode_row(state), [&](const Row& next, const Row& arguments, uint32_t multiplicity) {
      if (!go_on) return;
      for (size_t i = 0; i < bound.size() && i < arguments.size(); ++i) {
        if (bound[i].defined() && !same(bound[i], runtime::Value::integer(arguments[i]))) return;
      }
      std::vector<runtime::Value> values;
      for (int64_t argument : arguments) values.push_back(runtime::Value::integer(argument));
      const auto words = encode_row(next);
      go_on = sink.step({id, values, words.data(), multiplicity});
    });
    return go_on;
  }

  runtime::Signature signature_;
  std::vector<Row> initial_;
  std::vector<Enumerate> enumerate_;
  std::vector<Test> tests_;
  std::function<Row(const Row&)> view_;
  std::function<runtime::Value(runtime::Context&, const Row&)> alias_;
};

// Two jugs of 3 and 5, fill, empty, pour: 16 states, 97 generated (1 initial, 6 from each), depth 8.
inline Toy jugs() {
  Toy toy({"small", "big"});
  toy.init({{0, 0}});
  toy.action("FillSmall", {}, [](const Row& s, const Toy::Emit& emit) { emit({3, s[1]}, {}, 1); });
  toy.action("FillBig", {}, [](const Row& s, const Toy::Emit& emit) { emit({s[0], 5}, {}, 1); });
  toy.action("EmptySmall", {}, [](const Row& s, const Toy::Emit& emit) { emit({0, s[1]}, {}, 1); });
  toy.action("EmptyBig", {}, [](const Row& s, const Toy::Emit& emit) { emit({s[0], 0}, {}, 1); });
  toy.action("SmallToBig", {}, [](const Row& s, const Toy::Emit& emit) {
    const int64_t poured = std::min(s[0], 5 - s[1]);
    emit({s[0] - poured, s[1] + poured}, {}, 1);
  });
  toy.action("BigToSmall", {}, [](const Row& s, const Toy::Emit& emit) {
    const int64_t poured = std::min(s[1], 3 - s[0]);
    emit({s[0] + poured, s[1] - poured}, {}, 1);
  });
  return toy;
}

// `dimensions` counters from 0 to `most`, each step adds one to one of them: (most+1)^dimensions states, of which the
// corner where all are full has no successor.
inline Toy grid(int dimensions, int64_t most) {
  std::vector<std::string> names;
  for (int i = 0; i < dimensions; ++i) names.push_back("x" + std::to_string(i));
  Toy toy(names);
  toy.init({Row(static_cast<size_t>(dimensions), 0)});
  toy.action("Add", {"i"}, [=](const Row& s, const Toy::Emit& emit) {
    for (size_t i = 0; i < s.size(); ++i) {
      if (s[i] == most) continue;
      Row next = s;
      ++next[i];
      emit(next, {static_cast<int64_t>(i)}, 1);
    }
  });
  toy.edit().check_deadlock = false;
  return toy;
}

}  // namespace trestle::explore
