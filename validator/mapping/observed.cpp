#include "validator/mapping/observed.h"

#include <algorithm>
#include <set>

#include "translator/runtime/atoms.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"
#include "validator/mapping/lower_rules.h"
#include "validator/mapping/near.h"
#include "validator/trace/match.h"

namespace trestle::mapping {

using runtime::ActionId;
using runtime::Context;
using runtime::Signature;

namespace {

// Actions and the definitions around them: what steps() takes.
ActionId actions_of(const Signature& signature) {
  return static_cast<ActionId>(signature.actions.size() + signature.outer_actions.size());
}

class Renumbered final : public runtime::StepSink {
 public:
  Renumbered(runtime::StepSink& sink, ActionId first) : sink_(sink), first_(first) {}
  bool step(const runtime::Step& step) override {
    runtime::Step renumbered = step;
    renumbered.action += first_;
    return sink_.step(renumbered);
  }
  bool observes(uint32_t variable) const override { return sink_.observes(variable); }
  bool possible(uint32_t variable, runtime::Value value) override { return sink_.possible(variable, value); }

 private:
  runtime::StepSink& sink_;
  ActionId first_;
};

}  // namespace

ObservedModel::ObservedModel(const runtime::Model& model, MakeRules make_rules, const ObserveFile& file)
    : model_(model),
      make_rules_(std::move(make_rules)),
      rules_(make_rules_(model.signature().layout)),
      signature_(model.signature()),
      first_rule_(actions_of(signature_)) {
  for (ActionId id = 0; id < actions_of(rules_->signature()); ++id) {
    signature_.outer_actions.push_back(rules_->signature().action(id));
  }
  for (size_t i = 0; i < file.rules.size(); ++i) {
    rule_actions_.push_back(
        find_rule(rule_action(file, i), file.rules[i].action ? file.rules[i].action->text : "(no step)"));
  }
  for (size_t i = 0; i < file.hidden_rules.size(); ++i) {
    hidden_actions_.push_back(find_rule(hidden_action(file, i), file.hidden_rules[i].name));
  }
}

ActionId ObservedModel::find_rule(const std::string& name, const std::string& shown) {
  ActionId found = runtime::kNoAction;
  for (ActionId id = 0; id < actions_of(rules_->signature()); ++id) {
    if (rules_->signature().action(id).name != name) continue;
    found = first_rule_ + id;
    runtime::Action& action = signature_.outer_actions[found - signature_.actions.size()];
    action.name = shown;
    action.parameters.clear();
  }
  return found;
}

ObservedModel::Owner ObservedModel::owner(Context& context, ActionId action) const {
  if (action < first_rule_) return {model_, action, context};
  return {*rules_, action - first_rule_, rules_context_};
}

void ObservedModel::follow() {
  signature_.layout = model_.signature().layout;
  rules_context_.engine.reset();
  rules_ = make_rules_(signature_.layout);
}

void ObservedModel::change() {
  model_.engines()->change();
  follow();
}

void ObservedModel::outgrow(const runtime::Misfit& misfit) {
  model_.engines()->outgrow(misfit);
  follow();
}

void ObservedModel::steps(Context& context, const runtime::Word* state, ActionId action, runtime::Arguments arguments,
                          runtime::StepSink& sink) const {
  if (action < first_rule_) return model_.steps(context, state, action, arguments, sink);
  rules_context_.level = context.level;
  rules_context_.exploration = context.exploration;
  rules_context_.mortal = context.mortal;
  const runtime::Arena::Mark mark = rules_context_.arena.mark();
  Renumbered renumbered(sink, first_rule_);
  try {
    rules_->steps(rules_context_, state, action - first_rule_, arguments, renumbered);
  } catch (const runtime::Misfit& misfit) {
    const runtime::Misfit kept{misfit.variable, runtime::intern_like_states(context, misfit.value)};
    rules_context_.arena.reset(mark);
    throw kept;
  } catch (...) {
    rules_context_.arena.reset(mark);
    throw;
  }
  rules_context_.arena.reset(mark);
}

namespace {

// Names that rules speak of are read by these.
ByNameOptions without_rules(ByNameOptions options, const ObserveFile& file) {
  std::erase_if(options.stuttering, [&](const std::string& name) {
    return std::any_of(file.rules.begin(), file.rules.end(), [&](const Rule& rule) { return rule.name == name; });
  });
  return options;
}

}  // namespace

ByFile::ByFile(const ObservedModel& model, const ObserveFile& file, EventUse use, ByNameOptions options)
    : by_name_(model.spec().signature(), without_rules(options, file)),
      use_(std::move(use)),
      stuttering_(options.stuttering),
      is_model_value_(options.is_model_value) {
  for (size_t i = 0; i < file.rules.size(); ++i) {
    const Rule& rule = file.rules[i];
    Meaning& meaning = meanings_[rule.name];
    meaning.ignored = rule.ignore;
    if (!rule.ignore) {
      meaning.rules.push_back(model.rule(i));
      rules_[model.rule(i)] = rule_action(file, i);
    }
    meaning.part = rule.part;
    meaning.key = rule.key;
    if (rule.before || rule.after) by_name_.observed_otherwise();
  }
  hidden_ = by_name_.hidden();
  uint32_t counter = 0;
  for (size_t i = 0; i < file.hidden_rules.size(); ++i) {
    hidden_.push_back(model.hidden_rule(i));
    rules_[hidden_.back()] = hidden_action(file, i);
    if (file.hidden_rules[i].at_most) budgets_[hidden_.back()] = {counter++, *file.hidden_rules[i].at_most};
  }
}

std::optional<explore::Budget> ByFile::budget(ActionId action) const {
  const auto found = budgets_.find(action);
  return found == budgets_.end() ? std::nullopt : std::optional(found->second);
}

bool ByFile::has_parts() const {
  return std::any_of(meanings_.begin(), meanings_.end(),
                     [](const auto& meaning) { return meaning.second.part != explore::Part::Whole; });
}

bool ByFile::ignores() const {
  return std::any_of(meanings_.begin(), meanings_.end(), [](const auto& meaning) { return meaning.second.ignored; });
}

void ByFile::finish(trace::Warnings& warnings, bool all) {
  for (const std::string& name : stuttering_) {
    if (meanings_.contains(name))
      warnings.add({}, "what event \"" + name + "\" stands for is said by a rule of the mapping, and not by --stuttering");
  }
  std::set<std::string> unmet;
  for (const auto& [name, meaning] : meanings_)
    if (all && !meaning.met && !meaning.ignored) unmet.insert(name);
  for (const std::string& name : unmet) warnings.add({}, "no event has the name \"" + name + "\", which the mapping has a rule for");
  by_name_.finish(warnings, all);
}

void ByFile::write(runtime::BytesWriter& out) const { by_name_.write(out); }

void ByFile::restore(runtime::BytesReader& in) { by_name_.restore(in); }

runtime::Value record_of(Context& context, const trace::Data& line, const trace::Place& place, const EventUse& use,
                         const std::function<bool(std::string_view)>& is_model_value) {
  std::vector<uint32_t> fields;
  std::vector<runtime::Value> values;
  const auto add = [&](std::string_view member, trace::Datum datum, bool named) {
    try {
      values.push_back(trace::to_value(context, datum, is_model_value));
    } catch (const runtime::EvalError& error) {
      if (!named) return;  // a number like 1.5, say, that no rule may mean
      throw trace::TraceError(place, std::string(member), error.what());
    }
    fields.push_back(runtime::atom(member));
  };
  const std::vector<std::string>& named = use.members();
  for (const std::string& member : named) {
    trace::Datum datum = line.root();
    if (trace::find(line.root(), member, datum)) add(member, datum, true);
  }
  if (use.whole()) {
    each_member(line.root(), [&](std::string_view member, trace::Datum datum) {
      if (!std::binary_search(named.begin(), named.end(), member)) add(member, datum, false);
    });
  }
  return fields.empty() ? runtime::make_tuple(context, {}) : runtime::make_record(context, fields, values);
}

const explore::Reading& ByFile::read(Context& context, const trace::Event& event, trace::Trace& trace) {
  const auto found = meanings_.find(event.name());
  if (found == meanings_.end()) return by_name_.read(context, event, trace);
  explore::Reading& reading = reading_;
  reading.clear();
  found->second.met = true;
  if (found->second.ignored) {
    reading.stutters = reading.ignored = true;
    return reading;
  }
  event_context_.arena.reset();
  const runtime::Value record = record_of(event_context_, event.data, trace.place(event), use_, is_model_value_);
  for (ActionId rule : found->second.rules) reading.candidates.push_back({rule, {record}});
  by_name_.add_observations(event, trace, reading);
  if (found->second.part == explore::Part::Whole) return reading;
  reading.part = found->second.part;
  reading.stutters = true;  // for who does not know which of the parts is the step
  constexpr size_t kLongestKey = 4096;
  std::string where = "e";
  trace::Datum datum = event.data.root();
  for (const std::string& member : found->second.key) {
    where += "." + member;
    if (datum.kind() != trace::DatumKind::Record || !trace::find(datum, member, datum))
      throw trace::TraceError(trace.place(event), where, "the event has no such member, which says what it is a part of");
  }
  reading.part_key = trace::to_short_tla(datum, kLongestKey);
  reading.part_member = std::move(where);
  return reading;
}

void ByFile::failed(ActionId action, const runtime::EvalError& error, const trace::Event* event,
                    const trace::Trace& trace) const {
  const auto rule = rules_.find(action);
  if (rule == rules_.end()) return;
  const std::optional<Mistake> mistake = use_.mistake(error);
  // What is taken without an event has no line to be wrong about: it has a value in every state, as an action of Next has.
  if (!mistake && event != nullptr) return;
  const std::string of_rule = " (in " + rule->second + ")";
  std::string text = error.place + ": ";
  if (!error.unfinished.empty()) throw MappingError(error.what() + ("; " + error.hint));  // begins with the rule
  if (!mistake) throw MappingError(text + error.expression + " cannot be evaluated: " + error.what() + of_rule);
  if (mistake->of_step) throw MappingError(text + error.what() + of_rule + (error.hint.empty() ? "" : "; " + error.hint));
  text += error.expression + " cannot be evaluated";
  if (event == nullptr) throw MappingError(text + ", whatever the state: " + error.what() + of_rule);
  text += ", whatever the state, for " + trace::to_string(*event) + " (" + trace::to_string(trace.place(*event)) + "): ";
  trace::Datum record = event->data.root();
  bool found = mistake->record.has_value();
  for (size_t i = 0; found && i < mistake->record->size(); ++i) {
    found = record.kind() == trace::DatumKind::Record && trace::find(record, (*mistake->record)[i], record);
  }
  std::vector<std::string> fields;
  std::string list;
  trace::Datum there = record;
  if (!found || record.kind() != trace::DatumKind::Record || trace::find(record, mistake->field, there)) {
    throw MappingError(text + error.what() + of_rule);
  }
  each_member(record, [&](std::string_view member, trace::Datum) {
    fields.emplace_back(member);
    list += (list.empty() ? "" : ", ") + fields.back();
  });
  std::string path = "e";
  for (const std::string& member : *mistake->record) path += "." + member;
  text += (path == "e" ? "the event" : path) + " has no field \"" + mistake->field + "\", only " +
          (list.empty() ? "none" : list);
  if (const std::string near = nearest(mistake->field, fields); !near.empty()) text += "; did you mean " + near + "?";
  throw MappingError(text + of_rule + "; an event that may lack it is tested by \"" + mistake->field +
                     "\" \\in DOMAIN " + path);
}

}  // namespace trestle::mapping
