// Successors: actions walked as evaluator/enumerate.cpp walks them, with what is assigned known at each point.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "translator/codegen/generator.h"

namespace trestle::codegen {

using core::Kind;
using core::Level;
using runtime::Op;
using S = Shape::Kind;
namespace shape = runtime::shape;

bool Generator::all_assigned() const {
  return std::all_of(next_.begin(), next_.end(), [](const auto& t) { return t.has_value(); });
}

// What e gives to its definition, from the definition's slot `first` on.
void Generator::name_arguments(const Expr& e, size_t first, Env& env, Env& inner) {
  for (size_t i = 0; i < e.args.size(); ++i) {
    Slot& argument = inner.slots.at(e.definition->slots[first + i]);
    argument = {e.args[i]->kind == Kind::Closure ? Slot::Kind::Operator : Slot::Kind::ByName, {}, e.args[i], &env};
    inner.has_actions = inner.has_actions || argument.is_action();
  }
}

// The variables whose next values an expression mentions, through the names it uses.
std::vector<bool> Generator::primed(const Expr& e, Env& env) {
  std::vector<bool> found(spec_.variables.size());
  struct Nesting {
    int& depth;
    ~Nesting() { --depth; }
  } nesting{primed_depth_};
  if (++primed_depth_ > 400) throw Unsupported{"an action that is nested too deeply", &e};
  const auto add = [&](const std::vector<bool>& more) {
    for (size_t i = 0; i < found.size(); ++i) found[i] = found[i] || more[i];
  };
  if (e.level < Level::Action && !env.has_actions && e.kind != Kind::Local && e.kind != Kind::Invoke) return found;
  if (e.kind == Kind::Variable && e.primed) {
    if (e.index >= found.size()) throw Unsupported{"a variable of an instance", &e};
    found[e.index] = true;
  }
  for (const uint32_t v : e.variables) found.at(v) = true;
  if (e.kind == Kind::Local) {
    const Slot& s = env.slots.at(e.index);
    if (s.kind == Slot::Kind::ByName) add(primed(*s.expr, *s.env));
    if (s.kind == Slot::Kind::Operator && s.expr->definition != nullptr && s.expr->definition->body != nullptr) {
      Env& inner = frame(s.expr->definition->frame);
      name_arguments(*s.expr, s.expr->definition->parameters.size(), *s.env, inner);
      add(primed(*s.expr->definition->body, inner));
    }
  }
  if (e.kind == Kind::Call && e.definition->recursive) {
    // One of states mentions no next value but in what it is given; what it is given as an operator is not followed.
    const bool of_states = e.definition->level < Level::Action && std::none_of(e.args.begin(), e.args.end(), [&](const Expr* arg) {
      const std::vector<bool> given = arg->kind == Kind::Closure ? std::vector<bool>{true} : primed(*arg, env);
      return std::find(given.begin(), given.end(), true) != given.end();
    });
    if (!of_states) throw Unsupported{"a recursive action", &e};
  } else if (e.kind == Kind::Call && e.definition->body != nullptr) {
    Env& inner = frame(e.definition->frame);
    name_arguments(e, 0, env, inner);
    add(primed(*e.definition->body, inner));
  }
  core::for_each_child(e, [&](const Expr* child) { add(primed(*child, env)); });
  return found;
}

// Whether it mentions the next value of a variable that has none yet.
bool Generator::assigns(const Expr& e, Env& env) {
  const std::vector<bool> found = primed(e, env);
  for (size_t i = 0; i < found.size(); ++i)
    if (found[i] && (i >= next_.size() || !next_[i])) return true;
  return false;
}

void Generator::test(const Expr& e, Env& env, Block& out, const Continue& rest) {
  Block body;
  if (!all_assigned() && multiplies(e, env)) {
    // The same successor so many times; several, in turns.
    const std::string n = fresh("ways");
    out.push_back(cpp::declare("const int64_t", n, ways(e, env)));
    const int emitted = std::exchange(emitted_, 0);
    const bool looped = std::exchange(looped_, false);
    factors_.push_back(cpp::name(n));
    rest(body);
    factors_.pop_back();
    if (emitted_ <= 1 && !looped_) {
      out.push_back(cpp::when(cpp::infix("!=", cpp::name(n), cpp::integer(0)), std::move(body)));
    } else {
      body.clear();
      rest(body);
      out.push_back(cpp::for_range(fresh("way"), cpp::integer(1), cpp::name(n), std::move(body)));
    }
    emitted_ += emitted;
    looped_ = looped_ || looped;
    return;
  }
  const cpp::Expr holds = condition(e, env);
  rest(body);
  if (cpp::is_literal(holds, "true")) {
    out.insert(out.end(), body.begin(), body.end());
  } else {
    out.push_back(cpp::when(holds, std::move(body)));
  }
}

void Generator::assign(uint32_t variable, const Term& t, Block& out, const Continue& rest) {
  const ShapeRef s = shapes_.at(variable);
  const std::string& name = spec_.variables[variable].name;
  if (t.code->kind == cpp::Node::Kind::Name && t.code->text == "s." + variable_names_[variable] && has_current_) {
    unchanged_[variable] = true;
    next_[variable] = t;
    rest(out);
  } else {
    const std::string local = fresh("next_" + identifier(name));
    // Under ENABLED nobody has to ask for it.
    out.push_back(cpp::declare((steps_ ? "const " : "[[maybe_unused]] const ") + type(s, name), local, convert(t, s)));
    next_[variable] = Term{cpp::name(local), s};
    rest(out);
  }
  unchanged_[variable] = false;
  next_[variable].reset();
}

void Generator::run_all(const std::vector<const Expr*>& items, size_t from, Env& env, Block& out,
                        const Continue& rest) {
  if (from == items.size()) return rest(out);
  run(*items[from], env, out, [&, from](Block& inner) { run_all(items, from + 1, env, inner, rest); });
}

void Generator::run(const Expr& e, Env& env, Block& out, const Continue& rest) {
  if (++nodes_ > 60'000) throw Unsupported{"too much code", &e};
  if (all_assigned() || !assigns(e, env)) return test(e, env, out, rest);
  const auto way = [&](const Expr& branch) {
    Block body;
    ++forks_;
    run(branch, env, body, rest);
    --forks_;
    return body;
  };
  switch (e.kind) {
    case Kind::And: return run_all(e.args, 0, env, out, rest);
    case Kind::Or:
      for (const Expr* a : e.args) out.push_back(cpp::block(way(*a)));
      return;
    case Kind::Implies: {
      const cpp::Expr c = condition(*e.args[0], env);
      Block then = way(*e.args[1]), otherwise;
      rest(otherwise);
      out.push_back(cpp::when(c, std::move(then), std::move(otherwise)));
      return;
    }
    case Kind::If: {
      if (assign_by_condition(e, env, out, rest)) return;
      const cpp::Expr c = condition(*e.args[0], env);
      Block then = way(*e.args[1]);
      out.push_back(cpp::when(c, std::move(then), way(*e.args[2])));
      return;
    }
    case Kind::Case: {
      size_t n = e.args.size() / 2 * 2;
      Block otherwise;
      if (n < e.args.size())
        otherwise = way(*e.args[n]);
      else
        otherwise = {cpp::evaluate(cpp::call("misfit"))};
      for (; n >= 2; n -= 2) {
        const cpp::Expr c = condition(*e.args[n - 2], env);
        Block then = way(*e.args[n - 1]);
        otherwise = {cpp::when(c, std::move(then), std::move(otherwise))};
      }
      out.insert(out.end(), otherwise.begin(), otherwise.end());
      return;
    }
    case Kind::Let: {
      Block body;
      bind_lets(*e.args[0], e.lets, env, body);
      run(*e.args[0], env, body, rest);
      out.push_back(cpp::block(std::move(body)));
      return;
    }
    case Kind::Call: {
      Block body;
      Env& inner = callee(e, env, body, true);
      run(*e.definition->body, inner, body, rest);
      out.push_back(cpp::block(std::move(body)));
      return;
    }
    case Kind::Invoke: {
      Block body;
      const Expr* inner = nullptr;
      Env& at = invoked(e, env, body, &inner, true);
      run(*inner, at, body, rest);
      out.push_back(cpp::block(std::move(body)));
      return;
    }
    case Kind::Local: {
      const Slot& s = slot(e, env);
      if (s.kind != Slot::Kind::ByName) break;
      return run(*s.expr, *s.env, out, rest);
    }
    case Kind::Exists: {
      looped_ = true;
      const bool asks_first = e.bindings.size() == 1 && !e.bindings[0].tuple && many(*e.bindings[0].set, env);
      Block loops;
      cpp::Expr guard;
      iterate_bindings(e, e.bindings.size(), env, loops, [&](Block& inner) {
        if (asks_first) guard = guard_before(*e.args[0], env.slots.at(e.bindings[0].slots[0]).term, env);
        run(*e.args[0], env, inner, rest);
      });
      return under(guard, std::move(loops), out);
    }
    case Kind::Unchanged: {
      const auto next = [&](auto&& self, size_t at, Block& inner) -> void {
        if (at == e.variables.size()) return rest(inner);
        const uint32_t v = e.variables[at];
        const Term current{cpp::name("s." + variable_names_.at(v)), shapes_[v]};
        if (!next_[v]) return assign(v, current, inner, [&](Block& b) { self(self, at + 1, b); });
        if (unchanged_[v]) return self(self, at + 1, inner);
        Block body;
        const cpp::Expr same = equal(*next_[v], current);
        self(self, at + 1, body);
        inner.push_back(cpp::when(same, std::move(body)));
      };
      return next(next, 0, out);
    }
    case Kind::Apply: {
      if (e.args.size() != 2) break;
      const Expr& left = *e.args[0];
      if (left.kind != Kind::Variable || !left.primed || next_.at(left.index)) break;
      if (assigns(*e.args[1], env)) break;
      const ShapeRef want = shapes_[left.index];
      if (e.op == Op::Equal) {
        const Firmness firm = firmly();
        if (e.args[1]->kind == Kind::Except && patch(left.index, *e.args[1], env, out, rest)) return;
        return assign(left.index, value(*e.args[1], env, want), out, rest);
      }
      if (e.op != Op::Equal) looped_ = true;
      if (e.op == Op::In)
        return each_choice(resolve(*e.args[1], env), out,
                           [&](const Term& x, Block& inner) { assign(left.index, x, inner, rest); });
      if (e.op == Op::SubsetEq) {
        const Term base = local(value(*e.args[1], env, want), "base", out);
        if (base.shape->kind != S::Set) break;
        const std::string name = fresh("choice");
        Block body;
        assign(left.index, {cpp::name(name), base.shape}, body, rest);
        out.push_back(
            cpp::for_each(name, cpp::call("subsets<" + descriptor(base.shape) + ">", {base.code}), std::move(body)));
        return;
      }
      break;
    }
    default: break;
  }
  throw Unsupported{std::string("an action of this form: ") + std::string(core::name(e.kind)), &e};
}

// x' \in A \cup B, where one of the two is not listed (runtime::cup): those of the other come first, and what is in both
// comes twice.
void Generator::each_choice(const Form& set, Block& out, const Each& each) {
  const Expr& e = *set.expr;
  if (e.kind == Kind::Apply && e.op == Op::Cup && by_form(set)) {
    Form first = resolve(*e.args[0], *set.env), second = resolve(*e.args[1], *set.env);
    if (by_form(first) && !by_form(second)) std::swap(first, second);
    for (const Form& part : {first, second}) {
      Block body;
      each_choice(part, body, each);
      out.push_back(cpp::block(std::move(body)));
      if (first.expr == second.expr) return;
    }
    return;
  }
  iterate(set, out, "choice", each);
}

void Generator::emit(uint32_t action, Block& out) {
  ++emitted_;
  std::vector<bool> changed(next_.size());
  for (size_t i = 0; i < next_.size(); ++i) {
    if (!next_[i]) throw Unsupported{"a variable without a next value: " + spec_.variables[i].name};
    const auto patch = patches_.find(static_cast<uint32_t>(i));
    changed[i] = !unchanged_[i] && (patch == patches_.end() || !patch->second.bits.empty());
  }
  const std::string words = fresh("successor");
  out.push_back(cpp::declare("Word", words + "[State::kWords]"));
  if (has_current_)
    out.push_back(cpp::evaluate(
        cpp::call("keep<State::kWords>", {cpp::name(words), cpp::name("s.words"), cpp::name(keep_mask(changed))})));
  uint32_t at = 0;
  for (size_t i = 0; i < next_.size(); ++i) {
    const std::string packed = descriptor(shapes_[i], spec_.variables[i].name);
    if (const auto patch = patches_.find(static_cast<uint32_t>(i)); patch == patches_.end()) {
      if (changed[i])
        out.push_back(cpp::evaluate(
            cpp::call(packed + "::pack", {cpp::name(words), cpp::integer(at), convert(*next_[i], shapes_[i])})));
    } else if (const Patch& p = patch->second; !p.bits.empty()) {
      out.push_back(cpp::evaluate(cpp::call("merge<State::kWords>", {cpp::name(words), cpp::name(p.bits)})));
    } else {
      replace(static_cast<uint32_t>(i), p, words, at, out);
    }
    at += shapes_[i]->bits;
  }
  cpp::Expr factor = cpp::integer(1);
  for (size_t i = 0; i < factors_.size(); ++i) factor = i == 0 ? factors_[i] : cpp::infix("*", factor, factors_[i]);
  out.push_back(
      cpp::when(cpp::negate(cpp::method(cpp::name("sink"), "emit", {cpp::integer(action), cpp::name(words), factor})),
                {cpp::give(cpp::boolean(false))}));
}

void Generator::node(const core::ActionNode& n, Env& env, Block& out) {
  switch (n.kind) {
    case core::ActionNode::Kind::Choice:
      for (const core::ActionNode* c : n.children) node(*c, env, out);
      return;
    case core::ActionNode::Kind::Bind: {
      // Named as the first leaf below calls it.
      const core::ActionNode* below = &n;
      while (!below->children.empty()) below = below->children[0];
      std::string hint = "x";
      if (below->kind != core::ActionNode::Kind::Leaf) throw Unsupported{"an empty choice"};
      hint = slot_name(*below->body, n.binding.slots[0], "x");
      const Sieve only = n.children[0] == below ? sieve(n.binding, *below->body, env, true) : Sieve{};
      const bool asks_first = n.children[0] == below && !n.binding.tuple && many(*n.binding.set, env);
      Block loops;
      cpp::Expr guard;
      iterate(
          resolve(*n.binding.set, env), loops, hint,
          [&](const Term& x, Block& inner) {
            bind_element(n.binding, x, *below->body, env, inner);
            if (asks_first) guard = guard_before(*below->body, x, env);
            node(*n.children[0], env, inner);
          },
          only);
      return under(guard, std::move(loops), out);
    }
    case core::ActionNode::Kind::Let: {
      for (const auto& l : n.lets) bind(env, l.slot, *l.value, env, 1, l.name, out);
      return node(*n.children[0], env, out);
    }
    case core::ActionNode::Kind::Leaf: return leaf(n, env, out);
  }
}

// One function an action and place in Next, with what is bound around it as parameters.
void Generator::leaf(const core::ActionNode& n, Env& env, Block& out) {
  std::vector<uint32_t> bound;
  for (const core::ActionNode* p : n.path)
    if (p->kind == core::ActionNode::Kind::Bind)
      bound.insert(bound.end(), p->binding.slots.begin(), p->binding.slots.end());
  std::vector<ShapeRef> given;
  std::vector<cpp::Expr> known{cpp::name("s"), cpp::name("sink")};
  for (const uint32_t b : bound) {
    const Slot& s = env.slots.at(b);
    if (s.kind != Slot::Kind::Known) continue;
    given.push_back(s.term.shape);
    known.push_back(s.term.code);
  }
  const auto made = leaf_functions_.find({n.body, n.path});
  if (made != leaf_functions_.end() && made->second.given == given) {
    out.push_back(
        cpp::when(cpp::negate(cpp::call(made->second.name, std::move(known))), {cpp::give(cpp::boolean(false))}));
    return;
  }
  const Env saved = env;
  const size_t expressions = unit_.expressions.size();
  const auto fresh_names = fresh_;
  const core::Action& action = spec_.actions[n.action];
  cpp::Function f;
  std::vector<cpp::Expr> arguments{cpp::name("s"), cpp::name("sink")};
  try {
    nodes_ = 0;
    forks_ = 0;
    fresh_.clear();
    f.parameters = {"[[maybe_unused]] const State& s", "Sink& sink"};
    for (const uint32_t b : bound) {
      Slot& s = env.slots.at(b);
      if (s.kind != Slot::Kind::Known) continue;
      const std::string name = slot_name(*n.body, b, "x");
      f.parameters.push_back(
          "[[maybe_unused]] " + type(s.term.shape) +
          (s.term.shape->kind == S::Range || s.term.shape->kind == S::Atoms || s.term.shape->kind == S::Boolean
               ? " "
               : " const& ") +
          name);
      arguments.push_back(s.term.code);
      s.term.code = cpp::name(name);
    }
    run(*n.body, env, f.body, [&](Block& inner) { emit(n.action, inner); });
    const std::set<std::string> used = cpp::names(f.body);
    used_.insert(used.begin(), used.end());
    f.body.push_back(cpp::give(cpp::boolean(true)));
    f.result = "bool";
    const bool first = std::none_of(leaf_names_.begin(), leaf_names_.end(),
                                    [&](const auto& l) { return l.first->action == n.action; });
    f.name = first ? action_names_[n.action] : types_.unique(action_names_[n.action]);
    const auto where = core::location(action.span, action.module);
    f.comment = fmt::format("{}, {}", action.name, place(where));
    add_function(f);
    leaf_names_[&n] = f.name;
    note_host(action.name, f.body);
    leaf_functions_[{n.body, n.path}] = {f.name, given, used};
    env = saved;
    fresh_ = fresh_names;
    out.push_back(cpp::when(cpp::negate(cpp::call(f.name, std::move(arguments))), {cpp::give(cpp::boolean(false))}));
    return;
  } catch (const Unsupported& u) {
    leave(action.name, u);
  }
  // Left to the evaluator.
  std::fill(next_.begin(), next_.end(), std::nullopt);
  std::fill(unchanged_.begin(), unchanged_.end(), false);
  patches_.clear();
  factors_.clear();
  env = saved;
  fresh_ = fresh_names;
  nodes_ = 0;
  (void)expressions;
  arguments = {cpp::integer(static_cast<int64_t>(unit_.leaves.size())), cpp::name("sink")};
  for (const uint32_t b : bound) arguments.push_back(box(env.slots.at(b).term));
  unit_.leaves.push_back({&n, spec_.next_frame, bound});
  out.push_back(
      cpp::when(cpp::negate(cpp::call("run_leaf_with", std::move(arguments))), {cpp::give(cpp::boolean(false))}));
}

}  // namespace trestle::codegen
