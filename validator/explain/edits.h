// What would make a rejected trace fit: the smallest changes of the log with which the search goes on, each tried, and
// ranked by how far it then goes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/explore/window.h"

namespace trestle::explain {

// In the order of preference among those that explain the same.
enum class EditKind : uint8_t {
  Repeated,     // the event is there twice
  Swapped,      // it and the next of its node have changed places: all that they say is kept
  Field,        // one field of it has another value
  Missing,      // a step before it was not logged
  Bound,        // before it there was one step more without an event than is allowed
  Moved,        // it belongs elsewhere
  Superfluous,  // it did not happen
  Replaced,     // something else happened
};
std::string_view to_string(EditKind kind);  // "field", as in results

enum class Cause : uint8_t {
#define CAUSE(name, text, told) name,
#include "validator/explain/causes.def"
};
std::string_view to_string(Cause cause);  // as in results
std::string_view told(Cause cause);       // as a sentence

// The event as the step it says it was: ReceiveVote("rm1", TRUE).
std::string as_step(const trace::Event& event);

struct Edit {
  EditKind kind;
  Cause cause;
  size_t event = 0;       // in Window::events: what is edited, or what a step is missing before
  size_t other = 0;       // Swapped: the second; Repeated: the first time; Moved: it belongs before that
  bool two = false;       // Missing: one step after another, joined by ", then "
  bool later = false;     // Moved: it belongs after it
  std::string step = {};  // Missing, Replaced: VoteYes("rm1"); Bound: what may only happen so often, empty: any
  runtime::ActionId action = runtime::kNoAction;       // of the step
  std::string field = {}, logged = {}, expected = {};  // Field: "yes", "after memory'["rm1"].tid"
  uint32_t at_most = 0;                                // Bound
  uint64_t explains = 0;                               // events more than without it
  bool to_the_end = false;                             // all that were looked at

  std::string text(const explore::Window& window) const;  // one sentence without its end
};

struct Edits {
  std::vector<Edit> best;  // first the one that explains most
  uint64_t tried = 0;      // edits
  uint64_t ahead = 0;      // unexplained events that were looked at
  bool all_tried = true;   // or the bound on the work was met: `calls` of the model
  uint64_t calls = 0;
};

// `model` is the one that the window's states are of.
Edits find_edits(const runtime::Model& model, const explore::Window& window);

}  // namespace trestle::explain
