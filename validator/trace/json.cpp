#include "validator/trace/json.h"

#include <charconv>

#include <simdjson.h>

namespace trestle::trace {

static_assert(simdjson::SIMDJSON_PADDING <= kJsonPadding);

namespace {

class Parser {
 public:
  Parser(std::string_view text, Data& data, std::vector<JsonSpan>* spans) : text_(text), data_(data), spans_(spans) {}

  JsonProblem parse() {
    if (value(0)) {
      skip_space();
      if (at_ != text_.size()) fail(at_, "something follows the JSON value");
    }
    return problem_;
  }

 private:
  bool fail(size_t offset, std::string message) {
    if (!problem_) problem_ = {offset, std::move(message)};
    return false;
  }

  bool end() const { return at_ == text_.size(); }
  char peek() const { return text_[at_]; }
  void skip_space() {
    while (!end() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')) ++at_;
  }

  bool value(size_t depth) {
    skip_space();
    if (end()) return fail(at_, "the line ends where a value is due");
    const size_t node = data_.nodes.size(), start = at_;
    const bool good = value_here(depth);
    if (good && spans_ != nullptr) mark(node, start);
    return good;
  }

  // The node at that number has been added for what stood there.
  void mark(size_t node, size_t start) {
    const size_t quote = text_[start] == '"' ? 1 : 0;
    if (spans_->size() < data_.nodes.size()) spans_->resize(data_.nodes.size());
    (*spans_)[node] = {start + quote, at_ - quote};
  }

  bool value_here(size_t depth) {
    switch (peek()) {
      case '{': return container(depth, DatumKind::Record);
      case '[': return container(depth, DatumKind::Sequence);
      case '"': return string();
      case 't': return word("true") && (data_.add_boolean(true), true);
      case 'f': return word("false") && (data_.add_boolean(false), true);
      case 'n': return word("null") && (data_.add_null(), true);
      default: return number();
    }
  }

  bool word(std::string_view expected) {
    if (text_.substr(at_, expected.size()) != expected) return fail(at_, "a JSON value was expected");
    at_ += expected.size();
    return true;
  }

  bool container(size_t depth, DatumKind kind) {
    if (depth >= kMaxJsonDepth) {
      return fail(at_, "nested more than " + std::to_string(kMaxJsonDepth) + " deep");
    }
    const bool record = kind == DatumKind::Record;
    const char close = record ? '}' : ']';
    ++at_;
    uint32_t container = data_.begin(kind);
    uint32_t size = 0;
    skip_space();
    while (end() || peek() != close || size > 0) {
      if (record) {
        skip_space();
        if (end() || peek() != '"') return fail(at_, "a member's name in double quotes was expected");
        if (!string()) return false;
        skip_space();
        if (end() || peek() != ':') return fail(at_, "':' was expected after a member's name");
        ++at_;
      }
      if (!value(depth + 1)) return false;
      ++size;
      skip_space();
      if (end()) return fail(at_, std::string("the line ends inside ") + (record ? "an object" : "an array"));
      if (peek() == close) break;
      if (peek() != ',') return fail(at_, std::string("',' or '") + close + "' was expected");
      ++at_;
    }
    if (size > Data::kMaxSize) return fail(at_, "more than " + std::to_string(Data::kMaxSize) + " members");
    ++at_;
    data_.end(container, size);
    return true;
  }

  bool number() {
    size_t start = at_;
    if (!end() && peek() == '-') ++at_;
    size_t digits = at_;
    while (!end() && peek() >= '0' && peek() <= '9') ++at_;
    if (at_ == digits) return fail(start, "a JSON value was expected");
    if (at_ - digits > 1 && text_[digits] == '0') return fail(digits, "a number does not start with 0");
    bool real = false;
    if (!end() && peek() == '.') {
      real = true;
      size_t fraction = ++at_;
      while (!end() && peek() >= '0' && peek() <= '9') ++at_;
      if (at_ == fraction) return fail(at_, "digits were expected after the decimal point");
    }
    if (!end() && (peek() == 'e' || peek() == 'E')) {
      real = true;
      ++at_;
      if (!end() && (peek() == '+' || peek() == '-')) ++at_;
      size_t exponent = at_;
      while (!end() && peek() >= '0' && peek() <= '9') ++at_;
      if (at_ == exponent) return fail(at_, "digits were expected in the exponent");
    }
    std::string_view token = text_.substr(start, at_ - start);
    if (real) {
      return text(start, DatumKind::Real, token);
    }
    int64_t small = 0;
    if (std::from_chars(token.data(), token.data() + token.size(), small).ec == std::errc{}) {
      data_.add_integer(small);
      return true;
    }
    if (const std::string_view problem = integer_problem(token); !problem.empty()) return fail(start, std::string(problem));
    return text(start, DatumKind::BigInteger, token);
  }

  bool text(size_t start, DatumKind kind, std::string_view s) {
    if (s.size() > Data::kMaxSize) return fail(start, "longer than " + std::to_string(Data::kMaxSize) + " bytes");
    data_.add_text(kind, s);
    return true;
  }

  bool string() {
    size_t start = at_++;
    buffer_.clear();
    while (true) {
      if (end()) return fail(start, "the line ends inside a string");
      unsigned char c = static_cast<unsigned char>(peek());
      if (c == '"') break;
      if (c < 0x20) return fail(at_, "a control character (byte " + std::to_string(c) + ") inside a string");
      if (c == '\\') {
        if (!escape()) return false;
      } else if (c < 0x80) {
        buffer_ += static_cast<char>(c);
        ++at_;
      } else if (!utf8()) {
        return false;
      }
    }
    ++at_;
    return text(start, DatumKind::String, buffer_);
  }

  bool utf8() {
    unsigned char lead = static_cast<unsigned char>(peek());
    size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    uint32_t code = lead & (0x7F >> length);
    bool good = lead >= 0xC2 && lead <= 0xF4 && at_ + length <= text_.size();
    for (size_t i = 1; good && i < length; ++i) {
      unsigned char c = static_cast<unsigned char>(text_[at_ + i]);
      good = (c & 0xC0) == 0x80;
      code = code << 6 | (c & 0x3F);
    }
    static constexpr uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    good = good && code >= kSmallest[length] && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
    if (!good) return fail(at_, "not UTF-8");
    buffer_.append(text_.substr(at_, length));
    at_ += length;
    return true;
  }

  bool escape() {
    size_t start = at_++;
    if (end()) return fail(start, "the line ends inside a string");
    static constexpr std::string_view kNames = "\"\\/bfnrt", kBytes = "\"\\/\b\f\n\r\t";
    if (size_t i = kNames.find(peek()); i != std::string_view::npos) {
      buffer_ += kBytes[i];
      ++at_;
      return true;
    }
    uint32_t code = 0;
    if (peek() != 'u' || !hex(code)) return fail(start, "not an escape that JSON has");
    if (code >= 0xDC00 && code <= 0xDFFF) return fail(start, "half of a surrogate pair");
    if (code >= 0xD800 && code <= 0xDBFF) {
      uint32_t low = 0;
      if (end() || peek() != '\\') return fail(start, "half of a surrogate pair");
      ++at_;
      if (end() || peek() != 'u' || !hex(low) || low < 0xDC00 || low > 0xDFFF) {
        return fail(start, "half of a surrogate pair");
      }
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    if (code < 0x80) {
      buffer_ += static_cast<char>(code);
    } else if (code < 0x800) {
      buffer_ += {static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 0x3F))};
    } else if (code < 0x10000) {
      buffer_ += {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
                  static_cast<char>(0x80 | (code & 0x3F))};
    } else {
      buffer_ += {static_cast<char>(0xF0 | code >> 18), static_cast<char>(0x80 | (code >> 12 & 0x3F)),
                  static_cast<char>(0x80 | (code >> 6 & 0x3F)), static_cast<char>(0x80 | (code & 0x3F))};
    }
    return true;
  }

