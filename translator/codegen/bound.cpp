// Steps of one action whose arguments are given: from the root of Next to the action's leaves, with parameters bound
// where the walk over all steps would enumerate them. The leaves themselves are the functions that that walk calls.
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "translator/codegen/generator.h"

namespace trestle::codegen {

using core::Kind;

namespace {

constexpr size_t kMostParameters = 6;  // each is either given or not, and both ways are code

// Which argument of the action is just the variable that a binding binds.
std::optional<size_t> argument_of(const core::ActionNode& leaf, const core::ActionNode& bind) {
  if (bind.binding.tuple || bind.binding.slots.size() != 1) return {};
  for (size_t i = 0; i < leaf.arguments.size(); ++i) {
    const Expr& a = *leaf.arguments[i];
    if (a.kind == Kind::Local && !a.primed && a.index == bind.binding.slots[0]) return i;
  }
  return {};
}

}  // namespace

void Generator::bound_steps() {
  const size_t actions = spec_.actions.size(), all = actions + spec_.outer_actions.size();
  unit_.bound.assign(all, false);
  if (spec_.next == nullptr || !with_arguments_) return;
  std::vector<std::vector<const core::ActionNode*>> leaves(all);
  const auto collect = [&](auto&& self, const core::ActionNode& n) -> void {
    if (n.kind == core::ActionNode::Kind::Leaf) leaves[n.action].push_back(&n);
    for (const core::ActionNode* c : n.children) self(self, *c);
  };
  collect(collect, *spec_.next);
  for (const core::ActionNode* n : spec_.outer_leaves) leaves[actions + n->action].push_back(n);
  for (size_t i = 0; i < all; ++i) {
    const core::Action& action = i < actions ? spec_.actions[i] : spec_.outer_actions[i - actions];
    try {
      fresh_.clear();
      cpp::Function f{fmt::format("Steps of {} with arguments.", action.name),
                      "bool",
                      fmt::format("bound_{}", i),
                      {"const Word* state", "[[maybe_unused]] const Value* arguments", "[[maybe_unused]] Sink& sink"},
                      {}};
      Block body;
      for (const core::ActionNode* leaf : leaves[i]) {
        Block one;
        walk(*leaf, 0, frame(spec_.next_frame), one);
        body.push_back(cpp::block(std::move(one)));
      }
      std::set<std::string> used = cpp::names(body);
      used.erase("s");
      for (const core::ActionNode* leaf : leaves[i]) {
        const auto made = leaf_functions_.find({leaf->body, leaf->path});
        if (made != leaf_functions_.end()) used.insert(made->second.used.begin(), made->second.used.end());
      }
      read_used("s", used, f.body);
      f.body.insert(f.body.end(), body.begin(), body.end());
      f.body.push_back(cpp::give(cpp::boolean(true)));
      add_function(f);
      unit_.bound[i] = true;
    } catch (const Unsupported& u) {
      leave(action.name + " with arguments", u);
    }
  }
}

void Generator::walk(const core::ActionNode& n, size_t at, Env& env, Block& out) {
  if (at == n.path.size()) return leaf(n, env, out);
  const core::ActionNode& p = *n.path[at];
  if (p.kind == core::ActionNode::Kind::Let) {
    for (const auto& l : p.lets) bind(env, l.slot, *l.value, env, 1, l.name, out);
    return walk(n, at + 1, env, out);
  }
  if (p.kind != core::ActionNode::Kind::Bind) return walk(n, at + 1, env, out);
  const std::optional<size_t> argument = argument_of(n, p);
  const auto enumerate = [&](Block& to) {
    const std::string hint = slot_name(*n.body, p.binding.slots[0], "x");
    iterate(resolve(*p.binding.set, env), to, hint, [&](const Term& x, Block& inner) {
      bind_element(p.binding, x, *n.body, env, inner);
      walk(n, at + 1, env, inner);
    });
  };
  if (!argument) return enumerate(out);
  if (n.arguments.size() > kMostParameters) throw Unsupported{"many parameters", n.body};
  Block given, otherwise;
  bind_argument(n, at, *argument, env, given);
  enumerate(otherwise);
  const cpp::Expr value = cpp::index(cpp::name("arguments"), cpp::integer(static_cast<int64_t>(*argument)));
  out.push_back(cpp::when(cpp::call("host->given", {value}), std::move(given), std::move(otherwise)));
}

void Generator::bind_argument(const core::ActionNode& n, size_t at, size_t argument, Env& env, Block& out) {
  const core::ActionNode& p = *n.path[at];
  const Form set = resolve(*p.binding.set, env);
  // The shape that the set's elements have: as the walk over all of them would see it.
  ShapeRef element = nullptr;
  Block unused;
  const auto names = fresh_;
  iterate(set, unused, "x", [&](const Term& x, Block&) { element = x.shape; });
  fresh_ = names;
  if (element == nullptr) return;  // it has none
  const std::string name = slot_name(*n.body, p.binding.slots[0], "x");
  const cpp::Expr value = cpp::index(cpp::name("arguments"), cpp::integer(static_cast<int64_t>(argument)));
  out.push_back(cpp::declare("const " + type(element, name), name, unbox(value, element).code));
  const Term x{cpp::name(name), element};
  Block body;
  const cpp::Expr in = member(x, set);
  bind_element(p.binding, x, *n.body, env, body);
  walk(n, at + 1, env, body);
  out.push_back(cpp::when(in, std::move(body)));
}

}  // namespace trestle::codegen
