// A value as a log wrote it: JSON with Trestle's marks for what JSON cannot say ({"#set":[..]}, {"#map":[[k,v],..]},
// {"#bigint":".."}, {"#model":".."}, {"#tup":[..]}; docs/formats/trace.md).
//
// It stays text-like on purpose: whether "r1" is a string or a model value, and whether an object is a record or a
// function, is only known from what it is compared with (match.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trestle::trace {

enum class DatumKind : uint8_t {
  Null,
  Boolean,
  Integer,     // fits 64 signed bits
  BigInteger,  // decimal digits, with '-' when negative, no leading zeros
  Real,        // a JSON number that is no integer; TLA+ has no value for it
  String,
  Model,     // {"#model": name}
  Sequence,  // array, {"#tup": [..]}
  Set,       // {"#set": [..]}
  Record,    // object: alternating keys (String) and values
  Map,       // {"#map": [[k, v], ..]}: alternating keys and values
};

class Data;

// One value inside a Data; cheap to copy, valid as long as the Data is neither moved nor changed.
class Datum {
 public:
  Datum(const Data* data, uint32_t index) : data_(data), index_(index) {}

  inline DatumKind kind() const;
  inline bool boolean() const;
  inline int64_t integer() const;
  inline std::string_view text() const;  // BigInteger, Real (as written where known), String, Model
  inline uint32_t size() const;          // Sequence, Set: elements; Record, Map: pairs
  inline Datum first() const;            // first child; only when size() > 0
  inline Datum next() const;             // the sibling after this one; only when there is one
  uint32_t index() const { return index_; }
  inline bool loose() const;  // see Data

 private:
  const Data* data_;
  uint32_t index_;
};

// One JSON text as a flat tree.
class Data {
 public:
  struct Node {
    DatumKind kind : 7 = DatumKind::Null;
    bool varies : 1 = false;  // events of one form have different values here (line_forms.h)
    uint32_t size : 24 = 0;   // children as in Datum::size(); bytes of a text
    uint32_t next = 0;        // index after this value
    int64_t payload =
        0;  // Boolean, Integer: the value; texts: offset into `text`; containers: index of the first child

    uint32_t first() const { return static_cast<uint32_t>(payload); }
  };
  static constexpr uint32_t kMaxSize = (uint32_t{1} << 24) - 1;  // of texts and containers; parsers refuse more

  Datum root() const { return Datum(this, 0); }
  Datum at(uint32_t index) const { return Datum(this, index); }
  bool empty() const { return nodes.empty(); }
  bool varies(uint32_t index) const;  // something in that value does: see Node
  void clear() {
    nodes.clear();
    text.clear();
    loose = false;
  }

  // Gives back memory that is not used.
  void fit() {
    nodes.shrink_to_fit();
    text.shrink_to_fit();
  }

  // Building, children right after their parent: begin() a container, add its children, end() it with their number.
  void add_null() { add(DatumKind::Null); }
  void add_boolean(bool b) { nodes[add(DatumKind::Boolean)].payload = b; }
  void add_integer(int64_t i) { nodes[add(DatumKind::Integer)].payload = i; }
  void add_text(DatumKind kind, std::string_view s);
  uint32_t begin(DatumKind kind) { return add(kind); }
  void end(uint32_t container, uint32_t size) {
    nodes[container].size = size & kMaxSize;
    nodes[container].payload = container + 1;
    nodes[container].next = static_cast<uint32_t>(nodes.size());
  }

  std::vector<Node> nodes;
  std::string text;
  // The text does not tell sets from sequences, and keys of functions are texts of values, as in JSON that TLC writes.
  bool loose = false;

 private:
  uint32_t add(DatumKind kind) {
    uint32_t index = static_cast<uint32_t>(nodes.size());
    Node& node = nodes.emplace_back();
    node.kind = kind;
    node.next = index + 1;
    return index;
  }
};

inline bool Data::varies(uint32_t index) const {
  for (uint32_t at = index; at < nodes[index].next; ++at) {
    if (nodes[at].varies) return true;
  }
  return false;
}

inline DatumKind Datum::kind() const { return data_->nodes[index_].kind; }
inline bool Datum::loose() const { return data_->loose; }
inline bool Datum::boolean() const { return data_->nodes[index_].payload != 0; }
inline int64_t Datum::integer() const { return data_->nodes[index_].payload; }
inline std::string_view Datum::text() const {
  const Data::Node& node = data_->nodes[index_];
  return {data_->text.data() + node.payload, node.size};
}
inline uint32_t Datum::size() const { return data_->nodes[index_].size; }
inline Datum Datum::first() const { return Datum(data_, data_->nodes[index_].first()); }
inline Datum Datum::next() const { return Datum(data_, data_->nodes[index_].next); }

// Adds a copy of a value, as JSON has it: not yet interpreted.
void append(Data& to, Datum from);

// visit(key, value) of each member of a Record.
template <class Visit>
void each_member(Datum record, const Visit& visit) {
  Datum value = record;
  for (uint32_t i = 0; i < record.size(); ++i) {
    const Datum key = i == 0 ? record.first() : value.next();
    value = key.next();
    visit(key.text(), value);
  }
}

// The value of a member of a Record, or nothing.
bool find(Datum record, std::string_view key, Datum& value);

// Why an integer of so many digits is not read: what is done with it takes time in the square of their number. Or nothing.
std::string_view integer_problem(std::string_view digits);

// Whether an object with this first key stands for something else: "#set".
bool is_mark(std::string_view key);

// A key that a Record has twice (legal JSON, but nobody can say which one counts); empty when there is none.
std::string_view repeated_key(Datum record);

// Turns the marked objects in the subtree at `index` into what they stand for, and checks that every value in it is one
// that TLA+ has. Returns what is wrong, or an empty string; `where` then leads to it (".value[3]").
std::string interpret(Data& data, uint32_t index, std::string& where);

// As TLA+ text, for messages; a string may stand for a model value, so both look as logged: "r1".
std::string to_tla(Datum datum);
std::string to_short_tla(Datum datum, size_t limit = 200);

}  // namespace trestle::trace
