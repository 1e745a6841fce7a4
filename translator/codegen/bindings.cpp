// Frames: what a name of the spec stands for while code is generated.
#include <algorithm>
#include <set>

#include "translator/codegen/generator.h"
#include "translator/codegen/values.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::codegen {

using core::for_each_child;
using core::Kind;
using S = Shape::Kind;
using runtime::Op;

namespace {

constexpr uint64_t kFewScalars = 16;

bool loops(Kind kind) {
  return kind == Kind::Forall || kind == Kind::Exists || kind == Kind::Choose || kind == Kind::Filter ||
         kind == Kind::Map || kind == Kind::Function || kind == Kind::Closure;
}

// How often a slot's value is needed; what is needed inside a loop, or handed on, counts as often.
int uses(const Expr& e, uint32_t slot) {
  if (e.kind == Kind::Local) return e.index == slot ? 1 : 0;
  int n = 0;
  for_each_child(e, [&](const Expr* c) {
    if (n < 2) n += uses(*c, slot);
  });
  return n > 0 && (loops(e.kind) || e.kind == Kind::Call || e.kind == Kind::Invoke) ? 2 : n;
}

// Without names of a frame around it.
bool is_closed(const Expr& e) {
  if (e.kind == Kind::Local) return false;
  bool closed = e.bindings.empty() && e.lets.empty() && e.updates.empty();
  for_each_child(e, [&](const Expr* c) { closed = closed && is_closed(*c); });
  return closed;
}

const Expr* local_of(const Expr& e, uint32_t slot) {
  if (e.kind == Kind::Local && e.index == slot) return &e;
  const Expr* found = nullptr;
  for_each_child(e, [&](const Expr* c) {
    if (found == nullptr) found = local_of(*c, slot);
  });
  return found;
}

}  // namespace

Env& Generator::frame(size_t slots) {
  envs_.push_back({std::vector<Slot>(slots)});
  return envs_.back();
}

const Slot& Generator::slot(const Expr& local, Env& env) {
  const Slot& s = env.slots.at(local.index);
  if (s.kind == Slot::Kind::Empty) throw Unsupported{"a name without a value", &local};
  return s;
}

std::string Generator::fresh(const std::string& hint) {
  // None hides what generated code refers to.
  static const std::set<std::string> kTaken = {"s",
                                               "t",
                                               "sink",
                                               "call_depth",
                                               "check_depth",
                                               "state",
                                               "next",
                                               "from",
                                               "to",
                                               "host",
                                               "constants",
                                               "pool",
                                               "each",
                                               "every",
                                               "subsets",
                                               "set_of",
                                               "interval",
                                               "converted",
                                               "within",
                                               "require",
                                               "lazy",
                                               "lazy_place",
                                               "give",
                                               "has",
                                               "has_value",
                                               "valued",
                                               "modulo",
                                               "quotient",
                                               "length",
                                               "in_domain",
                                               "items",
                                               "span",
                                               "keep",
                                               "box",
                                               "unbox",
                                               "apply_op",
                                               "evaluate_expression",
                                               "truth",
                                               "elements",
                                               "run_leaf_with",
                                               "misfit",
                                               "put",
                                               "get",
                                               "where",
                                               "at_place",
                                               "compare",
                                               "put_together",
                                               "merge",
                                               "rewrite",
                                               "take_image",
                                               "it",
                                               "whole",
                                               "times",
                                               "plus",
                                               "subset",
                                               "atom",
                                               "kNone",
                                               "steps",
                                               "initial_states",
                                               "load",
                                               "clear",
                                               "known",
                                               "no_value",
                                               "view"};
  std::string base = identifier(hint);
  if (kTaken.contains(base) || types_.taken(base)) base += "_";
  std::string name = base;
  do {
    if (const int n = ++fresh_[base]; n > 1) name = base + "_" + std::to_string(n);
  } while (types_.taken(name));
  return name;
}

// As the spec calls it, where that can be seen.
std::string Generator::slot_name(const Expr& scope, uint32_t slot, const std::string& otherwise) {
  if (const Expr* e = local_of(scope, slot); e != nullptr && e->span && e->span.text().size() <= 30) {
    const std::string text(e->span.text());
    if (std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; }))
      return fresh(text);
  }
  return fresh(otherwise);
}

