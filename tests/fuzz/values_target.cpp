// Any bytes as what TLC serializes: a value, which can be written and read again, or an EvalError.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/tlc_values.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace trestle::runtime;
  static const Value model_values[] = {model_value("p"), model_value("q")};
  Context context;
  context.model_values = model_values;
  Value v;
  std::string bytes;
  try {
    v = from_tlc_bytes(context, {reinterpret_cast<const char*>(data), size});
    bytes = to_tlc_bytes(context, v, size % 2 == 0);
  } catch (const EvalError&) {
    return 0;
  }
  if (!equal(context, from_tlc_bytes(context, bytes), v)) std::abort();
  return 0;
}
