#include "validator/explore/value_stream.h"

#include "translator/runtime/atoms.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::explore {
namespace {

using runtime::BytesReader;
using runtime::BytesWriter;
using runtime::DamagedBytes;
using runtime::Kind;
using runtime::Object;
using runtime::Value;

// The low bits of a value's first number say what the rest of it is.
enum Tag : uint64_t { Known, Defined, Integer, Atom };
constexpr unsigned kTagBits = 2, kKindBits = 5;
constexpr uint32_t kDeepest = 10'000;

constexpr size_t kPlaces = size_t{1} << 30;  // of objects in the store

uint64_t zigzag(int64_t i) { return static_cast<uint64_t>(i) << 1 ^ static_cast<uint64_t>(i >> 63); }
int64_t unzigzag(uint64_t n) { return static_cast<int64_t>(n >> 1 ^ -(n & 1)); }

}  // namespace

ValueWriter::ValueWriter() : numbers_(kPlaces * sizeof(uint32_t)) {}

uint32_t& ValueWriter::number(const Object& object) { return static_cast<uint32_t*>(numbers_.data())[object.id >> 2]; }

void ValueWriter::know(Value object) {
  uint32_t& known = number(object.object());
  ++count_;
  if (known == 0) known = count_;
}

void ValueWriter::know_shape(uint32_t shape) { shapes_.emplace(shape, static_cast<uint32_t>(shapes_.size())); }

void ValueWriter::write(BytesWriter& out, Value value) {
  if (value.is_object() && !value->interned) value = runtime::intern(value);
  if (value.is_small()) {
    out.number(Tag::Integer | zigzag(value.small()) << kTagBits);
  } else if (!value.is_object()) {
    const uint64_t kind = static_cast<uint64_t>(value.kind());
    const uint64_t id = value.bits() >> 32;
    out.number(Tag::Atom | kind << kTagBits | id << (kTagBits + kKindBits));
  } else if (const uint32_t known = number(value.object())) {
    out.number(Tag::Known | static_cast<uint64_t>(known - 1) << kTagBits);
  } else {
    define(out, value.object());
    know(value);
  }
}

void ValueWriter::define(BytesWriter& out, const Object& object) {
  out.number(Tag::Defined | static_cast<uint64_t>(object.kind) << kTagBits);
  if (object.kind == Kind::BigInteger) return out.text(runtime::integer_text(Value::object(&object)));
  if (object.kind == Kind::Record) {
    record_shape(out, object.aux);
  } else {
    out.number(object.size);
  }
  for (Value item : object.span()) write(out, item);
}

void ValueWriter::record_shape(BytesWriter& out, uint32_t shape) {
  const auto next = static_cast<uint32_t>(shapes_.size());
  const auto [known, added] = shapes_.emplace(shape, next);
  out.number(known->second);
  if (!added) return;
  const auto fields = runtime::record_fields(shape);
  out.number(fields.size());
  for (uint32_t field : fields) out.number(field);
}

Value ValueReader::read(BytesReader& in) {
  const Value value = read(in, 0);
  context_.arena.reset();
  return value;
}

Value ValueReader::read(BytesReader& in, uint32_t depth) {
  if (depth > kDeepest) throw DamagedBytes();
  const uint64_t first = in.number();
  const uint64_t rest = first >> kTagBits;
  switch (static_cast<Tag>(first & ((1u << kTagBits) - 1))) {
    case Tag::Known:
      if (rest >= values_.size()) throw DamagedBytes();
      return values_[rest];
    case Tag::Integer: return Value::integer(unzigzag(rest));
    case Tag::Atom:
      if (rest >> kKindBits >= runtime::atom_count()) throw DamagedBytes();
      return Value::from_bits((rest >> kKindBits) << 32 | (rest & ((1u << kKindBits) - 1)) << 3 | 2);
    case Tag::Defined: break;
  }
  Value value;
  if (static_cast<Kind>(rest) == Kind::BigInteger) {
    value = runtime::intern(runtime::parse_integer(context_, in.text()));
  } else {
    const uint32_t shape = static_cast<Kind>(rest) == Kind::Record ? record_shape(in) : 0;
    const size_t size = shape != 0 ? runtime::record_fields(shape).size() : in.count();
    std::vector<Value> items(size);
    for (Value& item : items) item = read(in, depth + 1);
    switch (static_cast<Kind>(rest)) {
      case Kind::Set: value = runtime::make_set(context_, items); break;
      case Kind::Tuple: value = runtime::make_tuple(context_, items); break;
      case Kind::Record: value = runtime::make_record(context_, runtime::record_fields(shape), items); break;
      case Kind::Function:
        if (items.empty() || items[0].kind() != Kind::Set || items[0]->size + 1 != items.size()) throw DamagedBytes();
        value = runtime::make_function(context_, items[0], {items.data() + 1, items.size() - 1});
        break;
      default: throw DamagedBytes();
    }
    value = runtime::intern(context_, value);
  }
  if (!value.is_object()) throw DamagedBytes();
  values_.push_back(value);
  writer_.know(value);
  return value;
}

uint32_t ValueReader::record_shape(BytesReader& in) {
  const uint64_t known = in.number();
  if (known < shapes_.size()) return shapes_[known];
  if (known != shapes_.size()) throw DamagedBytes();
  std::vector<uint32_t> fields(in.count());
  for (uint32_t& field : fields) {
    field = static_cast<uint32_t>(in.number());
    if (field >= runtime::atom_count()) throw DamagedBytes();
  }
  shapes_.push_back(runtime::record_shape(fields));
  writer_.know_shape(shapes_.back());
  return shapes_.back();
}

}  // namespace trestle::explore