bool Generator::cheap(const Expr& e, Env& env) {
  switch (e.kind) {
    case Kind::Constant:
    case Kind::Variable: return true;
    case Kind::Global: return true;
    case Kind::Local: {
      const Slot& s = env.slots.at(e.index);
      return s.kind != Slot::Kind::ByName || cheap(*s.expr, *s.env);
    }
    case Kind::Field: return cheap(*e.args[0], env);
    default: return false;
  }
}

// Whether it has a value whatever the state is, apart from its operands' types: then it may be computed before it is
// known to be needed. `by_layout`: also the applications that have one because of the layout.
bool Generator::total(const Expr& e, Env& env, bool by_layout) {
  switch (e.kind) {
    case Kind::Choose:
    case Kind::Case:
    case Kind::Call:
    case Kind::Invoke:
    case Kind::Except:
    case Kind::Field: return false;
    case Kind::Apply:
      switch (e.op) {
        case Op::Not:
        case Op::Equal:
        case Op::NotEqual:
        case Op::In:
        case Op::NotIn:
        case Op::SubsetEq:
        case Op::Cup:
        case Op::Cap:
        case Op::SetMinus:
        case Op::SetOf:
        case Op::Interval:
        case Op::TupleOf:
        case Op::Cardinality:
        case Op::Len:
        case Op::Less:
        case Op::LessEqual:
        case Op::Greater:
        case Op::GreaterEqual:
        case Op::Plus:
        case Op::Minus:
        case Op::Domain: break;
        case Op::Apply: {
          if (!by_layout || !total(*e.args[0], env, true) || !total(*e.args[1], env, true)) return false;
          const Term f = value(*e.args[0], env);
          if (!Types::is_array(f.shape) || !covers(f.shape->keys, value(*e.args[1], env).shape)) return false;
          break;
        }
        default: return false;
      }
      break;
    case Kind::Global: return globals_[e.index].defined();
    case Kind::Local: {
      const Slot& s = env.slots.at(e.index);
      return s.kind == Slot::Kind::Known || (s.kind == Slot::Kind::ByName && total(*s.expr, *s.env, by_layout));
    }
    default: break;
  }
  bool all = e.bindings.empty();
  for_each_child(e, [&](const Expr* c) { all = all && total(*c, env, by_layout); });
  return all;
}

// Whether it is a place in a state, which need not be copied: `sure`, one that is there whatever the state is.
bool Generator::is_place(const cpp::Expr& code, bool sure) const {
  using Node = cpp::Node::Kind;
  const auto named = [&](const std::string& name) {
    return name.starts_with("s.") || name.starts_with("t.") || places_.contains(name);
  };
  if (code->kind == Node::Name) return named(code->text);
  if (code->kind == Node::Member) return is_place(code->args[0], sure);
  if (code->kind != Node::Call) return false;
  const cpp::Node& callee = *code->args[0];
  const bool by_names = std::all_of(code->args.begin() + 1, code->args.end(),
                                    [](const cpp::Expr& argument) { return argument->kind == Node::Name; });
  if (callee.kind == Node::Member && callee.text == "of") return by_names && is_place(callee.args[0], sure);
  if (sure) return false;
  if (callee.kind != Node::Name) return code->args.size() == 2 && by_names && is_place(code->args[0], false);
  if (callee.text.starts_with("require<")) return is_place(code->args[2], false);
  return code->args.size() == 1 && named(callee.text);  // also a definition that the state keeps
}

