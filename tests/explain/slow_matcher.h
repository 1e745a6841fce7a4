// The obvious way to decide whether a log is a behavior of a spec, written apart from the validator and sharing no code
// with it beyond the model itself and the text of values: every cut that the clocks allow, every state that may be
// there, level by level. Slow; what it found out about a state it remembers.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <rapidjson/document.h>

#include "translator/runtime/model.h"

namespace trestle::explain {

class SlowMatcher {
 public:
  explicit SlowMatcher(const runtime::Model& model) : model_(model) {}

  // `files`: lines in Trestle's format, a file a node; the relations is, add and contains.
  bool allows(const std::vector<std::vector<std::string>>& files);

 private:
  using State = std::vector<runtime::Word>;
  struct Successor {
    std::map<std::string, std::string> arguments;  // by parameter, in one spelling
    State next;
  };
  struct Known {
    std::map<std::string, std::vector<Successor>> successors;  // by name of the action
    std::map<std::string, std::shared_ptr<rapidjson::Document>> variables;
  };

  Known& known(const State& state);
  const std::vector<Successor>& successors(const State& state, const std::string& action);
  bool shows(const rapidjson::Value& event, const State& before, const State& after);

  const runtime::Model& model_;
  runtime::Context context_;
  std::map<State, Known> known_;
};

// A JSON value in one spelling: elements of sets and pairs of maps sorted, model values as strings.
std::string spelled(const rapidjson::Value& value);

}  // namespace trestle::explain
