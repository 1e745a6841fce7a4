// What an implementation made of behaviors, as people and programs read it; and a behavior as a test of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "validator/explain/field.h"
#include "validator/explore/drive.h"
#include "validator/explore/replay.h"
#include "validator/report/json.h"
#include "validator/report/text.h"

namespace trestle::report {

// What the caller knows besides.
struct Driven {
  std::vector<std::string> command = {};       // that was driven
  std::vector<std::string> errors = {};        // last lines of its standard error
  std::vector<std::string> conversation = {};  // last lines that went to it ("> ") and came back ("< ")
  std::string violated = {};                   // the invariant that is false in the behavior's last state, if one is
  std::string refusal = {};                    // why the mapping's rules do not accept what was shown, in lines
  size_t shrunk_from = 0;                      // steps that the behavior had before; 0: it was not shrunk
  size_t tried = 0;                            // behaviors, for that
  std::string written = {};                    // the file that the behavior is in now
};

std::string to_text(const explore::ReplayResult& result, const Driven& driven, const runtime::Model& model,
                    const TextOptions& options);
std::string to_text(const explore::DriveResult& result, const Driven& driven, const runtime::Model& model,
                    const TextOptions& options);
std::string to_json(const explore::ReplayResult& result, const Driven& driven, const runtime::Model& model,
                    const Run& run);
std::string to_json(const explore::DriveResult& result, const Driven& driven, const runtime::Model& model,
                    const Run& run);

// What the implementation shows otherwise than the spec's step: the parts that differ.
std::vector<explain::Field> differences(const explore::Divergence& divergence, const runtime::Model& model);
// One line: "Acquire("bob"): refused: the queue is full".
std::string divergence_line(const explore::Divergence& divergence, const runtime::Model& model);

struct TestOptions {
  std::string name;           // of the test
  std::string violated = {};  // the behavior shows that this is violated: an implementation is not to follow it
  std::vector<explore::Role> roles = {};
};
// A GoogleTest that needs driver/gtest.h and whoever defines make_driver(), and no specification.
std::string to_gtest(const runtime::Model& model, const explore::Behavior& behavior, const TestOptions& options);

}  // namespace trestle::report