Slot Generator::bound(const Expr& e, Env& from, int uses, const std::string& hint, Block& out) {
  if (e.kind == Kind::Closure) return {Slot::Kind::Operator, {}, &e, &from};
  if (e.kind == Kind::Local) return slot(e, from);
  const Slot by_name{Slot::Kind::ByName, {}, &e, &from};
  if (e.kind == Kind::Function && e.self >= 0) return by_name;  // applied, never a value
  const bool known = e.level < core::Level::Action || (steps_ && e.level == core::Level::Action);
  if (uses <= 1 || !known || cheap(e, from)) return by_name;
  const Form form = resolve(e, from);
  if (is_symbolic(*form.expr)) return by_name;
  Term t = value(e, from);
  if (t.code->kind == cpp::Node::Kind::Name) return {Slot::Kind::Known, t, nullptr, nullptr};  // needs no other name
  const std::string name = fresh(hint), cpp_type = type(t.shape, hint);
  // A small copy is better known to the compiler than what lies where it also stores.
  const bool large = t.shape->kind == S::Union || scalars(t.shape) > kFewScalars;
  if (large && is_place(t.code, true)) {
    out.push_back(cpp::declare("const " + cpp_type + "&", name, t.code));
    places_.insert(name);
    t.code = cpp::name(name);
  } else if (large && is_place(t.code, false)) {
    const cpp::Expr find = cpp::lambda({}, {cpp::give(cpp::address(t.code))});
    out.push_back(cpp::declare("const auto", name, cpp::call("lazy_place<" + cpp_type + ">", {find})));
    places_.insert(name);
    t.code = cpp::call(name);
  } else if (total(e, from)) {
    out.push_back(cpp::declare("const " + cpp_type, name, t.code));
    t.code = cpp::name(name);
  } else {
    out.push_back(
        cpp::declare("const auto", name, cpp::call("lazy<" + cpp_type + ">", {cpp::lambda({}, {cpp::give(t.code)})})));
    t.code = cpp::call(name);
  }
  return {Slot::Kind::Known, t, nullptr, nullptr};
}

void Generator::bind(Env& to, uint32_t at, const Expr& e, Env& from, int uses, const std::string& hint, Block& out) {
  Slot& slot = to.slots.at(at);
  slot = bound(e, from, uses, hint, out);
  to.has_actions = to.has_actions || slot.is_action();
}

void Generator::bind_lets(const Expr& body, const std::vector<core::LetSlot>& lets, Env& env, Block& out) {
  for (size_t i = 0; i < lets.size(); ++i) {
    const core::LetSlot& l = lets[i];
    int n = uses(body, l.slot);
    for (size_t k = i + 1; k < lets.size(); ++k) n += uses(*lets[k].value, l.slot);
    bind(env, l.slot, *l.value, env, l.walked ? 1 : n, l.name, out);
  }
}

