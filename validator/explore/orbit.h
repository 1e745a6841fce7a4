// States that are the same but for names that nothing tells apart (core/interchangeable.h): one of them stands for all.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "translator/runtime/context.h"
#include "translator/runtime/layout.h"

namespace trestle::explore {

class Orbits {
 public:
  // Classes of strings and model values.
  explicit Orbits(std::vector<std::vector<runtime::Value>> classes);

  bool empty() const { return classes_.empty(); }
  // The state with its names in an order that depends on what is said of each, or the state itself. States that differ
  // by a permutation of the names often become equal so; others never do.
  std::vector<runtime::Word> representative(runtime::Context& context, const runtime::Layout& layout,
                                            const runtime::Word* state);

  // Values that were interned may not be there any more.
  void forget() { kept_.clear(); }

  // Hashes of a value: with no name told from others of its class, and with each of those that are in it marked.
  struct Seen {
    uint64_t plain = 0;
    std::vector<std::pair<uint32_t, uint64_t>> marked = {};  // by number of the name
  };

 private:
  // Of a name, among those of all classes; kNone of another value.
  uint32_t number(runtime::Value v) const;
  const Seen& seen(runtime::Value v, Seen& room);  // `room` for what is not kept
  Seen seen_anew(runtime::Value v);
  bool changes(const Seen& seen) const;  // whether a name that is in it becomes another
  runtime::Value renamed(runtime::Context& context, runtime::Value v);
  runtime::Value renamed_name(runtime::Value name) const;

  static constexpr uint32_t kNone = UINT32_MAX;
  std::vector<std::vector<runtime::Value>> classes_;
  std::vector<uint32_t> strings_, model_values_;  // numbers of names by their atoms' ids
  std::vector<uint32_t> class_of_;                // by number, as the next three
  std::vector<runtime::Value> names_;
  std::vector<runtime::Value> now_;  // what each name becomes
  std::vector<uint64_t> said_;       // a hash of what the state says of it
  std::unordered_map<uint64_t, Seen> kept_;  // by the word of an interned value
};

}  // namespace trestle::explore
