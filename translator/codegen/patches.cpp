// x' = [x EXCEPT ![i] = ...]: what stays as it is need not be taken apart and packed again.
#include "translator/codegen/generator.h"
#include "translator/codegen/values.h"

namespace trestle::codegen {

using core::Kind;
using S = Shape::Kind;

// The index at this step of an update's path into an array, if it is one that has a number there.
std::optional<Term> Generator::array_index(ShapeRef array, const core::Update& u, size_t step, Env& env) {
  if (!Types::is_array(array) || u.path.size() <= step || u.path[step].index == nullptr) return {};
  const S key = key_shape(array)->kind;
  if (key != S::Range && key != S::Atoms) return {};
  const Term x = narrowed(value(*u.path[step].index, env), {key});
  return x.shape->kind == key ? std::optional(x) : std::nullopt;
}

// Of a function that an action changes at one place only that place is packed, be it a place of a function in it.
bool Generator::patch(uint32_t variable, const Expr& except, Env& env, Block& out, const Continue& rest) {
  const ShapeRef s = shapes_[variable];
  if (!has_current_ || steps_ || !Types::is_array(s) || except.args[0]->kind != Kind::Variable ||
      except.args[0]->primed || except.args[0]->index != variable)
    return false;
  std::vector<Term> path;  // that the updates have in common
  ShapeRef part = s;
  for (bool common = true; common;) {
    std::vector<Term> steps;
    for (const auto& u : except.updates) {
      if (const auto x = array_index(part, u, path.size(), env)) steps.push_back(*x);
    }
    const auto differs = [&](const Term& x) { return cpp::print(x.code) != cpp::print(steps[0].code); };
    const bool all = steps.size() == except.updates.size(), same = std::none_of(steps.begin(), steps.end(), differs);
    if (path.empty() && !all) return false;
    if (path.empty() && !same) return patch_bits(variable, except, env, out, rest);
    common = all && same;
    if (!common) break;
    path.push_back(steps[0]);
    part = part->parts[0];
  }
  Block body;
  Patch patch{.item = fresh("item")};
  const std::string own = "s." + variable_names_[variable];
  cpp::Expr from = cpp::name(own), to = cpp::name("whole"), inside_of = {};
  ShapeRef row = s;
  bool covered = true;  // there is no index at which nothing changes
  for (const Term& x : path) {
    covered = covered && covers(row->keys, x.shape);
    const std::string& index = patch.path.emplace_back(fresh("place"));
    body.push_back(cpp::declare("const uint64_t", index, cpp::call(types_.keys(row->keys) + "::index", {x.code})));
    const cpp::Expr known = cpp::infix("!=", cpp::name(index), cpp::name("kNone"));
    inside_of = inside_of ? cpp::infix("&&", inside_of, known) : known;
    from = cpp::index(cpp::member(from, "items"), cpp::name(index));
    to = cpp::index(cpp::member(to, "items"), cpp::name(index));
    row = row->parts[0];
  }
  body.push_back(
      cpp::declare(type(part), patch.item, cpp::conditional(inside_of, from, cpp::name(type(part) + "{}"))));
  Block inside;
  for (const auto& u : except.updates) update({cpp::name(patch.item), part}, u, path.size(), env, inside, except);
  body.push_back(cpp::when(inside_of, std::move(inside), covered ? Block{} : ignored(except, except.updates[0].path[0])));
  const std::string whole = fresh("next_" + identifier(spec_.variables[variable].name));
  Block made{cpp::declare(type(s), "whole", cpp::name(own))};
  made.push_back(cpp::when(inside_of, {cpp::assign(to, cpp::name(patch.item))}));
  made.push_back(cpp::give(cpp::name("whole")));
  body.push_back(cpp::declare("[[maybe_unused]] const auto", whole, cpp::lambda({}, std::move(made))));
  next_[variable] = Term{cpp::call(whole), s};
  if (path.size() == 1) patch.argument = cpp::print(path[0].code);
  patches_[variable] = patch;
  rest(body);
  patches_.erase(variable);
  next_[variable].reset();
  out.push_back(cpp::block(std::move(body)));
  return true;
}

// Packs what is at the place anew, where the variable begins at this bit.
void Generator::replace(uint32_t variable, const Patch& patch, const std::string& words, uint32_t first, Block& out) {
  ShapeRef row = shapes_[variable];
  std::string packed = descriptor(row, spec_.variables[variable].name);
  cpp::Expr at = cpp::integer(first), known = {};
  for (size_t i = 0; i + 1 < patch.path.size(); ++i) {
    row = row->parts[0];
    packed = descriptor(row);
    const cpp::Expr place = cpp::name(patch.path[i]), inside = cpp::infix("!=", place, cpp::name("kNone"));
    at = cpp::infix("+", at, cpp::infix("*", place, cpp::integer(row->bits)));
    known = known ? cpp::infix("&&", known, inside) : inside;
  }
  if (known) at = cpp::call("static_cast<unsigned>", {at});
  Block made{cpp::evaluate(cpp::call(
      packed + "::replace", {cpp::name(words), at, cpp::name(patch.path.back()), cpp::name(patch.item)}))};
  if (known) return out.push_back(cpp::when(known, std::move(made)));
  out.insert(out.end(), made.begin(), made.end());
}

// The same at several places, one after the other, in a copy of the function's bits.
bool Generator::patch_bits(uint32_t variable, const Expr& except, Env& env, Block& out, const Continue& rest) {
  const ShapeRef s = shapes_[variable];
  std::vector<bool> others(shapes_.size(), true);
  others[variable] = false;
  uint32_t first = 0;
  for (uint32_t i = 0; i < variable; ++i) first += shapes_[i]->bits;
  const std::string& name = spec_.variables[variable].name;
  const std::string bits = fresh("changed_" + identifier(name));
  Block body{cpp::declare("Word", bits + "[State::kWords]")};
  body.push_back(cpp::evaluate(
      cpp::call("keep<State::kWords>", {cpp::name(bits), cpp::name("s.words"), cpp::name(keep_mask(others))})));
  for (const auto& u : except.updates) {
    ShapeRef part = s;
    cpp::Expr at = cpp::integer(first), known = cpp::boolean(true);
    Block inner, inside;
    size_t depth = 0;
    bool covered = true;
    for (; depth < u.path.size() && u.path[depth].index != nullptr && Types::is_array(part); ++depth) {
      const std::optional<Term> x = array_index(part, u, depth, env);
      if (!x) return false;
      covered = covered && covers(part->keys, x->shape);
      const std::string place = fresh("place");
      inner.push_back(cpp::declare("const uint64_t", place, cpp::call(types_.keys(part->keys) + "::index", {x->code})));
      known = cpp::infix("&&", known, cpp::infix("!=", cpp::name(place), cpp::name("kNone")));
      part = part->parts[0];
      at = cpp::infix("+", at, cpp::infix("*", cpp::name(place), cpp::integer(part->bits)));
    }
    const std::string offset = fresh("at"), item = fresh("item");
    inside.push_back(cpp::declare("const auto", offset, cpp::call("static_cast<unsigned>", {at})));
    inside.push_back(cpp::declare(type(part), item));
    inside.push_back(cpp::evaluate(cpp::call("trestle::packed::read<" + descriptor(part) + ">",
                                             {cpp::name(bits), cpp::name(offset), cpp::name(item)})));
    update({cpp::name(item), part}, u, depth, env, inside, except);
    inside.push_back(cpp::evaluate(
        cpp::call("rewrite<" + descriptor(part) + ">", {cpp::name(bits), cpp::name(offset), cpp::name(item)})));
    inner.push_back(cpp::when(known, std::move(inside), covered ? Block{} : ignored(except, u.path[0])));
    body.push_back(cpp::block(std::move(inner)));
  }
  const std::string whole = fresh("next_" + identifier(name));
  const cpp::Expr made = cpp::call(descriptor(s, name) + "::unpack", {cpp::name(bits), cpp::integer(first)});
  body.push_back(cpp::declare("[[maybe_unused]] const auto", whole, cpp::lambda({}, {cpp::give(made)})));
  next_[variable] = Term{cpp::call(whole), s};
  patches_[variable] = {.bits = bits};
  rest(body);
  patches_.erase(variable);
  next_[variable].reset();
  out.push_back(cpp::block(std::move(body)));
  return true;
}

}  // namespace trestle::codegen
