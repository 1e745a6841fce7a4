// A header, then each value: its kind, then what the kind needs. Numbers are LEB128.
#include "translator/runtime/binary.h"

#include "translator/runtime/atoms.h"
#include "translator/runtime/bytes.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::runtime {

namespace {

constexpr std::string_view kHeader = "trestle values 1\n";

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  void value(Value v) {
    out_.byte(static_cast<uint8_t>(v.kind()));
    switch (v.kind()) {
      case Kind::Boolean: return out_.number(v.truth());
      case Kind::Integer:
      case Kind::BigInteger: return out_.text(integer_text(v));
      case Kind::String:
      case Kind::ModelValue: return out_.text(atom_text(v.atom_id()));
      case Kind::Record:
        out_.number(v->size);
        for (uint32_t field : record_fields(v->aux)) out_.text(atom_text(field));
        for (Value item : v->span()) value(item);
        return;
      case Kind::Set:
      case Kind::Tuple:
      case Kind::Function:
        out_.number(v->size);
        for (Value item : v->span()) value(item);
        return;
      default: fail("Cannot serialize {}: {}", name(v.kind()), show(v));
    }
  }

 private:
  BytesWriter out_;
};

class Reader {
 public:
  Reader(Context& context, std::string_view in) : context_(context), in_(in) {}

  Value all() {
    if (!in_.skip(kHeader)) fail("These are not serialized values: the header is missing");
    const Value v = value(0);
    if (!in_.empty()) damaged();
    return v;
  }

 private:
  [[noreturn]] static void damaged() { fail("The serialized value is damaged"); }

  uint32_t count() { return static_cast<uint32_t>(in_.count()); }
  std::span<Value> values(uint32_t n, uint32_t depth) {
    auto* items = static_cast<Value*>(context_.arena.allocate(n * sizeof(Value)));
    for (uint32_t i = 0; i < n; ++i) items[i] = value(depth + 1);
    return {items, n};
  }

  // Sorted and put in canonical form again: ranks of strings may differ from those of the run that wrote them.
  Value value(uint32_t depth) {
    if (depth > 10'000) damaged();
    const auto kind = static_cast<Kind>(in_.byte());
    switch (kind) {
      case Kind::Boolean: return Value::boolean(in_.number() != 0);
      case Kind::Integer:
      case Kind::BigInteger: {
        const std::string_view digits = in_.text();
        if (digits.find_first_not_of("0123456789", digits.starts_with("-")) != digits.npos || digits.empty()) damaged();
        return parse_integer(context_, digits);
      }
      case Kind::String: return string_value(in_.text());
      case Kind::ModelValue: return model_value(in_.text());
      case Kind::Set: return make_set(context_, values(count(), depth));
      case Kind::Tuple: return runtime::make_tuple(context_, values(count(), depth));
      case Kind::Record: {
        const uint32_t n = count();
        auto* fields = static_cast<uint32_t*>(context_.arena.allocate(n * sizeof(uint32_t)));
        for (uint32_t i = 0; i < n; ++i) fields[i] = atom(in_.text());
        return make_record(context_, {fields, n}, values(n, depth));
      }
      case Kind::Function: return function(count(), depth);
      default: damaged();
    }
  }

  Value function(uint32_t size, uint32_t depth) {
    if (size == 0 || static_cast<Kind>(in_.byte()) != Kind::Set) damaged();
    const uint32_t n = count();
    if (n + 1 != size) damaged();
    const std::span<Value> arguments = values(n, depth), results = values(n, depth);
    const Value function = make_function_of(context_, arguments, results);
    if (!function.defined()) damaged();
    return function;
  }

  Context& context_;
  BytesReader in_;
};

}  // namespace

std::string to_bytes(Context& context, Value v) {
  std::string out(kHeader);
  Writer(out).value(intern(context, v));
  return out;
}

Value from_bytes(Context& context, std::string_view bytes) {
  try {
    return Reader(context, bytes).all();
  } catch (const DamagedBytes&) {
    fail("The serialized value is damaged");
  }
}

}  // namespace trestle::runtime
