#include "validator/bridge/compare_graph.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "validator/bridge/hold.h"
#include "validator/bridge/spec_steps.h"
#include "validator/explore/edges.h"
#include "validator/explore/state_space.h"

namespace trestle::bridge {

using explore::StateId;
using explore::StateSpace;
using runtime::Value;
using runtime::Word;

namespace {

constexpr size_t kShownDifferences = 10;

std::string edge_key(StateId from, StateId to, const std::string& label) {
  return std::to_string(from) + " " + std::to_string(to) + " " + label;
}

// The whole of it, unlike to_string().
std::string label_of(const std::string& action, std::span<const Value> arguments) {
  std::string text = action;
  for (size_t i = 0; i < arguments.size(); ++i) text += (i == 0 ? "(" : ", ") + runtime::to_string(arguments[i]);
  return arguments.empty() ? text : text + ")";
}

class Comparison final : public StateFileSink {
 public:
  Comparison(const runtime::Model& model, const explore::CheckResult& explored, const std::string& next,
             GraphComparison& result)
      : model_(model),
        signature_(model.signature()),
        states_(*explored.states),
        next_(next),
        searched_(explored.verdict != explore::Verdict::Inconclusive &&
                  explored.verdict != explore::Verdict::EvaluationFailed),
        result_(result),
        key_(states_.words()) {}

  void state(const ListedState& listed) override {
    if (listed.outside) {
      outside_.insert(listed.id);
      return;
    }
    const std::optional<StateId> id = find(listed);
    if (!id) return;
    nodes_[listed.id] = *id;
    met_.insert(*id);
    if (listed.initial) initial_.insert(*id);
  }

  void edge(const ListedEdge& edge) override {
    if (edge.stuttering) return;
    // The nodes may come later in the file.
    FileEdge& kept = edges_.emplace_back();
    kept.from = edge.from, kept.to = edge.to, kept.labelled = edge.labelled;
    if (!edge.labelled) return;
    kept.name = edge.action.name;
    if (edge.action.arguments) kept.arguments = *edge.action.arguments;
    kept.label = label_of(kept.name, kept.arguments);
  }

  void finish(bool graph, bool cut_off) {
    cut_off_ = cut_off;
    result_.states = met_.size();
    result_.our_states = states_.size();
    missing_states(graph);
    if (!graph) return;
    try {
      compare_edges();
    } catch (const runtime::EvalError& error) {
      result_.notes.push_back(std::string("edges were not compared: the steps of a state have no value: ") +
                              error.what());
    }
  }

 private:
  struct FileEdge {
    int64_t from, to;
    std::string name, label;
    std::vector<Value> arguments;
    bool labelled;
  };

  void differ(const std::string& what) {
    if (result_.different++ < kShownDifferences) result_.differences.push_back(what);
  }

  // The state of ours that a listed one is, if there is one.
  std::optional<StateId> find(const ListedState& listed) {
    std::vector<Value> values(signature_.variables.size());
    size_t known = 0;
    for (size_t i = 0; i < listed.names.size(); ++i) {
      for (size_t v = 0; v < values.size(); ++v) {
        if (signature_.variables[v].name != listed.names[i]) continue;
        values[v] = listed.values[i];
        ++known;
      }
    }
    if (known != values.size()) {
      if (signature_.alias && listed.initial) return find_by_alias(listed);
      differ("state " + std::to_string(listed.id) + " of the file lacks " + first_missing(values));
      return {};
    }
    std::vector<Word> words(states_.words());
    try {
      for (size_t v = 0; v < values.size(); ++v) signature_.layout.set(context_, words.data(), v, values[v]);
    } catch (const runtime::Misfit&) {
      return not_met(listed);
    }
    const StateId id = find(words.data());
    context_.arena.reset();
    if (id != explore::kNoState) return id;
    return not_met(listed);
  }

  std::optional<StateId> not_met(const ListedState& listed) {
    if (searched_) {
      differ("state " + std::to_string(listed.id) + " of the file is not reachable: " + text(listed));
    } else {
      ++result_.unknown;
      unknown_.insert(listed.id);
    }
    return {};
  }

  StateId find(const Word* words) {
    if (!states_.has_identity()) return states_.find(states_.hash(words), words);
    std::fill(key_.begin(), key_.end(), 0);
    model_.identity(context_, words, key_.data());
    return states_.find(states_.hash(key_.data()), key_.data());
  }

