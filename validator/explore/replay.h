// A behavior of the spec, step by step, on an implementation: what it is told, and whether what it shows is what the
// spec has.
//
// What the implementation shows may leave something open, and the spec may leave it a choice. So a conversation keeps
// all states of the spec that agree with everything shown so far, as validate() does. A step diverges when none is
// left.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/explore/behavior.h"
#include "validator/explore/mapping.h"
#include "validator/explore/verdict.h"

namespace trestle::explore {

// Who takes an action's steps.
enum class Role : uint8_t {
  Asked,        // the system, when it is asked to
  Environment,  // what is around it: whoever drives the system is told, and makes it happen
  System,       // the system by itself: whoever drives it waits, and reports what it did
  Hidden,       // nobody sees it: nothing is said
};

struct Request {
  size_t step;              // 0: be in this initial state; else from 1
  Role role;                // never Hidden
  const BehaviorState& to;  // where the step should lead, its action and arguments
};

struct Reply {
  enum class Kind : uint8_t {
    Shows,    // it did, and shows the event
    Refused,  // it does not take that step
    Ended,    // it is gone: crashed, or ended too early
    Late,     // it did not answer in time
  };
  Kind kind = Kind::Shows;
  trace::Event event = {};  // Shows
  std::string text = {};    // a phrase about the implementation, "was killed by signal 11 (Segmentation fault)"; why
};

// Thrown where a reply is waited for when nobody wants it any more.
struct Interrupted {};

// A system under test, and what drives it. Both functions throw Interrupted.
class Implementation {
 public:
  virtual ~Implementation() = default;
  // A request with step 0 begins a new behavior. Throws TraceError for what is no reply.
  virtual Reply ask(const Request& request) = 0;
  // The behavior is over: Ended or Late when the implementation does not take that well.
  virtual std::optional<Reply> finish() = 0;
};

// What a replay needs, for as many behaviors as one likes.
struct Bench {
  const runtime::Model& model;
  runtime::Context& context;
  Mapping& mapping;
  trace::Trace& replies;  // for places and warnings
  Implementation& implementation;
  std::vector<Role> roles = {};  // by action; Asked where it ends
  size_t max_states = 10'000;    // that agree with what was shown, before giving up
  const std::atomic<bool>* interrupted = nullptr;

  Role role(runtime::ActionId action) const { return action < roles.size() ? roles[action] : Role::Asked; }
  bool stopped() const { return interrupted != nullptr && *interrupted; }
};

struct Divergence {
  Reply::Kind kind = Reply::Kind::Shows;
  size_t step = 0;  // as in Request
  Role role = Role::Asked;
  std::string text = {};      // as in Reply
  trace::Event event = {};    // Shows
  Reading reading = {};       // Shows
  BehaviorState before = {};  // the spec's state before the step; no words when step is 0
  BehaviorState to = {};      // the spec's step
  std::vector<Check> differing =
      {};  // Shows: what it shows otherwise than this step; empty: the step itself is another
};

// Whether somebody would call both the same fault: the same action, the same variables.
bool same_fault(const Divergence& a, const Divergence& b);

class Conversation {
 public:
  explicit Conversation(const Bench& bench) : bench_(bench), signature_(bench.model.signature()) {}

  enum class Outcome : uint8_t {
    AsGiven,    // and the state that was given may be the implementation's
    Otherwise,  // allowed by the spec, but not what was given
    NotTaken,   // by a system that takes such steps by itself, or may be in a state without it: nothing happened
    Diverged,
    TooMany,  // states agree with what was shown
  };
  Outcome start(const BehaviorState& initial);
  Outcome step(const BehaviorState& to);  // from the state at()
  Outcome finish();

  const BehaviorState& at() const { return levels_.back()[at_].state; }
  size_t steps() const { return levels_.size() - 1; }
  Behavior behavior() const;  // that led to at()
  const std::optional<Divergence>& divergence() const { return divergence_; }

 private:
  struct Node {
    BehaviorState state;
    uint32_t parent;
  };
  using Level = std::vector<Node>;
  class Sink;

  Outcome shown(const Request& request, const trace::Event& event);
  Outcome refused(const Request& request, const std::string& why);
  Outcome diverge(const Request& request, Divergence divergence);
  Outcome enter(Level level, const BehaviorState& given);
  // Adds the steps of the action from a node that fit `event`, if there is one.
  void add_steps(uint32_t from, runtime::ActionId action, runtime::Arguments arguments, Level& level) const;
  // The steps that were asked for and that the event can be read as.
  void add_asked(const Request& request, uint32_t from, Level& level) const;
  bool candidate_for(const BehaviorState& to) const;
  bool fits(const BehaviorState& from, const runtime::Word* next) const;
  std::vector<Check> differing(const runtime::Word* before, const runtime::Word* after) const;

  const Bench& bench_;
  const runtime::Signature& signature_;
  std::vector<Level> levels_;
  uint32_t at_ = 0;  // in the last level
  const trace::Event* event_ = nullptr;
  Reading reading_;
  std::optional<Divergence> divergence_;
};

struct ReplayResult {
  Verdict verdict = Verdict::Ok;  // Ok, Rejected or Inconclusive
  std::string reason = {};        // one sentence; empty when ok
  size_t steps = 0;               // of the behavior
  size_t replayed = 0;            // of these, done as the spec has them
  Behavior behavior = {};         // as far as it went, and the step that diverged
  std::optional<Divergence> divergence = {};
  double seconds = 0;
};

// Throws TraceError when the implementation answers what is no answer, and EvalError where the model does.
ReplayResult replay(const Bench& bench, const Behavior& behavior);

// "Acquire("ann", disk)".
std::string step_name(const runtime::Signature& signature, const BehaviorState& step);

}  // namespace trestle::explore
