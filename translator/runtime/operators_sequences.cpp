// Sequences, some of whose operators TLC defines on strings too. Characters of a string are counted as TLC counts them,
// in UTF-16 units, which for what specs contain means bytes of ASCII text.
#include <algorithm>
#include <string>

#include "translator/runtime/atoms.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/hash.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/op.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/sequences.h"
#include "translator/runtime/store.h"

namespace trestle::runtime {

namespace {

// UTF-16 units that begin with this byte of UTF-8; 0 inside a character.
int64_t units(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte & 0xC0) == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1;
}

int64_t length(std::string_view text) {
  int64_t n = 0;
  for (char c : text) n += units(c);
  return n;
}

// Units from..to, counted from 1. Half a character is not cut off: it counts where it begins.
std::string_view cut(std::string_view text, int64_t from, int64_t to) {
  size_t begin = text.size(), end = text.size();
  int64_t unit = 1;
  for (size_t i = 0; i < text.size(); unit += units(text[i]), ++i) {
    if (units(text[i]) == 0) continue;
    if (unit >= from && begin == text.size()) begin = i;
    if (unit > to && end == text.size()) end = i;
  }
  return text.substr(begin, std::max(begin, end) - begin);
}

}  // namespace

Value sequence_argument(Context& context, const char* which, const char* op, Value v) {
  if (v.kind() == Kind::Tuple) return v;
  if (v.kind() == Kind::LazyFunction) {
    const Value f = explicit_function(context, v);
    if (f.kind() == Kind::Tuple) return f;
  }
  bad_argument(which, op, "a sequence", v);
}

Value sequence_of(Context& context, Stretch s) {
  if (s.size == s.whole->size) return s.whole;
  constexpr uint32_t kShared = 16;  // below, what says which stretch it is costs as much
  if (s.size < kShared) return copy_sequence(context, s, {});
  Object* part = context.arena.object(Kind::LazyFunction, 2, s.from);
  part->items()[0] = make_interval(context, 1, s.size);
  part->items()[1] = s.whole;
  return Value::object(part);
}

// Of a long sequence of which nearly all stays, the hash is that of the whole but for what goes and comes; of others it may
// never be asked for.
Value copy_sequence(Context& context, const Stretch& s, std::span<const Value> more) {
  if (s.size + more.size() == 0) return empty_tuple();
  Object* made = context.arena.object(Kind::Tuple, s.size + more.size());
  std::copy(more.begin(), more.end(), std::copy(s.span().begin(), s.span().end(), made->items()));
  const Object& whole = s.whole.object();
  const size_t changes = whole.size - s.size + more.size();
  const bool nearly_all = s.from == 0 && changes < s.size && changes <= s.size / 8 + 1;
  if (whole.hash == 0 || !nearly_all || !std::all_of(more.begin(), more.end(), hashable)) return Value::object(made);
  uint64_t sum = whole.hash;
  for (uint32_t i = s.size; i < whole.size; ++i) sum -= index_part(i, hash(whole[i]));
  for (uint32_t i = 0; i < more.size(); ++i) sum += index_part(s.size + i, hash(more[i]));
  made->hash = sum;
  if ((whole.interned || whole.id == kNoneFresh) && more.size() <= 1)
    made->id = more.empty() ? kNoneFresh : only_fresh(s.size);
  return Value::object(made);
}

namespace {

Stretch stretch_argument(Context& context, const char* which, const char* op, Value v) {
  if (const auto stretch = stretch_of(v)) return *stretch;
  return *stretch_of(sequence_argument(context, which, op, v));
}

}  // namespace

namespace op {

Value Seq(Context& c, const Value* a, uint32_t) {
  if (!is_set(a[0].kind())) bad_argument("argument", "Seq", "a set", a[0]);
  Object* set = c.arena.object(Kind::SequenceSet, 1);
  set->items()[0] = a[0];
  return Value::object(set);
}

Value Len(Context& c, const Value* a, uint32_t) {
  if (a[0].kind() == Kind::String) return Value::integer(length(atom_text(a[0].atom_id())));
  return Value::integer(stretch_argument(c, "argument", "Len", a[0]).size);
}

Value Concat(Context& c, const Value* a, uint32_t) {
  if (a[0].kind() == Kind::String) {
    if (a[1].kind() != Kind::String) bad_argument("second argument", "\\o", "a string", a[1]);
    return string_value(std::string(atom_text(a[0].atom_id())).append(atom_text(a[1].atom_id())));
  }
  const Stretch s = stretch_argument(c, "first argument", "\\o", a[0]);
  const Stretch t = stretch_argument(c, "second argument", "\\o", a[1]);
  if (s.size == 0) return sequence_of(c, t);
  if (t.size == 0) return sequence_of(c, s);
  return copy_sequence(c, s, t.span());
}

Value Append(Context& c, const Value* a, uint32_t) {
  return copy_sequence(c, stretch_argument(c, "first argument", "Append", a[0]), {a + 1, 1});
}

Value Head(Context& c, const Value* a, uint32_t) {
  const Stretch s = stretch_argument(c, "argument", "Head", a[0]);
  if (s.size == 0) fail_with("ask first whether it is empty: s # <<>>", "Attempted to apply Head to the empty sequence");
  return s.span()[0];
}

Value Tail(Context& c, const Value* a, uint32_t) {
  if (a[0].kind() == Kind::String) {
    const std::string_view text = atom_text(a[0].atom_id());
    if (text.empty()) fail("Attempted to apply Tail to the empty string");
    return string_value(cut(text, 2, length(text)));
  }
  const Stretch s = stretch_argument(c, "argument", "Tail", a[0]);
  if (s.size == 0) fail_with("ask first whether it is empty: s # <<>>", "Attempted to apply Tail to the empty sequence");
  return sequence_of(c, {s.whole, s.from + 1, s.size - 1});
}

Value SubSeq(Context& c, const Value* a, uint32_t) {
  const bool is_string = a[0].kind() == Kind::String;
  const Stretch s = is_string ? Stretch{} : stretch_argument(c, "first argument", "SubSeq", a[0]);
  const int64_t from = small_argument("second argument", "SubSeq", a[1]);
  const int64_t to = small_argument("third argument", "SubSeq", a[2]);
  if (from > to) return is_string ? string_value("") : empty_tuple();
  const int64_t size = is_string ? length(atom_text(a[0].atom_id())) : s.size;
  for (int i = 1; i <= 2; ++i) {
    if (a[i].small() < 1 || a[i].small() > size) {
      fail("The {} argument of SubSeq must be in the domain of its first argument {}, but it is {}",
           i == 1 ? "second" : "third", show(a[0]), show(a[i]));
    }
  }
  if (is_string) return string_value(cut(atom_text(a[0].atom_id()), from, to));
  return sequence_of(c, {s.whole, s.from + static_cast<uint32_t>(from) - 1, static_cast<uint32_t>(to - from + 1)});
}

Value SelectSeq(Context& c, const Value* a, uint32_t) {
  const Value s = sequence_argument(c, "first argument", "SelectSeq", a[0]);
  auto* kept = static_cast<Value*>(c.arena.allocate(s->size * sizeof(Value)));
  size_t n = 0;
  for (Value v : s->span()) {
    if (holds(c, a[1], {&v, 1})) kept[n++] = v;
  }
  return n == s->size ? s : make_tuple(c, {kept, n});
}

}  // namespace op

}  // namespace trestle::runtime
