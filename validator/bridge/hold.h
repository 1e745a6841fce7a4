// A recorded behavior held against a Model, step by step: either it is a behavior of the spec, and here are its states,
// or here is the first step that is none.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/bridge/behavior_file.h"
#include "validator/explore/behavior.h"

namespace trestle::bridge {

struct HoldOptions {
  // The next-state action's own name. TLC calls a step so where it cannot tell whose it is: under \E x \in S with a set
  // that the state decides.
  std::string next = "Next";
  size_t max_states = 1'000'000;  // that may stand for one recorded state, before giving up
  const std::atomic<bool>* interrupted = nullptr;
};

// One variable that is not what the file says.
struct Differing {
  std::string variable;
  std::string recorded, expected;  // TLA+ text; recorded as the file's format lets it be read
};

// The first thing in the file that the spec does not allow.
struct Difference {
  enum class Kind : uint8_t {
    Names,    // no name in the file is a variable of the spec
    Initial,  // the first state is not initial
    Step,     // no action leads to the state
    Action,   // the step is the spec's, but of another action than the file says
    End,      // the lasso does not close, or the state of a deadlock has successors
    Claim,    // the property that the file says is violated is not
  };
  Kind kind = Kind::Step;
  size_t state = 0;                        // index of the state that differs
  std::string message;                     // one sentence
  std::string nearest;                     // the spec's step that comes nearest, "Sell(ann, 1)", or empty
  std::vector<Differing> differing = {};   // between the file and where that step leads
  std::vector<std::string> possible = {};  // steps that the spec allows there, the first few
  bool more_possible = false;
  std::vector<runtime::Word> before = {};         // a state of the spec before the step, when there is one
  runtime::ActionId action = runtime::kNoAction;  // that the file says, when the spec has it
  std::vector<runtime::Value> arguments = {};     // its arguments, when they are told and exact
};
std::string_view to_string(Difference::Kind kind);  // "names", "initial", ...

struct Held {
  explore::Behavior behavior = {};  // as far as the spec allows the file; whole without a difference
  std::optional<Difference> difference = {};
  std::string inconclusive = {};            // why nothing can be said; empty: something can
  std::vector<std::string> notes = {};      // what was not compared, and the file's own notes
  std::vector<std::string> confirmed = {};  // claims of the file that are true: "Solvent is false in state 3"

  bool ok() const { return !difference && inconclusive.empty(); }
};

// Throws EvalError where the model does.
Held hold(const runtime::Model& model, runtime::Context& context, const RecordedBehavior& recorded,
          const HoldOptions& options = {});

// Whether a value is written in this way: the value itself when the typing is exact.
bool written_as(runtime::Context& context, runtime::Value value, runtime::Value recorded, Typing typing);

}  // namespace trestle::bridge
