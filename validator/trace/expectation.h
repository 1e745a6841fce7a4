// What the events of one form observe, found out once: an observation as bits of a state, of which some are known and
// others are the numbers that an event has.
//
// It says what holds() says of the same observation (match.h), for events of that form only, and for one layout.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "translator/runtime/layout.h"
#include "validator/trace/event.h"

namespace trestle::trace {

class Expectation {
 public:
  // `event` is one of the form. Nothing where it takes the state, or text of an event, to know what to expect.
  static std::optional<Expectation> of(const runtime::Layout& layout, const Event& event, const Observation& observation,
                                       bool after, uint32_t variable);

  bool holds(const Event& event, const runtime::Word* before, const runtime::Word* after) const;

  // A scalar of the observed value. Its number is among the values of its shape.
  struct Field {
    static constexpr uint32_t kKnown = UINT32_MAX;

    size_t at;  // where it lies in a state
    uint32_t bits;
    uint64_t number = 0;
    uint64_t weight = 0;      // how far it takes the number of the whole
    uint32_t node = kKnown;  // of the event's data, which says how far the number is above `low`; then it is below `count`
    int64_t low = 0;
    uint64_t count = 0;
  };

 private:
  enum class Claim : uint8_t { Never, Is, Gained, Lost };

  bool set_changed(const Event& event, const runtime::Word* before, const runtime::Word* after) const;

  Claim claim_ = Claim::Is;
  bool after_ = false;
  std::vector<Field> fields_;
  // Of a set that gains or loses an element: its shape and place, and the element's number but for the event's fields.
  runtime::ShapeRef set_ = nullptr;
  size_t at_ = 0;
  uint64_t number_ = 0;
};

}  // namespace trestle::trace
