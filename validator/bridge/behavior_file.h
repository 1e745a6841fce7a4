// Behaviors as files have them: what TLC, Apalache and Quint write, read without knowing the spec.
//
// A file says of each state which variables had which values, and may say which action led there. Some formats lose
// types: TLC's JSON writes sets as arrays and model values as strings, so what is read is then only how a value would
// be written (Typing), and hold() of hold.h finds the values that the spec has.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/explore/behavior.h"
#include "validator/explore/verdict.h"

namespace trestle::bridge {

enum class Format : uint8_t {
#define TRESTLE_FORMAT(name, text, reads, writes, about) name,
#include "validator/bridge/formats.def"
#undef TRESTLE_FORMAT
};
std::string_view name(Format format);  // as --from and --to have it
std::string_view about(Format format);
bool reads(Format format);
bool writes(Format format);
std::optional<Format> format_named(std::string_view name);
std::vector<std::string> format_names(bool (*which)(Format));

// What a value read from the file tells.
enum class Typing : uint8_t {
  Exact,    // the value itself
  TlcJson,  // arrays are sequences or sets, objects functions whose keys are text, strings may be model values
  Itf,      // strings may be model values
};

using NamedValues = std::vector<std::pair<std::string, runtime::Value>>;  // interned

// The step that led to a state, as far as the file tells.
struct RecordedAction {
  std::string name = {};                                      // empty: not told
  std::vector<std::string> parameters = {};                   // names of the arguments; empty: not told
  std::optional<std::vector<runtime::Value>> arguments = {};  // interned; nothing: not told
  runtime::Location location = {};                            // begin_line 0: not told

  bool told() const { return !name.empty(); }
};

struct RecordedState {
  // In the order of the file; may lack some, or have others than the spec (ALIAS). Undefined: a step that failed says nothing of it.
  NamedValues variables = {};
  RecordedAction action = {};  // that led here; nothing for the first state
  size_t line = 0;             // of the file, from 1; 0: not known
  std::string comment = {}, comment_place = {};  // the event that it explains, and where that was recorded
};

struct RecordedBehavior {
  Format format = Format::Text;
  Typing typing = Typing::Exact;
  std::vector<RecordedState> states = {};
  explore::Behavior::End end = explore::Behavior::End::Finite;
  size_t back_to = 0;                            // index of the state that follows the last one, with BackTo
  RecordedAction back_action = {};               // of that last step
  std::optional<explore::Verdict> verdict = {};  // what the file says that this shows
  std::string violated = {};                     // the invariant or property that it names
  std::vector<std::string> notes = {};           // what was odd: cut off, lines skipped
};

// Bytes that are not what they should be: "run.out:12: ..." .
struct FileError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct ReadOptions {
  std::optional<Format> format = {};  // nothing: sniffed
  std::string file = "input";         // its name, for messages
};

// Which format the bytes have, or nothing. Looks at the first few hundred kilobytes. A FileError for a format that is
// known and cannot be read.
std::optional<Format> sniff(std::string_view bytes);

// All behaviors in the file, in its order: several with TLC's -continue. At least one: bytes without a behavior are a
// FileError. State lists and graphs (Dump, Dot) are no behaviors: state_file.h reads these.
std::vector<RecordedBehavior> read_behaviors(std::string_view bytes, const ReadOptions& options = {});

// "Sell(ann, 1)", "Sell" without arguments, "" when nothing is told.
std::string to_string(const RecordedAction& action);

}  // namespace trestle::bridge
