// Which events are parts of one step: those with the same key, from a first to the next last.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "translator/runtime/bytes.h"
#include "validator/explore/mapping.h"

namespace trestle::mapping {

class Groups {
 public:
  // The number of the step that the event, the one so manieth read, is a part of. The same whenever it is asked. Throws
  // std::length_error when too many are under way.
  uint32_t number(std::string_view key, explore::Part part, uint64_t arrival);
  // Events before are not asked for any more.
  void forget(uint64_t arrival);

  void write(runtime::BytesWriter& out) const;
  void restore(runtime::BytesReader& in);

 private:
  static constexpr uint64_t kOpen = UINT64_MAX;
  struct Group {
    std::string key;
    uint32_t number;
    uint64_t first, last;  // arrival; kOpen: its last part was not read yet
  };
  Group& open(std::string_view key, uint64_t arrival);

  std::deque<Group> groups_;  // by first
};

}  // namespace trestle::mapping
