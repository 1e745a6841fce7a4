// What a search leaves in a folder so that another process can go on from there, and how it does that.
//
// The journal (journal.h) is a sequence of checkpoints, each of which adds what is new since the one before: atoms,
// states with their links, the temporal checker's records; and, last, what changes as a whole: counts, registers,
// random generators, where in the level the search is. States are written by content, so nothing depends on the layout,
// nor on where values lie. What follows from the rest is computed again: the table of states, identities under VIEW and
// SYMMETRY. A run that has its verdict leaves that too.
//
// Taken when no worker is in the middle of something: at a meeting of all, between two blocks of states.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "validator/explore/check.h"
#include "validator/explore/journal.h"
#include "validator/explore/value_stream.h"

namespace trestle::explore {

struct Search;

class Checkpoint {
 public:
  // Takes the folder. Throws CheckpointError when what is there cannot be used by this run.
  Checkpoint(const runtime::Model& model, const Checkpointing& options);

  // Puts what the folder has into a search that has not begun. False when the folder has nothing yet.
  bool restore(Search& search);
  // The result, when the run came to its end; known after restore().
  std::optional<CheckResult>& result() { return result_; }

  // Both report failure as a notice, after which nothing more is written: the checkpoint before stays.
  void save(Search& search) noexcept;
  void save(const CheckResult& result) noexcept;

 private:
  class Saving;
  class Restoring;
  // What earlier checkpoints have of each store.
  struct Saved {
    uint64_t states = 0, levels = 0;
  };

  template <typename Write>
  void attempt(const Write& write) noexcept;

  const runtime::Model& model_;
  const Checkpointing& options_;
  Journal journal_;
  ValueWriter values_;
  uint32_t atoms_ = 0;  // saved
  size_t letters_ = 0;  // of the temporal checker
  std::vector<Saved> stores_;
  std::optional<CheckResult> result_;
  bool failed_ = false;
};

}  // namespace trestle::explore
