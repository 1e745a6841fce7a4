// What repeats itself: recursive operators, folds and their like. Their shapes are found by trying: what comes out of
// one round goes into the next, until nothing grows.
#include <algorithm>

#include <fmt/format.h>

#include "translator/codegen/generator.h"

namespace trestle::codegen {

using core::Kind;
using runtime::Op;
using S = Shape::Kind;
namespace shape = runtime::shape;

namespace {

constexpr int kPatience = 3;  // rounds before a growing range is opened
constexpr int kMostRounds = 8;

// At least `next`, and so wide that it does not grow for long.
ShapeRef widened(ShapeRef before, ShapeRef next, int round) {
  const ShapeRef all = joined(before, next);
  if (round < kPatience || all->kind != S::Range || before->kind != S::Range) return all;
  return shape::range(all->low < before->low ? INT32_MIN : all->low, all->high > before->high ? INT32_MAX : all->high);
}

}  // namespace

Term Generator::call_recursive(const Expr& e, Env& env, ShapeRef want) {
  const core::Definition& d = *e.definition;
  if (d.level >= core::Level::Action) throw Unsupported{"a recursive action", &e};
  if (d.level == core::Level::State && (!has_current_ || steps_)) throw Unsupported{"a recursive operator here", &e};
  std::vector<Term> arguments;
  for (const Expr* a : e.args) {
    if (a->kind == Kind::Closure) throw Unsupported{"a recursive operator with operator arguments", &e};
    arguments.push_back(value(*a, env));
  }
  const auto call = [&](const Recursive& r) {
    std::vector<cpp::Expr> list;
    if (d.level == core::Level::State) list.push_back(cpp::name("s"));
    for (size_t i = 0; i < arguments.size(); ++i) list.push_back(convert(arguments[i], r.parameters[i]));
    return Term{cpp::call(r.name, std::move(list)), r.result};
  };
  auto& versions = recursive_[&d];
  for (const auto& r : versions) {
    bool fits = true;
    for (size_t i = 0; i < arguments.size(); ++i) fits = fits && shape::contains(r->parameters[i], arguments[i].shape);
    if (r->done && fits) return call(*r);
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
    return call(*r);
  }

  versions.push_back(std::make_unique<Recursive>());
  Recursive& r = *versions.back();
  r.name = types_.unique(identifier(d.name));
  for (const Term& t : arguments) r.parameters.push_back(t.shape);
  const auto names = fresh_;
  const bool nested = in_progress_++ > 0;
  const Firmness soft = softly();
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
      if (r.rounds > kMostRounds) throw Unsupported{"a recursive operator whose values grow", &e};
      fresh_.clear();
      r.grew = false;
      Env& inner = frame(d.frame);
      cpp::Function f;
      f.comment = d.name;
      f.name = r.name;
      if (d.level == core::Level::State) f.parameters.push_back("[[maybe_unused]] const State& s");
      for (size_t i = 0; i < arguments.size(); ++i) {
        const std::string name = fresh(i < d.parameters.size() ? d.parameters[i] : "captured");
        f.parameters.push_back(fmt::format("[[maybe_unused]] const {}& {}", type(r.parameters[i], name), name));
        inner.slots.at(d.slots[i]) = {Slot::Kind::Known, {cpp::name(name), r.parameters[i]}, nullptr, nullptr};
      }
      Term result;
      try {
        result = value(*d.body, inner, r.result != nullptr ? r.result : want);
      } catch (const Unknown&) {
        if (nested) throw;
        throw Unsupported{"a recursive operator without an end", &e};
      }
      const ShapeRef before = r.result;
      r.result = before == nullptr ? result.shape : widened(before, result.shape, r.rounds);
      if (r.grew || r.result != before) continue;
      f.result = type(r.result, d.name);
      f.body = {cpp::declare("[[maybe_unused]] const Depth", "depth"), cpp::give(convert(result, r.result))};
      std::string list;
      for (size_t i = 0; i < f.parameters.size(); ++i) list += (i ? ", " : "") + f.parameters[i];
      prototypes_ += fmt::format("{} {}({});\n", f.result, f.name, list);
      functions_ += cpp::print(f) + "\n";
      break;
    }
  } catch (...) {
    --in_progress_;
    fresh_ = names;
    forget();
    std::erase_if(recursive_[&d], [&](const auto& v) { return v.get() == &r; });
    throw;
  }
  --in_progress_;
  fresh_ = names;
  r.done = true;
  made_.emplace_back(&d, &r);
  return call(r);
}

// FoldFunctionOnSet(op, base, f, S)
Term Generator::fold(const Expr& e, Env& env, ShapeRef want) {
  const Form function = resolve(*e.args[2], env), set = resolve(*e.args[3], env);
  const bool by_rule = function.expr->kind == Kind::Function && function.expr->self < 0 &&
                       function.expr->bindings.size() == 1 && !function.expr->bindings[0].tuple;
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
        bind_element(function.expr->bindings[0], x, *function.expr->args[0], *function.env, inner);
        item = value(*function.expr->args[0], *function.env);
      } else {
        item = application(f, x, e);
      }
      const Term t = call_operator(*e.args[0], env, {item, {cpp::name(result), s}}, s);
      next = widened(s, t.shape, round);
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
