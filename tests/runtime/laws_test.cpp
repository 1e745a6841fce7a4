// Laws that hold for all values, tried on random ones from fixed seeds.
#include "tests/runtime/values.h"

namespace trestle::runtime {
namespace {

class Laws : public Values {
 protected:
  uint64_t below(uint64_t n) { return std::uniform_int_distribution<uint64_t>(0, n - 1)(c.random); }

  // The shape of a value is drawn once, then values of it: those can be compared with each other.
  struct Shape {
    enum { Boolean, Integer, String, ModelValue, Set, Tuple, Record, Function } kind;
    std::vector<Shape> parts;
  };
  Shape shape(int depth) {
    const uint64_t pick = below(depth == 0 ? 4 : 8);
    Shape result{static_cast<decltype(Shape::kind)>(pick), {}};
    if (pick >= Shape::Set) {
      const size_t parts = pick == Shape::Set || pick == Shape::Tuple ? 1 : 2;
      for (size_t k = 0; k < parts; ++k) result.parts.push_back(shape(depth - 1));
    }
    return result;
  }
  Value value(const Shape& of) {
    switch (of.kind) {
      case Shape::Boolean: return b(below(2));
      case Shape::Integer: return i(static_cast<int64_t>(below(7)) - 3);
      case Shape::String: return s(std::string(1, "xyzuvw"[below(6)]));
      case Shape::ModelValue: return mv("law_" + std::to_string(below(5)));
      case Shape::Set: return set_of(of.parts[0]);
      case Shape::Tuple: {
        std::vector<Value> items(below(4));
        for (Value& v : items) v = value(of.parts[0]);
        return runtime::make_tuple(c, items);
      }
      case Shape::Record: {
        const uint32_t fields[] = {atom("law_p"), atom("law_q")};
        const Value values[] = {value(of.parts[0]), value(of.parts[1])};
        return make_record(c, fields, values);
      }
      case Shape::Function: {
        const Value domain = set_of(of.parts[0]);
        std::vector<Value> values(domain->size);
        for (Value& v : values) v = value(of.parts[1]);
        return make_function(c, domain, values);
      }
    }
    return Value();
  }
  Value set_of(const Shape& element) {
    std::vector<Value> items(below(6));
    for (Value& v : items) v = value(element);
    return make_set(c, items);
  }
  // The same value built anew, nothing shared.
  Value copy(Value v) {
    if (!v.is_object()) return v;
    std::vector<Value> items;
    for (Value item : v->span()) items.push_back(copy(item));
    if (v.kind() == Kind::Set) {
      std::shuffle(items.begin(), items.end(), c.random);
      return make_set(c, items);
    }
    Object* o = c.arena.object(v.kind(), v->size, v->aux);
    std::copy(items.begin(), items.end(), o->items());
    return Value::object(o);
  }
  Value maybe_interned(Value v) { return below(3) == 0 ? intern(v) : v; }

