// The mapping that needs no file: an event's name is an action's name, its parameters are the action's by name, and its
// observations name variables.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "validator/explore/mapping.h"
#include "validator/trace/by_form.h"

namespace trestle::mapping {

// The spec does not have what a mapping names.
class MappingError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct ByNameOptions {
  std::vector<std::string> hidden;      // actions that the system takes without logging them
  std::vector<std::string> stuttering;  // events that stand for no step
  std::function<bool(std::string_view)> is_model_value = [](std::string_view) { return false; };
  bool strings_too = false;  // of the spec have such a name: a text that is one may be meant as either
};

class ByName final : public explore::Mapping {
 public:
  // Throws MappingError when the options name actions that the model lacks.
  ByName(const runtime::Signature& signature, ByNameOptions options);

  const explore::Reading& read(runtime::Context& context, const trace::Event& event, trace::Trace& trace) override;
  const std::vector<runtime::ActionId>& hidden() const override { return hidden_; }
  void finish(trace::Warnings& warnings, bool all) override;
  void write(runtime::BytesWriter& out) const override;
  void restore(runtime::BytesReader& in) override;

  // What the event observed in the form of the format, added to `reading`.
  void add_observations(const trace::Event& event, const trace::Trace& trace, explore::Reading& reading);
  // Something else than these observations shows the state.
  void observed_otherwise() { observed_otherwise_ = true; }

 private:
  // What a name of events stands for.
  struct Plan {
    std::vector<runtime::ActionId> actions;
    bool stutters = false;
    bool steps = false;  // of some action, although it may stutter
    bool met = false;    // some event has it
    bool takes_any = false;  // parameters
    std::set<std::string> compared = {};  // with the action's: the names of its parameters
  };
  // What all events of one form stand for, but for these values of their arguments.
  struct Known {
    explore::Reading reading;
    struct Given {
      uint32_t candidate, parameter, argument;
    };
    std::vector<Given> given;
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  Known read_anew(const trace::Event& event, trace::Trace& trace);
  void give(runtime::Context& context, const trace::Event& event, const trace::Trace& trace, Known& known);
  void give_strings(runtime::Context& context, const trace::Event& event, Known& known);
  runtime::Value argument(runtime::Context& context, trace::Datum logged);
  Plan& plan_of(const trace::Event& event, const trace::Trace& trace);
  void compare_parameters(const trace::Event& event, const Plan& plan, trace::Trace& trace) const;
  void add_checks(const trace::Event& event, const trace::Trace& trace, bool after, explore::Reading& reading);
  uint32_t variable(const trace::Event& event, const trace::Observation& observation, const trace::Trace& trace,
                    bool after) const;

  const runtime::Signature& signature_;
  ByNameOptions options_;
  std::vector<runtime::ActionId> hidden_;
  std::unordered_map<std::string, Plan, Hash, std::equal_to<>> plans_;
  trace::ByForm<Known> known_;
  Known last_;                                                                    // of an event without one
  std::unordered_map<std::string, runtime::Value, Hash, std::equal_to<>> names_;  // arguments that were texts
  std::vector<bool> observed_;                                                    // by variable
  bool observed_otherwise_ = false;
};

}  // namespace trestle::mapping
