// Behaviors written in the formats of formats.def. What a format has no place for is lost, and lost() tells.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "validator/bridge/behavior_file.h"
#include "validator/explore/behavior.h"

namespace trestle::bridge {

// What a module that TLC replays needs to know of the spec's text.
struct SpecText {
  std::string module;                  // name
  std::string init, next;              // the initial predicate and the next-state action, as TLA+
  std::vector<std::string> constants;  // CONSTANT statements of the .cfg
  std::vector<std::string> model_values;
};

struct WriteOptions {
  std::string name = "behavior";   // of the module, as its file is called; the title of a diagram
  const SpecText* spec = nullptr;  // for Replay
};

// In every format that writes() but Html, which report::to_html() makes. Throws FileError for what cannot be written so
// at all, as Replay without a spec.
std::string write(const RecordedBehavior& behavior, Format format, const WriteOptions& options = {});
// The .cfg that belongs to a Replay module.
std::string write_config(const SpecText& spec);

// What `text`, which is `behavior` in that format, does not tell any more, each in a phrase: found by reading it back.
std::vector<std::string> lost(const RecordedBehavior& behavior, Format format, std::string_view text);

// Behaviors of a model as files have them, with nothing left out.
RecordedBehavior recorded(const explore::Behavior& behavior, const runtime::Signature& signature);

}  // namespace trestle::bridge