  template <typename Check>
  void many(Check check) {
    for (int k = 0; k < 3000; ++k) {
      c.arena.reset();
      SCOPED_TRACE(k);
      check(shape(3));
      if (HasFatalFailure()) return;
    }
  }
};

int sign(int n) { return n < 0 ? -1 : n > 0; }

TEST_F(Laws, OrderIsTotalAndAgreesWithEquality) {
  many([&](const Shape& of) {
    const Value x = maybe_interned(value(of)), y = maybe_interned(value(of)), z = value(of);
    ASSERT_EQ(compare(c, x, copy(x)), 0);
    ASSERT_TRUE(equal(c, x, copy(x)));
    ASSERT_EQ(sign(compare(c, x, y)), -sign(compare(c, y, x)));
    ASSERT_EQ(compare(c, x, y) == 0, equal(c, x, y));
    ASSERT_EQ(equal(c, x, y), equal(c, y, x));
    if (compare(c, x, y) <= 0 && compare(c, y, z) <= 0) {
      ASSERT_LE(compare(c, x, z), 0) << text(x) << " " << text(y) << " " << text(z);
    }
    ASSERT_EQ(equal(c, x, y), text(x) == text(y)) << "text tells values of one shape apart";
  });
}

TEST_F(Laws, HashAndInterningAgreeWithEquality) {
  many([&](const Shape& of) {
    const Value x = value(of), y = value(of);
    ASSERT_EQ(hash(x), hash(copy(x)));
    ASSERT_EQ(hash(x) == hash(y), equal(c, x, y));
    const std::string before = text(x);
    const Value kept = intern(x);
    ASSERT_EQ(text(kept), before);
    ASSERT_TRUE(equal(c, kept, copy(x)));
    ASSERT_TRUE(same(kept, intern(copy(x))));
    ASSERT_EQ(same(kept, intern(y)), equal(c, x, y));
    ASSERT_TRUE(same(from_handle(to_handle(x)), kept));
    ASSERT_EQ(handle_hash(to_handle(x)), hash(copy(x)));
  });
}

TEST_F(Laws, SetAlgebra) {
  many([&](const Shape& of) {
    const Value x = maybe_interned(set_of(of)), y = maybe_interned(set_of(of)), z = maybe_interned(set_of(of));
    const Value e = maybe_interned(value(of));
    ASSERT_TRUE(equal(c, cup(c, x, y), cup(c, y, x)));
    ASSERT_TRUE(equal(c, cap(c, x, y), cap(c, y, x)));
    ASSERT_TRUE(equal(c, cup(c, x, cup(c, y, z)), cup(c, cup(c, x, y), z)));
    ASSERT_TRUE(equal(c, cap(c, x, cup(c, y, z)), cup(c, cap(c, x, y), cap(c, x, z))));
    ASSERT_TRUE(equal(c, minus(c, x, cup(c, y, z)), cap(c, minus(c, x, y), minus(c, x, z))));
    ASSERT_TRUE(equal(c, cup(c, minus(c, x, y), cap(c, x, y)), x));
    ASSERT_EQ(subset_or_equal(c, x, y), equal(c, cup(c, x, y), y));
    ASSERT_EQ(subset_or_equal(c, x, y), same(minus(c, x, y), empty_set()));
    ASSERT_EQ(member(c, e, cup(c, x, y)), member(c, e, x) || member(c, e, y));
    ASSERT_EQ(member(c, e, cap(c, x, y)), member(c, e, x) && member(c, e, y));
    ASSERT_EQ(member(c, e, minus(c, x, y)), member(c, e, x) && !member(c, e, y));
    const Value with = cup(c, x, make_set(c, {&e, 1}));
    ASSERT_TRUE(member(c, e, with));
    ASSERT_EQ(hash(with), hash(copy(with)));
    ASSERT_EQ(with->dense, copy(with)->dense);
    ASSERT_EQ(with->size, x->size + !member(c, e, x));
  });
}

TEST_F(Laws, Functions) {
  many([&](const Shape& of) {
    const Shape graph{Shape::Function, {of, {Shape::Integer, {}}}};
    const Value f = maybe_interned(value(graph)), g = maybe_interned(value(graph)), x = value(of);
    const Value both = call(Op::Override, f, g);
    ASSERT_TRUE(equal(c, domain(c, both), cup(c, domain(c, f), domain(c, g))));
    for (Value at : enumerated(c, domain(c, both))->span()) {
      const Value& from = member(c, at, domain(c, f)) ? f : g;
      ASSERT_TRUE(equal(c, apply_function(c, both, at), apply_function(c, from, at)));
    }
    const Value changed = except(c, f, x, i(99));
    ASSERT_EQ(hash(changed), hash(copy(changed)));
    ASSERT_TRUE(equal(c, domain(c, changed), domain(c, f)));
    if (member(c, x, domain(c, f))) {
      ASSERT_EQ(apply_function(c, changed, x).small(), 99);
      ASSERT_TRUE(equal(c, except(c, changed, x, apply_function(c, f, x)), f));
    } else {
      ASSERT_TRUE(equal(c, changed, f));
    }
    ASSERT_TRUE(member(c, f, call(Op::FunctionSet, domain(c, f), call(Op::Int))));
  });
}

TEST_F(Laws, SymbolicSetsAreTheSetsOfTheirElements) {
  many([&](const Shape& of) {
    const auto few = [&] {
      std::vector<Value> items(below(4));
      for (Value& v : items) v = value(of);
      return make_set(c, items);
    };
    const Value x = few(), y = few();
    const uint32_t fields[] = {atom("law_q"), atom("law_p")};
    const Value parts[] = {x, y};
    const Value sets[] = {call(Op::Powerset, x), call(Op::FunctionSet, x, y), call(Op::ProductSet, x, y),
                          make_record_set(c, fields, parts), call(Op::Powerset, call(Op::Powerset, ints({1, 2})))};
    for (Value symbolic : sets) {
      const Value listed = enumerated(c, symbolic);
      ASSERT_EQ(cardinality(c, symbolic).small(), listed->size) << text(symbolic);
      ASSERT_TRUE(equal(c, symbolic, listed));
      ASSERT_TRUE(subset_or_equal(c, symbolic, listed));
      ASSERT_TRUE(subset_or_equal(c, listed, symbolic));
      uint32_t k = 0;
      Elements each(c, symbolic);
      for (Value v; each.next(v); ++k) ASSERT_TRUE(equal(c, v, listed->items()[k])) << "listed in order";
      ASSERT_EQ(k, listed->size);
      const Value kept = keep(symbolic);
      ASSERT_TRUE(equal(c, kept, listed));
    }
    const Value left = sets[1], right = call(Op::FunctionSet, x, few());
    const Value either = cup(c, left, right), common = cap(c, left, right), rest = minus(c, left, right);
    const Value a = enumerated(c, left), d = enumerated(c, right);
    ASSERT_TRUE(equal(c, either, cup(c, a, d)));
    ASSERT_TRUE(equal(c, common, cap(c, a, d)));
    ASSERT_TRUE(equal(c, rest, minus(c, a, d)));
  });
}

TEST_F(Laws, IntegersAgreeWithTheMachine) {
  for (int k = 0; k < 20'000; ++k) {
    const auto x = static_cast<int32_t>(c.random()), y = static_cast<int32_t>(c.random());
    const __int128 product = static_cast<__int128>(x) * y * x;
    const Value exact = call(Op::Times, call(Op::Times, i(x), i(y)), i(x));
    const Value again = call(Op::Plus, call(Op::Times, call(Op::Div, exact, i(7)), i(7)), call(Op::Mod, exact, i(7)));
    ASSERT_TRUE(equal(c, again, exact));
    ASSERT_EQ(static_cast<int>(product % 7 + 7) % 7, call(Op::Mod, exact, i(7)).small());
    ASSERT_EQ(call(Op::Less, exact, i(0)).truth(), product < 0);
  }
}

}  // namespace
}  // namespace trestle::runtime
