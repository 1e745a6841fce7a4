#include "translator/evaluator/coverage.h"

#include <algorithm>

namespace trestle::evaluator {
namespace {

constexpr size_t kTextLength = 60;

// Built-in modules are not the user's to cover.
bool of_user(const Span& span) { return span && !span.source->name().starts_with("<"); }

std::string first_line(const Span& span) {
  const std::string_view all = span.text();
  std::string line(all.substr(0, all.find('\n')));
  if (line.size() > kTextLength) line = line.substr(0, kTextLength - 3) + "...";
  return line;
}

}  // namespace

bool counts(const Node& node) {
  switch (node.kind) {
    case Kind::Constant:
    case Kind::Local:
    case Kind::Variable:
    case Kind::Global: return false;
    default: return true;
  }
}

Coverage::Coverage(const core::Spec& spec, const Program& program, std::span<const std::vector<const Branch*>> leaves)
    : spec_(spec), actions_(leaves.size()), predicates_(program.predicates.size()) {
  if (program.init) {
    Walk walk{init_, Of::Init, 0};
    collect(walk, program.init->node, 0);
  }
  for (uint32_t id = 0; id < leaves.size(); ++id) {
    Walk walk{actions_[id], Of::Action, id};
    for (const Branch* leaf : leaves[id]) collect(walk, leaf->body, 0);
  }
  for (uint32_t id = 0; id < program.predicates.size(); ++id) {
    Walk walk{predicates_[id], Of::Predicate, id};
    collect(walk, program.predicates[id].node, 0);
  }
}

void Coverage::collect(Walk& walk, const Node* node, uint32_t depth) {
  if (node == nullptr || !counts(*node)) return;
  const Span& span = node->source->span;
  if (of_user(span)) {
    const auto next = static_cast<uint32_t>(expressions_.size());
    if (!walk.numbers.emplace(node, next).second) return;
    expressions_.push_back({walk.of, walk.id, depth, core::location(spec_, span), first_line(span)});
    ++depth;
  }
  if (node->binds()) {
    for (const Binding& binding : node->bindings()) collect(walk, binding.set, depth);
  } else if (node->kind == Kind::Let) {
    for (const Let& let : node->scope->lets) collect(walk, let.value, depth);
  }
  for (const Node* operand : node->args()) collect(walk, operand, depth);
  if (node->kind == Kind::Except) {
    for (const Update& update : node->scope->updates) {
      for (const PathStep& step : update.path) collect(walk, step.index, depth);
      collect(walk, update.value, depth);
    }
  } else if (node->kind == Kind::Call || node->kind == Kind::Closure) {
    const Routine* routine = node->routine;
    if (of_user(routine->source->span) && walk.entered.insert(routine).second) collect(walk, routine->body, depth);
  }
}

}  // namespace trestle::evaluator
