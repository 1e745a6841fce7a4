#include "translator/runtime/op.h"

#include <algorithm>
#include <string_view>

#include "translator/runtime/failure.h"

namespace trestle::runtime {

namespace {
constexpr OpInfo kTable[] = {
#define TRESTLE_OP(name, symbol, arity) {#name, symbol, arity, &op::name},
#include "translator/runtime/op.def"
};
}  // namespace

const OpInfo& info(Op op) { return kTable[static_cast<size_t>(op)]; }

void bad_argument(std::string_view which, std::string_view op, std::string_view expected, Value actual) {
  // Methods of Java that take integers refuse other values before they are called.
  constexpr std::string_view kTyped[] = {"+", "-", "*", "^", "\\div", "%", ".."};
  const bool typed = expected == "an integer" && std::find(std::begin(kTyped), std::end(kTyped), op) != std::end(kTyped);
  fail_in(typed ? std::optional(false) : std::nullopt, "The {} of {} should be {}, but instead it is {}: {}", which, op, expected,
          name(actual.kind()), show(actual));
}

}  // namespace trestle::runtime
