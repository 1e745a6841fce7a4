// A kind, then what the kind needs, numbers with the high byte first. Objects are counted as they begin (strings as they
// end); one that was written before may be named by its number instead.
#include "translator/runtime/tlc_values.h"

#include <algorithm>
#include <bit>
#include <concepts>
#include <variant>
#include <vector>

#include <zlib.h>

#include "translator/runtime/atoms.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::runtime {

namespace {

// tlc2/value/ValueConstants.java
enum class Tag : uint8_t {
  Bool = 0, Int = 1, Real = 2, String = 3, Record = 4, Set = 5, Tuple = 7, Function = 9, ModelValue = 21, Interval = 23,
  Again = 26,
};
enum class Domain : uint8_t { Interval = 0, Sorted = 1, Unsorted = 2 };

constexpr uint32_t kMostNested = 10'000;

bool is_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<uint8_t>(text[i++]);
    const int more = lead < 0x80 ? 0 : std::countl_one(lead) - 1;
    if (lead >= 0x80 && (more < 1 || more > 3)) return false;
    for (int k = 0; k < more; ++k) {
      if (i == text.size() || (static_cast<uint8_t>(text[i++]) & 0xC0) != 0x80) return false;
    }
  }
  return true;
}

// Java wrote the low byte of each character.
std::string from_latin(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += static_cast<char>(0xC0 | byte >> 6);
      out += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return out;
}

class Writer {
 public:
  Writer(const Context& context, std::string& out) : context_(context), out_(out) {}

  void value(Value v) {
    switch (v.kind()) {
      case Kind::Boolean: return tag(Tag::Bool), number<uint8_t>(v.truth());
      case Kind::Integer:
        if (v.small() == static_cast<int32_t>(v.small())) return tag(Tag::Int), number(static_cast<uint32_t>(v.small()));
        [[fallthrough]];
      case Kind::BigInteger: return tag(Tag::Real), text(integer_text(v));
      case Kind::String: return string(atom_text(v.atom_id()));
      case Kind::ModelValue: return model_value(v);
      case Kind::Record:
        tag(Tag::Record);
        unsorted(v->size);
        for (uint32_t i = 0; i < v->size; ++i) {
          string(atom_text(record_fields(v->aux)[i]));
          value(v->items()[i]);
        }
        return;
      case Kind::Set:
        tag(Tag::Set);
        unsorted(v->size);
        for (Value item : v->span()) value(item);
        return;
      case Kind::Tuple:
        tag(Tag::Tuple);
        natural(v->size);
        for (Value item : v->span()) value(item);
        return;
      case Kind::Function: {
        const Object& domain = v->items()[0].object();
        tag(Tag::Function);
        natural(domain.size);
        number(static_cast<uint8_t>(Domain::Unsorted));
        for (uint32_t i = 0; i < domain.size; ++i) {
          value(domain[i]);
          value(v->items()[i + 1]);
        }
        return;
      }
      default: fail("Cannot serialize {}: {}", name(v.kind()), show(v));
    }
  }

 private:
  template <std::unsigned_integral N>
  void number(N n) {
    for (int shift = 8 * sizeof(N) - 8; shift >= 0; shift -= 8) out_ += static_cast<char>(n >> shift);
  }
  void tag(Tag tag) { number(static_cast<uint8_t>(tag)); }
  // Of names and elements whose order is not the one of the strings in TLC's table.
  void unsorted(uint32_t n) { number(-n); }
  void natural(uint32_t n) {
    if (n > 0x7FFF) {
      number(-n);
    } else {
      number(static_cast<uint16_t>(n));
    }
  }
  void text(std::string_view s) {
    number(static_cast<uint32_t>(s.size()));
    out_ += s;
  }
  void string(std::string_view s) {
    tag(Tag::String);
    number(uint32_t{0});   // its number in TLC's table, which readers pass over,
    number(~uint32_t{0});  // and a variable's place
    text(s);
  }
  void model_value(Value v) {
    const auto& listed = context_.model_values;
    for (size_t i = 0; i < listed.size(); ++i) {
      if (same(listed[i], v)) return tag(Tag::ModelValue), number(static_cast<uint16_t>(i));
    }
    fail("Cannot serialize the model value {}: the .cfg does not name it", atom_text(v.atom_id()));
  }

  const Context& context_;
  std::string& out_;
};

class Reader {
 public:
  Reader(Context& context, std::string_view in) : context_(context), in_(in) {}

  Value all() {
    if (in_.empty()) fail("These are not serialized values: there are no bytes");
    if (static_cast<uint8_t>(in_[0]) > static_cast<uint8_t>(Tag::Again))
      fail("These are not serialized values: there is no kind of value {}", static_cast<uint8_t>(in_[0]));
    const Value v = value(0);
    if (!in_.empty()) damaged();
    return v;
  }

 private:
  using Name = uint32_t;  // the atom of a record's field

  [[noreturn]] static void damaged() { fail("The serialized value is damaged"); }

  std::string_view take(size_t n) {
    if (n > in_.size()) damaged();
    const std::string_view taken = in_.substr(0, n);
    in_.remove_prefix(n);
    return taken;
  }
  template <std::unsigned_integral N>
  N number() {
    N n = 0;
    for (const char c : take(sizeof(N))) n = static_cast<N>(n << 8 | static_cast<uint8_t>(c));
    return n;
  }
  int32_t integer() { return static_cast<int32_t>(number<uint32_t>()); }
  uint32_t natural() {
    const uint32_t n = number<uint16_t>();
    return n <= 0x7FFF ? n : -(n << 16 | number<uint16_t>());
  }
  // Each of what is counted takes a byte at least.
  uint32_t count(int64_t n) {
    if (n < 0 || static_cast<uint64_t>(n) > in_.size()) damaged();
    return static_cast<uint32_t>(n);
  }
  uint32_t unsorted() { return count(std::abs(int64_t{integer()})); }

