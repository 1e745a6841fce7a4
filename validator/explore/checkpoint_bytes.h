// The parts of a checkpoint as bytes, and back. Only for checkpoint.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "translator/runtime/bytes.h"
#include "validator/explore/check.h"
#include "validator/explore/journal.h"
#include "validator/explore/state_space.h"
#include "validator/explore/value_stream.h"

namespace trestle::explore {

class Worker;

// Bytes on their way to the journal.
class Out : public runtime::BytesWriter {
 public:
  Out(const runtime::Layout& layout, ValueWriter& values, Journal& journal)
      : BytesWriter(bytes_), layout_(layout), values_(values), journal_(journal) {}

  void value(runtime::Value v) { values_.write(*this, v); }
  void state(const Word* words) {
    for (runtime::Value v : runtime::decode(layout_, words)) value(v);
    if (bytes_.size() >= kBuffer) hand_on();
  }
  void words(const std::vector<Word>& words) {
    number(words.empty() ? 0 : 1);
    if (!words.empty()) state(words.data());
  }
  void id(uint32_t id) { number(id + 1); }  // the largest stands for none
  void state_id(StateId id) { number(id == kNoState ? 0 : id + 1); }
  void count(const ActionCount& count) {
    number(count.generated);
    number(count.distinct);
  }
  void counts(const std::vector<ActionCount>& all) {
    number(all.size());
    for (const ActionCount& one : all) count(one);
  }
  void counts(std::span<const runtime::ExpressionCount> all) {
    number(all.size());
    for (const auto& one : all) {
      number(one.evaluated);
      number(one.held);
      number(one.failed);
    }
  }
  void hand_on() {
    journal_.append(bytes_);
    bytes_.clear();
  }

 private:
  static constexpr size_t kBuffer = size_t{1} << 20;  // what gathers before it is written

  std::string bytes_;
  const runtime::Layout& layout_;
  ValueWriter& values_;
  Journal& journal_;
};

class In : public runtime::BytesReader {
 public:
  In(std::string_view bytes, const runtime::Layout& layout, ValueWriter& values)
      : BytesReader(bytes), layout_(layout), values_(values) {}

  runtime::Value value() { return values_.read(*this); }
  std::vector<Word> state() {
    row_.clear();
    for (size_t i = 0; i < layout_.variables(); ++i) row_.push_back(value());
    return runtime::encode(layout_, row_);
  }
  std::vector<Word> words() { return number() == 0 ? std::vector<Word>{} : state(); }
  uint32_t id() { return static_cast<uint32_t>(number() - 1); }
  StateId state_id() {
    const uint64_t n = number();
    return n == 0 ? kNoState : n - 1;
  }
  std::string string() { return std::string(text()); }
  template <typename E>
  E closed(E last) {  // a member of a closed set
    const uint8_t n = byte();
    if (n > static_cast<uint8_t>(last)) throw runtime::DamagedBytes();
    return static_cast<E>(n);
  }
  ActionCount count_of() {
    ActionCount count;
    count.generated = number();
    count.distinct = number();
    return count;
  }
  std::vector<ActionCount> counts() {
    std::vector<ActionCount> all(count());
    for (ActionCount& one : all) one = count_of();
    return all;
  }
  std::vector<runtime::ExpressionCount> expression_counts() {
    std::vector<runtime::ExpressionCount> all(count());
    for (auto& one : all) {
      one.evaluated = number();
      one.held = number();
      one.failed = number();
    }
    return all;
  }

 private:
  const runtime::Layout& layout_;
  ValueReader values_;
  std::vector<runtime::Value> row_;
};

void write(Out& out, const std::optional<runtime::PredicateId>& id);
void write(Out& out, const CheckResult& result);
void write(Out& out, const runtime::Model& model, Worker& worker);
std::optional<runtime::PredicateId> read_predicate(In& in);
CheckResult read_result(In& in);
void read(In& in, const runtime::Model& model, Worker& worker);

}  // namespace trestle::explore
