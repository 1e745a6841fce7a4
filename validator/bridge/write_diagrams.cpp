// Behaviors for people to look at: Graphviz, Mermaid, ShiViz.
#include <algorithm>
#include <map>
#include <ostream>

#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"
#include "validator/bridge/write_graph.h"
#include "validator/bridge/writers.h"

namespace trestle::bridge {

using End = explore::Behavior::End;
using runtime::Kind;
using runtime::Value;

namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string node_label(const NamedValues& variables) {
  std::string text = conjuncts_text(variables);
  if (!text.empty()) text.pop_back();
  return text;
}

// What Mermaid takes for its own: written as its entities.
std::string for_mermaid(const std::string& text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '"': out += "#quot;"; break;
      case '#': out += "#35;"; break;
      case ';': out += "#59;"; break;
      case ':': out += "#58;"; break;
      case '<': out += "#lt;"; break;
      case '>': out += "#gt;"; break;
      case '{': out += "#123;"; break;
      case '}': out += "#125;"; break;
      case '\n': out += "<br/>"; break;
      default: out += c;
    }
  }
  return out;
}

// Who acts: the value of the first argument when it names somebody, else the specification.
std::string actor(Value v) {
  if (v.kind() == Kind::String || v.kind() == Kind::ModelValue) return std::string(runtime::atom_text(v.atom_id()));
  return v.kind() == Kind::Integer ? runtime::to_string(v) : std::string();
}
std::string actor_of(const RecordedAction& action, size_t argument) {
  if (!action.arguments || action.arguments->size() <= argument) return {};
  return actor((*action.arguments)[argument]);
}

// What a step changed: "till = 1".
std::string changes_text(const NamedValues& before, const NamedValues& after) {
  std::string text;
  for (const auto& [name, value] : after) {
    const auto old = std::find_if(before.begin(), before.end(), [&](const auto& other) { return other.first == name; });
    if (old != before.end() && same(old->second, value)) continue;
    text += (text.empty() ? "" : "\n") + name + " = " + runtime::to_short_string(value, 120);
  }
  return text;
}

std::string shown_name(const RecordedAction& action) { return action.told() ? action_text(action) : "a step"; }

}  // namespace

std::string write_dot(const RecordedBehavior& behavior, const std::string& name) {
  std::string text = "digraph \"" + escaped(name) + "\" {\nnode [shape=box,style=rounded]\n";
  for (size_t i = 0; i < behavior.states.size(); ++i) {
    text += std::to_string(i + 1) + " [label=\"" + escaped(node_label(behavior.states[i].variables)) + "\"" +
            (i == 0 ? ",style = filled" : "") + "];\n";
  }
  const auto edge = [&](size_t from, size_t to, const RecordedAction& action) {
    text += std::to_string(from + 1) + " -> " + std::to_string(to + 1) + " [label=\"" + escaped(action_text(action)) +
            "\"];\n";
  };
  for (size_t i = 1; i < behavior.states.size(); ++i) edge(i - 1, i, behavior.states[i].action);
  if (behavior.end == End::BackTo) edge(behavior.states.size() - 1, behavior.back_to, behavior.back_action);
  if (behavior.end == End::Stuttering) {
    const std::string last = std::to_string(behavior.states.size());
    text += last + " -> " + last + " [style=\"dashed\",color=\"lightgray\"];\n";
  }
  return text + "}\n";
}

std::string write_mermaid(const RecordedBehavior& behavior, const std::string& name) {
  std::vector<std::string> lanes;
  std::map<std::string, std::string> ids;
  const auto lane = [&](const std::string& actor) {
    const std::string shown = actor.empty() ? name : actor;
    const auto [found, added] = ids.try_emplace(shown, "p" + std::to_string(ids.size() + 1));
    if (added) lanes.push_back(shown);
    return found->second;
  };
  for (const RecordedState& state : behavior.states)
    if (&state != &behavior.states.front()) lane(actor_of(state.action, 0));
  if (lanes.empty()) lane({});
  std::string body;
  const std::string over = ids.size() == 1 ? "p1" : "p1,p" + std::to_string(ids.size());
  for (size_t i = 0; i < behavior.states.size(); ++i) {
    const RecordedState& state = behavior.states[i];
    if (i == 0) {
      body += "  Note over " + over + ": " + for_mermaid("State 1\n" + changes_text({}, state.variables)) + "\n";
      continue;
    }
    const std::string from = lane(actor_of(state.action, 0));
    // A second argument that acts elsewhere is whom it is done to.
    const auto other = ids.find(actor_of(state.action, 1));
    const std::string to = other == ids.end() ? from : other->second;
    body += "  " + from + "->>" + to + ": " + for_mermaid(shown_name(state.action)) + "\n";
    const std::string changes = changes_text(behavior.states[i - 1].variables, state.variables);
    if (!changes.empty())
      body += "  Note right of " + to + ": " + for_mermaid(std::to_string(i + 1) + ". " + changes) + "\n";
  }
  if (behavior.end == End::Stuttering) body += "  Note over " + over + ": it stays there for ever\n";
  if (behavior.end == End::BackTo)
    body += "  Note over " + over + ": back to state " + std::to_string(behavior.back_to + 1) + " by " +
            for_mermaid(shown_name(behavior.back_action)) + "\n";
  std::string text = "sequenceDiagram\n";
  for (const std::string& shown : lanes) text += "  participant " + ids[shown] + " as " + for_mermaid(shown) + "\n";
  return text + body;
}

