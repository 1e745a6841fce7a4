#include "translator/runtime/layout.h"

#include <algorithm>
#include <bit>

#include "translator/runtime/compare.h"
#include "translator/runtime/context.h"
#include "translator/runtime/hash.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/shape_internal.h"

namespace trestle::runtime {

namespace {

using Form = Shape::Kind;

// Writes a value's bits; with words == nullptr only tells whether they fit.
class Encoder {
 public:
  Encoder(Context& context, Word* words) : context_(context), words_(words) {}

  bool put(ShapeRef shape, Value v, size_t at) {
    if (shape->is(Form::Dynamic)) {
      if (words_ != nullptr) add_bits(words_, at, 32, to_handle(context_, v));
      return true;
    }
    if (shape->is(Form::Boolean) || shape->is(Form::Range) || shape->is(Form::Atoms)) return put_scalar(shape, v, at);
    v = shape::plain(context_, v);
    const ShapeRef part = shape::alternative(context_, shape, v);
    if (part == nullptr) return false;
    if (part != shape) {
      const auto tag = std::find(shape->parts.begin(), shape->parts.end(), part) - shape->parts.begin();
      add(at, shape->tag_bits(), tag);
      at += shape->tag_bits();
    }
    switch (part->kind) {
      case Form::Boolean:
      case Form::Range:
      case Form::Atoms: return put_scalar(part, v, at);
      case Form::Set: return put_set(part, v, at);
      case Form::Function: return put_function(part, v, at);
      case Form::Sequence: return put_sequence(part, v, at);
      case Form::Partial: return put_partial(part, v, at);
      default: return false;
    }
  }

 private:
  void add(size_t at, uint32_t bits, uint64_t value) {
    if (words_ != nullptr) add_bits(words_, at, bits, value);
  }

  bool put_scalar(ShapeRef shape, Value v, size_t at) {
    const uint64_t i = shape::index_of_scalar(shape, v);
    if (i == Shape::kMany) return false;
    add(at, shape->bits, i);
    return true;
  }

  bool put_set(ShapeRef shape, Value v, size_t at) {
    if (shape->lists()) return put_few(shape, v, at);
    if (shape->capacity > 0) return put_sparse(shape, v, at);
    for (Value e : v->span()) {
      const uint64_t i = shape::position(context_, shape->parts[0], e);
      if (i == Shape::kMany) return false;
      add(at + i, 1, 1);
    }
    return true;
  }

  bool put_few(ShapeRef shape, Value v, size_t at) {
    if (v->size > shape->capacity) return false;
    add(at, shape->length_bits(), v->size);
    at += shape->length_bits();
    const uint32_t bits = shape->number_bits();
    for (Value e : v->span()) {
      const uint64_t i = shape::index(context_, shape->parts[0], e);
      if (i == Shape::kMany) return false;
      add(at, bits, i);
      at += bits;
    }
    return true;
  }

  bool put_sparse(ShapeRef shape, Value v, size_t at) {
    const size_t length_at = at + shape->slice_bits();
    const uint32_t bits = shape->number_bits();
    uint32_t listed = 0;
    for (Value e : v->span()) {
      const uint64_t i = shape::position(context_, shape->parts[0], e);
      if (i == Shape::kMany) return false;
      const auto in = [&](const Shape::Slice& s) { return i < s.first + s.count; };
      const Shape::Slice& s = *std::find_if(shape->slices.begin(), shape->slices.end(), in);
      const uint64_t place = i - s.first + s.at;
      if (s.small) {
        add(at + place, 1, 1);
        continue;
      }
      if (listed == shape->capacity) return false;
      add(length_at + shape->length_bits() + listed++ * bits, bits, place);
    }
    add(length_at, shape->length_bits(), listed);
    return true;
  }

  bool put_function(ShapeRef shape, Value v, size_t at) {
    const Value* items = v->items() + (v.kind() == Kind::Function);
    for (ShapeRef part : shape->parts) {
      if (!put(part, *items++, at)) return false;
      at += part->bits;
    }
    return true;
  }

  bool put_sequence(ShapeRef shape, Value v, size_t at) {
    if (v->size > shape->capacity) return false;
    add(at, shape->length_bits(), v->size);
    at += shape->length_bits();
    for (Value e : v->span()) {
      if (!put(shape->parts[0], e, at)) return false;
      at += shape->parts[0]->bits;
    }
    return true;
  }