Env& Generator::callee(const Expr& e, Env& env, Block& out, bool counted) {
  const core::Definition& d = *e.definition;
  if (d.recursive) throw Unsupported{"a recursive operator", &e};
  if (++nodes_ > 60'000) throw Unsupported{"too much code", &e};
  Env& inner = frame(d.frame);
  for (size_t i = 0; i < e.args.size(); ++i) {
    const std::string hint = i < d.parameters.size() ? d.parameters[i] : "captured";
    const int n = counted && multiplies(*e.args[i], env) ? 1 : uses(*d.body, d.slots[i]);
    bind(inner, d.slots[i], *e.args[i], env, n, hint, out);
  }
  return inner;
}

// Op(x) where Op is an argument: the closure's definition, its arguments, then what it captured.
Env& Generator::invoked(const Expr& e, Env& env, Block& out, const Expr** body, bool counted) {
  if (e.args[0]->kind != Kind::Local) throw Unsupported{"an operator that is computed", &e};
  const Slot& s = slot(*e.args[0], env);
  if (s.kind != Slot::Kind::Operator || s.expr->definition == nullptr || s.expr->definition->recursive)
    throw Unsupported{"an operator that is computed", &e};
  if (++nodes_ > 60'000) throw Unsupported{"too much code", &e};
  const core::Definition& d = *s.expr->definition;
  Env& inner = frame(d.frame);
  for (size_t i = 1; i < e.args.size(); ++i) {
    const int n = counted && multiplies(*e.args[i], env) ? 1 : uses(*d.body, d.slots[i - 1]);
    bind(inner, d.slots.at(i - 1), *e.args[i], env, n, i - 1 < d.parameters.size() ? d.parameters[i - 1] : "argument", out);
  }
  for (size_t i = 0; i < s.expr->args.size(); ++i)
    bind(inner, d.slots.at(e.args.size() - 1 + i), *s.expr->args[i], *s.env, 1, "captured", out);
  *body = d.body;
  return inner;
}

Term Generator::call_operator(const Expr& op, Env& env, const std::vector<Term>& arguments, ShapeRef want) {
  const Slot s = op.kind == Kind::Closure ? Slot{Slot::Kind::Operator, {}, &op, &env}
                 : op.kind == Kind::Local ? slot(op, env)
                                          : Slot{};
  if (s.kind != Slot::Kind::Operator || s.expr->definition == nullptr || s.expr->definition->recursive)
    throw Unsupported{"an operator that is computed", &op};
  const core::Definition& d = *s.expr->definition;
  Env& inner = frame(d.frame);
  Block out;
  for (size_t i = 0; i < arguments.size(); ++i)
    inner.slots.at(d.slots.at(i)) = {Slot::Kind::Known, arguments[i], nullptr, nullptr};
  for (size_t i = 0; i < s.expr->args.size(); ++i)
    bind(inner, d.slots.at(arguments.size() + i), *s.expr->args[i], *s.env, 1, "captured", out);
  return value(*d.body, inner, want);
}

Form Generator::resolve(const Expr& start, Env& start_env) {
  const Expr* e = &start;
  Env* env = &start_env;
  Block none;
  for (;;) {
    switch (e->kind) {
      case Kind::Local: {
        const Slot& s = slot(*e, *env);
        if (s.kind != Slot::Kind::ByName) return {e, env};
        e = s.expr;
        env = s.env;
        break;
      }
      case Kind::Global: {
        const Value& v = globals_[e->index];
        if (v.defined() && (v.kind() == runtime::Kind::Set || v.kind() == runtime::Kind::Interval)) return {e, env};
        const core::Root& root = spec_.globals[e->index].root;
        const Form form = resolve(*root.expr, frame(root.frame));
        const bool says = is_symbolic(*form.expr) || form.expr->kind == Kind::Filter ||
                          (form.expr->kind == Kind::Apply &&
                           (form.expr->op == Op::Cup || form.expr->op == Op::Cap || form.expr->op == Op::SetMinus));
        return says || !v.defined() ? form : Form{e, env};
      }
      case Kind::Let:
        for (const auto& l : e->lets) bind(*env, l.slot, *l.value, *env, 1, l.name, none);
        e = e->args[0];
        break;
      case Kind::Call: {
        const core::Definition& d = *e->definition;
        if (d.recursive || d.body == nullptr) return {e, env};
        Env& inner = frame(d.frame);
        for (size_t i = 0; i < e->args.size(); ++i) bind(inner, d.slots[i], *e->args[i], *env, 1, "", none);
        e = d.body;
        env = &inner;
        break;
      }
      default: return {e, env};
    }
  }
}

Value Generator::closed(const Form& f) {
  const Expr& e = *f.expr;
  if (e.kind == Kind::Constant) return e.value;
  if (e.kind == Kind::Global) return globals_[e.index];
  if ((e.kind != Kind::Apply && e.kind != Kind::RecordSet) || e.level != core::Level::Constant || e.impure ||
      !closed_ || !is_closed(e))
    return {};
  const auto [it, added] = closed_values_.try_emplace(&e);
  if (added) it->second = closed_(e);
  return it->second;
}

// Of a set: one whose elements are listed, or which is infinite. Others say more by their form.
std::optional<Value> Generator::constant(const Form& f) {
  const Value v = closed(f);
  const bool by_form = v.is_object() && runtime::is_set(v.kind()) && v.kind() != runtime::Kind::Set &&
                       v.kind() != runtime::Kind::Interval;
  return v.defined() && !by_form ? std::optional(v) : std::nullopt;
}

std::optional<std::vector<Value>> Generator::listed(const Form& f) {
  const Value set = closed(f);
  if (!set.defined() || !runtime::is_set(set.kind()) || !runtime::enumerable(set)) return std::nullopt;
  runtime::Context context;
  const Value elements = runtime::enumerated(context, set);
  std::vector<Value> list;
  for (const Value v : elements->span()) list.push_back(runtime::intern(context, v));
  return list;
}

}  // namespace trestle::codegen
