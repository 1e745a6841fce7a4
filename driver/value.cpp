#include "driver/value.h"

#include <algorithm>
#include <charconv>

namespace trestle::driver {

// Strict enough for what Trestle writes; and for what drivers do.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Value all() {
    Value value = any();
    blanks();
    if (at_ < text_.size()) fail("something follows the value");
    return value;
  }

 private:
  static constexpr int kDeepest = 200;
  using Kind = Value::Kind;

  [[noreturn]] void fail(const std::string& what) const {
    throw ValueError("no JSON, at byte " + std::to_string(at_ + 1) + ": " + what);
  }
  void blanks() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }
  bool take(char c) {
    blanks();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void need(char c) {
    if (!take(c)) fail(std::string("expected ") + c);
  }
  bool word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  Value any() {
    if (++depth_ > kDeepest) fail("it is nested too deeply");
    blanks();
    Value value;
    if (at_ >= text_.size()) fail("it ends here");
    if (text_[at_] == '{') {
      value = object();
    } else if (text_[at_] == '[') {
      value.kind_ = Kind::Sequence;
      value.parts_ = list();
    } else if (text_[at_] == '"') {
      value.kind_ = Kind::String;
      value.text_ = string();
    } else if (word("true") || word("false")) {
      value.kind_ = Kind::Boolean;
      value.number_ = text_[at_ - 2] == 'u';  // tr-u-e
    } else if (word("null")) {
      value.kind_ = Kind::Null;
    } else {
      value = number();
    }
    --depth_;
    return value;
  }

  std::vector<Value> list() {
    std::vector<Value> elements;
    need('[');
    if (take(']')) return elements;
    do elements.push_back(any());
    while (take(','));
    need(']');
    return elements;
  }

  Value number() {
    const size_t begin = at_;
    if (at_ < text_.size() && text_[at_] == '-') ++at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    const std::string_view digits = text_.substr(begin, at_ - begin);
    if (digits.empty() || digits == "-") fail("expected a value");
    if (at_ < text_.size() && (text_[at_] == '.' || text_[at_] == 'e' || text_[at_] == 'E')) {
      fail("TLA+ has no such number");
    }
    return integer(std::string(digits));
  }

  static Value integer(std::string digits) {
    Value value;
    value.kind_ = Kind::Integer;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value.number_);
    if (error == std::errc() && end == digits.data() + digits.size()) return value;
    value.kind_ = Kind::BigInteger;
    value.text_ = std::move(digits);
    return value;
  }

  uint32_t hex() {
    uint32_t code = 0;
    const char* begin = text_.data() + at_;
    if (at_ + 4 > text_.size()) fail("an escape is cut short");
    const auto [end, error] = std::from_chars(begin, begin + 4, code, 16);
    if (error != std::errc() || end != begin + 4) fail("an escape has four hexadecimal digits");
    at_ += 4;
    return code;
  }

  static void append(std::string& to, uint32_t code) {
    const auto byte = [&](uint32_t value) { to += static_cast<char>(static_cast<unsigned char>(value)); };
    const auto more = [&](int shift) { byte(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) {
      byte(code);
    } else if (code < 0x800) {
      byte(0xC0 | code >> 6), more(0);
    } else if (code < 0x10000) {
      byte(0xE0 | code >> 12), more(6), more(0);
    } else {
      byte(0xF0 | code >> 18), more(12), more(6), more(0);
    }
  }

  std::string string() {
    std::string text;
    need('"');
    while (at_ < text_.size() && text_[at_] != '"') {
      if (static_cast<unsigned char>(text_[at_]) < 0x20) fail("a string has a control character");
      if (text_[at_] != '\\') {
        text += text_[at_++];
        continue;
      }
      if (++at_ >= text_.size()) break;
      const char escaped = text_[at_++];
      constexpr std::string_view kEscapes = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
      if (const size_t known = kEscapes.find(escaped); known != std::string_view::npos) {
        text += kMeanings[known];
      } else if (escaped == 'u') {
        uint32_t code = hex();
        if (code >= 0xD800 && code < 0xDC00 && word("\\u")) code = 0x10000 + ((code - 0xD800) << 10) + (hex() - 0xDC00);
        append(text, code);
      } else {
        fail("there is no such escape");
      }
    }
    if (at_ >= text_.size()) fail("a string is not closed");
    ++at_;
    return text;
  }

  Value object() {
    Value value;
    value.kind_ = Kind::Record;
    need('{');
    if (take('}')) return value;
    do {
      blanks();
      Value name;
      name.kind_ = Kind::String;
      name.text_ = string();
      need(':');
      value.parts_.push_back(std::move(name));
      value.parts_.push_back(any());
    } while (take(','));
    need('}');
    return value.parts_.size() == 2 && value.parts_[0].text_.starts_with('#') ? marked(std::move(value)) : value;
  }

  // {"#set": [..]} and such.
  Value marked(Value object) const {
    const std::string mark = object.parts_[0].text_;
    Value inner = std::move(object.parts_[1]);
    Value value;
    if (mark == "#set" && inner.kind_ == Kind::Sequence) {
      value.kind_ = Kind::Set;
      value.parts_ = std::move(inner.parts_);
    } else if (mark == "#tup" && inner.kind_ == Kind::Sequence) {
      return inner;
    } else if (mark == "#model" && inner.kind_ == Kind::String) {
      value.kind_ = Kind::Model;
      value.text_ = std::move(inner.text_);
    } else if (mark == "#bigint" && inner.kind_ == Kind::String) {
      return integer(std::move(inner.text_));
    } else if (mark == "#map" && inner.kind_ == Kind::Sequence) {
      value.kind_ = Kind::Function;
      for (Value& pair : inner.parts_) {
        if (pair.kind_ != Kind::Sequence || pair.parts_.size() != 2) fail("#map has pairs");
        value.parts_.push_back(std::move(pair.parts_[0]));
        value.parts_.push_back(std::move(pair.parts_[1]));
      }
    } else {
      fail("there is no value of the form " + mark);
    }
    return value;
  }

  std::string_view text_;
  size_t at_ = 0;
  int depth_ = 0;
};

