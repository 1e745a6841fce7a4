#include "validator/explain/exercised.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>

#include "translator/evaluator/evaluator.h"
#include "translator/evaluator/part.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"
#include "validator/explain/patience.h"

namespace trestle::explain {

using runtime::ActionId;
using runtime::Kind;
using runtime::Value;

namespace {

constexpr double kSearchSeconds = 2;       // seconds for what a trace's events do not name
constexpr uint32_t kDeepest = 6;           // of nested parts that are told apart
constexpr uint64_t kMostPossible = 64;     // values of a place that are listed when they never came

bool listed(Kind kind) {
  return kind == Kind::Set || kind == Kind::Tuple || kind == Kind::Record || kind == Kind::Function;
}

// Calls leaf(place, value) for what is no collection in a value, and for lengths and sizes.
template <class Leaf>
void places_in(const std::string& place, Value v, uint32_t depth, const Leaf& leaf) {
  if (!v.is_object() || !listed(v.kind()) || depth == kDeepest) return leaf(place, v);
  const runtime::Object& o = v.object();
  switch (o.kind) {
    case Kind::Record:
      for (uint32_t i = 0; i < o.size; ++i) {
        places_in(place + "." + std::string(runtime::atom_text(runtime::record_fields(o.aux)[i])), o[i], depth + 1,
                  leaf);
      }
      return;
    case Kind::Function:
      for (uint32_t i = 1; i < o.size; ++i) places_in(place + "[_]", o[i], depth + 1, leaf);
      return;
    case Kind::Tuple:
      leaf("Len(" + place + ")", Value::integer(o.size));
      for (const Value item : o.span()) places_in(place + "[_]", item, depth + 1, leaf);
      return;
    default:
      leaf("Cardinality(" + place + ")", Value::integer(o.size));
      for (const Value item : o.span()) places_in("an element of " + place, item, depth + 1, leaf);
  }
}

using Shapes = std::map<std::string, runtime::ShapeRef>;

void places_in(const std::string& place, runtime::ShapeRef shape, uint32_t depth, Shapes& found) {
  using Form = runtime::Shape::Kind;
  const auto part = [&](const std::string& name, runtime::ShapeRef of) { places_in(name, of, depth + 1, found); };
  if (depth == kDeepest) return;
  for (const runtime::ShapeRef one : runtime::shape::alternatives(shape)) {
    switch (one->kind) {
      case Form::Never: break;
      case Form::Set: part("an element of " + place, one->parts[0]); break;
      case Form::Sequence:
        if (one->capacity > 0) part(place + "[_]", one->parts[0]);
        break;
      case Form::Partial: part(place + "[_]", one->parts[1]); break;
      case Form::Function:
        for (size_t i = 0; i < one->parts.size(); ++i) {
          part(one->record != 0 ? place + "." + std::string(runtime::atom_text(one->keys[i].atom_id())) : place + "[_]",
               one->parts[i]);
        }
        break;
      default: {
        const auto [known, added] = found.emplace(place, one);
        if (!added) known->second = runtime::shape::join(known->second, one);
      }
    }
  }
}

// The arguments of the step between two states, and which of the model's own actions it is of.
class Finding final : public runtime::StepSink {
 public:
  explicit Finding(const std::vector<runtime::Word>& to) : to_(to) {}
  bool step(const runtime::Step& step) override {
    found = std::equal(to_.begin(), to_.end(), step.next);
    if (!found) return true;
    action = step.action;
    arguments.clear();
    for (const Value argument : step.arguments) arguments.push_back(runtime::intern(argument));
    return false;
  }
  bool found = false;
  ActionId action = runtime::kNoAction;
  std::vector<Value> arguments;

