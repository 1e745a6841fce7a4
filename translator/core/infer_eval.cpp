// The value of an expression: its shape, and the value itself where that is known.
#include <algorithm>

#include "translator/core/infer_internal.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/store.h"

namespace trestle::core::inference {

namespace {

using K = Shape::Kind;

constexpr uint32_t kMaxTerm = 24;      // nodes
constexpr size_t kMaxConstant = 2048;  // elements of a set that is computed

// Whether evaluating this operator on these constants costs little.
bool cheap(Op op, const std::vector<Abstract>& args) {
  if (!has_no_effect(op)) return false;
  switch (op) {
    case Op::Fold:
    case Op::SelectSeq:
    case Op::SortSeq:
    case Op::AssertError:
    case Op::ToString:
    case Op::ToJson:
    case Op::ToJsonArray:
    case Op::ToJsonObject:
    case Op::SvgText:
    case Op::RingPoint:
    case Op::ChiSquare:
    case Op::Permutations:
    case Op::KSubset:
    case Op::Assert:
    case Op::Print:
    case Op::PrintT: return false;
    case Op::Cup:
    case Op::Cap:
    case Op::SetMinus:
    case Op::Union:
    case Op::Cardinality:
    case Op::Equal:
    case Op::NotEqual:
    case Op::SubsetEq:
    case Op::SetToSeq:
    case Op::Max:
    case Op::Min:
    case Op::IsFiniteSet:
      return std::all_of(args.begin(), args.end(), [](const Abstract& a) {
        const auto kind = a.constant.kind();
        if (kind == runtime::Kind::Interval) {
          return a.constant->items()[1].small() - a.constant->items()[0].small() < int64_t{kMaxConstant};
        }
        return !runtime::is_set(kind) || (kind == runtime::Kind::Set && a.constant->size < kMaxConstant);
      });
    default: return true;
  }
}

}  // namespace

Abstract Interpreter::constant(Value v) {
  v = runtime::keep(v);
  auto [at, fresh] = constants_.try_emplace(v.bits());
  Abstract& a = at->second;
  if (fresh) {
    a.shape = shape::of(v);
    a.constant = v;
    Term t;
    t.value = v;
    t.shape = a.shape;
    a.term = term(std::move(t));
  }
  return a;
}

Abstract Interpreter::of_shape(ShapeRef s, TermRef named) {
  if (s->count == 1 && (s->is(K::Range) || s->is(K::Atoms))) {
    return constant(s->is(K::Range) ? Value::integer(s->low) : s->keys[0]);
  }
  Abstract a;
  a.shape = s;
  a.term = named;
  return a;
}

TermRef Interpreter::term(Term t) {
  for (TermRef a : t.args) {
    if (a == nullptr) return nullptr;
    t.size += a->size;
  }
  if (t.size > kMaxTerm) return nullptr;
  std::vector<uint64_t> key{static_cast<uint64_t>(t.kind), t.value.bits(), t.index, t.primed,
                            static_cast<uint64_t>(t.op)};
  for (TermRef a : t.args) key.push_back(reinterpret_cast<uint64_t>(a));
  auto& known = terms_[std::move(key)];
  if (known == nullptr) known = std::make_unique<Term>(std::move(t));
  return known.get();
}

TermRef Interpreter::op_term(Op op, std::vector<TermRef> args) {
  Term t;
  t.kind = Term::Kind::Op;
  t.op = op;
  t.args = std::move(args);
  return term(std::move(t));
}

TermRef Interpreter::variable_term(uint32_t index, bool primed) {
  Term t;
  t.kind = Term::Kind::Variable;
  t.index = index;
  t.primed = primed;
  return term(std::move(t));
}

TermRef Interpreter::field_term(uint32_t atom, TermRef record) {
  Term t;
  t.kind = Term::Kind::Field;
  t.index = atom;
  t.args = {record};
  return term(std::move(t));
}

std::vector<Abstract> Interpreter::eval_all(const std::vector<const Expr*>& args, Frame& frame, World& world) {
  std::vector<Abstract> values;
  values.reserve(args.size());
  for (const Expr* a : args) values.push_back(eval(*a, frame, world));
  return values;
}

std::vector<Abstract> Interpreter::arguments(const std::vector<const Expr*>& args, Frame& frame, World& world) {
  std::vector<Abstract> values = eval_all(args, frame, world);
  for (size_t i = 0; i < args.size(); ++i) {
    if (args[i]->kind == Kind::Local) {
      values[i].argument = frame[args[i]->index].argument;
      values[i].home = frame[args[i]->index].home;
    } else if (args[i]->kind != Kind::Constant && args[i]->kind != Kind::Closure) {
      values[i].argument = args[i];
      values[i].home = &frame;
    }
  }
  return values;
}

Abstract Interpreter::eval(const Expr& e, Frame& frame, World& world) {
  if (++steps_ > limit_) return of_shape(shape::dynamic());
  if (evidence_.ended != nullptr && evidence_.ended->load(std::memory_order_relaxed)) throw runtime::Stopped();
  const uint64_t before = dynamics_;
  Abstract a;
  try {
    a = eval_node(e, frame, world);
  } catch (const runtime::EvalError&) {  // a constant has no value: nothing gets further
  }
  if (a.shape->dynamic && a.closure == nullptr) {
    if (dynamics_ == before) culprit_ = &e;
    ++dynamics_;
  }
  return a;
}

Abstract Interpreter::eval_node(const Expr& e, Frame& frame, World& world) {
  switch (e.kind) {
    case Kind::Constant: return constant(e.value);
    case Kind::Global: return global(e.index);
    case Kind::Variable: {
      if (e.index >= spec_.variables.size()) return of_shape(shape::dynamic());
      if (e.primed && world.assigned[e.index] && world.next[e.index].constant.defined()) return world.next[e.index];
      const TermRef named = variable_term(e.index, e.primed);
      return of_shape(shape_of(named, world), named);
    }
    case Kind::Local: return local(e.index, frame, world);
    case Kind::Apply: return apply(e, frame, world);
    case Kind::And:
    case Kind::Or:
    case Kind::Implies: return logic(e, frame, world);
    case Kind::If:
    case Kind::Case: return branches(e, frame, world);
    case Kind::Let:
      for (const LetSlot& l : e.lets) {
        frame[l.slot] = {};
        frame[l.slot].pending = l.value;
      }
      return eval(*e.args[0], frame, world);
    case Kind::Call: return call(*e.definition, eval_all(e.args, frame, world), world);
    case Kind::Invoke: {
      std::vector<Abstract> args = eval_all(e.args, frame, world);
      const Abstract op = args[0];
      args.erase(args.begin());
      return invoke(op, std::move(args), world);
    }
    case Kind::Closure: {
      Abstract a = of_shape(shape::dynamic());
      a.closure = std::make_shared<const Closure>(Closure{e.definition, eval_all(e.args, frame, world)});
      return a;
    }
    case Kind::Forall:
    case Kind::Exists: return quantify(e, frame, world);
    case Kind::Choose: return choose(e, frame, world);
    case Kind::Filter: return filter(e, frame, world);
    case Kind::Map: return map(e, frame, world);
    case Kind::Function: return function(e, frame, world);
    case Kind::Record:
    case Kind::RecordSet: {
      const bool set = e.kind == Kind::RecordSet;
      const auto fields = runtime::record_fields(e.index);
      const std::vector<Abstract> args = eval_all(e.args, frame, world);
      std::vector<Value> keys, values;
      std::vector<ShapeRef> parts;
      for (size_t i = 0; i < args.size(); ++i) {
        keys.push_back(Value::string(fields[i]));
        parts.push_back(set ? element(args[i].shape) : args[i].shape);
        if (args[i].constant.defined()) values.push_back(args[i].constant);
      }
      if (values.size() == args.size()) {
        return constant(set ? runtime::make_record_set(context_, fields, values)
                            : runtime::make_record(context_, fields, values));
      }
      const ShapeRef s = shape::function(std::move(keys), std::move(parts));
      return of_shape(set ? shape::set(s) : s);
    }
    case Kind::Field: {
      const Abstract record = eval(*e.args[0], frame, world);
      if (record.constant.defined() && record.constant.kind() == runtime::Kind::Record) {
        if (runtime::record_index(record.constant->aux, e.index) < 0) return {};
        return constant(runtime::field(context_, record.constant, e.index));
      }
      const TermRef named = field_term(e.index, record.term);
      return of_shape(named != nullptr ? shape_of(named, world) : field(record.shape, e.index), named);
    }
    case Kind::Except: return except(e, frame, world);
    default: return of_shape(shape::boolean());
  }
}

Abstract Interpreter::local(uint32_t slot, Frame& frame, World& world) {
  if (frame[slot].pending != nullptr) {
    const Expr* value = frame[slot].pending;
    frame[slot] = {};  // a promise that needs itself has no value
    frame[slot] = eval(*value, frame, world);
  }
  Abstract a = frame[slot];
  a.argument = nullptr;
  if (a.term == nullptr || a.constant.defined()) return a;
  Abstract now = of_shape(shape::meet(a.shape, shape_of(a.term, world)), a.term);
  now.closure = a.closure;
  return now;
}

Abstract Interpreter::global(uint32_t index) {
  auto& known = globals_[index];
  if (known == nullptr) {
    known = std::make_unique<Abstract>();
    *known = of_shape(shape::dynamic());
    const Value v = evidence_.global ? evidence_.global(index) : Value();
    if (v.defined() && v.kind() != runtime::Kind::Operator && v.kind() != runtime::Kind::LazyFunction) {
      *known = constant(v);
    } else {
      const Root& root = spec_.globals[index].root;
      Frame frame(root.frame);
      World nothing = world();
      const Abstract a = eval(*root.expr, frame, nothing);
      *globals_[index] = a;
    }
  }
  return *known;
}

Abstract Interpreter::apply(const Expr& e, Frame& frame, World& world) {
  const bool outer = std::exchange(applied_, e.op == Op::Apply);
  const std::vector<Abstract> args = eval_all(e.args, frame, world);
  applied_ = outer;
  if (std::all_of(args.begin(), args.end(), [](const Abstract& a) { return a.constant.defined(); }) &&
      cheap(e.op, args)) {
    std::vector<Value> values;
    for (const Abstract& a : args) values.push_back(a.constant);
    values.push_back({});  // never null
    try {
      const Value v = runtime::listed_function(context_, runtime::info(e.op).call(context_, values.data(), args.size()));
      if (v.kind() != runtime::Kind::LazyFunction) return constant(v);
    } catch (const runtime::EvalError&) {
      return {};  // it has no value
    }
  }
  if (std::any_of(args.begin(), args.end(), [](const Abstract& a) { return a.closure != nullptr; }) ||
      e.op == Op::Fold) {
    return higher_order(e.op, args, world);
  }
  std::vector<ShapeRef> shapes;
  std::vector<TermRef> terms;
  for (const Abstract& a : args) {
    shapes.push_back(a.shape);
    terms.push_back(a.term);
  }
  if (e.op == Op::Domain && !args[0].shape->parts.empty() && args[0].shape->is(K::Function)) {
    return constant(args[0].shape->domain);
  }
  if (e.op == Op::Assert && args[0].constant.defined() && !args[0].constant.truth()) return {};
  if (e.op == Op::FunctionSet && args[0].constant.defined() && !args[1].shape->is(K::Dynamic)) {
    const Value domain = args[0].constant;
    const ShapeRef range = element(args[1].shape);
    if (runtime::enumerable(domain) && args[0].shape->is(K::Set) && element(args[0].shape)->count <= kMaxConstant) {
      const Value keys = runtime::intern(context_, domain);
      return of_shape(shape::set(
          shape::function({keys->span().begin(), keys->span().end()}, std::vector<ShapeRef>(keys->size, range))));
    }
  }
  const TermRef named = has_no_effect(e.op) && !args.empty() ? op_term(e.op, std::move(terms)) : nullptr;
  if (named != nullptr) return of_shape(shape_of(named, world), named);
  if (e.op == Op::Apply && args[1].constant.defined() && is_key(args[1].constant)) {
    return of_shape(applied(args[0].shape, args[1].constant));
  }
  return of_shape(result(e.op, shapes));
}

Abstract Interpreter::except(const Expr& e, Frame& frame, World& world) {
  Abstract f = eval(*e.args[0], frame, world);
  for (const Update& u : e.updates) {
    f = update(u, 0, f, frame, world);
    f.term = nullptr;
  }
  return f;
}

Abstract Interpreter::update(const Update& u, size_t step, const Abstract& old, Frame& frame, World& world) {
  if (step == u.path.size()) {
    if (u.at_slot >= 0) frame[u.at_slot] = old;
    return eval(*u.value, frame, world);
  }
  const PathStep& at = u.path[step];
  if (at.index == nullptr) {
    const TermRef named = field_term(at.field, old.term);
    const Abstract part =
        of_shape(shape::meet(named ? shape_of(named, world) : shape::dynamic(), field(old.shape, at.field)), named);
    const Abstract value = update(u, step + 1, part, frame, world);
    return of_shape(with_field(old.shape, at.field, value.shape, false));
  }
  const Abstract index = eval(*at.index, frame, world);
  const TermRef named = old.term && index.term ? op_term(Op::Apply, {old.term, index.term}) : nullptr;
  const Abstract part =
      of_shape(shape::meet(named ? shape_of(named, world) : shape::dynamic(), applied(old.shape, index.shape)), named);
  const Abstract value = update(u, step + 1, part, frame, world);
  return of_shape(with_value(old.shape, index.shape, value.shape));
}

Abstract Interpreter::branches(const Expr& e, Frame& frame, World& world) {
  Abstract all;
  bool first = true, closed = false;
  World rest = world;  // where no guard held yet
  Frame frame_of_rest = frame;
  const auto take = [&](const Expr* guard, const Expr& value) {
    if (rest.dead || closed) return;
    World inside = rest;
    Frame own = frame_of_rest;
    if (guard != nullptr) {
      const Abstract truth = eval(*guard, own, inside);
      if (truth.constant.defined() && truth.constant.is_boolean()) {
        if (!truth.constant.truth()) return;
        closed = true;
      } else {
        assume(*guard, true, own, inside);
        assume(*guard, false, frame_of_rest, rest);
      }
    }
    if (inside.dead) return;
    const Abstract a = eval(value, own, inside);
    if (a.shape->is(K::Never)) return;
    if (first) {
      all = a;
    } else {
      const bool same_value = all.constant.defined() && a.constant.defined() && same(all.constant, a.constant);
      if (!same_value) {
        auto closure = all.closure;
        all = of_shape(shape::join(all.shape, a.shape), all.term == a.term ? a.term : nullptr);
        all.closure = closure;
      }
    }
    first = false;
  };
  if (e.kind == Kind::If) {
    take(e.args[0], *e.args[1]);
    take(nullptr, *e.args[2]);
    return all;
  }
  for (size_t i = 0; i + 1 < e.args.size(); i += 2) take(e.args[i], *e.args[i + 1]);
  if (e.args.size() % 2 != 0) take(nullptr, *e.args.back());
  return all;
}

Abstract Interpreter::logic(const Expr& e, Frame& frame, World& world) {
  // The truth value that decides And and Or; Implies is Or with its first side negated.
  const bool decisive = e.kind != Kind::And;
  World inside = world;
  Frame own = frame;
  bool unknown = false;
  for (size_t i = 0; i < e.args.size(); ++i) {
    const Abstract a = eval(*e.args[i], own, inside);
    const bool flipped = e.kind == Kind::Implies && i == 0;
    if (a.constant.defined() && a.constant.is_boolean()) {
      if ((a.constant.truth() != flipped) == decisive) {
        return known(decisive);
      }
      continue;
    }
    unknown = true;
    if (e.level != Level::Constant) assume(*e.args[i], !decisive != flipped, own, inside);
    if (inside.dead) break;
  }
  return unknown ? of_shape(shape::boolean()) : known(!decisive);
}

}  // namespace trestle::core::inference
