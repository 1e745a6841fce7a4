// SYMMETRY: the image of a state under each permutation, and the least of them as its identity. Least by words, not in
// TLC's order: any choice tells orbits apart, as long as one run makes the same.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "translator/codegen/generator.h"
#include "translator/evaluator/symmetry.h"
#include "translator/runtime/context.h"
#include "translator/runtime/packed.h"

namespace trestle::codegen {

using S = Shape::Kind;

constexpr size_t kMostImages = 720;
static_assert(kMostImages < size_t{1} << packed::kPermutationBits);

// Whether some permutation moves one of the keys. Throws when an image is none of them.
bool Generator::moved_keys(ShapeRef s) {
  if (s->keys.empty()) return false;
  if (const auto known = moved_keys_.find(s); known != moved_keys_.end()) return known->second;
  const ShapeRef all = types_.key_shape(s->keys);
  runtime::Context context;
  std::set<uint64_t> known;
  for (const Value k : s->keys) known.insert(runtime::shape::index(context, all, k));
  bool any = false;
  for (const auto& permutation : permutations_) {
    for (const Value k : s->keys) {
      const uint64_t to = runtime::shape::index(context, all, evaluator::permuted(context, k, permutation));
      if (!known.contains(to)) throw Unsupported{"SYMMETRY of values of which not all are foreseen"};
      any |= to != runtime::shape::index(context, all, k);
    }
  }
  if (any && s->kind == S::Function && !Types::is_array(s))
    throw Unsupported{"SYMMETRY of a function with many types"};
  return moved_keys_[s] = any;
}

// Whether some permutation moves a value of the shape. Throws when an image may be outside.
bool Generator::moved(ShapeRef s) {
  if (s->kind == S::Dynamic) throw Unsupported{"SYMMETRY of any value"};
  bool any = moved_keys(s);
  for (const ShapeRef p : s->parts) any = moved(p) || any;
  return any;
}

cpp::Expr Generator::moved_key(ShapeRef s, cpp::Expr permutation) {
  const cpp::Expr key = cpp::name("k");
  if (!moved_keys(s)) return key;
  if (s->keys[0].is_object()) return cpp::call(permuter(types_.key_shape(s->keys)), {key, std::move(permutation)});
  return cpp::method(cpp::index(cpp::name("kPermutations"), std::move(permutation)), "of", {key});
}

// T permute_n(const T&, unsigned permutation)
std::string Generator::permuter(ShapeRef s) {
  const auto known = permuters_.find(s);
  if (known != permuters_.end()) return known->second;
  const std::string name = permuters_[s] = fmt::format("permute_{}", permuters_.size() + 1);
  const cpp::Expr from = cpp::name("from"), to = cpp::name("to"), p = cpp::name("p");
  const auto moved_part = [&](cpp::Expr part, ShapeRef shape) -> cpp::Expr {
    if (!moved(shape)) return part;
    return cpp::call(permuter(shape), {part, p});
  };
  const std::string t = type(s);
  Block body;
  switch (s->kind) {
    case S::Atoms: body = {cpp::give(cpp::method(cpp::index(cpp::name("kPermutations"), p), "of", {from}))}; break;
    case S::Set: {
      if (s->lists()) {
        body.push_back(cpp::declare(t, "to"));
        body.push_back(cpp::for_each(
            "x", cpp::call("each<" + descriptor(s->parts[0]) + ">", {from}),
            {cpp::evaluate(cpp::method(to, "insert", {cpp::call(permuter(s->parts[0]), {cpp::name("x"), p})}))}));
        body.push_back(cpp::give(to));
        break;
      }
      const std::string element = descriptor(s->parts[0]);
      const cpp::Expr each_image =
          cpp::lambda({"const auto& x", "unsigned q"},
                      {cpp::give(cpp::call(permuter(s->parts[0]), {cpp::name("x"), cpp::name("q")}))});
      body.push_back(
          cpp::declare(fmt::format("static const Images<{}, {}>", element, permutations_.size()), "images",
                       cpp::call(fmt::format("Images<{}, {}>", element, permutations_.size()), {each_image})));
      body.push_back(cpp::give(cpp::method(cpp::name("images"), "of", {from, p})));
      break;
    }
    case S::Function:
      body.push_back(cpp::declare(t, "to", from));
      if (Types::is_array(s)) {
        const std::string keys = types_.keys(s->keys);
        const cpp::Expr item = cpp::method(from, "of", {cpp::name("k")});
        body.push_back(
            cpp::for_each("k", cpp::call("every<" + keys + ">"),
                          {cpp::assign(cpp::method(to, "of", {moved_key(s, p)}), moved_part(item, s->parts[0]))}));
      } else {
        for (size_t i = 0; i < s->keys.size(); ++i) {
          if (!moved(s->parts[i])) continue;
          const std::string member = types_.member(s, i);
          body.push_back(cpp::assign(cpp::member(to, member), moved_part(cpp::member(from, member), s->parts[i])));
        }
      }
      body.push_back(cpp::give(to));
      break;
    case S::Sequence:
      body.push_back(cpp::declare(t, "to", from));
      body.push_back(cpp::for_range(
          "i", cpp::integer(0), cpp::infix("-", cpp::call("length", {from}), cpp::integer(1)),
          {cpp::assign(cpp::index(cpp::member(to, "items"), cpp::name("i")),
                       moved_part(cpp::index(cpp::member(from, "items"), cpp::name("i")), s->parts[0]))}));
      body.push_back(cpp::give(to));
      break;
    case S::Partial:
      body.push_back(cpp::declare(t, "to"));
      body.push_back(each_key({from, s}, "k",
                              {cpp::evaluate(cpp::method(to, "set",
                                                         {moved_part(cpp::name("k"), s->parts[0]),
                                                          moved_part(cpp::call(from, {cpp::name("k")}), s->parts[1])}))}));
      body.push_back(cpp::give(to));
      break;
    case S::Union:
      body.push_back(cpp::declare(t, "to", from));
      for (size_t a = 0; a < s->parts.size(); ++a) {
        const ShapeRef alternative = s->parts[a];
        Block inner;
        const auto one = [&](size_t i, ShapeRef part) {
          if (!moved(part)) return;
          const std::string member = types_.member(s, a, i);
          inner.push_back(cpp::assign(cpp::member(to, member), moved_part(cpp::member(from, member), part)));
        };
        if (Types::has_fields(alternative)) {
          for (size_t i = 0; i < alternative->keys.size(); ++i) one(i, alternative->parts[i]);
        } else {
          one(0, alternative);
        }
        if (!inner.empty())
          body.push_back(cpp::when(cpp::infix("==", cpp::member(from, "tag"), cpp::integer(static_cast<int64_t>(a))),
                                   std::move(inner)));
      }
      body.push_back(cpp::give(to));
      break;
    default: throw Unsupported{"SYMMETRY of this form"};
  }
  conversions_ +=
      cpp::print(cpp::Function{"", t, name, {"const " + t + "& from", "unsigned p"}, std::move(body)}) + "\n";
  return name;
}

// Packs what the permutation p makes of a variable. Items of an array are looked up, packed as they are: few of them
// are new.
cpp::Expr Generator::packed_image(size_t variable, uint32_t at) {
  const ShapeRef s = shapes_[variable];
  const cpp::Expr to = cpp::name("image"), p = cpp::name("p");
  const bool array = s->kind == S::Function && Types::is_array(s);
  constexpr uint32_t kLeastBits = 8;
  if (!array || !moved(s->parts[0]) || s->parts[0]->bits < kLeastBits || s->parts[0]->bits > packed::kMostImageBits) {
    const cpp::Expr value = cpp::name("s." + variable_names_[variable]);
    return cpp::call(descriptor(s) + "::pack", {to, cpp::integer(at), cpp::call(permuter(s), {value, p})});
  }
  const cpp::Expr item = cpp::call(permuter(s->parts[0]), {cpp::name("x"), cpp::name("q")});
  return cpp::call(fmt::format("put_image<{}, {}>", types_.keys(s->keys), descriptor(s->parts[0])),
                   {to, cpp::name("s.words"), cpp::integer(at), p,
                    cpp::lambda({"const auto& k", "[[maybe_unused]] unsigned q"}, {cpp::give(moved_key(s, cpp::name("q")))}),
                    cpp::lambda({"const auto& x", "unsigned q"}, {cpp::give(item)})});
}

void Generator::symmetry() {
  if (!spec_.symmetry || spec_.view || permutations_.empty()) return;
  const size_t conversions = conversions_.size();
  try {
    if (permutations_.size() > kMostImages) throw Unsupported{"more than 720 permutations"};
    // Images are compared variable by variable, those first that take least to permute: most are soon known not to be
    // the least.
    std::vector<size_t> order;
    std::vector<bool> changed(shapes_.size());
    std::vector<uint32_t> at(shapes_.size());
    uint32_t bits = 0;
    for (size_t i = 0; i < shapes_.size(); ++i) {
      at[i] = bits;
      bits += shapes_[i]->bits;
      changed[i] = moved(shapes_[i]);
      if (changed[i]) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return shapes_[a]->bits < shapes_[b]->bits; });
    const cpp::Expr other = cpp::name("image"), least = cpp::name("least"), order_so_far = cpp::name("order");
    cpp::Function one{"Keeps the image under one permutation if that is less.",
                      "void",
                      "take_image",
                      {"const State& s", "[[maybe_unused]] unsigned p", "Word* least"},
                      {}};
    one.body.push_back(cpp::declare("Word", "image[State::kWords]"));
    one.body.push_back(cpp::declare("int", "order", cpp::integer(0)));
    for (const size_t i : order) {
      one.body.push_back(cpp::evaluate(packed_image(i, at[i])));
      one.body.push_back(cpp::when(cpp::infix("==", order_so_far, cpp::integer(0)),
                                   {cpp::assign(order_so_far, cpp::call("compare", {other, least, cpp::integer(at[i]),
                                                                                    cpp::integer(shapes_[i]->bits)})),
                                    cpp::when(cpp::infix(">", order_so_far, cpp::integer(0)), {cpp::give()})}));
    }
    one.body.push_back(cpp::when(
        cpp::infix("<", order_so_far, cpp::integer(0)),
        {cpp::evaluate(cpp::call("put_together<State::kWords>", {least, other, cpp::name(keep_mask(changed))}))}));
    cpp::Function f{
        "The least image of a state under SYMMETRY.", "void", "identity", {"const Word* state", "Word* least"}, {}};
    read_used("s", cpp::names(one.body), f.body);
    f.body.push_back(cpp::evaluate(cpp::call(
        "keep<State::kWords>", {least, cpp::name("state"), cpp::name(keep_mask(std::vector<bool>(shapes_.size())))})));
    f.body.push_back(cpp::for_range(
        "p", cpp::integer(0), cpp::integer(static_cast<int64_t>(permutations_.size()) - 1),
        {cpp::evaluate(cpp::call("take_image", {cpp::name("s"), cpp::name("static_cast<unsigned>(p)"), least}))}));
    functions_ += cpp::print(one) + "\n" + cpp::print(f) + "\n";
    std::string rows;
    runtime::Context context;
    for (const auto& permutation : permutations_) {
      std::vector<std::string> row;
      for (const Value v : types_.atoms()) {
        const Value to = evaluator::permuted(context, v, permutation);
        row.push_back(print(types_.atom(types_.known(to) ? to : v)));
      }
      rows += fmt::format("    {{{{{}}}}},\n", fmt::join(row, ", "));
    }
    permutation_table_ =
        fmt::format("constexpr Permutation<Atom, {}> kPermutations[] = {{\n{}}};\n\n", types_.atoms().size(), rows);
    unit_.identity = true;
  } catch (const Unsupported& u) {
    conversions_.resize(conversions);
    leave("SYMMETRY", u);
  }
}

}  // namespace trestle::codegen
