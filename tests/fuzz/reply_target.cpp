// Any bytes as the replies of a driver, line by line: each is a reply, or an error that names its line. And as a value,
// as drivers read them: what one reader takes for JSON is a value or a ValueError to the other.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "driver/value.h"
#include "translator/runtime/model.h"
#include "validator/drive/protocol.h"

namespace {

using namespace trestle;

runtime::Signature small() {
  runtime::Signature signature;
  signature.module = "Small";
  signature.variables = {{"x", {}}, {"state", {}}};
  signature.actions = {{"Put", {"k"}, {}}};
  signature.layout = runtime::Layout(2);
  return signature;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const runtime::Signature signature = small();
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  try {
    const driver::Value value = driver::Value::parse(rest);
    if (!(value == driver::Value::parse(rest))) std::abort();
    value.to_string();
  } catch (const driver::ValueError&) {
  }
  const std::vector<runtime::Value> zero(2, runtime::Value::integer(0));
  const explore::BehaviorState start{.words = runtime::encode(signature.layout, zero)};
  explore::BehaviorState put = start;
  put.action = 0;
  put.arguments = {runtime::Value::integer(1)};
  drive::ReplyReader reader("driver", {.members = {"extra"}});
  for (size_t step = 0; step < 6 && !rest.empty(); ++step) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const explore::Role role = step % 2 == 0 ? explore::Role::Asked : explore::Role::System;
    try {
      const explore::Reply reply = reader.read(line, signature, {step, role, step == 0 ? start : put});
      if (reply.kind == explore::Reply::Kind::Shows) trace::to_string(reply.event);
    } catch (const trace::TraceError& error) {
      if (error.place.line != step + 1) std::abort();
    }
  }
  return 0;
}