  // TLC shows an initial state as ALIAS has it, and not as it is.
  std::optional<StateId> find_by_alias(const ListedState& listed) {
    std::optional<StateId> found;
    for_each_state([&](StateId id) {
      if (found || !is_initial(id) || initial_.count(id) != 0) return;
      try {
        const Word* words = states_.state(id);
        const Value alias = runtime::intern(context_, model_.evaluate(context_, *signature_.alias, words, words));
        bool same_all = alias.kind() == runtime::Kind::Record;
        for (size_t i = 0; same_all && i < listed.names.size(); ++i) {
          const int index = runtime::record_index(alias->aux, runtime::atom(listed.names[i]));
          same_all = index >= 0 && written_as(context_, alias.object()[index], listed.values[i], Typing::Exact);
        }
        if (same_all) found = id;
      } catch (const runtime::EvalError&) {
      }
    });
    if (!found) differ("state " + std::to_string(listed.id) + " of the file is what ALIAS makes of no initial state");
    return found;
  }

  std::string first_missing(const std::vector<Value>& values) const {
    for (size_t v = 0; v < values.size(); ++v)
      if (!values[v].defined()) return signature_.variables[v].name;
    return {};
  }

  static std::string text(const ListedState& listed) {
    std::string all;
    for (size_t i = 0; i < listed.names.size(); ++i)
      all += (i == 0 ? "" : ", ") + listed.names[i] + " = " + runtime::to_short_string(listed.values[i], 60);
    return all;
  }
  std::string text(StateId id) const {
    std::string all;
    for (size_t v = 0; v < signature_.variables.size(); ++v) {
      all += (v == 0 ? "" : ", ") + signature_.variables[v].name + " = " +
             runtime::to_short_string(signature_.layout.get(states_.state(id), v), 60);
    }
    return all;
  }

  bool is_initial(StateId id) const { return states_.link(id).parent() == explore::kNoState; }
  template <class Visit>
  void for_each_state(Visit visit) const {
    for (unsigned worker = 0; worker < states_.stores(); ++worker)
      for (uint64_t position = 0; position < states_.store(worker).size(); ++position)
        visit(StateSpace::id(worker, position));
  }

  void missing_states(bool graph) {
    for_each_state([&](StateId id) {
      if (result_.whole && met_.count(id) == 0) differ("missing in the file: the state " + text(id));
      if (!graph || met_.count(id) == 0) return;
      if (is_initial(id) && initial_.count(id) == 0)
        differ("an initial state of the spec that is none in the file: " + text(id));
      if (!is_initial(id) && initial_.count(id) != 0)
        differ("an initial state of the file that is none of the spec: " + text(id));
    });
  }

  void compare_edges() {
    std::unordered_map<std::string, std::string> ours;  // by ends and label: what to say of it
    std::unordered_set<std::string> unlabelled;
    explore::for_each_edge(model_, states_, explore::all_expanded(states_), [&](const explore::Edge& edge) {
      const std::string label = label_of(signature_.actions[edge.action].name, edge.arguments);
      ours.emplace(edge_key(edge.from, edge.to, label), label);
      unlabelled.insert(edge_key(edge.from, edge.to, {}));
    });
    result_.our_edges = ours.size();
    std::unordered_set<std::string> met, around;  // around: ends of edges that are called after a definition around
    for (const FileEdge& edge : edges_) {
      result_.labelled = result_.labelled || edge.labelled;
      const auto from = nodes_.find(edge.from), to = nodes_.find(edge.to);
      if (from == nodes_.end() || to == nodes_.end()) {
        const int64_t id = from == nodes_.end() ? edge.from : edge.to;
        const bool named = cut_off_ || outside_.count(edge.from) != 0 || outside_.count(edge.to) != 0;
        if (!named && unknown_.insert(id).second)
          differ("an edge of the file ends at " + std::to_string(id) + ", which is no node of it that the spec has");
        continue;
      }
      std::string key = edge_key(from->second, to->second, edge.label);
      bool known = edge.labelled ? ours.count(key) != 0 : unlabelled.count(key) != 0;
      // An action A is S!A to TLC, and its arguments begin with those of S(n) == INSTANCE ....
      const std::string own = own_name(edge.name);
      for (size_t left_out = 0; own != edge.name && !known && left_out <= edge.arguments.size(); ++left_out) {
        const std::string label = label_of(own, std::span(edge.arguments).subspan(left_out));
        const std::string shorter = edge_key(from->second, to->second, label);
        known = ours.count(shorter) != 0;
        if (known) key = shorter;
      }
      if (!known && edge.labelled && of_definition_around(edge, from->second, to->second)) {
        known = unlabelled.count(edge_key(from->second, to->second, {})) != 0;
        if (known) around.insert(edge_key(from->second, to->second, {}));
        if (known) continue;
      }
      if (!met.insert(key).second || known) continue;
      std::string what = "an edge of the file that the spec does not have: " + (edge.labelled ? edge.label : "a step") +
                         " from " + text(from->second) + " to " + text(to->second);
      differ(what);
    }
    result_.edges = met.size();
    result_.around = around.size();
    if (!result_.whole) return;
    if (!result_.labelled) {
      for (const std::string& key : unlabelled)
        if (met.count(key) == 0) differ("missing in the file: an edge " + key);
      return;
    }
    for (const auto& [key, label] : ours)
      if (met.count(key) == 0 && around.count(key.substr(0, key.find(' ', key.find(' ') + 1) + 1)) == 0)
        differ("missing in the file: the edge " + label + " " + ends(key));
  }

