// A model together with the rules of an observation mapping, and the mapping that uses them.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/mapping/by_name.h"
#include "validator/mapping/event_use.h"
#include "validator/mapping/observe_file.h"

namespace trestle::mapping {

// What lower_rules() made of a file, as a model whose states are under this layout.
using MakeRules = std::function<std::unique_ptr<runtime::Model>(const runtime::Layout&)>;

// The model of a spec, and behind its own actions the rules. Both see the same states: when the spec goes on with another
// of its engines, the rules are made anew.
class ObservedModel final : public runtime::Model, public runtime::Engines {
 public:
  ObservedModel(const runtime::Model& model, MakeRules make_rules, const ObserveFile& file);

  const runtime::Model& spec() const { return model_; }

  const runtime::Signature& signature() const override { return signature_; }
  void initial_states(runtime::Context& context, runtime::StateSink& sink) const override {
    model_.initial_states(context, sink);
  }
  void steps(runtime::Context& context, const runtime::Word* state, runtime::StepSink& sink) const override {
    model_.steps(context, state, sink);
  }
  void steps(runtime::Context& context, const runtime::Word* state, runtime::ActionId action,
             runtime::Arguments arguments, runtime::StepSink& sink) const override;
  bool holds(runtime::Context& context, runtime::PredicateId predicate, const runtime::Word* state,
             const runtime::Word* next) const override {
    return model_.holds(context, predicate, state, next);
  }
  void identity(runtime::Context& context, const runtime::Word* state, runtime::Word* identity) const override {
    model_.identity(context, state, identity);
  }
  runtime::Value evaluate(runtime::Context& context, runtime::ExpressionId expression, const runtime::Word* state,
                          const runtime::Word* next) const override {
    return model_.evaluate(context, expression, state, next);
  }

  runtime::Engines* engines() const override {
    return model_.engines() != nullptr ? const_cast<ObservedModel*>(this) : nullptr;
  }
  bool ready() const override { return model_.engines()->ready(); }
  void change() override;
  void outgrow(const runtime::Misfit& misfit) override;

  // The model that knows an action, the action's number there, and the context that model may use: an engine keeps what
  // it needs in a context, so two do not share one.
  struct Owner {
    const runtime::Model& model;
    runtime::ActionId action;
    runtime::Context& context;
  };
  Owner owner(runtime::Context& context, runtime::ActionId action) const;
  // The action that a rule became; none for an ignored one. It is shown as the rule has it: "VoteYes(e.params.p)".
  runtime::ActionId rule(size_t number) const { return rule_actions_[number]; }
  runtime::ActionId hidden_rule(size_t number) const { return hidden_actions_[number]; }

 private:
  void follow();  // the spec's layout

  const runtime::Model& model_;
  const MakeRules make_rules_;
  std::unique_ptr<runtime::Model> rules_;
  runtime::Signature signature_;
  runtime::ActionId first_rule_;
  std::vector<runtime::ActionId> rule_actions_, hidden_actions_;
  runtime::ActionId find_rule(const std::string& name, const std::string& shown);  // and calls it that

  mutable runtime::Context rules_context_;
};

// The members of a line that the rules read, as a record in the context's arena. Throws TraceError.
runtime::Value record_of(runtime::Context& context, const trace::Data& line, const trace::Place& place, const EventUse& use,
                         const std::function<bool(std::string_view)>& is_model_value);

// Events that the file has rules for stand for those; all others are read by name.
class ByFile final : public explore::Mapping {
 public:
  ByFile(const ObservedModel& model, const ObserveFile& file, EventUse use, ByNameOptions options);

  const explore::Reading& read(runtime::Context& context, const trace::Event& event, trace::Trace& trace) override;
  const std::vector<runtime::ActionId>& hidden() const override { return hidden_; }
  std::optional<explore::Budget> budget(runtime::ActionId action) const override;
  // Throws MappingError.
  void failed(runtime::ActionId action, const runtime::EvalError& error, const trace::Event* event,
              const trace::Trace& trace) const override;
  bool ignores() const override;
  bool has_parts() const override;
  void finish(trace::Warnings& warnings, bool all) override;
  void write(runtime::BytesWriter& out) const override;
  void restore(runtime::BytesReader& in) override;

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  struct Meaning {
    std::vector<runtime::ActionId> rules;
    bool ignored = false;
    explore::Part part = explore::Part::Whole;
    std::vector<std::string> key;
    bool met = false;
  };
  ByName by_name_;
  std::unordered_map<runtime::ActionId, std::string> rules_;  // what messages call them
  explore::Reading reading_;  // the last by a rule
  std::vector<runtime::ActionId> hidden_;
  std::unordered_map<runtime::ActionId, explore::Budget> budgets_;
  const EventUse use_;
  const std::vector<std::string> stuttering_;  // as the command line has it
  std::function<bool(std::string_view)> is_model_value_;
  std::unordered_map<std::string, Meaning, Hash, std::equal_to<>> meanings_;
  runtime::Context event_context_;  // holds the event being read
};

}  // namespace trestle::mapping
