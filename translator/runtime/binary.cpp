// A header, then each value: its kind, then what the kind needs. Numbers are LEB128.
#include "translator/runtime/binary.h"

#include "translator/runtime/atoms.h"
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
    out_ += static_cast<char>(v.kind());
    switch (v.kind()) {
      case Kind::Boolean: return number(v.truth());
      case Kind::Integer:
      case Kind::BigInteger: return text(integer_text(v));
      case Kind::String:
      case Kind::ModelValue: return text(atom_text(v.atom_id()));
      case Kind::Record:
        number(v->size);
        for (uint32_t field : record_fields(v->aux)) text(atom_text(field));
        for (Value item : v->span()) value(item);
        return;
      case Kind::Set:
      case Kind::Tuple:
      case Kind::Function:
        number(v->size);
        for (Value item : v->span()) value(item);
        return;
      default: fail("Cannot serialize {}: {}", name(v.kind()), show(v));
    }
  }

 private:
  void number(uint64_t n) {
    for (; n >= 0x80; n >>= 7) out_ += static_cast<char>(n | 0x80);
    out_ += static_cast<char>(n);
  }
  void text(std::string_view s) {
    number(s.size());
    out_ += s;
  }
  std::string& out_;
};

class BytesReader {
 public:
  BytesReader(Context& context, std::string_view in) : context_(context), in_(in) {}

  Value all() {
    if (!in_.starts_with(kHeader)) fail("These are not serialized values: the header is missing");
    in_.remove_prefix(kHeader.size());
    const Value v = value(0);
    if (!in_.empty()) damaged();
    return v;
  }

 private:
  [[noreturn]] static void damaged() { fail("The serialized value is damaged"); }

  uint64_t number() {
    uint64_t n = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (in_.empty()) damaged();
      const auto byte = static_cast<unsigned char>(in_[0]);
      in_.remove_prefix(1);
      n |= static_cast<uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return n;
    }
    damaged();
  }
  std::string_view text() {
    const uint64_t size = number();
    if (size > in_.size()) damaged();
    const std::string_view s = in_.substr(0, size);
    in_.remove_prefix(size);
    return s;
  }
  // Every item takes a byte at least.
  uint32_t count() {
    const uint64_t n = number();
    if (n > in_.size()) damaged();
    return static_cast<uint32_t>(n);
  }
  std::span<Value> values(uint32_t n, uint32_t depth) {
    auto* items = static_cast<Value*>(context_.arena.allocate(n * sizeof(Value)));
    for (uint32_t i = 0; i < n; ++i) items[i] = value(depth + 1);
    return {items, n};
  }

  // Sorted and put in canonical form again: ranks of strings may differ from those of the run that wrote them.
  Value value(uint32_t depth) {
    if (in_.empty() || depth > 10'000) damaged();
    const auto kind = static_cast<Kind>(in_[0]);
    in_.remove_prefix(1);
    switch (kind) {
      case Kind::Boolean: return Value::boolean(number() != 0);
      case Kind::Integer:
      case Kind::BigInteger: {
        const std::string_view digits = text();
        if (digits.find_first_not_of("0123456789", digits.starts_with("-")) != digits.npos || digits.empty()) damaged();
        return parse_integer(context_, digits);
      }
      case Kind::String: return string_value(text());
      case Kind::ModelValue: return model_value(text());
      case Kind::Set: return make_set(context_, values(count(), depth));
      case Kind::Tuple: return runtime::make_tuple(context_, values(count(), depth));
      case Kind::Record: {
        const uint32_t n = count();
        auto* fields = static_cast<uint32_t*>(context_.arena.allocate(n * sizeof(uint32_t)));
        for (uint32_t i = 0; i < n; ++i) fields[i] = atom(text());
        return make_record(context_, {fields, n}, values(n, depth));
      }
      case Kind::Function: return function(count(), depth);
      default: damaged();
    }
  }

  Value function(uint32_t size, uint32_t depth) {
    if (size == 0 || in_.empty() || static_cast<Kind>(in_[0]) != Kind::Set) damaged();
    in_.remove_prefix(1);
    const uint32_t n = count();
    if (n + 1 != size) damaged();
    const std::span<Value> arguments = values(n, depth), results = values(n, depth);
    const Value sorted = make_set(context_, arguments);
    if (sorted->size != n) damaged();
    auto* ordered = static_cast<Value*>(context_.arena.allocate(n * sizeof(Value)));
    for (uint32_t i = 0; i < n; ++i) ordered[position(context_, sorted.object(), arguments[i])] = results[i];
    return make_function(context_, sorted, {ordered, n});
  }

  Context& context_;
  std::string_view in_;
};

}  // namespace

std::string to_bytes(Context& context, Value v) {
  std::string out(kHeader);
  Writer(out).value(intern(context, v));
  return out;
}

Value from_bytes(Context& context, std::string_view bytes) { return BytesReader(context, bytes).all(); }

}  // namespace trestle::runtime