  // At 'u': the four digits after it.
  bool hex(uint32_t& code) {
    if (at_ + 5 > text_.size()) return false;
    const char* digits = text_.data() + at_ + 1;
    auto [stop, error] = std::from_chars(digits, digits + 4, code, 16);
    if (error != std::errc{} || stop != digits + 4) return false;
    at_ += 5;
    return true;
  }

  std::string_view text_;
  Data& data_;
  std::vector<JsonSpan>* spans_;
  size_t at_ = 0;
  std::string buffer_;
  JsonProblem problem_;
};

// False when nested too deep, or too large.
bool copy(simdjson::dom::element element, Data& data, size_t depth) {
  using Type = simdjson::dom::element_type;
  switch (element.type()) {
    case Type::ARRAY: {
      if (depth >= kMaxJsonDepth) return false;
      uint32_t container = data.begin(DatumKind::Sequence), size = 0;
      for (simdjson::dom::element child : simdjson::dom::array(element)) {
        if (!copy(child, data, depth + 1)) return false;
        ++size;
      }
      if (size > Data::kMaxSize) return false;
      data.end(container, size);
      return true;
    }
    case Type::OBJECT: {
      if (depth >= kMaxJsonDepth) return false;
      uint32_t container = data.begin(DatumKind::Record), size = 0;
      for (simdjson::dom::key_value_pair member : simdjson::dom::object(element)) {
        if (member.key.size() > Data::kMaxSize) return false;
        data.add_text(DatumKind::String, member.key);
        if (!copy(member.value, data, depth + 1)) return false;
        ++size;
      }
      if (size > Data::kMaxSize) return false;
      data.end(container, size);
      return true;
    }
    case Type::INT64: data.add_integer(int64_t(element)); return true;
    case Type::UINT64: data.add_text(DatumKind::BigInteger, std::to_string(uint64_t(element))); return true;
    case Type::DOUBLE: return false;  // its digits are wanted, as times have them
    case Type::STRING:
      if (std::string_view(element).size() > Data::kMaxSize) return false;
      data.add_text(DatumKind::String, std::string_view(element));
      return true;
    case Type::BOOL: data.add_boolean(bool(element)); return true;
    case Type::NULL_VALUE: data.add_null(); return true;
  }
  return false;
}

}  // namespace

JsonProblem parse_json_plainly(std::string_view text, Data& data, std::vector<JsonSpan>* spans) {
  data.clear();
  return Parser(text, data, spans).parse();
}

struct JsonParser::Impl {
  simdjson::dom::parser parser;
};

JsonParser::JsonParser() : impl_(std::make_unique<Impl>()) {}
JsonParser::~JsonParser() = default;
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;

JsonProblem JsonParser::parse(std::string_view text, Data& data) {
  data.clear();
  constexpr size_t kDepth = kMaxJsonDepth + 2;  // what simdjson counts as a level differs by one
  if (impl_->parser.capacity() < text.size() || impl_->parser.max_depth() != kDepth) {
    size_t capacity = std::max<size_t>(2 * text.size(), 64 << 10);
    if (impl_->parser.allocate(capacity, kDepth) != simdjson::SUCCESS) return {0, "out of memory"};
  }
  simdjson::dom::element root;
  if (impl_->parser.parse(text.data(), text.size(), false).get(root) == simdjson::SUCCESS && copy(root, data, 0)) {
    return {};
  }
  return parse_json_plainly(text, data);
}

}  // namespace trestle::trace
