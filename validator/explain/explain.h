// Why a trace was rejected: for the events that nothing explains, what every action they may stand for lacks.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "translator/evaluator/explain.h"
#include "translator/runtime/model.h"
#include "validator/explain/edits.h"
#include "validator/explain/field.h"
#include "validator/explain/strength.h"
#include "validator/explore/validate.h"
#include "validator/trace/match.h"

namespace trestle::explain {

// The conjunct that keeps an action from being possible, as evaluator::refusal() finds it.
using Refuse = std::function<std::optional<evaluator::Refusal>(runtime::Context&, const runtime::Word* state,
                                                               runtime::ActionId, runtime::Arguments)>;

// A step that is possible where the event's is not: the one that differs least.
struct Instead {
  std::vector<runtime::Value> arguments;
  std::vector<Field> differences;
};

// One action that the event may stand for, held against the state where it comes nearest to a step.
struct Attempt {
  runtime::ActionId action;
  std::vector<runtime::Value>
      arguments;     // of the nearest step, or those the event gives; undefined where it says nothing
  size_t state = 0;  // which of ValidateResult::states_at_end
  // Either the action is not possible there...
  std::optional<evaluator::Refusal> refusal;
  // ... or it is, but shows something else than the event: `next` is the state it leads to.
  std::vector<trace::Mismatch> mismatches;
  std::vector<runtime::Word> next;
  std::optional<Instead> instead;  // of the same action, when this is refused
};

struct Explanation {
  size_t event = 0;                         // which of ValidateResult::unexplained
  std::vector<Attempt> attempts;            // nearest first
  std::vector<trace::Mismatch> stuttering;  // the event may stand for no step: what it shows that the state does not
  std::vector<std::string>
      possible;  // steps that the spec allows in the nearest state, the first few: "VoteYes("rm1")"
  bool more_possible = false;

  size_t nearest_state() const { return attempts.empty() ? 0 : attempts.front().state; }  // of ValidateResult::states_at_end
};

// What the states that explain a prefix have in common, of one variable.
struct Agreement {
  std::string variable;
  std::vector<runtime::Value> values;  // one: all agree; else different ones, the first few
  size_t different = 0;                // how many there are, among ValidateResult::states_at_end
};

struct Explained {
  std::vector<Explanation> events;  // one for each unexplained event
  std::vector<Agreement> frontier;  // one for each variable
  Edits edits;
  std::optional<Strength> strength;  // when somebody asked for it
};

Explained explain(const runtime::Model& model, const explore::ValidateResult& result, const Refuse& refuse);

// "ReceiveDecision("rm3", TRUE)"; "_" for what is not known.
std::string step_text(const runtime::Signature& signature, runtime::ActionId action,
                      const std::vector<runtime::Value>& arguments);

}  // namespace trestle::explain