std::string write_mermaid_states(const RecordedBehavior& behavior) {
  std::string text = "stateDiagram-v2\n";
  // A state that comes again is the same one.
  std::map<std::string, std::string> known;
  std::vector<std::string> ids;
  for (const RecordedState& state : behavior.states) {
    const std::string label = node_label(state.variables);
    const auto [found, added] = known.try_emplace(label, "s" + std::to_string(known.size() + 1));
    if (added) text += "  state \"" + for_mermaid(label) + "\" as " + found->second + "\n";
    ids.push_back(found->second);
  }
  if (!ids.empty()) text += "  [*] --> " + ids.front() + "\n";
  for (size_t i = 1; i < ids.size(); ++i)
    text += "  " + ids[i - 1] + " --> " + ids[i] + " : " + for_mermaid(shown_name(behavior.states[i].action)) + "\n";
  if (behavior.end == End::BackTo)
    text += "  " + ids.back() + " --> " + ids[behavior.back_to] + " : " +
            for_mermaid(shown_name(behavior.back_action)) + "\n";
  if (behavior.end == End::Stuttering) text += "  " + ids.back() + " --> " + ids.back() + " : for ever\n";
  return text;
}

// Steps come one after the other, so each knows all before it.
std::string write_shiviz(const RecordedBehavior& behavior, const std::string& name) {
  std::string text;
  std::map<std::string, uint64_t> clock;
  for (size_t i = 0; i < behavior.states.size(); ++i) {
    const RecordedState& state = behavior.states[i];
    std::string host = i == 0 ? std::string() : actor_of(state.action, 0);
    if (host.empty()) host = name;
    for (char& c : host)
      if (c == ' ' || c == '\t' || c == '\n' || c == '"' || c == '\\') c = '_';
    ++clock[host];
    std::string others;
    for (const auto& [other, count] : clock)
      if (other != host) others += ", \"" + other + "\":" + std::to_string(count);
    std::string event = i == 0 ? "initial state" : shown_name(state.action);
    const std::string changes =
        changes_text(i == 0 ? NamedValues() : behavior.states[i - 1].variables, state.variables);
    if (!changes.empty()) event += "  " + changes;
    std::replace(event.begin(), event.end(), '\n', ' ');
    text += host + " {\"" + host + "\":" + std::to_string(clock[host]) + others + "}\n" + event + "\n";
  }
  return text;
}

namespace {

class GraphWriter final : public StateFileSink {
 public:
  GraphWriter(std::ostream& out, Format to) : out_(out), to_(to) {
    if (to_ == Format::Dot) out_ << "digraph states {\n" << kStateGraphLine << "\nnode [shape=box,style=rounded]\n";
    if (to_ == Format::MermaidStates) out_ << "stateDiagram-v2\n";
  }
  void state(const ListedState& listed) override {
    std::string label;
    for (size_t i = 0; i < listed.names.size(); ++i)
      label += "/\\ " + listed.names[i] + " = " + runtime::to_string(listed.values[i]) + "\n";
    switch (to_) {
      case Format::Dump: out_ << "State " << ++number_ << ":\n" << label << "\n"; break;
      case Format::Dot:
        label.pop_back();
        out_ << listed.id << " [label=\"" << escaped(label) << '"' << (listed.initial ? ",style = filled" : "")
             << (listed.outside ? ",style = filled, fillcolor=lightyellow" : "") << "];\n";
        break;
      default:
        label.pop_back();
        out_ << "  state \"" << for_mermaid(label) << "\" as " << id_of(listed.id) << "\n";
        if (listed.initial) out_ << "  [*] --> " << id_of(listed.id) << "\n";
    }
  }
  void edge(const ListedEdge& edge) override {
    if (to_ == Format::Dot) {
      out_ << edge.from << " -> " << edge.to
           << (edge.stuttering ? " [style=\"dashed\",color=\"lightgray\""
                               : " [label=\"" + escaped(action_text(edge.action)) + '"')
           << "];\n";
    }
    if (to_ == Format::MermaidStates && !edge.stuttering) {
      out_ << "  " << id_of(edge.from) << " --> " << id_of(edge.to) << " : " << for_mermaid(shown_name(edge.action))
           << "\n";
    }
  }
  void finish() {
    if (to_ == Format::Dot) out_ << "}\n";
  }

 private:
  // Mermaid takes no sign in a name.
  static std::string id_of(int64_t id) {
    return (id < 0 ? "n" : "s") + std::to_string(id < 0 ? -static_cast<uint64_t>(id) : static_cast<uint64_t>(id));
  }
  std::ostream& out_;
  Format to_;
  uint64_t number_ = 0;
};

}  // namespace

GraphWritten write_graph(std::istream& in, Format from, const std::string& file, Format to, std::ostream& out) {
  GraphWritten written;
  GraphWriter writer(out, to);
  written.read = read_state_file(in, from, file, writer);
  writer.finish();
  written.notes = written.read.notes;
  if (to == Format::Dump && from == Format::Dot)
    written.lost.push_back("steps (" + std::to_string(written.read.edges) + "), and which states are initial");
  if (to == Format::MermaidStates) written.lost.push_back("it is for people: it cannot be read back");
  return written;
}

}  // namespace trestle::bridge
