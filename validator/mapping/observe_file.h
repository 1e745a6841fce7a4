// An observation mapping as written: *.observe.toml (docs/formats/observe.md).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "translator/diagnostics/diagnostic.h"
#include "translator/runtime/model.h"
#include "validator/explore/mapping.h"
#include "validator/trace/format.h"
#include "validator/trace/line_places.h"
#include "validator/trace/trace.h"

namespace trestle::mapping {

// A TLA+ expression in the file. Its text is as TOML gives it, so it can differ from the span's when it has escapes.
struct Expression {
  std::string text;
  Span span;
};

// What events of one name may stand for. Several rules may have the same name: each is a possibility.
struct Rule {
  std::string name;
  Span span;                         // of the name
  std::optional<Expression> when;    // a Boolean over e: whether the rule applies
  std::optional<Expression> action;  // the step; without one the event stutters
  std::optional<Expression> before;  // of the state before the step
  std::optional<Expression> after;   // of the state after it: primed variables
  bool ignore = false;               // such lines are no events of the spec
  explore::Part part = explore::Part::Whole;  // of a step that shows as several events,
  std::vector<std::string> key;               // those with the same value of this member ("params", "id")
};

// A step that the system takes without an event, and the spec need not have: a message that is lost, a crash.
struct HiddenRule {
  std::string name;  // for people
  Span span;
  std::optional<Expression> messages, where;        // of a loss: a variable, and which of the elements m of its set
  std::optional<Expression> each, action, restart;  // of all others; each: "n \in Node"
  std::optional<uint32_t> at_most;                  // in the whole trace
};

struct ObserveFile {
  std::shared_ptr<const Source> source;
  std::string spec;  // name of the module it is for; empty: any
  Span spec_span;
  // How the log is read, as far as it is said.
  std::optional<trace::Format> format;
  std::optional<Expression> select;  // a Boolean over e, a line: whether it is an event
  trace::LinePlaces places;
  std::optional<trace::Order> order;
  std::string order_member;
  std::optional<int64_t> skew;  // nanoseconds
  std::vector<trace::LogSource> sources;
  std::vector<std::string> hidden;
  std::optional<uint32_t> max_hidden;
  // Whose steps a replay does not ask the system for: what is around it takes them, or it does by itself.
  std::vector<std::string> environment, system;
  std::vector<std::pair<std::string, Span>> named;  // all of these, and hidden ones, where they stand
  std::vector<Rule> rules;
  std::vector<HiddenRule> hidden_rules;
};

// What the spec does not have: its module's name, actions.
void check_names(const ObserveFile& file, const runtime::Signature& signature, Diagnostics& diagnostics);

// Reports everything that is wrong with the file's structure, then returns nothing.
std::optional<ObserveFile> parse_observe_file(std::shared_ptr<const Source> source, Diagnostics& diagnostics);

}  // namespace trestle::mapping
