// What traces exercised of a specification, summed over as many as one likes: how often each action was taken and with
// which arguments, which conjuncts were ever true and ever false, and which values each part of a state had. What
// production never does is what the traces say nothing about.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "translator/core/core.h"
#include "translator/runtime/model.h"
#include "validator/explore/finding.h"
#include "validator/explore/validate.h"

namespace trestle::explain {

// Values that came, and how often; when they are too many, some of them.
struct ValuesSeen {
  static constexpr size_t kMost = 256;
  std::unordered_map<uint64_t, uint64_t> counts;  // by Value::bits() of the interned value
  bool more = false;

  void add(runtime::Value interned, uint64_t count = 1);
  void add(const ValuesSeen& other);
};

struct Exercised {
  uint64_t traces = 0;                            // that were explained to their ends
  uint64_t steps = 0;                             // of their behaviors; stuttering is none
  std::vector<explore::ActionCount> actions;      // by ActionId; distinct: led to a state not met before
  std::vector<std::vector<ValuesSeen>> arguments;  // by action and parameter
  std::vector<runtime::ExpressionCount> expressions;  // by Model::covered() of Exerciser::counting()
  std::map<std::string, ValuesSeen> places;       // of a state: "votes[_]", "memory[_].phase", "Len(log[_])"
  std::unordered_set<uint64_t> states;            // fingerprints

  void add(const Exercised& other);
};

// Not shared between threads.
class Exerciser {
 public:
  explicit Exerciser(std::shared_ptr<const core::Spec> spec);

  // A result with its whole behavior and the arguments of its steps, the states under `layout`; one that is not ok adds nothing.
  void add(const explore::ValidateResult& result, const runtime::Layout& layout);
  const Exercised& exercised();
  const runtime::Model& counting() const { return *counting_; }  // what is counted: its covered()

 private:
  using State = std::vector<runtime::Word>;
  void state(const State& state);
  void step(const State& from, const explore::ExplainedStep& taken, const State& to);
  void search(const std::string& event, const std::function<bool(runtime::ActionId)>& finds);

  std::unique_ptr<runtime::Model> model_, counting_;
  runtime::Context context_, counting_context_;
  double left_ = 0;  // seconds, see search()
  Exercised exercised_;
};

// The values that such a place has at most, as far as the shapes of the variables tell: in few cases more than it can
// have. Nothing for a place that may have many.
std::map<std::string, std::vector<runtime::Value>> possible(const runtime::Signature& signature,
                                                            const std::vector<runtime::ShapeRef>& shapes);
// The same of what actions may be given, by argument_place(), where Next takes it from a set that does not depend on the state.
std::map<std::string, std::vector<runtime::Value>> possible_arguments(const std::shared_ptr<const core::Spec>& spec);
std::string argument_place(const std::string& action, const std::string& parameter);  // "Vote(p)"

}  // namespace trestle::explain
