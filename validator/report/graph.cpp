#include "validator/report/graph.h"

#include <functional>
#include <ostream>
#include <vector>

#include "validator/bridge/state_file.h"
#include "validator/explore/edges.h"
#include "validator/report/json_writer.h"
#include "validator/report/states.h"

namespace trestle::report {
namespace {

using explore::StateId;
using explore::StateSpace;

// States by consecutive numbers from 1, in the order of the workers' stores.
class Numbers {
 public:
  explicit Numbers(const StateSpace& states) {
    uint64_t before = 1;
    for (unsigned worker = 0; worker < states.stores(); ++worker) {
      first_.push_back(before);
      before += states.store(worker).size();
    }
  }
  uint64_t operator[](StateId id) const { return first_[StateSpace::worker(id)] + StateSpace::position(id); }

 private:
  std::vector<uint64_t> first_;
};

void for_each_state(const StateSpace& states, const std::function<void(StateId)>& visit) {
  for (unsigned worker = 0; worker < states.stores(); ++worker) {
    for (uint64_t position = 0; position < states.store(worker).size(); ++position)
      visit(StateSpace::id(worker, position));
  }
}

bool initial(const StateSpace& states, StateId id) { return states.link(id).parent() == explore::kNoState; }

std::string escaped(const std::string& text) {
  std::string out;
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string action_text(const runtime::Signature& signature, const explore::Edge& edge) {
  std::string text = signature.actions[edge.action].name;
  for (size_t i = 0; i < edge.arguments.size(); ++i) {
    text += (i == 0 ? "(" : ", ") + runtime::to_string(edge.arguments[i]);
  }
  return edge.arguments.empty() ? text : text + ")";
}

}  // namespace

void write_dot(std::ostream& out, const runtime::Model& model, const explore::CheckResult& run) {
  const StateSpace& states = *run.states;
  const runtime::Signature& signature = model.signature();
  const Numbers numbers(states);
  out << "digraph \"" << escaped(signature.module) << "\" {\n"
      << bridge::kStateGraphLine << "\nnode [shape = box, fontname = monospace]\n";
  for_each_state(states, [&](StateId id) {
    out << numbers[id] << " [label = \"";
    for (size_t i = 0; i < signature.variables.size(); ++i) {
      const runtime::Value value = signature.layout.get(states.state(id), i);
      out << escaped("/\\ " + signature.variables[i].name + " = " + runtime::to_string(value)) << "\\l";
    }
    out << '"' << (initial(states, id) ? ", style = filled" : "") << "]\n";
  });
  explore::for_each_edge(model, states, run.expanded, [&](const explore::Edge& edge) {
    out << numbers[edge.from] << " -> " << numbers[edge.to] << " [label = \"" << escaped(action_text(signature, edge))
        << "\"]\n";
  });
  out << "}\n";
}

void write_graph_json(std::ostream& out, const runtime::Model& model, const explore::CheckResult& run) {
  const StateSpace& states = *run.states;
  const runtime::Signature& signature = model.signature();
  const Numbers numbers(states);
  const char* separator = "\n";
  out << "{\"states\": [";
  for_each_state(states, [&](StateId id) {
    Json json;
    json->StartObject();
    json.field("number", numbers[id]);
    json.field("level", states.level(id));
    json.key("initial");
    json->Bool(initial(states, id));
    json.key("variables");
    json->StartObject();
    for (size_t i = 0; i < signature.variables.size(); ++i) {
      json.key(signature.variables[i].name);
      json.value(signature.layout.get(states.state(id), i));
    }
    json->EndObject();
    json->EndObject();
    out << std::exchange(separator, ",\n") << json.take();
  });
  out << "\n], \"edges\": [";
  separator = "\n";
  explore::for_each_edge(model, states, run.expanded, [&](const explore::Edge& edge) {
    const runtime::Action& action = signature.actions[edge.action];
    Json json;
    json->StartObject();
    json.field("from", numbers[edge.from]);
    json.field("to", numbers[edge.to]);
    json.field("action", action.name);
    json.key("arguments");
    json->StartObject();
    for (size_t i = 0; i < edge.arguments.size(); ++i) {
      json.key(i < action.parameters.size() ? action.parameters[i] : std::to_string(i + 1));
      json.value(edge.arguments[i]);
    }
    json->EndObject();
    json->EndObject();
    out << std::exchange(separator, ",\n") << json.take();
  });
  out << "\n]}\n";
}

}  // namespace trestle::report
