#include "validator/explore/checkpoint_bytes.h"

#include <algorithm>
#include <bit>
#include <sstream>

#include "validator/explore/search.h"

namespace trestle::explore {

using runtime::DamagedBytes;
using runtime::Value;

namespace {

void write(Out& out, const Failure& failure) {
  const runtime::EvalError& error = failure.error;
  out.byte(static_cast<uint8_t>(failure.phase));
  out.byte(static_cast<uint8_t>(error.kind));
  out.byte(error.general.value_or(false));
  for (const std::string& text : {std::string(error.what()), error.hint, error.place, error.expression, error.excerpt, error.in})
    out.text(text);
  out.id(error.action);
  out.words(error.unfinished);
}

Failure read_failure(In& in) {
  const Phase phase = static_cast<Phase>(in.byte());
  const auto kind = in.closed(runtime::ErrorKind::Unsupported);
  const bool general = in.byte() != 0;
  const std::string what = in.string();
  runtime::EvalError error(kind, what, in.string());
  error.general = general;
  error.place = in.string();
  error.expression = in.string();
  error.excerpt = in.string();
  error.in = in.string();
  error.action = in.id();
  error.unfinished = in.words();
  return {std::move(error), phase};
}

void write(Out& out, const Behavior& behavior) {
  out.number(behavior.states.size());
  for (const BehaviorState& state : behavior.states) {
    out.state(state.words.data());
    out.id(state.action);
    out.number(state.arguments.size());
    for (Value argument : state.arguments) out.value(argument);
  }
  out.byte(static_cast<uint8_t>(behavior.end));
  out.number(behavior.back_to);
  out.id(behavior.back_action);
}

Behavior read_behavior(In& in) {
  Behavior behavior;
  behavior.states.resize(in.count());
  for (BehaviorState& state : behavior.states) {
    state.words = in.state();
    state.action = in.id();
    state.arguments.resize(in.count());
    for (Value& argument : state.arguments) argument = in.value();
  }
  behavior.end = in.closed(Behavior::End::BackTo);
  behavior.back_to = in.number();
  behavior.back_action = in.id();
  return behavior;
}

}  // namespace

void write(Out& out, const std::optional<runtime::PredicateId>& id) { out.id(id.value_or(UINT32_MAX)); }

std::optional<runtime::PredicateId> read_predicate(In& in) {
  const uint32_t id = in.id();
  return id == UINT32_MAX ? std::nullopt : std::optional(id);
}

void write(Out& out, const CheckResult& result) {
  out.byte(static_cast<uint8_t>(result.verdict));
  write(out, result.predicate);
  out.text(result.violated);
  write(out, result.behavior);
  out.number(result.failure ? 1 : 0);
  if (result.failure) write(out, *result.failure);
  out.text(result.reason);
  out.number(result.warnings.size());
  for (const std::string& warning : result.warnings) out.text(warning);
  for (uint64_t n : {result.generated, result.distinct, result.initial, result.depth, result.queue, result.violations})
    out.number(n);
  out.counts(result.actions);
  out.count(result.init);
  out.counts(result.expressions);
  out.number(std::bit_cast<uint64_t>(result.seconds));
  out.number(result.memory);
  out.number(result.workers);
}

CheckResult read_result(In& in) {
  CheckResult result;
  result.verdict = in.closed(Verdict::Inconclusive);
  result.predicate = read_predicate(in);
  result.violated = in.string();
  result.behavior = read_behavior(in);
  if (in.number() != 0) result.failure = read_failure(in);
  result.reason = in.string();
  result.warnings.resize(in.count());
  for (std::string& warning : result.warnings) warning = in.string();
  for (uint64_t* n :
       {&result.generated, &result.distinct, &result.initial, &result.depth, &result.queue, &result.violations})
    *n = in.number();
  result.actions = in.counts();
  result.init = in.count_of();
  result.expressions = in.expression_counts();
  result.seconds = std::bit_cast<double>(in.number());
  result.memory = in.number();
  result.workers = static_cast<unsigned>(in.number());
  return result;
}

void write(Out& out, const runtime::Model& model, Worker& worker) {
  out.number(worker.generated());
  out.number(worker.expanded());
  out.count(worker.init);
  out.counts(worker.actions);
  out.counts(model.counts(worker.context));
  std::ostringstream random;
  random << worker.context.random;
  out.text(random.str());
  out.number(worker.context.registers.size());
  for (const auto& [key, value] : worker.context.registers) {
    out.value(Value::integer(key));
    out.value(value);
  }
}

void read(In& in, const runtime::Model& model, Worker& worker) {
  const uint64_t generated = in.number();
  worker.restore_counts(generated, in.number());
  worker.init = in.count_of();
  std::vector<ActionCount> actions = in.counts();
  if (actions.size() != worker.actions.size()) throw DamagedBytes();
  worker.actions = std::move(actions);
  const auto expressions = in.expression_counts();
  const auto counts = model.counts(worker.context);
  if (expressions.size() != counts.size()) throw DamagedBytes();
  std::copy(expressions.begin(), expressions.end(), counts.begin());
  std::istringstream(in.string()) >> worker.context.random;
  worker.context.registers.clear();
  for (size_t left = in.count(); left-- > 0;) {
    const Value key = in.value();
    worker.context.registers[key.small()] = in.value();
  }
}

}  // namespace trestle::explore
