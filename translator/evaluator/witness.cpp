// What an error tells beside its place: the values of the names in the expression, and the calls that led there.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "translator/evaluator/machine.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/print.h"

namespace trestle::evaluator {

namespace {

constexpr size_t kMost = 8;  // names, calls

void add(std::vector<std::string>& list, std::string text) {
  if (list.size() < kMost && std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

// The slots that an expression binds itself: they need not hold anything.
void bound_slots(const core::Expr& e, std::set<int64_t>& slots) {
  slots.insert(e.self);
  for (const core::Binding& b : e.bindings) slots.insert(b.slots.begin(), b.slots.end());
  for (const core::LetSlot& l : e.lets) slots.insert(l.slot);
  for (const core::Update& u : e.updates) slots.insert(u.at_slot);
  for_each_child(e, [&](const core::Expr* child) { bound_slots(*child, slots); });
}

}  // namespace

void Machine::witness(runtime::EvalError& error, const Node& e, Value* frame) {
  if (&e == context.place) {
    std::set<int64_t> own;
    bound_slots(*e.source, own);
    const auto look = [&](auto&& self, const core::Expr& x) -> void {
      if (x.kind == Kind::Local && x.span && !own.contains(x.index) && tag(frame[x.index]) < kLetTag && frame[x.index].defined())
        add(error.names, fmt::format("{} = {}", x.span.text(), runtime::to_short_string(frame[x.index])));
      for_each_child(x, [&](const core::Expr* child) { self(self, *child); });
    };
    look(look, *e.source);
  }
  if (e.kind != Kind::Call || e.size == 0 || error.calls.size() == kMost) return;
  const core::Definition& callee = *e.routine->source;
  const void* const place = context.place;
  std::string arguments;
  for (size_t i = 0; i < std::min<size_t>(e.size, callee.parameters.size()); ++i) {
    if (e[i].kind == Kind::Closure) continue;
    std::string value = "...";
    try {
      value = runtime::to_short_string(eval(e[i], frame));
    } catch (const runtime::EvalError&) {
      // It is what has no value, or of no matter.
    }
    arguments += fmt::format("{}{} = {}", arguments.empty() ? "" : ", ", callee.parameters[i], value);
  }
  context.place = place;
  add(error.calls, fmt::format("{}({}) at {}", callee.name, arguments, to_string(e.source->span)));
}

}  // namespace trestle::evaluator
