// Short names for writing values in tests.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/context.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "translator/runtime/value.h"

namespace trestle::runtime {

// An operator value is a C++ function here.
using Function = Value (*)(Context&, std::span<const Value>);

class Values : public ::testing::Test {
 protected:
  Values() {
    c.apply = [](Context& context, const Object& op, std::span<const Value> arguments) {
      return reinterpret_cast<Function>(const_cast<void*>(op.payload))(context, arguments);
    };
  }

  static Value i(int64_t n) { return Value::integer(n); }
  static Value b(bool v) { return Value::boolean(v); }
  static Value s(std::string_view text) { return string_value(text); }
  static Value mv(std::string_view name) { return model_value(name); }
  Value set(std::initializer_list<Value> elements) { return make_set(c, {elements.begin(), elements.size()}); }
  Value ints(std::initializer_list<int64_t> elements) {
    std::vector<Value> values;
    for (int64_t n : elements) values.push_back(i(n));
    return make_set(c, values);
  }
  Value tuple(std::initializer_list<Value> elements) { return make_tuple(c, {elements.begin(), elements.size()}); }
  Value range(int64_t low, int64_t high) { return make_interval(c, low, high); }
  Value record(std::initializer_list<std::pair<const char*, Value>> fields) {
    std::vector<uint32_t> names;
    std::vector<Value> values;
    for (const auto& [name, value] : fields) {
      names.push_back(atom(name));
      values.push_back(value);
    }
    return make_record(c, names, values);
  }
  // In any order of arguments.
  Value function(std::initializer_list<std::pair<Value, Value>> pairs) {
    Value f = empty_tuple();
    for (const auto& [argument, value] : pairs) f = call(Op::Override, f, call(Op::Pair, argument, value));
    return f;
  }
  Value op(Function f) {
    Object* o = c.arena.object(Kind::Operator, 0);
    o->payload = reinterpret_cast<const void*>(f);
    return Value::object(o);
  }
  template <typename... A>
  Value call(Op op, A... arguments) {
    const Value list[] = {arguments..., Value()};
    EXPECT_EQ(info(op).arity < 0 ? sizeof...(A) : info(op).arity, sizeof...(A)) << info(op).name;
    return info(op).call(c, list, sizeof...(A));
  }
  std::string text(Value v) { return to_string(c, v); }
  std::vector<std::string> elements(Value set) {
    std::vector<std::string> texts;
    Elements each(c, set);
    for (Value v; each.next(v);) texts.push_back(text(v));
    return texts;
  }
  // The message of the EvalError that evaluating raises; empty when it raises none.
  template <typename E>
  static std::string error(E evaluate) {
    try {
      evaluate();
    } catch (const EvalError& e) {
      return e.what();
    }
    return "";
  }

  Context c;
};

inline void PrintTo(Value v, std::ostream* out) { *out << to_string(v); }

}  // namespace trestle::runtime
