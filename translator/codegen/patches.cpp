// x' = [x EXCEPT ![i] = ...]: what stays as it is need not be taken apart and packed again.
#include "translator/codegen/generator.h"
#include "translator/codegen/values.h"

namespace trestle::codegen {

using core::Kind;
using S = Shape::Kind;

// Of a function that an action changes at one place only that place is packed.
bool Generator::patch(uint32_t variable, const Expr& except, Env& env, Block& out, const Continue& rest) {
  const ShapeRef s = shapes_[variable];
  if (!has_current_ || steps_ || !Types::is_array(s) || except.args[0]->kind != Kind::Variable ||
      except.args[0]->primed || except.args[0]->index != variable)
    return false;
  const std::string own = "s." + variable_names_[variable];
  const S key = key_shape(s)->kind;
  std::optional<Term> place;
  for (const auto& u : except.updates) {
    if (u.path.size() < 1 || u.path[0].index == nullptr) return false;
    const Term x = narrowed(value(*u.path[0].index, env), {key});
    if ((key != S::Range && key != S::Atoms) || x.shape->kind != key) return false;
    if (place && cpp::print(place->code) != cpp::print(x.code)) return patch_bits(variable, except, env, out, rest);
    place = x;
  }
  Block body;
  const std::string keys = types_.keys(s->keys), index = fresh("place"), item = fresh("item");
  body.push_back(cpp::declare("const uint64_t", index, cpp::call(keys + "::index", {place->code})));
  const cpp::Expr inside_of = cpp::infix("!=", cpp::name(index), cpp::name("kNone"));
  body.push_back(cpp::declare(
      type(s->parts[0]), item,
      cpp::conditional(inside_of, cpp::index(cpp::member(cpp::name(own), "items"), cpp::name(index)),
                       cpp::name(type(s->parts[0]) + "{}"))));
  Block inside;
  for (const auto& u : except.updates) update({cpp::name(item), s->parts[0]}, u, 1, env, inside, except);
  body.push_back(cpp::when(inside_of, std::move(inside)));
  const std::string whole = fresh("next_" + identifier(spec_.variables[variable].name));
  Block made{cpp::declare(type(s), "whole", cpp::name(own))};
  made.push_back(cpp::when(inside_of, {cpp::assign(cpp::index(cpp::name("whole.items"), cpp::name(index)), cpp::name(item))}));
  made.push_back(cpp::give(cpp::name("whole")));
  body.push_back(cpp::declare("[[maybe_unused]] const auto", whole, cpp::lambda({}, std::move(made))));
  next_[variable] = Term{cpp::call(whole), s};
  patches_[variable] = {"", index, item, cpp::print(place->code)};
  rest(body);
  patches_.erase(variable);
  next_[variable].reset();
  out.push_back(cpp::block(std::move(body)));
  return true;
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
    for (; depth < u.path.size() && u.path[depth].index != nullptr && Types::is_array(part); ++depth) {
      const S key = key_shape(part)->kind;
      const Term x = narrowed(value(*u.path[depth].index, env), {key});
      if ((key != S::Range && key != S::Atoms) || x.shape->kind != key) return false;
      const std::string place = fresh("place");
      inner.push_back(cpp::declare("const uint64_t", place, cpp::call(types_.keys(part->keys) + "::index", {x.code})));
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
    inner.push_back(cpp::when(known, std::move(inside)));
    body.push_back(cpp::block(std::move(inner)));
  }
  const std::string whole = fresh("next_" + identifier(name));
  const cpp::Expr made = cpp::call(descriptor(s, name) + "::unpack", {cpp::name(bits), cpp::integer(first)});
  body.push_back(cpp::declare("[[maybe_unused]] const auto", whole, cpp::lambda({}, {cpp::give(made)})));
  next_[variable] = Term{cpp::call(whole), s};
  patches_[variable] = {bits, "", "", ""};
  rest(body);
  patches_.erase(variable);
  next_[variable].reset();
  out.push_back(cpp::block(std::move(body)));
  return true;
}

}  // namespace trestle::codegen
