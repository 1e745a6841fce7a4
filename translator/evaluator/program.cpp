// core::Expr to Node: the same tree, in other clothes.
#include "translator/core/reads.h"
#include "translator/evaluator/node.h"

namespace trestle::evaluator {

namespace {

bool has_scope(const Node& n) {
  return n.binds() || n.kind == Kind::Let || n.kind == Kind::Except || n.kind == Kind::Unchanged || n.kind == Kind::Enabled;
}

// Without parameters, and with a value that depends on the state or step alone: an invariant's helpers, a refinement's
// substitutions. Reading a variable costs no more than remembering it.
bool once(const core::Definition& d) {
  if (!d.slots.empty() || d.recursive || d.body == nullptr || d.body->impure) return false;
  return (d.level == core::Level::State || d.level == core::Level::Action) && d.body->kind != Kind::Variable;
}

}  // namespace

const Value* Branch::given(const Branch& bind, std::span<const Value> values) const {
  if (!bind.binding.tuple.empty()) return nullptr;
  for (size_t i = 0; i < values.size() && i < arguments.size(); ++i) {
    const Node& argument = *arguments[i];
    if (values[i].defined() && argument.kind == Kind::Local && argument.index == bind.binding.slot) return &values[i];
  }
  return nullptr;
}

size_t Branch::enumerated_to(std::span<const Value> values) const {
  size_t to = path.size();
  while (to > 0 && (path[to - 1]->kind != core::ActionNode::Kind::Bind || given(*path[to - 1], values) != nullptr)) --to;
  return to;
}

Program::Program(const core::Spec& spec, Way way) : way_(way) {
  const auto compiled = [&](const std::optional<core::Root>& root) {
    return root ? std::optional(compile(*root)) : std::nullopt;
  };
  if (spec.next) next = branch(spec.next);
  for (const core::ActionNode* leaf : spec.outer_leaves) outer_leaves.push_back(branch(leaf));
  finish_routines();
  init = compiled(spec.init);
  view = compiled(spec.view);
  alias = compiled(spec.alias);
  symmetry = compiled(spec.symmetry);
  listed_actions = compiled(spec.listed.actions);
  for (const auto& p : spec.predicates) predicates.push_back(compile(p.root));
  for (const auto& g : spec.globals) globals.push_back(compile(g.root));
}

Root Program::compile(const core::Root& root) {
  const Node* n = node(root.expr);
  finish_routines();
  return {n, root.frame};
}

void Program::finish_routines() {
  while (!unfinished_.empty()) {
    Routine* r = unfinished_.back();
    unfinished_.pop_back();
    r->body = node(r->source->body);
  }
}

namespace {

// The slots of its frame that an expression binds, whatever binds them in it.
void add_bound(const core::Expr& e, std::vector<uint32_t>& slots) {
  for (const core::Binding& b : e.bindings) slots.insert(slots.end(), b.slots.begin(), b.slots.end());
  for (const core::LetSlot& l : e.lets) slots.push_back(l.slot);
  for (const core::Update& u : e.updates)
    if (u.at_slot >= 0) slots.push_back(static_cast<uint32_t>(u.at_slot));
  if (e.self >= 0) slots.push_back(static_cast<uint32_t>(e.self));
  core::for_each_child(e, [&](const core::Expr* child) { add_bound(*child, slots); });
}

}  // namespace

std::span<const uint32_t> Program::numbers(const std::vector<uint32_t>& from) {
  return list<uint32_t>(from, [](uint32_t n) { return n; });
}

const Node* Program::node(const core::Expr* e) {
  if (e == nullptr) return nullptr;
  if (auto known = nodes_.find(e); known != nodes_.end()) return known->second;
  const size_t size = e->args.size();
  Node* n = new (arena_.allocate(sizeof(Node) + size * sizeof(Node*))) Node{.evaluate = nullptr,
                                                                            .kind = e->kind,
                                                                            .primed = e->primed,
                                                                            .branches = e->branches,
                                                                            .lazy = e->lazy,
                                                                            .level = e->level,
                                                                            .op = e->op,
                                                                            .index = e->index,
                                                                            .self = e->self,
                                                                            .size = static_cast<uint32_t>(size),
                                                                            .value = {},
                                                                            .source = e};
  nodes_[e] = n;
  const auto operands = reinterpret_cast<const Node**>(n + 1);
  for (size_t i = 0; i < size; ++i) operands[i] = node(e->args[i]);
  if (e->kind == Kind::Constant) n->value = e->value;
  if (e->kind == Kind::Field) n->known = 0;
  if (e->kind == Kind::Apply) n->call = runtime::info(e->op).call;
  if (e->kind == Kind::Call || e->kind == Kind::Closure) n->routine = routine(e->definition);
  if (has_scope(*n)) n->scope = scope(*e);
  switch (way_) {
    case Way::Fast: n->evaluate = function_for(*n); break;
    case Way::Counting: n->evaluate = counting_function_for(*n); break;
    case Way::Witnessing: n->evaluate = witnessing_function_for(*n); break;
  }
  return n;
}

const Routine* Program::routine(const core::Definition* d) {
  auto [it, added] = routines_.try_emplace(d, nullptr);
  if (added) {
    const bool remembered = way_ == Way::Fast && once(*d);
    const auto next = remembered && d->level == core::Level::Action ? core::next_values_read(*d) : std::nullopt;
    it->second = new (arena_.allocate(sizeof(Routine)))
        Routine{d,         numbers(d->slots), d->frame, nullptr, remembered ? memos++ : -1, next.has_value(),
                numbers(next.value_or(std::vector<uint32_t>()))};
    unfinished_.push_back(it->second);
  }
  return it->second;
}

const Scope* Program::scope(const core::Expr& e) {
  auto* s = new (arena_.allocate(sizeof(Scope))) Scope{};
  s->bindings = list<Binding>(e.bindings, [&](const core::Binding& b) { return binding(b); });
  s->bounds = bounds(e);
  s->lets = lets(e.lets);
  s->updates = list<Update>(e.updates, [&](const core::Update& u) {
    const auto step = [&](const core::PathStep& p) { return PathStep{node(p.index), p.field}; };
    return Update{list<PathStep>(u.path, step), u.at_slot, node(u.value)};
  });
  s->variables = numbers(e.variables);
  if (e.kind == Kind::Forall || e.kind == Kind::Function) {
    std::vector<uint32_t> own;
    add_bound(e, own);
    s->own = numbers(own);
  }
  s->free = numbers(e.free);
  s->frame = e.frame;
  if ((e.kind == Kind::Exists || e.kind == Kind::Forall) && way_ == Way::Fast) {
    const Guards::Parts parts = guards_.of(e);
    s->guard = node(parts.guard);
    s->rest = node(parts.rest);
    s->quantifier = parts.quantifier;
  }
  return s;
}

Binding Program::binding(const core::Binding& b) {
  return {node(b.set), b.slots.empty() ? 0 : b.slots[0], b.tuple ? numbers(b.slots) : std::span<const uint32_t>()};
}

std::span<const Let> Program::lets(const std::vector<core::LetSlot>& lets) {
  return list<Let>(lets, [&](const core::LetSlot& l) { return Let{l.slot, node(l.value)}; });
}

const Branch* Program::branch(const core::ActionNode* n) {
  auto [it, added] = branches_.try_emplace(n, nullptr);
  if (!added) return it->second;
  Branch* b = it->second = new (arena_.allocate(sizeof(Branch))) Branch{};
  b->kind = n->kind;
  b->action = n->action;
  if (n->kind == core::ActionNode::Kind::Bind) b->binding = binding(n->binding);
  b->lets = lets(n->lets);
  b->arguments = list<const Node*>(n->arguments, [&](const core::Expr* a) { return node(a); });
  b->body = node(n->body);
  b->children = list<const Branch*>(n->children, [&](const core::ActionNode* c) { return branch(c); });
  b->path = list<const Branch*>(n->path, [&](const core::ActionNode* c) { return branch(c); });
  if (n->kind == core::ActionNode::Kind::Leaf && way_ == Way::Fast) {
    b->tests = list<LeafTest>(early_tests_.of(*n), [&](const EarlyTest& t) { return LeafTest{node(t.expr), t.variable, t.bound}; });
  }
  return b;
}

}  // namespace trestle::evaluator
