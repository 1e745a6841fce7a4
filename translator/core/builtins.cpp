// The language's own operators, and the small constructors that every lowering file uses.
#include <fmt/format.h>

#include <algorithm>

#include "translator/core/lowering.h"

namespace trestle::core {

using modules::Builtin;

std::optional<Op> op_named(std::string_view name) {
  static const std::unordered_map<std::string_view, Op> table = {
#define TRESTLE_OP(name, symbol, arity) {#name, Op::name},
#include "translator/runtime/op.def"
  };
  auto it = table.find(name);
  if (it == table.end()) return std::nullopt;
  return it->second;
}

namespace {

bool one_of(Op op, std::initializer_list<const char*> names) {
  std::string_view name = runtime::info(op).name;
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool asks_for_level(const ast::Expr& expr, const Module& module) {
  if (expr.kind != ast::ExprKind::Name || expr.args.size() != 1 || !expr.qualifiers.empty()) return false;
  const auto it = module.references.find(&expr);
  const Symbol* symbol = it == module.references.end() ? nullptr : it->second.symbol;
  const ast::Expr& what = *expr.args[0];
  return symbol && symbol->native == "TLCGet" && what.kind == ast::ExprKind::String && what.text == "level";
}

// Whether getNextStates would go into it: a test in parts, or what may be taken for an assignment.
bool is_walked(const Expr& e, int depth = 0) {
  constexpr int kDeepest = 20;
  if (depth > kDeepest) return false;
  const auto any = [&](size_t from) {
    return std::any_of(e.args.begin() + static_cast<std::ptrdiff_t>(from), e.args.end(), [&](const Expr* a) { return is_walked(*a, depth + 1); });
  };
  switch (e.kind) {
    case Kind::And:
    case Kind::Or:
    case Kind::Implies:
    case Kind::Exists:
    case Kind::Forall: return true;
    case Kind::Apply: return e.op == Op::Equal || e.op == Op::In;
    case Kind::Call: return e.definition->body != nullptr && is_walked(*e.definition->body, depth + 1);
    case Kind::Let: return is_walked(*e.args[0], depth + 1);
    case Kind::If: return any(1);
    case Kind::Case: return any(0);
    default: return false;
  }
}

}  // namespace

// TRESTLE_LEVEL in standard/native.def: TLC gives these the level of a state.
bool observes(Op op) {
  return one_of(op, {"TLCGet", "TLCGetOrDefault", "TLCGetAndSet", "TLCSet", "CountPossible", "WasPossible", "Trace", "CounterExample", "PickSuccessor", "IOExec",
                     "IOEnvExec", "IOExecTemplate", "IOEnvExecTemplate"});
}

bool impure(Op op) {
  return observes(op) ||
         one_of(op, {"Print", "PrintT", "Assert", "JavaTime", "RandomElement", "RandomSubset", "RandomSetOfSubsets",
                     "RandomSubsetSet", "ToTrace", "TLCFP", "TLCNoOp", "AssertError", "AssertEq", "Serialize", "JsonSerialize",
                     "NdJsonSerialize", "CSVWrite", "TLCDefer", "TLCCache", "IOSerialize", "SVGSerialize"});
}

static bool passes_on(const Expr& call, size_t argument);

// Is the slot read anywhere but under ENABLED, which is of a state's level whatever stands in it?
static bool reads_openly(const Expr& e, uint32_t slot) {
  if (e.kind == Kind::Local) return e.index == slot;
  if (e.kind == Kind::Enabled) return false;
  if (e.kind == Kind::Call) {
    for (size_t i = 0; i < e.args.size(); ++i)
      if (reads_openly(*e.args[i], slot) && passes_on(e, i)) return true;
    return false;
  }
  bool found = false;
  for_each_child(e, [&](const Expr* child) { found = found || reads_openly(*child, slot); });
  return found;
}

// Does a call read what it is given openly? One that is recursive, or not lowered yet, is taken to.
static bool passes_on(const Expr& call, size_t argument) {
  const Definition& d = *call.definition;
  return d.recursive || d.body == nullptr || reads_openly(*d.body, d.slots[argument]);
}

const Expr* Lowering::finish_level(Expr& e) {
  Level level = Level::Constant;
  auto raise = [&](const Expr* x, bool counts = true) {
    if (!x) return;
    if (counts) level = std::max(level, x->level);
    e.impure |= x->impure;
  };
  // An argument, or a LET's value, of more than a state's level gives it to the whole where it is read openly.
  for (size_t i = 0; i < e.args.size(); ++i)
    raise(e.args[i], e.args[i]->level <= Level::State || e.kind != Kind::Call || passes_on(e, i));
  for (const auto& b : e.bindings) raise(b.set);
  for (const auto& l : e.lets)
    raise(l.value, l.value->level <= Level::State || e.kind != Kind::Let || reads_openly(*e.args[0], l.slot));
  for (const auto& u : e.updates) {
    raise(u.value);
    for (const auto& step : u.path) raise(step.index);
  }
  if (e.definition) {
    level = std::max(level, e.definition->level);
    e.impure |= e.definition->body && e.definition->body->impure;
  }
  switch (e.kind) {
    case Kind::Apply:
      e.impure |= impure(e.op);
      if (observes(e.op)) level = std::max(level, Level::State);
      break;
    case Kind::Unchanged: case Kind::Compose: level = std::max(level, Level::Action); break;
    case Kind::Enabled: level = Level::State; break;
    case Kind::Always: case Kind::Eventually: case Kind::LeadsTo: case Kind::WeakFairness: case Kind::StrongFairness:
      level = Level::Temporal;
      break;
    default: break;
  }
  e.level = level;
  return &e;
}

// here = e, where `here == x'`: the variable itself is what gets a value.
const Expr* Lowering::assigned(const Expr* left) {
  constexpr int kMost = 1000;  // definitions: one that the .cfg makes its own never ends
  const Expr* at = left;
  for (int i = 0; i < kMost && at->kind == Kind::Call && at->args.empty() && at->definition->body; ++i) at = at->definition->body;
  if (at == left || at->kind != Kind::Variable || !at->primed) return left;
  Expr& variable = node(Kind::Variable, left->span);
  variable.index = at->index;
  variable.primed = true;
  variable.level = at->level;
  return &variable;
}

const Expr* Lowering::apply(Op op, std::vector<const Expr*> args, Span span) {
  if (op == Op::Equal || op == Op::In || op == Op::SubsetEq) args[0] = assigned(args[0]);
  Expr& e = node(Kind::Apply, span);
  e.op = op;
  e.args = std::move(args);
  return finish_level(e);
}

const Expr* Lowering::error(DiagnosticKind kind, Span span, std::string message, std::string hint) {
  diagnostics_.error(kind, span, std::move(message), std::move(hint));
  return constant(Value::boolean(false), span);
}

const Expr* Lowering::lower(const Argument& argument, Frame* frame, bool primed) {
  if (argument.lowered) return argument.lowered;
  Place place = argument.place;
  place.frame = frame;
  if (primed && !place.primed) place.prime_allowed = false;
  place.primed = primed;
  return lower(*argument.syntax, place);
}

const Expr* Lowering::builtin(Builtin builtin, std::vector<Argument> arguments, Span span, Place place) {
  auto arg = [&](size_t i) { return lower(arguments[i], place.frame, place.primed); };
  auto control = [&](Kind kind) {
    Expr& e = node(kind, span);
    for (size_t i = 0; i < arguments.size(); ++i) {
      const Expr* a = arg(i);
      // /\ and \/ of the same kind become one, in order: a /\ b /\ c
      if (a->kind == kind && (kind == Kind::And || kind == Kind::Or) && i == 0)
        e.args.insert(e.args.end(), a->args.begin(), a->args.end());
      else
        e.args.push_back(a);
    }
    return finish_level(e);
  };
  auto op = [&](Op o) {
    std::vector<const Expr*> args;
    for (size_t i = 0; i < arguments.size(); ++i) args.push_back(arg(i));
    return apply(o, std::move(args), span);
  };
  switch (builtin) {
    case Builtin::True: return constant(Value::boolean(true), span);
    case Builtin::False: return constant(Value::boolean(false), span);
    case Builtin::Boolean: {
      return apply(Op::SetOf, {constant(Value::boolean(false), span), constant(Value::boolean(true), span)}, span);
    }
    case Builtin::String: return constant(Value::infinite(runtime::Kind::Strings), span);
    case Builtin::Not: return op(Op::Not);
    case Builtin::And: return control(Kind::And);
    case Builtin::Or: return control(Kind::Or);
    case Builtin::Implies: return control(Kind::Implies);
    case Builtin::Equiv: return op(Op::Equiv);
    case Builtin::Equal: return op(Op::Equal);
    case Builtin::NotEqual: return op(Op::NotEqual);
    case Builtin::In: return op(Op::In);
    case Builtin::NotIn: return op(Op::NotIn);
    case Builtin::SubsetEq: return op(Op::SubsetEq);
    case Builtin::Cup: return op(Op::Cup);
    case Builtin::Cap: return op(Op::Cap);
    case Builtin::SetMinus: return op(Op::SetMinus);
    case Builtin::Powerset: return op(Op::Powerset);
    case Builtin::Union: return op(Op::Union);
    case Builtin::Domain: return op(Op::Domain);
    case Builtin::Prime: {
      if (!place.prime_allowed)
        return error(DiagnosticKind::LevelError, span,
                     place.primed ? "a prime inside of a primed expression, or in the initial predicate" : "a prime is not allowed here");
      if (arguments[0].lowered) return arguments[0].lowered;
      if (asks_for_level(*arguments[0].syntax, *arguments[0].place.module))  // TLCGet("level")': the next state's
        return apply(Op::Plus, {lower(arguments[0], place.frame, false), constant(Value::integer(1), span)}, span);
      // TLC takes its value: what is in it assigns nothing, and holds in one way.
      const Expr* primed = lower(arguments[0], place.frame, true);
      return is_walked(*primed) ? apply(Op::TLCEval, {primed}, span) : primed;
    }
    case Builtin::Enabled: {
      Expr& e = node(Kind::Enabled, span);
      e.primed = place.primed;  // asked of the next state
      Place inside = arguments[0].place;
      inside.frame = place.frame;
      inside.primed = false;
      inside.prime_allowed = true;
      inside.enabled = place.environment;
      e.args = {lower(*arguments[0].syntax, inside)};
      finish_level(e);
      if (e.primed) e.level = Level::Action;
      return &e;
    }
    case Builtin::Unchanged: return unchanged(*arguments[0].syntax, span, [&] {
      Place there = arguments[0].place;
      there.frame = place.frame;
      there.primed = place.primed;
      there.prime_allowed = place.prime_allowed;
      return there;
    }());
    case Builtin::Compose: return control(Kind::Compose);
    case Builtin::Always: return control(Kind::Always);
    case Builtin::Eventually: return control(Kind::Eventually);
    case Builtin::LeadsTo: return control(Kind::LeadsTo);
    case Builtin::Guarantees: return error(DiagnosticKind::Unsupported, span, "-+-> is not supported, nor is it by TLC");
  }
  return nullptr;
}

}  // namespace trestle::core