  uint32_t string() {
    take(2 * sizeof(uint32_t));
    const std::string_view text = take(number<uint32_t>());
    return atom(is_utf8(text) ? std::string(text) : from_latin(text));
  }

  std::span<Value> room(uint32_t n) { return {static_cast<Value*>(context_.arena.allocate(n * sizeof(Value))), n}; }
  std::span<Value> values(uint32_t n, uint32_t depth) {
    const std::span<Value> items = room(n);
    for (Value& item : items) item = value(depth + 1);
    return items;
  }

  Value value(uint32_t depth) {
    if (depth > kMostNested) damaged();
    context_.look_up();
    switch (static_cast<Tag>(number<uint8_t>())) {
      case Tag::Bool: return Value::boolean(number<uint8_t>() != 0);
      case Tag::Int: return Value::integer(integer());
      case Tag::Real: {
        const std::string_view digits = take(number<uint32_t>());
        if (digits.find_first_not_of("0123456789", digits.starts_with("-")) != digits.npos || digits.empty() || digits == "-")
          damaged();
        return parse_integer(context_, digits);
      }
      case Tag::String: {
        const Value v = Value::string(string());
        known_.emplace_back(v);
        return v;
      }
      case Tag::ModelValue: {
        const uint16_t at = number<uint16_t>();
        if (at >= context_.model_values.size())
          fail("The serialized value has the model value number {}, and the .cfg names {}", at, context_.model_values.size());
        return context_.model_values[at];
      }
      case Tag::Interval: {
        const int32_t low = integer(), high = integer();
        return make_interval(context_, low, high);
      }
      case Tag::Record: return object([&] { return record(depth); });
      case Tag::Set: return object([&] { return make_set(context_, values(unsorted(), depth)); });
      case Tag::Tuple: return object([&] { return runtime::make_tuple(context_, values(count(natural()), depth)); });
      case Tag::Function: return object([&] { return function(depth); });
      case Tag::Again: {
        const uint32_t at = natural();
        const Value* v = at < known_.size() ? std::get_if<Value>(&known_[at]) : nullptr;
        if (v == nullptr || !v->defined()) damaged();
        return *v;
      }
    }
    damaged();
  }

  template <typename Read>
  Value object(const Read& read) {
    const size_t at = known_.size();
    known_.emplace_back(Value());
    const Value v = read();
    known_[at] = v;
    return v;
  }

  Value record(uint32_t depth) {
    const uint32_t n = unsorted();
    auto* fields = static_cast<uint32_t*>(context_.arena.allocate(n * sizeof(uint32_t)));
    const std::span<Value> items = room(n);
    for (uint32_t i = 0; i < n; ++i) {
      fields[i] = field_name();
      items[i] = value(depth + 1);
      if (std::find(fields, fields + i, fields[i]) != fields + i) damaged();
    }
    return make_record(context_, {fields, n}, items);
  }

  uint32_t field_name() {
    switch (static_cast<Tag>(number<uint8_t>())) {
      case Tag::String: {
        const Name name = string();
        known_.emplace_back(name);
        return name;
      }
      case Tag::Again: {
        const uint32_t at = natural();
        const Name* name = at < known_.size() ? std::get_if<Name>(&known_[at]) : nullptr;
        if (name == nullptr) damaged();
        return *name;
      }
      default: damaged();
    }
  }

  Value function(uint32_t depth) {
    const uint32_t n = count(natural());
    if (static_cast<Domain>(number<uint8_t>()) == Domain::Interval) {
      const int64_t low = integer(), high = integer();
      if (high - low + 1 != n) damaged();
      const std::span<Value> results = values(n, depth);
      return make_function(context_, make_interval(context_, low, high), results);
    }
    const std::span<Value> arguments = room(n), results = room(n);
    for (uint32_t i = 0; i < n; ++i) {
      arguments[i] = value(depth + 1);
      results[i] = value(depth + 1);
    }
    const Value function = make_function_of(context_, arguments, results);
    if (!function.defined()) damaged();
    return function;
  }

  Context& context_;
  std::string_view in_;
  std::vector<std::variant<Value, Name>> known_;
};

constexpr int kWithGzipHeader = MAX_WBITS + 16;

std::string compressed(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kWithGzipHeader, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string decompressed(std::string_view bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, kWithGzipHeader) != Z_OK) throw std::bad_alloc();
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  int result = Z_OK;
  while (result == Z_OK) {
    const size_t before = out.size();
    out.resize(before + (size_t{1} << 16));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream.avail_out = 1 << 16;
    result = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (result != Z_STREAM_END) fail("The serialized value is damaged: its compressed bytes end, or are broken");
  return out;
}

}  // namespace

std::string to_tlc_bytes(Context& context, Value v, bool compress) {
  std::string out;
  Writer(context, out).value(intern(context, v));
  return compress ? compressed(out) : out;
}

Value from_tlc_bytes(Context& context, std::string_view bytes) {
  if (!bytes.starts_with("\x1F\x8B")) return Reader(context, bytes).all();
  return Reader(context, decompressed(bytes)).all();
}

}  // namespace trestle::runtime
