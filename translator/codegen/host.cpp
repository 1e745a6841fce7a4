#include "translator/codegen/host.h"

#include "translator/codegen/misfits.h"
#include "translator/evaluator/part.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::codegen {
namespace {

using packed::Word;

const Call& call() { return *Call::innermost; }

Value in(packed::Value v) { return Value::from_bits(v.bits); }
packed::Value out(Value v) { return {v.bits()}; }

std::span<const Value> in(const packed::Value* values, uint32_t count) {
  static_assert(sizeof(packed::Value) == sizeof(Value));
  return {reinterpret_cast<const Value*>(values), count};
}

bool equal(packed::Value a, packed::Value b) { return runtime::equal(call().context, in(a), in(b)); }
uint32_t handle(packed::Value v) { return runtime::to_handle(call().context, in(v)); }
packed::Value from_handle(uint32_t handle) { return out(runtime::from_handle(handle)); }

packed::Value to_value(uint32_t shape, const Word* words) {
  return out(runtime::decode(call().context, call().unit.exchanged[shape], words, 0));
}

void from_value(uint32_t shape, packed::Value v, Word* words) {
  if (!runtime::encode(call().context, call().unit.exchanged[shape], in(v), words, 0)) packed::misfit();
}

bool given(packed::Value v) { return in(v).defined(); }

packed::Value apply(uint32_t op, const packed::Value* arguments, uint32_t count) {
  const std::span<const Value> list = in(arguments, count);
  return out(runtime::info(static_cast<runtime::Op>(op)).call(call().context, list.data(), count));
}

packed::Value evaluate(uint32_t expression, const packed::Value* arguments, uint32_t count) {
  return out(call().parts.evaluate(call().context, expression, in(arguments, count), call().state));
}

bool truth(packed::Value v) {
  if (!in(v).is_boolean()) packed::misfit();
  return in(v).truth();
}

packed::Elements elements(packed::Value set) {
  runtime::Context& context = call().context;
  const std::span<const Value> list = runtime::listed(context, runtime::each_once(context, in(set)));
  const auto* first = reinterpret_cast<const packed::Value*>(list.data());
  return {first, first + list.size()};
}

bool run_leaf(uint32_t leaf, const packed::Value* arguments, uint32_t count, packed::Sink& sink) {
  const runtime::ActionId action = call().unit.leaves[leaf].node->action;
  const auto words = static_cast<unsigned>(call().parts.model().signature().layout.words());
  return call().parts.run_leaf(call().context, leaf, in(arguments, count), call().state,
                                   [&](const runtime::Word* next) { return sink.emit(action, next, words, 1); });
}

void ignored(uint32_t except) {
  const auto& [expr, field] = call().unit.ignored[except];
  call().parts.warn_of_ignored(call().context, *expr, field);
}

constexpr packed::Host kHost = {equal,    handle, from_handle, to_value, from_value,     given, apply,
                                evaluate, truth,  elements,    run_leaf, misfit_happened,
                                ignored};

}  // namespace

const packed::Host& host() { return kHost; }

}  // namespace trestle::codegen