Value Value::parse(std::string_view json) { return Parser(json).all(); }

namespace {

[[noreturn]] void wrong(const char* wanted, const Value& value) {
  throw ValueError(std::string("expected ") + wanted + ", got " + value.to_string());
}

}  // namespace

bool Value::boolean() const {
  if (kind_ != Kind::Boolean) wrong("a Boolean", *this);
  return number_ != 0;
}
int64_t Value::integer() const {
  if (kind_ != Kind::Integer) wrong("an integer of 64 bits", *this);
  return number_;
}
const std::string& Value::text() const {
  if (kind_ != Kind::String && kind_ != Kind::Model && kind_ != Kind::BigInteger) wrong("a string", *this);
  return text_;
}
const std::vector<Value>& Value::elements() const {
  if (kind_ != Kind::Sequence && kind_ != Kind::Set) wrong("a sequence or a set", *this);
  return parts_;
}

std::vector<std::pair<Value, Value>> Value::pairs() const {
  std::vector<std::pair<Value, Value>> pairs;
  if (kind_ == Kind::Sequence) {
    for (size_t i = 0; i < parts_.size(); ++i) {
      Value position;
      position.kind_ = Kind::Integer;
      position.number_ = static_cast<int64_t>(i + 1);
      pairs.emplace_back(std::move(position), parts_[i]);
    }
    return pairs;
  }
  if (kind_ != Kind::Function && kind_ != Kind::Record) wrong("a function", *this);
  for (size_t i = 0; i + 1 < parts_.size(); i += 2) pairs.emplace_back(parts_[i], parts_[i + 1]);
  return pairs;
}

const Value* Value::find(std::string_view field) const {
  if (kind_ != Kind::Record && kind_ != Kind::Function) wrong("a record", *this);
  for (size_t i = 0; i + 1 < parts_.size(); i += 2) {
    const bool name = parts_[i].kind_ == Kind::String || parts_[i].kind_ == Kind::Model;
    if (name && parts_[i].text_ == field) return &parts_[i + 1];
  }
  return nullptr;
}

const Value& Value::operator[](std::string_view field) const {
  if (const Value* found = find(field)) return *found;
  throw ValueError("there is no " + std::string(field) + " in " + to_string());
}

const Value& Value::operator[](size_t position) const {
  if (kind_ != Kind::Sequence) wrong("a sequence", *this);
  if (position == 0 || position > parts_.size()) {
    throw ValueError("there is no position " + std::to_string(position) + " in " + to_string());
  }
  return parts_[position - 1];
}

std::vector<std::string> Value::fields() const {
  if (kind_ != Kind::Record) wrong("a record", *this);
  std::vector<std::string> names;
  for (size_t i = 0; i + 1 < parts_.size(); i += 2) names.push_back(parts_[i].text_);
  return names;
}

bool operator==(const Value& a, const Value& b) {
  using Kind = Value::Kind;
  const auto is_name = [](const Value& v) { return v.kind_ == Kind::String || v.kind_ == Kind::Model; };
  const auto is_function = [](const Value& v) {
    return v.kind_ == Kind::Sequence || v.kind_ == Kind::Record || v.kind_ == Kind::Function;
  };
  if (is_name(a) && is_name(b)) return a.text_ == b.text_;
  if (is_function(a) && is_function(b)) {
    if (a.kind_ == Kind::Sequence && b.kind_ == Kind::Sequence) return a.parts_ == b.parts_;
    const auto ours = a.pairs(), theirs = b.pairs();
    return ours.size() == theirs.size() && std::all_of(ours.begin(), ours.end(), [&](const auto& pair) {
             return std::find(theirs.begin(), theirs.end(), pair) != theirs.end();
           });
  }
  if (a.kind_ != b.kind_) return false;
  if (a.kind_ != Kind::Set) return a.number_ == b.number_ && a.text_ == b.text_;
  const auto within = [](const Value& small, const Value& large) {
    return std::all_of(small.parts_.begin(), small.parts_.end(), [&](const Value& element) {
      return std::find(large.parts_.begin(), large.parts_.end(), element) != large.parts_.end();
    });
  };
  return within(a, b) && within(b, a);
}

std::string Value::to_string() const {
  const auto joined = [&](const char* open, const char* close) {
    std::string text = open;
    for (const Value& part : parts_) text += (&part == parts_.data() ? "" : ", ") + part.to_string();
    return text + close;
  };
  switch (kind_) {
    case Kind::Null: return "null";
    case Kind::Boolean: return number_ != 0 ? "TRUE" : "FALSE";
    case Kind::Integer: return std::to_string(number_);
    case Kind::BigInteger:
    case Kind::Model: return text_;
    case Kind::String: return "\"" + text_ + "\"";
    case Kind::Sequence: return joined("<<", ">>");
    case Kind::Set: return joined("{", "}");
    case Kind::Record:
    case Kind::Function: break;
  }
  std::string text;
  const bool record = kind_ == Kind::Record;
  for (size_t i = 0; i + 1 < parts_.size(); i += 2) {
    text += i == 0 ? "" : record ? ", " : " @@ ";
    text += (record ? parts_[i].text_ + " |-> " : parts_[i].to_string() + " :> ") + parts_[i + 1].to_string();
  }
  return record ? "[" + text + "]" : "(" + text + ")";
}

}  // namespace trestle::driver