 private:
  const std::vector<runtime::Word>& to_;
};

class Ignoring final : public runtime::StepSink {
 public:
  bool step(const runtime::Step&) override { return true; }
};

template <class T>
void add_all(std::vector<T>& sum, const std::vector<T>& more) {
  if (sum.size() < more.size()) sum.resize(more.size());
  for (size_t i = 0; i < more.size(); ++i) sum[i].add(more[i]);
}

}  // namespace

void ValuesSeen::add(Value interned, uint64_t count) {
  if (const auto known = counts.find(interned.bits()); known != counts.end()) {
    known->second += count;
  } else if (counts.size() < kMost) {
    counts.emplace(interned.bits(), count);
  } else {
    more = true;
  }
}

void ValuesSeen::add(const ValuesSeen& other) {
  for (const auto& [bits, count] : other.counts) add(Value::from_bits(bits), count);
  more |= other.more;
}

void Exercised::add(const Exercised& other) {
  traces += other.traces;
  steps += other.steps;
  if (actions.size() < other.actions.size()) actions.resize(other.actions.size());
  for (size_t i = 0; i < other.actions.size(); ++i) {
    actions[i].generated += other.actions[i].generated;
    actions[i].distinct += other.actions[i].distinct;
  }
  if (arguments.size() < other.arguments.size()) arguments.resize(other.arguments.size());
  for (size_t i = 0; i < other.arguments.size(); ++i) add_all(arguments[i], other.arguments[i]);
  if (!other.expressions.empty()) explore::add_counts(expressions, other.expressions);
  for (const auto& [place, values] : other.places) places[place].add(values);
  states.insert(other.states.begin(), other.states.end());
}

Exerciser::Exerciser(std::shared_ptr<const core::Spec> spec)
    : model_(evaluator::make_model(spec)), counting_(evaluator::make_counting_model(std::move(spec))) {
  const runtime::Signature& signature = model_->signature();
  exercised_.actions.resize(signature.actions.size());
  for (const runtime::Action& action : signature.actions)
    exercised_.arguments.emplace_back(action.parameters.size());
}

void Exerciser::state(const State& state) {
  const runtime::Signature& signature = model_->signature();
  if (!exercised_.states.insert(signature.layout.fingerprint(state.data())).second) return;
  for (size_t v = 0; v < signature.variables.size(); ++v) {
    places_in(signature.variables[v].name, signature.layout.get(state.data(), v), 0,
              [&](const std::string& place, Value value) { exercised_.places[place].add(runtime::intern(value)); });
  }
  for (runtime::PredicateId id = 0; id < signature.predicates.size(); ++id) {
    if (signature.predicates[id].kind != runtime::PredicateKind::Invariant) continue;
    try {
      counting_->holds(counting_context_, id, state.data());
    } catch (const runtime::EvalError&) {  // reported where it is judged
    }
    counting_context_.arena.reset();
  }
}

// Of a rule of a mapping, or of a definition around an action: what has the event's name, or else whatever it is, as long
// as there is time. Over long sequences some actions have more arguments than anybody can try.
void Exerciser::search(const std::string& event, const std::function<bool(ActionId)>& finds) {
  const std::vector<runtime::Action>& actions = model_->signature().actions;
  const std::string name = event.substr(0, event.find('('));  // without what it logged
  const auto begun = std::chrono::steady_clock::now();
  if (left_ <= 0) return;
  bool found = false;
  const Patience patience(left_);
  patience.enumerate(context_, [&] {
    for (const bool named : {true, false}) {
      for (ActionId action = 0; action < actions.size() && !found; ++action)
        found = (actions[action].name == name) == named && finds(action);
    }
  });
  context_.arena.reset();
  left_ -= std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

void Exerciser::step(const State& from, const explore::ExplainedStep& taken, const State& to) {
  if (taken.action == runtime::kNoAction && from == to) return;
  ++exercised_.steps;
  Finding found(to);
  Ignoring ignoring;
  const bool fresh = exercised_.states.count(model_->signature().layout.fingerprint(to.data())) == 0;
  const auto finds = [&](ActionId action, runtime::Arguments arguments) {
    try {
      model_->steps(context_, from.data(), action, arguments, found);
    } catch (const runtime::EvalError&) {  // some step has no value, or they are too many
    }
    context_.arena.reset();
    return found.found;
  };
  if (taken.action < model_->signature().actions.size()) {
    finds(taken.action, taken.arguments);
  } else {
    search(taken.event, [&](ActionId action) { return finds(action, {}); });
  }
  try {
    if (found.found) counting_->steps(counting_context_, from.data(), found.action, found.arguments, ignoring);
  } catch (const runtime::EvalError&) {
  }
  counting_context_.arena.reset();
  if (!found.found) return;
  explore::ActionCount& count = exercised_.actions[found.action];
  ++count.generated;
  count.distinct += fresh;
  std::vector<ValuesSeen>& arguments = exercised_.arguments[found.action];
  for (size_t i = 0; i < std::min(arguments.size(), found.arguments.size()); ++i) {
    arguments[i].add(found.arguments[i]);
  }
}

void Exerciser::add(const explore::ValidateResult& result, const runtime::Layout& layout) {
  if (result.verdict != explore::Verdict::Ok || result.behavior.empty()) return;
  ++exercised_.traces;
  left_ = kSearchSeconds;
  State before;
  for (const explore::ExplainedStep& explained : result.behavior) {
    State after = runtime::encode(model_->signature().layout, runtime::decode(layout, explained.state.data()));
    if (!before.empty()) step(before, explained, after);
    state(after);
    before = std::move(after);
  }
}

const Exercised& Exerciser::exercised() {
  const auto counts = counting_->counts(counting_context_);
  exercised_.expressions.assign(counts.begin(), counts.end());
  return exercised_;
}

std::map<std::string, std::vector<Value>> possible(const runtime::Signature& signature,
                                                   const std::vector<runtime::ShapeRef>& shapes) {
  Shapes found;
  for (size_t v = 0; v < shapes.size(); ++v) places_in(signature.variables[v].name, shapes[v], 0, found);
  std::map<std::string, std::vector<Value>> values;
  for (const auto& [place, shape] : found) {
    if (shape->dynamic || shape->count > kMostPossible) continue;
    const auto all = runtime::shape::values(shape);
    values[place].assign(all.begin(), all.end());
  }
  return values;
}

std::string argument_place(const std::string& action, const std::string& parameter) { return action + "(" + parameter + ")"; }

namespace {

void leaves_of(const core::ActionNode& node, std::vector<const core::ActionNode*>& leaves) {
  if (node.kind == core::ActionNode::Kind::Leaf) leaves.push_back(&node);
  for (const core::ActionNode* child : node.children) leaves_of(*child, leaves);
}

}  // namespace

std::map<std::string, std::vector<Value>> possible_arguments(const std::shared_ptr<const core::Spec>& spec) {
  const evaluator::Parts parts(spec, runtime::Layout(spec->variables.size()), {}, {});
  runtime::Context context;
  // Those of a set; nothing when it is not known, or too large.
  const auto elements = [&](const core::Expr& set) -> std::optional<std::vector<Value>> {
    const Value value = parts.constant(context, set);
    if (!value.defined()) return {};
    try {
      const Value size = runtime::cardinality(context, value);
      if (!size.is_small() || size.small() > static_cast<int64_t>(kMostPossible)) return {};
      const Value all = runtime::intern(context, runtime::enumerated(context, value));
      return std::vector<Value>(all->span().begin(), all->span().end());
    } catch (const runtime::EvalError&) {
      return {};
    }
  };
  std::vector<const core::ActionNode*> leaves;
  if (spec->next != nullptr) leaves_of(*spec->next, leaves);
  std::map<std::string, std::vector<Value>> possible;
  std::set<std::string> unknown;
  for (const core::ActionNode* leaf : leaves) {
    const core::Action& action = spec->actions.at(leaf->action);
    for (size_t i = 0; i < std::min(leaf->arguments.size(), action.parameters.size()); ++i) {
      const std::string place = argument_place(action.name, action.parameters[i]);
      const core::Binding* const binding = core::binding_of(*leaf->arguments[i], *leaf);
      const bool listed = binding != nullptr && !binding->tuple && binding->set != nullptr;
      const auto found = listed ? elements(*binding->set) : std::nullopt;
      if (!found) {
        unknown.insert(place);
        continue;
      }
      std::vector<Value>& values = possible[place];
      for (const Value value : *found) {
        if (std::none_of(values.begin(), values.end(), [&](Value other) { return same(other, value); })) values.push_back(value);
      }
    }
  }
  for (const std::string& place : unknown) possible.erase(place);
  return possible;
}

}  // namespace trestle::explain
