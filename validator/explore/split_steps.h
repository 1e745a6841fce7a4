// Which events are parts of one step: those with the same key, from a first to the next last. And of which of these steps a
// state of the search has taken before their last part came, as one number.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "translator/runtime/bytes.h"
#include "validator/explore/mapping.h"
#include "validator/trace/cut.h"

namespace trestle::explore {

class SplitSteps {
 public:
  // The number of the step that the event at this place of the trace is a part of. Two steps of one number are never under way
  // together, in whatever order the trace allows. The same whenever it is asked; to be asked first when all that comes before
  // the event was. Throws std::length_error when the step that the event begins is under way already.
  uint32_t number(const std::string& key, Part part, uint32_t chain, uint32_t position);
  // Events before the cut are not asked for any more.
  void forget(const trace::Cut& cut);

  // Steps that were taken, as a number below 2^31; none are 0.
  using Taken = uint32_t;
  bool has(Taken taken, uint32_t step) const;
  Taken with(Taken taken, uint32_t step);
  Taken without(Taken taken, uint32_t step);
  const std::vector<uint32_t>& steps(Taken taken) const { return *sets_[taken]; }

  void write(runtime::BytesWriter& out) const;
  void restore(runtime::BytesReader& in);  // throws DamagedBytes

 private:
  static constexpr uint32_t kSeveral = UINT32_MAX;
  struct Step {
    std::string key;
    uint32_t number;
    uint32_t chain;      // of all its parts so far, or kSeveral
    uint32_t parts = 0;  // that may be asked for again
    bool open = true;    // its last part was not asked for yet
  };
  struct Member {
    uint32_t number;
    uint64_t step;
  };
  uint64_t open(const std::string& key, uint32_t chain);
  void close(uint64_t step);
  Taken number_of(std::vector<uint32_t> steps);

  std::map<uint64_t, Step> steps_;                    // whose number is not free again, in the order of their beginning
  std::unordered_map<std::string, uint64_t> by_key_;  // those that are open
  std::map<uint32_t, std::map<uint32_t, Member>> members_;  // by chain and position
  uint64_t begun_ = 0;
  uint32_t numbers_ = 0;
  std::set<uint32_t> free_;                        // numbers,
  std::map<uint32_t, std::set<uint32_t>> free_in_;  // and for steps that begin in this chain: all comes after what had them
  std::map<std::vector<uint32_t>, Taken> taken_ = {{{}, 0}};
  std::vector<const std::vector<uint32_t>*> sets_ = {&taken_.begin()->first};
};

}  // namespace trestle::explore
