// A TLA+ value that came as JSON (docs/formats/trace.md): arguments of actions, initial states. What goes back is
// written with tracer/value.h, from C++ values as they are.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trestle::driver {

// Text that is no value, or a value that is not what was asked for.
struct ValueError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Value {
 public:
  enum class Kind : uint8_t {
    Null,
    Boolean,
    Integer,
    BigInteger,  // beyond 64 bits: digits in text()
    String,      // text()
    Model,       // a model value of the .cfg: text()
    Sequence,    // elements()
    Set,         // elements()
    Record,      // members()
    Function,    // pairs()
  };

  static Value parse(std::string_view json);  // throws ValueError

  Kind kind() const { return kind_; }
  // Each throws ValueError for a value of another kind.
  bool boolean() const;
  int64_t integer() const;
  const std::string& text() const;  // of a string or a model value
  const std::vector<Value>& elements() const;
  std::vector<std::pair<Value, Value>> pairs() const;  // of a function, a record or a sequence
  const Value& operator[](std::string_view field) const;
  const Value& operator[](const char* field) const { return (*this)[std::string_view(field)]; }
  const Value& operator[](size_t position) const;   // of a sequence, from 1
  const Value* find(std::string_view field) const;  // null when a record does not have it
  std::vector<std::string> fields() const;          // names, of a record

  // As TLA+ has it: sets in any order; a string and a model value of the same name are taken for each other, and so are
  // a record and a function from its names, and a sequence and a function from 1..n.
  friend bool operator==(const Value& a, const Value& b);

  std::string to_string() const;  // as TLA+ writes it

 private:
  friend class Parser;
  const Value* at(const Value& argument) const;

  Kind kind_ = Kind::Null;
  int64_t number_ = 0;
  std::string text_;
  std::vector<Value> parts_;  // elements; names and members, arguments and values in turn
};

}  // namespace trestle::driver
