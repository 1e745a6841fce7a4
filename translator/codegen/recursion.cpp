// What repeats itself: recursive operators, folds and their like. Their shapes are found by trying: what comes out of
// one round goes into the next, until nothing grows.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "translator/codegen/generator.h"
#include "translator/codegen/values.h"

namespace trestle::codegen {

using core::Kind;
using runtime::Op;
using S = Shape::Kind;
namespace shape = runtime::shape;

namespace {

constexpr int kPatience = 3;  // rounds before a growing range is opened
constexpr int kMostRounds = 8;
constexpr uint64_t kMostKnown = 4096;  // values of a recursive function that are remembered

// At least `next`, and so wide that it does not grow for long.
ShapeRef widened(ShapeRef before, ShapeRef next, int round) {
  const ShapeRef all = joined(before, next);
  if (round < kPatience || all->kind != S::Range || before->kind != S::Range) return all;
  // First to what programs count with, then to what arithmetic is bounded by.
  const int64_t most = round < kPatience + 2 ? INT32_MAX : kMostInteger;
  return shape::range(all->low < before->low ? std::min(all->low, -most) : all->low,
                      all->high > before->high ? std::max(all->high, most) : all->high);
}

// A sequence that each round makes longer: as long as it is wanted, or as what is given suggests. What is longer then is
// found where it is made.
ShapeRef bounded(ShapeRef s, ShapeRef want, int round, uint32_t suggested) {
  if (s->kind != S::Sequence || round < kPatience) return s;
  const uint32_t most = want != nullptr && want->kind == S::Sequence ? want->capacity : std::max<uint32_t>(8, suggested);
  return shape::settled(shape::sequence(s->parts[0], most));
}

// How many items a value of the shape has in it at most, where that is little.
uint32_t items_in(ShapeRef s) {
  switch (s->kind) {
    case S::Sequence: return s->capacity;
    case S::Function: return static_cast<uint32_t>(s->keys.size());
    case S::Set: return static_cast<uint32_t>(std::min<uint64_t>(s->lists() ? s->capacity : s->parts[0]->count, 64));
    default: return 0;
  }
}

// No value stands in the slot: an operator, or a function that is applied and never made.
bool no_value(const Slot& s) {
  return s.kind == Slot::Kind::Operator ||
         (s.kind == Slot::Kind::ByName && s.expr->kind == Kind::Function && s.expr->self >= 0);
}

// The slots of the frame around it that a recursive function reads, but for its own.
std::set<uint32_t> held(const Expr& f, uint32_t frame) {
  std::set<uint32_t> slots(f.free.begin(), f.free.end());
  const auto find = [&](auto&& self, const Expr& x) -> void {
    if (x.kind == Kind::Local && x.index < frame) slots.insert(x.index);
    for (const Expr* a : x.args) self(self, *a);
  };
  for (const auto& b : f.bindings)
    if (b.set != nullptr) find(find, *b.set);
  slots.erase(static_cast<uint32_t>(f.self));
  return slots;
}

}  // namespace

// An operator, or a function that is applied and never made: it goes into a function by its text. What that holds of
// the frames around it has a name there only, and becomes a parameter.
Slot Generator::apart(const Slot& s, Repeated& callee, std::vector<Term>& arguments) {
  Env& env = frame(s.env->slots.size());
  const auto hold = [&](uint32_t at) {
    const Slot& inner = s.env->slots.at(at);
    if (inner.kind == Slot::Kind::Empty || env.slots.at(at).kind != Slot::Kind::Empty) return;
    if (no_value(inner)) {
      env.slots.at(at) = apart(inner, callee, arguments);
      return;
    }
    callee.placed.push_back({&env, at, callee.frame});
    callee.parameters.emplace_back(callee.frame++, "captured");
    arguments.push_back(inner.kind == Slot::Kind::ByName ? value(*inner.expr, *inner.env) : inner.term);
  };
  if (s.kind == Slot::Kind::Operator) {
    if (s.expr->definition == nullptr) throw Unsupported{"an operator that is computed", s.expr};
    callee.texts.push_back(s.expr->definition);
    callee.level = std::max(callee.level, s.expr->definition->level);
    for (const Expr* a : s.expr->args) {
      if (a->kind != Kind::Local) throw Unsupported{"an operator that holds more than names", s.expr};
      hold(a->index);
    }
  } else {
    callee.texts.push_back(s.expr);
    callee.level = std::max(callee.level, s.expr->level);
    for (const uint32_t at : held(*s.expr, static_cast<uint32_t>(env.slots.size()))) hold(at);
    env.slots.at(static_cast<size_t>(s.expr->self)) = {Slot::Kind::ByName, {}, s.expr, &env};
  }
  if (callee.level >= core::Level::Action) throw Unsupported{"a recursive function of next values", s.expr};
  return {s.kind, {}, s.expr, &env};
}

Term Generator::call_recursive(const Expr& e, Env& env, ShapeRef want) {
  const core::Definition& d = *e.definition;
  if (d.level >= core::Level::Action) throw Unsupported{"a recursive action", &e};
  Repeated callee{&d, d.name, {}, d.frame, d.level, d.body};
  std::vector<Term> arguments;
  std::vector<std::pair<uint32_t, Slot>> kept;  // operators that it is given
  for (size_t i = 0; i < e.args.size(); ++i) {
    const Expr& a = *e.args[i];
    const Slot given = a.kind == Kind::Closure ? Slot{Slot::Kind::Operator, {}, &a, &env} : a.kind == Kind::Local ? slot(a, env) : Slot{};
    if (given.kind == Slot::Kind::Operator) {
      kept.emplace_back(d.slots[i], apart(given, callee, arguments));
      continue;
    }
    callee.parameters.emplace_back(d.slots[i], i < d.parameters.size() ? d.parameters[i] : "captured");
    arguments.push_back(value(a, env));
  }
  callee.prepare = [kept, placed = callee.placed](Env& inner, Block&) {
    for (const auto& p : placed) p.env->slots.at(p.slot) = inner.slots.at(p.parameter);
    for (const auto& [at, s] : kept) inner.slots.at(at) = s;
  };
  return call_repeated(callee, arguments, want, e);
}

// f[x], where f[x \in S] == ... f[y] ...: a function of its argument, and of what its frame holds.
Term Generator::call_function(const Form& function, const Expr& argument, Env& env, ShapeRef want) {
  const Expr& f = *function.expr;
  if (f.level >= core::Level::Action) throw Unsupported{"a recursive function of next values", &f};
  Repeated callee{&f,      slot_name(*f.args[0], static_cast<uint32_t>(f.self), "function"),
                  {},      static_cast<uint32_t>(function.env->slots.size()),
                  f.level, f.args[0]};
  if (f.bindings.size() == 1) callee.memo = "known";
  std::vector<Term> arguments;
  const bool listed = f.bindings.size() > 1;
  if (listed &&
      (argument.kind != Kind::Apply || argument.op != Op::TupleOf || argument.args.size() != f.bindings.size()))
    throw Unsupported{"a recursive function of several arguments", &f};
  for (size_t i = 0; i < f.bindings.size(); ++i) {
    if (f.bindings[i].tuple) throw Unsupported{"a recursive function of tuples", &f};
    const uint32_t at = f.bindings[i].slots[0];
    callee.parameters.emplace_back(at, "x");
    arguments.push_back(value(listed ? *argument.args[i] : argument, env));
  }
  std::vector<std::pair<uint32_t, Slot>> kept;  // what is no value
  for (const uint32_t at : held(f, callee.frame)) {
    const Slot& s = function.env->slots.at(at);
    if (s.kind == Slot::Kind::Empty) continue;
    if (no_value(s)) {
      kept.emplace_back(at, apart(s, callee, arguments));
    } else {
      callee.parameters.emplace_back(at, "captured");
      arguments.push_back(s.kind == Slot::Kind::ByName ? value(*s.expr, *s.env) : s.term);
    }
  }
  callee.prepare = [&f, kept, placed = callee.placed, this](Env& inner, Block& out) {
    for (const auto& p : placed) p.env->slots.at(p.slot) = inner.slots.at(p.parameter);
    for (const auto& [at, s] : kept) inner.slots.at(at) = s;
    inner.slots.at(static_cast<size_t>(f.self)) = {Slot::Kind::ByName, {}, &f, &inner};
    for (const auto& b : f.bindings) {
      if (b.set == nullptr) throw Unsupported{"a function of everything", &f};
      const cpp::Expr in = member(inner.slots.at(b.slots[0]).term, resolve(*b.set, inner));
      if (!cpp::is_literal(in, "true")) out.push_back(cpp::when(cpp::negate(in), {cpp::evaluate(cpp::call("misfit"))}));
    }
  };
  return call_repeated(callee, arguments, want, f);
}

Term Generator::call_repeated(const Repeated& callee, const std::vector<Term>& arguments, ShapeRef want,
                              const Expr& at) {
  const bool reads_state = callee.level == core::Level::State;
  if (reads_state && !has_current_) throw Unsupported{"a recursive operator here", &at};
  const auto memo = [&](const Recursive& r) {
    return fmt::format("Memo<{}, {}>", descriptor(r.parameters[0]), descriptor(r.result));
  };
  const auto call = [&](const Recursive& r, bool inside) {
    std::vector<cpp::Expr> list;
    if (reads_state) list.push_back(cpp::name("s"));
    if (r.remembers) list.push_back(cpp::name("known"));
    for (size_t i = 0; i < arguments.size(); ++i) list.push_back(convert(arguments[i], r.parameters[i]));
    list.push_back(cpp::infix("+", cpp::name("call_depth"), cpp::integer(1)));
    const cpp::Expr value = cpp::call(r.name, std::move(list));
    if (inside || !r.remembers) return Term{value, r.result};
    return Term{cpp::immediately({cpp::declare(memo(r), "known"), cpp::give(value)}), r.result};
  };
  auto& versions = recursive_[callee.key];
  for (const auto& r : versions) {
    if (r->texts != callee.texts) continue;
    bool fits = true;
    for (size_t i = 0; i < arguments.size(); ++i) fits = fits && shape::contains(r->parameters[i], arguments[i].shape);
    if (r->done && fits) return call(*r, false);
    if (r->done) continue;
    // A call inside of it.
    if (!fits) {
      for (size_t i = 0; i < arguments.size(); ++i) {
        const ShapeRef wide = widened(r->parameters[i], arguments[i].shape, r->rounds);
        r->grew = r->grew || wide != r->parameters[i];
        r->parameters[i] = wide;
      }
    }
    if (r->result == nullptr) throw Unknown{};
    return call(*r, true);
  }

  versions.push_back(std::make_unique<Recursive>());
  Recursive& r = *versions.back();
  r.texts = callee.texts;
  r.name = function_name(callee.name);
  for (const Term& t : arguments) r.parameters.push_back(t.shape);
  const auto names = fresh_;
  const bool nested = in_progress_++ > 0;
  const bool left_out = left_out_;  // around it
  const Firmness soft = softly(), grows = growing(want);
  // What was made with shapes that have grown since is made again.
  const size_t functions = functions_.size(), prototypes = prototypes_.size(), made = made_.size();
  const auto forget = [&] {
    functions_.resize(functions);
    prototypes_.resize(prototypes);
    for (; made_.size() > made; made_.pop_back()) {
      auto& list = recursive_[made_.back().first];
      std::erase_if(list, [&](const auto& v) { return v.get() == made_.back().second; });
    }
  };
  try {
    for (;; ++r.rounds) {
      forget();
      if (r.rounds > kMostRounds) throw Unsupported{"a recursive operator whose values grow", &at};
      fresh_.clear();
      r.grew = left_out_ = false;
      r.remembers = !callee.memo.empty() && r.parameters[0]->count <= kMostKnown && !r.parameters[0]->dynamic;
      Env& inner = frame(callee.frame);
      cpp::Function f;
      f.comment = callee.name;
      f.name = r.name;
      if (reads_state) f.parameters.push_back("[[maybe_unused]] const State& s");
      std::string key;
      for (size_t i = 0; i < arguments.size(); ++i) {
        const auto& [slot, hint] = callee.parameters[i];
        const std::string name = fresh(hint);
        if (i == 0) key = name;
        places_.insert(name);
        f.parameters.push_back(fmt::format("[[maybe_unused]] const {}& {}", type(r.parameters[i], name), name));
        inner.slots.at(slot) = {Slot::Kind::Known, {cpp::name(name), r.parameters[i]}, nullptr, nullptr};
      }
      f.body = {cpp::evaluate(cpp::call("check_depth", {cpp::name("call_depth")}))};
      Term result;
      try {
        if (callee.prepare) callee.prepare(inner, f.body);
        result = value(*callee.body, inner, r.result != nullptr ? r.result : want);
      } catch (const Unknown&) {
        if (nested) throw;
        throw Unsupported{"a recursive operator without an end", &at};
      }
      const ShapeRef before = r.result;
      uint32_t given = 0;
      for (const ShapeRef p : r.parameters) given += items_in(p);
      r.result = before == nullptr ? result.shape : bounded(widened(before, result.shape, r.rounds), want, r.rounds, given);
      if (r.grew || r.result != before) continue;
      // Inside of another one that may be what is not known yet.
      if (left_out_ && !nested) throw Unsupported{"a recursive operator without an end", &at};
      f.result = type(r.result, callee.name);
      cpp::Expr value = convert(result, r.result);
      if (r.remembers) {
        f.parameters.insert(f.parameters.begin() + (reads_state ? 1 : 0), memo(r) + "& known");
        f.body.push_back(cpp::when(cpp::method(cpp::name("known"), "has", {cpp::name(key)}),
                                   {cpp::give(cpp::call("known", {cpp::name(key)}))}));
        value = cpp::method(cpp::name("known"), "keep", {cpp::name(key), value});
      }
      f.body.push_back(cpp::give(value));
      f.parameters.emplace_back("unsigned call_depth");
      std::string list;
      for (size_t i = 0; i < f.parameters.size(); ++i) list += (i ? ", " : "") + f.parameters[i];
      add_function(f);
      prototypes_ += fmt::format("{} {}({});\n", f.result, f.name, list);
      break;
    }
  } catch (...) {
    --in_progress_;
    left_out_ |= left_out;
    fresh_ = names;
    forget();
    std::erase_if(recursive_[callee.key], [&](const auto& v) { return v.get() == &r; });
    throw;
  }
  --in_progress_;
  left_out_ |= left_out;
  fresh_ = names;
  r.done = true;
  made_.emplace_back(callee.key, &r);
  return call(r, false);
}

// Whether two are one expression, or one name twice.
static bool same_name(const Form& a, const Form& b) {
  if (a.expr == b.expr) return true;
  if (a.expr->kind != b.expr->kind || a.expr->index != b.expr->index) return false;
  if (a.expr->kind == Kind::Variable) return a.expr->primed == b.expr->primed;
  return a.expr->kind == Kind::Global || (a.expr->kind == Kind::Local && a.env == b.env);
}

static bool mentions(const cpp::Expr& code, const cpp::Expr& part) { return cpp::print(code).find(cpp::print(part)) != std::string::npos; }

// FoldFunctionOnSet(op, base, f, S)
Term Generator::fold(const Expr& e, Env& env, ShapeRef want) {
  const Form function = resolve(*e.args[2], env), set = resolve(*e.args[3], env);
  const bool by_rule = function.expr->kind == Kind::Function && function.expr->self < 0 &&
                       function.expr->bindings.size() == 1 && !function.expr->bindings[0].tuple;
  const bool of_domain = set.expr->kind == Kind::Apply && set.expr->op == Op::Domain &&
                         same_name(resolve(*set.expr->args[0], *set.env), function);
  const bool within_domain =
      of_domain || (by_rule && same_name(resolve(*function.expr->bindings[0].set, *function.env), set));
  const Firmness soft = softly();
  ShapeRef s = value(*e.args[1], env, want).shape;
  for (int round = 0; round <= kMostRounds; ++round) {
    const std::string result = fresh("result");
    Block body{cpp::declare(type(s, "Result"), result, convert(value(*e.args[1], env, s), s))};
    Term f;
    if (!by_rule) f = local(value(*e.args[2], env), "f", body);
    ShapeRef next = s;
    iterate(set, body, "x", [&](const Term& x, Block& inner) {
      Term item;
      if (by_rule) {
        if (!within_domain) {
          const cpp::Expr in = member(x, resolve(*function.expr->bindings[0].set, *function.env));
          if (!cpp::is_literal(in, "true")) inner.push_back(cpp::when(cpp::negate(in), {cpp::evaluate(cpp::call("misfit"))}));
        }
        bind_element(function.expr->bindings[0], x, *function.expr->args[0], *function.env, inner);
        item = value(*function.expr->args[0], *function.env);
      } else {
        item = application(f, x, e);
      }
      Term t{cpp::name(result), s};
      try {
        const Firmness grows = growing(want);
        t = call_operator(*e.args[0], env, {item, t}, s);
      } catch (const Unknown&) {  // but it begins with the base
        left_out_ = true;
      }
      // Each is asked for, as in TLC, also where the operator does without it.
      if (!cpp::harmless(item.code) && !mentions(t.code, item.code)) inner.push_back(cpp::evaluate(when_valued(item.code)));
      next = bounded(widened(s, t.shape, round), want, round, static_cast<uint32_t>(std::min<uint64_t>(x.shape->count, 64)));
      if (next == s) inner.push_back(cpp::assign(cpp::name(result), convert(t, s)));
    });
    if (next != s) {
      s = next;
      continue;
    }
    body.push_back(cpp::give(cpp::name(result)));
    return {cpp::immediately(std::move(body)), s};
  }
  throw Unsupported{"a fold whose values grow", &e};
}

Term Generator::select(const Expr& e, Env& env, ShapeRef want) {
  const Term s = as_sequence(narrowed(value(*e.args[0], env, want), {S::Sequence, S::Function}), want);
  Block body;
  const Term sequence = local(s, "sequence", body);
  const std::string result = fresh("selected"), item = fresh("item");
  body.push_back(cpp::declare(type(s.shape), result));
  const Term holds = call_operator(*e.args[1], env, {{cpp::name(item), s.shape->parts[0]}}, shape::boolean());
  if (holds.shape->kind != S::Boolean) throw Unsupported{"a test that is no Boolean", &e};
  body.push_back(cpp::for_each(
      item, cpp::call("items", {sequence.code}),
      {cpp::when(holds.code,
                 {cpp::assign(cpp::name(result), cpp::method(cpp::name(result), "append", {cpp::name(item)}))})}));
  body.push_back(cpp::give(cpp::name(result)));
  return {cpp::immediately(std::move(body)), s.shape};
}

// Max(S), Min(S)
Term Generator::extreme(const Expr& e, Env& env) {
  const Term s = narrowed(value(*e.args[0], env), {S::Set});
  if (s.shape->kind != S::Set || s.shape->parts[0]->kind != S::Range)
    throw Unsupported{"the extreme of what may be no set of integers", &e};
  return {cpp::call((e.op == Op::Max ? "maximum<" : "minimum<") + descriptor(s.shape->parts[0]) + ">", {s.code}),
          s.shape->parts[0]};
}

}  // namespace trestle::codegen