  // Whether TLC would call the step so: after the next-state action, or a definition between it and the action, where a
  // set that the state decides keeps it from going further; or after the action alone, where the state decides its arguments.
  bool of_definition_around(const FileEdge& edge, StateId from, StateId to) {
    if (is_unnamed(edge.name, next_)) return true;
    struct Sink final : runtime::StepSink {
      bool step(const runtime::Step& step) override {
        found = found || owner->find(step.next) == to;
        return !found;
      }
      Comparison* owner;
      StateId to;
      bool found = false;
    } sink;
    sink.owner = this, sink.to = to;
    const size_t inner = edge.arguments.empty() ? 0 : signature_.actions.size();
    for (size_t i = inner; i < signature_.actions.size() + signature_.outer_actions.size() && !sink.found; ++i) {
      const auto id = static_cast<runtime::ActionId>(i);
      if (signature_.action(id).name != edge.name) continue;
      model_.steps(context_, states_.state(from), id, {}, sink);
      context_.arena.reset();
    }
    return sink.found;
  }

  std::string ends(const std::string& key) const {
    size_t end = 0;
    const StateId from = std::stoull(key, &end);
    return "from " + text(from) + " to " + text(std::stoull(key.substr(end)));
  }

  const runtime::Model& model_;
  const runtime::Signature& signature_;
  const StateSpace& states_;
  const std::string& next_;
  const bool searched_;  // to the end
  bool cut_off_ = false;  // nodes may come behind the end of the file
  GraphComparison& result_;
  runtime::Context context_;
  std::vector<Word> key_;
  std::unordered_map<int64_t, StateId> nodes_;
  std::unordered_set<StateId> met_, initial_;
  std::unordered_set<int64_t> outside_, unknown_;
  std::vector<FileEdge> edges_;
};

}  // namespace

explore::Verdict GraphComparison::verdict() const {
  if (different > 0) return explore::Verdict::Rejected;
  return unknown > 0 ? explore::Verdict::Inconclusive : explore::Verdict::Ok;
}

GraphComparison compare_graph(const runtime::Model& model, const explore::CheckResult& explored, std::istream& in,
                              Format format, const std::string& file, const std::string& next) {
  GraphComparison result;
  result.whole = explored.verdict == explore::Verdict::Ok && explored.queue == 0;  // TLCSet("exit", TRUE) leaves some
  Comparison comparison(model, explored, next, result);
  StateFileRead read = read_state_file(in, format, file, comparison);
  result.notes = std::move(read.notes);
  if (!result.notes.empty()) result.whole = false;  // cut off
  comparison.finish(format == Format::Dot, !result.notes.empty());
  if (explored.verdict != explore::Verdict::Ok || explored.queue > 0)
    result.notes.push_back("the search of the spec ends early, so what the file lacks is not looked for");
  if (result.unknown > 0)
    result.notes.push_back(std::to_string(result.unknown) + " states of the file are not among the " +
                           std::to_string(result.our_states) + " that were met");
  return result;
}

}  // namespace trestle::bridge
