#include "translator/runtime/compare.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/op.h"

namespace trestle::runtime::op {

namespace {
bool boolean_argument(const char* which, const char* op, Value v) {
  if (!v.is_boolean()) bad_argument(which, op, "a Boolean", v);
  return v.truth();
}
}  // namespace

Value Not(Context&, const Value* a, uint32_t) { return Value::boolean(!boolean_argument("argument", "~", a[0])); }
Value Equiv(Context&, const Value* a, uint32_t) {
  return Value::boolean(boolean_argument("first argument", "<=>", a[0]) ==
                        boolean_argument("second argument", "<=>", a[1]));
}
Value Equal(Context& c, const Value* a, uint32_t) { return Value::boolean(equal(c, a[0], a[1])); }
Value NotEqual(Context& c, const Value* a, uint32_t) { return Value::boolean(!equal(c, a[0], a[1])); }

}  // namespace trestle::runtime::op