  bool put_partial(ShapeRef shape, Value v, size_t at) {
    const Object& f = v.object();
    const uint32_t first = f.kind == Kind::Function;
    const Value keys = domain(context_, v);
    const bool few = shape->capacity > 0;
    if (few && !put_few(shape, shape::plain(context_, keys), at)) return false;
    const size_t values = at + shape->domain_bits();
    uint32_t item = first;
    for (Elements all(context_, keys);; ++item) {
      Value key;
      if (!all.next(key)) return true;
      const uint64_t i = few ? item - first : shape::position(context_, shape->parts[0], key);
      if (i == Shape::kMany) return false;
      if (!few) add(at + i, 1, 1);
      if (!put(shape->parts[1], f[item], values + i * shape->parts[1]->bits)) return false;
    }
  }

  Context& context_;
  Word* words_;
};

Value decode_few(Context& context, ShapeRef shape, const Word* words, size_t at) {
  const auto size = static_cast<uint32_t>(read_bits(words, at, shape->length_bits()));
  if (size == 0) return empty_set();
  at += shape->length_bits();
  const uint32_t bits = shape->number_bits();
  Object* set = context.arena.object(Kind::Set, size);
  for (uint32_t i = 0; i < size; ++i, at += bits)
    set->items()[i] = shape::value(context, shape->parts[0], read_bits(words, at, bits));
  set->dense = is_dense(*set);
  return Value::object(set);
}

Value decode_set(Context& context, ShapeRef shape, const Word* words, size_t at) {
  const std::span<const Value> universe = shape::values(shape->parts[0]);
  const size_t n = universe.size();
  uint32_t size = 0;
  for (size_t i = 0; i < n; i += 64) size += std::popcount(read_bits(words, at + i, std::min<size_t>(64, n - i)));
  if (size == 0) return empty_set();
  Object* set = context.arena.object(Kind::Set, size);
  Value* next = set->items();
  for (size_t i = 0; i < n; i += 64) {
    for (uint64_t bits = read_bits(words, at + i, std::min<size_t>(64, n - i)); bits != 0; bits &= bits - 1) {
      *next++ = universe[i + std::countr_zero(bits)];
    }
  }
  set->dense = is_dense(*set);
  set->id = kNoneFresh;
  return Value::object(set);
}

Value decode_sparse(Context& context, ShapeRef shape, const Word* words, size_t at) {
  const std::span<const Value> universe = shape::values(shape->parts[0]);
  const size_t length_at = at + shape->slice_bits();
  const auto size = static_cast<uint32_t>(read_bits(words, length_at, shape->length_bits()));
  const uint32_t bits = shape->number_bits();
  const auto number = [&](uint32_t i) { return read_bits(words, length_at + shape->length_bits() + i * bits, bits); };
  std::vector<Value> elements;
  uint32_t next = 0;
  for (const Shape::Slice& s : shape->slices) {
    for (uint32_t i = 0; s.small && i < s.count; ++i)
      if (read_bits(words, at + s.at + i, 1) != 0) elements.push_back(universe[s.first + i]);
    for (; !s.small && next < size && number(next) < s.at + s.count; ++next)
      elements.push_back(universe[s.first + number(next) - s.at]);
  }
  if (elements.empty()) return empty_set();
  Object* set = context.arena.object(Kind::Set, static_cast<uint32_t>(elements.size()));
  std::copy(elements.begin(), elements.end(), set->items());
  set->dense = is_dense(*set);
  set->id = kNoneFresh;
  return Value::object(set);
}

Value decode_few_partial(Context& context, ShapeRef shape, const Word* words, size_t at) {
  const Value keys = decode_few(context, shape, words, at);
  if (keys->size == 0) return empty_tuple();
  const size_t values = at + shape->domain_bits();
  std::vector<Value> results;
  for (uint32_t i = 0; i < keys->size; ++i)
    results.push_back(decode(context, shape->parts[1], words, values + i * shape->parts[1]->bits));
  return make_function(context, keys, results);
}

Value decode_partial(Context& context, ShapeRef shape, const Word* words, size_t at) {
  const std::span<const Value> universe = shape::values(shape->parts[0]);
  const size_t values = at + shape->domain_bits();
  std::vector<Value> keys, results;
  for (size_t i = 0; i < universe.size(); ++i) {
    if (read_bits(words, at + i, 1) == 0) continue;
    keys.push_back(universe[i]);
    results.push_back(decode(context, shape->parts[1], words, values + i * shape->parts[1]->bits));
  }
  if (keys.empty()) return empty_tuple();
  return make_function(context, make_set(context, keys), results);
}

// Calls part(shape, offset, key) for each part of a field that may hold handles.
template <class Part>
void dynamic_parts(ShapeRef shape, const Word* words, size_t at, const Part& part) {
  switch (shape->kind) {
    case Form::Function:
      for (ShapeRef p : shape->parts) {
        part(p, at, 0);
        at += p->bits;
      }
      break;
    case Form::Sequence: {
      const uint64_t length = read_bits(words, at, shape->length_bits());
      at += shape->length_bits();
      for (uint64_t i = 0; i < length; ++i, at += shape->parts[0]->bits) part(shape->parts[0], at, 0);
      break;
    }
    case Form::Partial: {
      const bool few = shape->capacity > 0;
      const size_t values = at + shape->domain_bits();
      const uint64_t places = few ? read_bits(words, at, shape->length_bits()) : shape->parts[0]->count;
      for (uint64_t i = 0; i < places; ++i)
        if (few || read_bits(words, at + i, 1) != 0) part(shape->parts[1], values + i * shape->parts[1]->bits, i);
      break;
    }
    case Form::Union:
      part(shape->parts[read_bits(words, at, shape->tag_bits())], at + shape->tag_bits(), 0);
      break;
    default: break;
  }
}

// Adds up the handles in a field, and clears them in `words`.
uint64_t take_handles(ShapeRef shape, Word* words, size_t at) {
  if (!shape->dynamic) return 0;
  if (shape->is(Form::Dynamic)) {
    const uint64_t sum = handle_hash(static_cast<Handle>(read_bits(words, at, 32)));
    const uint64_t mask = 0xFFFFFFFF;
    words[at / 64] &= ~(mask << at % 64);
    if (at % 64 > 32) words[at / 64 + 1] &= ~(mask >> (64 - at % 64));
    return sum;
  }
  uint64_t sum = 0;
  dynamic_parts(shape, words, at, [&](ShapeRef part, size_t offset, uint64_t key) {
    sum = mix(sum + key + take_handles(part, words, offset));
  });
  return sum;
}

void tell_handles(ShapeRef shape, const Word* words, size_t at, const std::function<void(Handle)>& tell) {
  if (!shape->dynamic) return;
  if (shape->is(Form::Dynamic)) return tell(static_cast<Handle>(read_bits(words, at, 32)));
  dynamic_parts(shape, words, at,
                [&](ShapeRef part, size_t offset, uint64_t) { tell_handles(part, words, offset, tell); });
}

Context& spare_context() {
  static thread_local Context context;
  return context;
}

}  // namespace

bool encode(Context& context, ShapeRef shape, Value v, Word* words, size_t offset) {
  return Encoder(context, words).put(shape, v, offset);
}

bool shape::contains(Context& context, ShapeRef shape, Value v) { return Encoder(context, nullptr).put(shape, v, 0); }

Value decode(Context& context, ShapeRef shape, const Word* words, size_t at) {
  switch (shape->kind) {
    case Form::Never: return {};
    case Form::Boolean:
    case Form::Range:
    case Form::Atoms: return shape::value(context, shape, read_bits(words, at, shape->bits));
    case Form::Set:
      return shape->lists()        ? decode_few(context, shape, words, at)
             : shape->capacity > 0 ? decode_sparse(context, shape, words, at)
                                   : decode_set(context, shape, words, at);
    case Form::Function: {
      const bool keyed = !shape->tuple && shape->record == 0;
      Object* f = context.arena.object(shape->tuple         ? Kind::Tuple
                                       : shape->record != 0 ? Kind::Record
                                                            : Kind::Function,
                                       shape->parts.size() + keyed, shape->record);
      Value* next = f->items();
      if (keyed) *next++ = shape->domain;
      for (ShapeRef part : shape->parts) {
        *next++ = decode(context, part, words, at);
        at += part->bits;
      }
      return Value::object(f);
    }
    case Form::Sequence: {
      const auto length = static_cast<uint32_t>(read_bits(words, at, shape->length_bits()));
      if (length == 0) return empty_tuple();
      at += shape->length_bits();
      Object* s = context.arena.object(Kind::Tuple, length);
      for (uint32_t i = 0; i < length; ++i) {
        s->items()[i] = decode(context, shape->parts[0], words, at);
        at += shape->parts[0]->bits;
      }
      return Value::object(s);
    }
    case Form::Partial:
      return shape->capacity > 0 ? decode_few_partial(context, shape, words, at)
                                 : decode_partial(context, shape, words, at);
    case Form::Union:
      return decode(context, shape->parts[read_bits(words, at, shape->tag_bits())], words, at + shape->tag_bits());
    case Form::Dynamic: return from_handle(static_cast<Handle>(read_bits(words, at, 32)));
  }
  return {};
}

Layout::Layout(std::vector<ShapeRef> shapes) : variables_(shapes.size()), bits_(0), handles_(false) {
  for (ShapeRef& s : shapes) {
    s = shape::settled(s);
    fields_.push_back({s, bits_});
    bits_ += s->bits;
    handles_ |= s->dynamic;
  }
  packed_ = std::any_of(shapes.begin(), shapes.end(), [](ShapeRef s) { return !s->is(Form::Dynamic); });
}

Value Layout::unpack(Context& context, const Word* state, size_t variable) const {
  const Field& f = fields_[variable];
  return decode(context, f.shape, state, f.offset);
}

Value Layout::unpack_interned(const Word* state, size_t variable) const {
  Context& context = spare_context();
  const Arena::Mark mark = context.arena.mark();
  const Value v = intern(context, unpack(context, state, variable));
  context.arena.reset(mark);
  return v;
}

void Layout::pack(Context& context, Word* state, size_t variable, Value value) const {
  const Field& f = fields_[variable];
  if (!encode(context, f.shape, value, state, f.offset)) throw Misfit{variable, value};
}

void Layout::pack_alone(Word* state, size_t variable, Value value) const {
  pack(spare_context(), state, variable, value);
}

void Layout::copy_packed(Word* state, const Word* from, size_t variable) const {
  size_t at = fields_[variable].offset;
  for (uint32_t left = fields_[variable].shape->bits; left > 0;) {
    const uint32_t bits = std::min<uint32_t>(left, 64);
    add_bits(state, at, bits, read_bits(from, at, bits));
    at += bits;
    left -= bits;
  }
}

std::vector<Word> Layout::mask(const std::vector<uint32_t>& variables) const {
  std::vector<bool> within(variables_);
  for (const uint32_t variable : variables) within[variable] = true;
  std::vector<Word> mask(words());
  for (size_t variable = 0; variable < variables_; ++variable) {
    if (!within[variable]) continue;
    const size_t end = variable + 1 < variables_ ? offset(variable + 1) : bits_;
    for (size_t bit = offset(variable); bit < end; ++bit) mask[bit / 64] |= Word{1} << (bit % 64);
  }
  return mask;
}

void Layout::handles(const Word* state, const std::function<void(Handle)>& tell) const {
  if (!packed()) {
    for (size_t i = 0; i < variables_; ++i) tell(handle(state, i));
    return;
  }
  for (const Field& f : fields_) tell_handles(f.shape, state, f.offset, tell);
}

uint64_t Layout::fingerprint(const Word* state) const {
  if (!packed()) {
    uint64_t h = variables_;
    for (size_t i = 0; i < variables_; ++i) h = mix(h * 0x9e3779b97f4a7c15 + handle_hash(handle(state, i)));
    return h;
  }
  if (!handles_) return fingerprint_of_words(state, words());
  static thread_local std::vector<Word> copy;
  copy.assign(state, state + words());
  uint64_t handles = 0;
  for (const Field& f : fields_)
    handles = mix(handles * 0x9e3779b97f4a7c15 + take_handles(f.shape, copy.data(), f.offset));
  return mix(fingerprint_of_words(copy.data(), copy.size()) + handles);
}

}  // namespace trestle::runtime
