#include "validator/bridge/value_text.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::bridge {

using runtime::Kind;
using runtime::Object;
using runtime::Value;

namespace {

constexpr unsigned kDeepest = 500;  // nested values
constexpr size_t kKnown = 1024;     // atoms remembered

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

struct ValueText::Deeper {
  explicit Deeper(ValueText& text) : text(text) {
    if (++text.depth_ > kDeepest) text.fail("values are nested too deep");
  }
  ~Deeper() { --text.depth_; }
  ValueText& text;
};

void ValueText::fail(const std::string& what) const { throw ValueError(what, std::min(at_, text_.size())); }

bool ValueText::skip_rare_blank() {
  const char c = text_[at_], next = at_ + 1 < text_.size() ? text_[at_ + 1] : 0;
  if (c == '\t' || c == '\r') {
    ++at_;
  } else if (c == '\\' && next == '*') {
    at_ = std::min(text_.find('\n', at_), text_.size());
  } else if (c == '(' && next == '*') {
    const size_t end = text_.find("*)", at_ + 2);
    at_ = end == text_.npos ? text_.size() : end + 2;
  } else {
    return false;
  }
  return true;
}

std::string_view ValueText::identifier() {
  skip_blanks();
  size_t end = at_;
  while (end < text_.size() && (is_word(text_[end]) || (text_[end] == '!' && end > at_))) ++end;
  const std::string_view name = text_.substr(at_, end - at_);
  if (name.find_first_not_of("0123456789") == name.npos) return {};
  at_ = end;
  return name;
}

uint32_t ValueText::atom(std::string_view text) {
  if (known_.empty()) known_.resize(kKnown);
  uint64_t h = text.size();
  for (char c : text) h = h * 31 + static_cast<unsigned char>(c);
  Known& known = known_[(h ^ h >> 10) % kKnown];
  if (known.text != text || known.id == 0) {
    known.id = runtime::atom(text) + 1;
    known.text = runtime::atom_text(known.id - 1);
  }
  return known.id - 1;
}

Value ValueText::value() {
  const size_t open = stack_.size(), fields = fields_.size();
  const unsigned depth = depth_;
  try {
    return pairs();
  } catch (const runtime::EvalError& error) {  // a set of what cannot be compared, say
    stack_.resize(open), fields_.resize(fields), depth_ = depth;
    fail(error.what());
  } catch (const ValueError&) {
    stack_.resize(open), fields_.resize(fields), depth_ = depth;
    throw;
  }
}

// a, or k :> v @@ k :> v ...
Value ValueText::pairs() {
  const Value first = range();
  if (!take(":>")) return first;
  const size_t base = stack_.size();
  stack_.push_back(first);
  stack_.push_back(range());
  while (take("@@")) {
    stack_.push_back(range());
    if (!take(":>")) fail("expected :>");
    stack_.push_back(range());
  }
  const size_t n = (stack_.size() - base) / 2;
  Value* const items = stack_.data() + base;
  bool sorted = true;
  for (size_t i = 1; i < n; ++i) sorted = sorted && runtime::compare(context_, items[2 * i - 2], items[2 * i]) < 0;
  if (!sorted) {  // of a key that comes twice the first counts, as @@ has it
    std::vector<std::pair<Value, Value>> entries(n);
    for (size_t i = 0; i < n; ++i) entries[i] = {items[2 * i], items[2 * i + 1]};
    std::stable_sort(entries.begin(), entries.end(),
                     [&](const auto& a, const auto& b) { return runtime::compare(context_, a.first, b.first) < 0; });
    entries.erase(std::unique(entries.begin(), entries.end(),
                              [&](const auto& a, const auto& b) { return runtime::equal(context_, a.first, b.first); }),
                  entries.end());
    stack_.resize(base);
    for (const auto& [key, v] : entries) stack_.push_back(key), stack_.push_back(v);
  }
  const size_t count = (stack_.size() - base) / 2;
  Object* domain = context_.arena.object(Kind::Set, count);
  std::vector<Value> values(count);
  for (size_t i = 0; i < count; ++i) {
    domain->items()[i] = stack_[base + 2 * i];
    values[i] = stack_[base + 2 * i + 1];
  }
  stack_.resize(base);
  return runtime::make_function(context_, runtime::make_set_in_place(context_, domain), values);
}

Value ValueText::range() {
  const Value low = primary();
  if (!low.is_small()) return low;
  skip_blanks();
  if (!take("..")) return low;
  const Value high = primary();
  if (!high.is_small()) fail("expected an integer behind ..");
  if (high.small() < low.small()) return runtime::empty_set();
  return runtime::make_interval(context_, low.small(), high.small());
}

Value ValueText::primary() {
  skip_blanks();
  if (at_ >= text_.size()) fail("a value is missing");
  const Deeper deeper(*this);
  const char c = text_[at_];
  if (is_digit(c) || c == '-') return number();
  switch (c) {
    case '"': return string();
    case '{': ++at_; return list("}", true);
    case '[': ++at_; return bracket();
    case '<':
      if (text_.compare(at_, 2, "<<") != 0) break;
      at_ += 2;
      return list(">>", false);
    case '(': {
      ++at_;
      const Value inner = pairs();
      if (!take(")")) fail("expected )");
      return inner;
    }
    default:
      if (is_word(c)) return word();
  }
  fail("this is no value");
}

Value ValueText::number() {
  const char* const begin = text_.data() + at_;
  const char* const end = text_.data() + text_.size();
  int64_t number = 0;
  const auto [last, error] = std::from_chars(begin, end, number);
  if (error == std::errc::invalid_argument) fail("expected a number");
  size_t length = last - begin;
  if (length < text_.size() - at_ && is_word(*last)) fail("expected a number");
  at_ += length;
  if (error == std::errc() && Value::fits(number)) return Value::integer(number);
  return runtime::parse_integer(context_, {begin, length});
}

Value ValueText::string() {
  const size_t begin = ++at_;
  const size_t end = text_.find_first_of("\"\\", begin);
  if (end == text_.npos) {
    at_ = text_.size();
    fail("a string has no end");
  }
  at_ = end;
  if (text_[end] == '"') {
    ++at_;
    return Value::string(atom(text_.substr(begin, end - begin)));
  }
  unescaped_.assign(text_.substr(begin, end - begin));
  for (; at_ < text_.size() && text_[at_] != '"'; ++at_) {
    char c = text_[at_];
    if (c == '\\' && at_ + 1 < text_.size()) {
      c = text_[++at_];
      switch (c) {
        case 't': c = '\t'; break;
        case 'n': c = '\n'; break;
        case 'f': c = '\f'; break;
        case 'r': c = '\r'; break;
        default: break;
      }
    }
    unescaped_ += c;
  }
  if (at_ >= text_.size()) fail("a string has no end");
  ++at_;
  return Value::string(atom(unescaped_));
}

Value ValueText::list(std::string_view close, bool set) {
  const size_t base = stack_.size();
  if (!take(close)) {
    do {
      const Value item = pairs();
      stack_.push_back(item);
    } while (take(","));
    if (!take(close)) fail("expected , or " + std::string(close));
  }
  const std::span<const Value> items(stack_.data() + base, stack_.size() - base);
  const Value all = set ? runtime::make_set(context_, items) : runtime::make_tuple(context_, items);
  stack_.resize(base);
  return all;
}

// [f |-> v, ...], [f : S, ...], [S -> T]
Value ValueText::bracket() {
  const size_t base = stack_.size(), first = fields_.size(), start = at_;
  const std::string_view field = identifier();
  const bool record = !field.empty() && take("|->");
  if (!record && (field.empty() || !take(":"))) {
    at_ = start;
    const Value domain = pairs();
    if (!take("->")) fail("expected |->, : or ->");
    const Value values = pairs();
    if (!take("]")) fail("expected ]");
    const Value parts[] = {domain, values};
    Object* functions = context_.arena.object(Kind::FunctionSet, 2);
    std::copy(parts, parts + 2, functions->items());
    if (!runtime::is_set(domain.kind()) || !runtime::is_set(values.kind())) fail("expected sets around ->");
    return Value::object(functions);
  }
  fields_.push_back(atom(field));
  for (;;) {
    const Value v = pairs();
    stack_.push_back(v);
    if (!take(",")) break;
    const std::string_view next = identifier();
    if (next.empty() || !take(record ? "|->" : ":")) fail("expected a field");
    fields_.push_back(atom(next));
  }
  if (!take("]")) fail("expected , or ]");
  const std::span<const Value> values(stack_.data() + base, stack_.size() - base);
  const std::span<const uint32_t> names(fields_.data() + first, fields_.size() - first);
  const Value all =
      record ? runtime::make_record(context_, names, values) : runtime::make_record_set(context_, names, values);
  stack_.resize(base), fields_.resize(first);
  return all;
}

Value ValueText::word() {
  const std::string_view name = identifier();
  if (name.empty()) fail("this is no value");
  if (name == "TRUE" || name == "FALSE") return Value::boolean(name == "TRUE");
  if (name == "BOOLEAN") return runtime::booleans();
  if (name == "Nat") return Value::infinite(Kind::Naturals);
  if (name == "Int") return Value::infinite(Kind::Integers);
  if (name == "Real") return Value::infinite(Kind::Reals);
  if (name == "STRING") return Value::infinite(Kind::Strings);
  if (name == "SUBSET") {
    const Value of = primary();
    if (!runtime::is_set(of.kind())) fail("expected a set behind SUBSET");
    Object* sets = context_.arena.object(Kind::Powerset, 1);
    sets->items()[0] = of;
    return Value::object(sets);
  }
  return Value::model_value(atom(name));
}

Value read_value(runtime::Context& context, std::string_view text) {
  ValueText reader(context);
  reader.start(text);
  const Value v = reader.value();
  if (!reader.at_end()) throw ValueError("there is more behind the value", reader.at());
  return v;
}

}  // namespace trestle::bridge
