// Expressions of core IR as C++ expressions.
#include <utility>

#include <fmt/format.h>

#include "translator/codegen/generator.h"
#include "translator/codegen/values.h"
#include "translator/codegen/shapes.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/context.h"

namespace trestle::codegen {

using core::Kind;
using runtime::Op;
using S = Shape::Kind;
namespace shape = runtime::shape;

// Constants are computed on the way: one that has no value, or too many elements, is for the evaluator to tell of, if it is asked.
template <class Lower>
static auto computed(const Expr& e, const Lower& lower) {
  try {
    return lower();
  } catch (const runtime::EvalError& failed) {
    throw Unsupported{std::string("what has no value here: ") + failed.what(), &e};
  }
}

Term Generator::value(const Expr& e, Env& env, ShapeRef want) {
  if (++nodes_ > 60'000) throw Unsupported{"too much code", &e};
  if (const auto given = given_.find({&e, &env}); given != given_.end()) return given->second;
  try {
    return computed(e, [&] { return value_of(e, env, want); });
  } catch (Unsupported& u) {
    if (u.at == nullptr) u.at = &e;
    if (nodes_ > 60'000) throw;
    try {
      Term t = leave_to_host(e, env);
      leave("a part", u);
      return t;
    } catch (const Unsupported&) {
      throw u;
    }
  }
}

std::optional<Term> Generator::known(const Expr& e, Env& env, ShapeRef want) {
  try {
    return value(e, env, want);
  } catch (const Unknown&) {
    left_out_ = true;
    return std::nullopt;
  }
}

cpp::Expr Generator::as_type(const Expr& e, Env& env, ShapeRef want) {
  const Firmness firm = firmly();
  return convert(value(e, env, want), want);
}

cpp::Expr Generator::condition(const Expr& e, Env& env) {
  if (++nodes_ > 60'000) throw Unsupported{"too much code", &e};
  try {
    return computed(e, [&] { return condition_of(e, env); });
  } catch (const Unknown&) {  // but it is a Boolean
    left_out_ = true;
    return cpp::boolean(true);
  } catch (Unsupported& u) {
    if (u.at == nullptr) u.at = &e;
    if (nodes_ > 60'000) throw;
    try {
      cpp::Expr holds = cpp::call("truth", {leave_to_host(e, env).code});
      leave("a part", u);
      return holds;
    } catch (const Unsupported&) {
      throw u;
    }
  }
}

cpp::Expr Generator::condition_of(const Expr& e, Env& env) {
  switch (e.kind) {
    case Kind::And:
    case Kind::Or: {
      cpp::Expr all = cpp::boolean(e.kind == Kind::And);
      for (const Expr* a : e.args) all = cpp::infix(e.kind == Kind::And ? "&&" : "||", all, condition(*a, env));
      return all;
    }
    case Kind::Implies: return cpp::infix("||", cpp::negate(condition(*e.args[0], env)), condition(*e.args[1], env));
    case Kind::Forall: return quantified(e, env, false).code;
    case Kind::Exists: return quantified(e, env, true).code;
    case Kind::If:
      return cpp::conditional(condition(*e.args[0], env), condition(*e.args[1], env), condition(*e.args[2], env));
    case Kind::Call:
    case Kind::Let:
    case Kind::Invoke: {
      if (e.kind == Kind::Call && e.definition->recursive) break;
      if (const auto kept = shared(e); kept && kept->shape->kind == S::Boolean) return kept->code;
      Block body;
      const Expr* inner = nullptr;
      Env* at = &env;
      if (e.kind == Kind::Let) {
        bind_lets(*e.args[0], e.lets, env, body);
        inner = e.args[0];
      } else if (e.kind == Kind::Call) {
        at = &callee(e, env, body);
        inner = e.definition->body;
      } else {
        at = &invoked(e, env, body, &inner);
      }
      cpp::Expr result = condition(*inner, *at);
      if (body.empty()) return result;
      body.push_back(cpp::give(result));
      return cpp::immediately(std::move(body));
    }
    case Kind::Enabled: return enabled(e, env);
    case Kind::Local:
      if (const Slot& s = slot(e, env); s.kind == Slot::Kind::ByName) return condition(*s.expr, *s.env);
      break;
    case Kind::Unchanged: {
      cpp::Expr all = cpp::boolean(true);
      for (const uint32_t v : e.variables) {
        const std::string& own = variable_names_.at(v);
        if (steps_) {
          all = cpp::infix("&&", all, equal({cpp::name("t." + own), shapes_[v]}, {cpp::name("s." + own), shapes_[v]}));
          continue;
        }
        if (!next_.at(v)) throw Unsupported{"a next value that is not known", &e};
        if (unchanged_[v]) continue;
        all = cpp::infix("&&", all, equal(*next_[v], {cpp::name("s." + own), shapes_[v]}));
      }
      return all;
    }
    case Kind::Apply:
      switch (e.op) {
        case Op::Not: return cpp::negate(condition(*e.args[0], env));
        case Op::TLCEval: return condition(*e.args[0], env);
        case Op::Equiv: return cpp::infix("==", condition(*e.args[0], env), condition(*e.args[1], env));
        case Op::Equal: return equality(*e.args[0], *e.args[1], env);
        case Op::NotEqual: return cpp::negate(equality(*e.args[0], *e.args[1], env));
        case Op::In: return member(*e.args[0], *e.args[1], env);
        case Op::NotIn: return cpp::negate(member(*e.args[0], *e.args[1], env));
        case Op::SubsetEq: return subset(*e.args[0], *e.args[1], env);
        default: break;
      }
      break;
    default: break;
  }
  const Term t = narrowed(value_of(e, env, shape::boolean()), {S::Boolean});
  if (t.shape->kind == S::Boolean) return t.code;
  if (t.shape->kind == S::Dynamic) return cpp::call("truth", {t.code});
  throw Unsupported{"a value that is no Boolean", &e};
}

Term Generator::value_of(const Expr& e, Env& env, ShapeRef want) {
  if (e.kind == Kind::Call && e.definition->recursive) return call_recursive(e, env, want);
  switch (e.kind) {
    case Kind::Constant: return literal(e.value, want);
    case Kind::Global:
      if (!globals_[e.index].defined()) throw Unsupported{"a constant that cannot be enumerated", &e};
      return literal(globals_[e.index], want);
    case Kind::Variable: {
      if (!e.primed) {
        if (!has_current_) throw Unsupported{"no current state", &e};
        return {cpp::name("s." + variable_names_.at(e.index)), shapes_[e.index]};
      }
      if (steps_) return {cpp::name("t." + variable_names_.at(e.index)), shapes_[e.index]};
      if (e.index >= next_.size() || !next_[e.index]) throw Unsupported{"a next value that is not known", &e};
      return *next_[e.index];
    }
    case Kind::Local: {
      const Slot& s = slot(e, env);
      if (s.kind == Slot::Kind::Known) return s.term;
      if (s.kind == Slot::Kind::ByName) return value(*s.expr, *s.env, want);
      throw Unsupported{"an operator as a value", &e};
    }
    case Kind::Apply: return apply(e, env, want);
    case Kind::And:
    case Kind::Or:
    case Kind::Implies:
    case Kind::Forall:
    case Kind::Exists:
    case Kind::Unchanged: return {condition_of(e, env), shape::boolean()};
    case Kind::If: {
      const cpp::Expr c = condition(*e.args[0], env);
      const auto then = known(*e.args[1], env, want), otherwise = known(*e.args[2], env, want);
      if (!then && !otherwise) throw Unknown{};
      return then && otherwise ? choice(c, *then, *otherwise, want) : then ? *then : *otherwise;
    }
    case Kind::Case: {
      size_t n = e.args.size() / 2 * 2;
      std::optional<Term> result;
      if (n < e.args.size()) {
        result = known(*e.args[n], env, want);
      } else {
        n -= 2;
        result = known(*e.args[n + 1], env, want);
        if (result)
          result->code = cpp::call("require<" + type(result->shape) + ">", {condition(*e.args[n], env), result->code});
      }
      for (; n >= 2; n -= 2) {
        const cpp::Expr c = condition(*e.args[n - 2], env);
        const auto way = known(*e.args[n - 1], env, want);
        if (way) result = result ? choice(c, *way, *result, want) : *way;
      }
      if (!result) throw Unknown{};
      return *result;
    }
    case Kind::Let: return in_let(e, env, want);
    case Kind::Call:
    case Kind::Invoke: {
      if (const auto kept = shared(e)) return *kept;
      Block body;
      const Expr* inner = nullptr;
      Env& at = e.kind == Kind::Call ? callee(e, env, body) : invoked(e, env, body, &inner);
      if (e.kind == Kind::Call) inner = e.definition->body;
      Term t = value(*inner, at, want);
      if (body.empty()) return t;
      body.push_back(cpp::give(t.code));
      return {cpp::immediately(std::move(body)), t.shape};
    }
    case Kind::Choose: return choose(e, env);
    case Kind::Filter: return filter(e, env, want);
    case Kind::Map: return map(e, env, want);
    case Kind::Function: return function(e, env, want);
    case Kind::Record: return record(e, env, want);
    case Kind::RecordSet: return listed_set({&e, &env}, want);
    case Kind::Field: return field(value(*e.args[0], env), Value::string(e.index), e);
    case Kind::Except: return except(e, env, want);
    default: throw Unsupported{std::string(name(e.kind)), &e};
  }
}

Term Generator::in_let(const Expr& e, Env& env, ShapeRef want) {
  Block body;
  bind_lets(*e.args[0], e.lets, env, body);
  Term t = value(*e.args[0], env, want);
  if (body.empty()) return t;
  body.push_back(cpp::give(t.code));
  return {cpp::immediately(std::move(body)), t.shape};
}

namespace {

// Some part of its values cannot be: nothing is to be put into such a shape that is not known to be of it.
bool has_never(ShapeRef s) {
  return s->kind == S::Never || std::any_of(s->parts.begin(), s->parts.end(), has_never);
}

}  // namespace

// Both sides in one type.
Term Generator::choice(cpp::Expr c, const Term& a, const Term& b, ShapeRef want) {
  ShapeRef s = a.shape == b.shape ? a.shape : joined(a.shape, b.shape);
  if (want != nullptr && s != want && ((s->dynamic && !has_never(want)) || shape::contains(want, s))) s = want;
  return {cpp::conditional(std::move(c), convert(a, s), convert(b, s)), s};
}

Term Generator::literal(Value v, ShapeRef want) {
  switch (v.kind()) {
    case runtime::Kind::Boolean: return {cpp::boolean(v.truth()), shape::boolean()};
    case runtime::Kind::Integer: return {cpp::integer(v.small()), shape::range(v.small(), v.small())};
    case runtime::Kind::String:
    case runtime::Kind::ModelValue: return {types_.atom(v), shape::atoms({v})};
    default: break;
  }
  // Of a constant as large as a log, which is mentioned often, its shape is found once.
  auto known = literal_shapes_.find({v.bits(), want});
  if (known == literal_shapes_.end()) {
    ShapeRef of = homogeneous(shape::of(v));
    if (want != nullptr && want != of && shape::contains(want, of)) of = want;
    runtime::Context context;
    of = shape::settled(of);
    if (!shape::contains(context, of, v)) of = shape::dynamic();
    known = literal_shapes_.emplace(std::pair(v.bits(), want), of).first;
  }
  const ShapeRef s = known->second;
  if (library_ && s->dynamic && s->kind != S::Dynamic) throw Unsupported{"a constant with parts that have no type"};
  const auto [it, added] = pool_.try_emplace({v.bits(), s});
  if (added) {
    const std::string name = fmt::format("constant_{}", pool_.size());
    // In a unit they are members, since of `const T x = constant_1`, captured by a lambda, g++ 12 takes a variable constant_1
    // for read-only.
    it->second = library_ ? name : "pool." + name;
    type(s, "Constant");
    stored_.push_back({name, v, s});
  }
  return {cpp::name(it->second), s};
}

// Whether an action has a successor: its first is reason enough.
cpp::Expr Generator::enabled(const Expr& e, Env& env) {
  if (e.primed) throw Unsupported{"ENABLED in the next state", &e};
  if (!spec_.abstract_variables.empty()) throw Unsupported{"ENABLED with variables of an instance", &e};
  auto next = std::exchange(next_, std::vector<std::optional<Term>>(spec_.variables.size()));
  auto unchanged = std::exchange(unchanged_, std::vector<bool>(spec_.variables.size()));
  auto factors = std::exchange(factors_, {});
  auto patches = std::exchange(patches_, {});
  const bool steps = std::exchange(steps_, false);
  const auto restore = [&] {
    next_ = std::move(next);
    unchanged_ = std::move(unchanged);
    factors_ = std::move(factors);
    patches_ = std::move(patches);
    steps_ = steps;
  };
  Block body;
  try {
    run(*e.args[0], env, body, [](Block& inner) { inner.push_back(cpp::give(cpp::boolean(true))); });
  } catch (...) {
    restore();
    throw;
  }
  restore();
  body.push_back(cpp::give(cpp::boolean(false)));
  return cpp::immediately(std::move(body));
}

// Whether what stands where a set is needed is one whatever the state is; `total` does not ask for types.
bool Generator::surely_set(const Expr& set, Env& env) {
  bool sure = false;
  tried([&] {
    if ((sure = constant(resolve(set, env)).has_value())) return;
    const Term t = value(set, env);
    sure = t.shape->kind == S::Set && cpp::harmless(t.code);
  });
  return sure;
}

Term Generator::quantified(const Expr& e, Env& env, bool exists) {
  Block body;
  bool decides = false;  // some element may
  iterate_bindings(e, e.bindings.size(), env, body, [&](Block& inner) {
    const cpp::Expr holds = condition(*e.args[0], env);
    decides = decides || !cpp::is_literal(holds, exists ? "false" : "true");
    inner.push_back(cpp::when(exists ? holds : cpp::negate(holds), {cpp::give(cpp::boolean(exists))}));
  });
  const auto plain = [&](const core::Binding& b) { return total(*b.set, env) && surely_set(*b.set, env); };
  if (!decides && std::all_of(e.bindings.begin(), e.bindings.end(), plain)) return {cpp::boolean(!exists), shape::boolean()};
  body.push_back(cpp::give(cpp::boolean(!exists)));
  return {cpp::immediately(std::move(body)), shape::boolean()};
}

Term Generator::arithmetic(const Expr& e, Env& env) {
  const Term a = integer(value(*e.args[0], env), e);
  const Term b = e.args.size() > 1 ? integer(value(*e.args[1], env), e) : Term{cpp::integer(0), shape::range(0, 0)};
  const __int128 al = a.shape->low, ah = a.shape->high, bl = b.shape->low, bh = b.shape->high;
  __int128 low = 0, high = 0;
  const char* op = nullptr;
  const auto span = [&](std::initializer_list<__int128> ends) {
    low = std::min(ends);
    high = std::max(ends);
  };
  switch (e.op) {
    case Op::Plus:
      op = "+";
      low = al + bl, high = ah + bh;
      break;
    case Op::Minus:
      op = "-";
      low = al - bh, high = ah - bl;
      break;
    case Op::Times:
      op = "*";
      span({al * bl, al * bh, ah * bl, ah * bh});
      break;
    case Op::Negate: low = -ah, high = -al; break;
    case Op::Mod: low = 0, high = bh - 1; break;
    case Op::Div: span({al, -al, ah, -ah, __int128{0}}); break;
    default: throw Unsupported{"an operator on integers", &e};
  }
  // Literals are made 64 bits wide by the other side, which has a type.
  const cpp::Expr code = e.op == Op::Negate ? cpp::infix("-", cpp::integer(0), a.code)
                         : op != nullptr    ? cpp::infix(op, a.code, b.code)
                                            : cpp::call(e.op == Op::Mod ? "modulo" : "quotient", {a.code, b.code});
  constexpr __int128 kMost = kMostInteger;
  const bool as_tlc = runtime::options().integers_32_bit;
  const __int128 least = as_tlc ? INT32_MIN : -kMost, most = as_tlc ? INT32_MAX : kMost;
  if (low >= least && high <= most && low <= high)
    return {code, shape::range(static_cast<int64_t>(low), static_cast<int64_t>(high))};
  // Checked when it is computed, if that cannot overflow.
  if (low < INT64_MIN || high > INT64_MAX || high < low || least > high || most < low)
    throw Unsupported{"integers that may be large", &e};
  const ShapeRef s =
      shape::range(static_cast<int64_t>(std::max(low, least)), static_cast<int64_t>(std::min(high, most)));
  return {cpp::call("within<" + descriptor(s) + ">", {code}), s};
}

Term Generator::apply(const Expr& e, Env& env, ShapeRef want) {
  const auto compare = [&](const char* op) -> Term {
    const Term left_value = value(*e.args[0], env), right_value = value(*e.args[1], env);
    const Term a = integer(left_value, e), b = integer(right_value, e);
    // Some comparisons hold by layout; of any value it is only known when it is looked at that it is a number, and how large.
    const std::string_view sign = op;
    const bool swap = sign[0] == '>';
    const ShapeRef left = swap ? b.shape : a.shape, right = swap ? a.shape : b.shape;
    const bool ranges = left_value.shape->kind == S::Range && right_value.shape->kind == S::Range;
    const bool strict = sign.size() == 1, plain = ranges && total(*e.args[0], env, true) && total(*e.args[1], env, true);
    if (plain && (strict ? left->high < right->low : left->high <= right->low))
      return {cpp::boolean(true), shape::boolean()};
    if (plain && (strict ? left->low >= right->high : left->low > right->high))
      return {cpp::boolean(false), shape::boolean()};
    return {cpp::infix(op, a.code, b.code), shape::boolean()};
  };
  switch (e.op) {
    case Op::Not:
    case Op::Equiv:
    case Op::Equal:
    case Op::NotEqual:
    case Op::In:
    case Op::NotIn:
    case Op::SubsetEq: return {condition_of(e, env), shape::boolean()};
    case Op::Less: return compare("<");
    case Op::LessEqual: return compare("<=");
    case Op::Greater: return compare(">");
    case Op::GreaterEqual: return compare(">=");
    case Op::Plus:
    case Op::Minus:
    case Op::Times:
    case Op::Negate:
    case Op::Div:
    case Op::Mod: return arithmetic(e, env);
    case Op::Cup:
    case Op::Cap:
    case Op::SetMinus: return set_operation(e, env, want);
    case Op::SetOf: return set_literal(e, env, want);
    case Op::Union: return big_union(e, env, want);
    case Op::Interval: return interval(e, env, want);
    case Op::TupleOf: return tuple(e, env, want);
    case Op::Apply: {
      if (e.args[0]->kind == Kind::Local || e.args[0]->kind == Kind::Call) {
        const Form f = resolve(*e.args[0], env);
        if (f.expr->kind == Kind::Function && f.expr->self >= 0) return call_function(f, *e.args[1], env, want);
        if (f.expr->kind == Kind::Function && e.level < core::Level::Action) {
          if (auto t = applied(f, *e.args[1], env, want)) return *t;
        }
      }
      return application(value(*e.args[0], env), *e.args[1], env, e);
    }
    case Op::ProductSet:
    case Op::FunctionSet:
    case Op::Powerset:
    case Op::KSubset: return listed_set({&e, &env}, want);
    case Op::Domain: return domain(value(*e.args[0], env), e);
    case Op::Len:
    case Op::Append:
    case Op::Head:
    case Op::Tail:
    case Op::SubSeq:
    case Op::Concat: return sequence_operation(e, env, want);
    case Op::Cardinality: {
      const Term s = narrowed(value(*e.args[0], env), {S::Set});
      if (s.shape->kind == S::Dynamic)
        return unbox(cpp::call("apply_op", {cpp::integer(static_cast<int64_t>(e.op)), s.code}),
                     shape::range(0, INT32_MAX));
      if (s.shape->kind != S::Set) throw Unsupported{"the cardinality of what may be no set", &e};
      const uint64_t most = s.shape->lists() ? s.shape->capacity : s.shape->parts[0]->count;
      return {cpp::method(s.code, "size"), shape::range(0, static_cast<int64_t>(most))};
    }
    case Op::Pair: return pair(e, env, want);
    case Op::Override: return override(e, env, want);
    case Op::BagSum:
    case Op::BagDifference: return bag(e, env, want);
    case Op::Fold: return fold(e, env, want);
    case Op::SelectSeq: return select(e, env, want);
    case Op::Max:
    case Op::Min: return extreme(e, env);
    case Op::TLCEval: return value(*e.args[0], env, want);
    case Op::Assert: {
      const cpp::Expr holds = condition(*e.args[0], env);
      return {cpp::call("require<bool>", {holds, cpp::boolean(true)}), shape::boolean()};
    }
    default: break;
  }
  if (e.impure) throw Unsupported{"an operator with an effect", &e};
  // What has no code of its own: the operator itself, on values.
  std::vector<cpp::Expr> arguments{cpp::integer(static_cast<int64_t>(e.op))};
  for (const Expr* a : e.args) arguments.push_back(box(value(*a, env)));
  return {cpp::call("apply_op", std::move(arguments)), shape::dynamic()};
}

// The evaluator's value of a whole expression, given what it reads of its frame.
Term Generator::leave_to_host(const Expr& e, Env& env) {
  if (e.kind == Kind::Closure) throw Unsupported{"an operator as a value", &e};
  if (e.impure) throw Unsupported{"an effect", &e};
  if (assigns(e, env) || (steps_ && e.level >= core::Level::Action)) throw Unsupported{"next values", &e};
  if (e.level > core::Level::Constant && !has_current_) throw Unsupported{"no current state", &e};
  std::map<uint32_t, const Expr*> free;
  const auto find = [&](auto&& self, const Expr& x, std::vector<uint32_t> bound) -> void {
    if (x.kind == Kind::Local && std::find(bound.begin(), bound.end(), x.index) == bound.end())
      free.emplace(x.index, &x);
    for (const auto& b : x.bindings) bound.insert(bound.end(), b.slots.begin(), b.slots.end());
    for (const auto& l : x.lets) bound.push_back(l.slot);
    for (const auto& u : x.updates)
      if (u.at_slot >= 0) bound.push_back(static_cast<uint32_t>(u.at_slot));
    if (x.self >= 0) bound.push_back(static_cast<uint32_t>(x.self));
    for (const Expr* a : x.args) self(self, *a, bound);
    for (const auto& b : x.bindings)
      if (b.set != nullptr) self(self, *b.set, bound);
    for (const auto& l : x.lets) self(self, *l.value, bound);
    for (const auto& u : x.updates) {
      for (const auto& step : u.path)
        if (step.index != nullptr) self(self, *step.index, bound);
      self(self, *u.value, bound);
    }
  };
  find(find, e, {});
  std::vector<cpp::Expr> arguments{cpp::integer(0)};
  std::vector<uint32_t> slots;
  for (const auto& [index, local] : free) {
    const Slot& s = slot(*local, env);
    if (s.kind == Slot::Kind::Operator) throw Unsupported{"an operator as a value", &e};
    slots.push_back(index);
    arguments.push_back(box(s.kind == Slot::Kind::Known ? s.term : value_of(*s.expr, *s.env, nullptr)));
  }
  const auto [it, added] = host_ids_.try_emplace(&e, static_cast<uint32_t>(unit_.expressions.size()));
  if (added) unit_.expressions.push_back({&e, static_cast<uint32_t>(env.slots.size()), slots});
  arguments[0] = cpp::integer(it->second);
  return {cpp::call("evaluate_expression", std::move(arguments)), shape::dynamic()};
}

}  // namespace trestle::codegen
