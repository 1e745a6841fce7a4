#include "tests/explain/slow_matcher.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "validator/report/json.h"

namespace trestle::explain {
namespace {

using JsonValue = rapidjson::Value;

std::string joined(std::vector<std::string> parts, const char* open, const char* close, bool sort) {
  if (sort) {
    std::sort(parts.begin(), parts.end());
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  }
  std::string text = open;
  for (const std::string& part : parts) text += part + ",";
  return text + close;
}

bool tagged(const JsonValue& value, const char* tag) {
  return value.IsObject() && value.MemberCount() == 1 && value.HasMember(tag);
}

const JsonValue* at(const JsonValue& value, const JsonValue& key) {
  if (value.IsArray()) {
    const unsigned position = key.IsUint() ? key.GetUint() : 0;
    return position >= 1 && position <= value.Size() ? &value[position - 1] : nullptr;
  }
  if (tagged(value, "#map")) {
    for (const JsonValue& pair : value["#map"].GetArray()) {
      if (spelled(pair[0]) == spelled(key)) return &pair[1];
    }
    return nullptr;
  }
  if (!value.IsObject() || !key.IsString()) return nullptr;
  const auto found = value.FindMember(key);
  return found == value.MemberEnd() ? nullptr : &found->value;
}

const JsonValue* part(const JsonValue& value, const JsonValue& observation) {
  const JsonValue* found = &value;
  if (!observation.HasMember("path")) return found;
  for (const JsonValue& key : observation["path"].GetArray()) {
    if (found != nullptr) found = at(*found, key);
  }
  return found;
}

std::set<std::string> elements(const JsonValue& set) {
  std::set<std::string> found;
  if (!tagged(set, "#set")) return found;
  for (const JsonValue& element : set["#set"].GetArray()) found.insert(spelled(element));
  return found;
}

class Taken final : public runtime::StepSink {
 public:
  explicit Taken(std::function<void(const runtime::Step&)> take) : take_(std::move(take)) {}
  bool step(const runtime::Step& step) override {
    take_(step);
    return true;
  }

 private:
  std::function<void(const runtime::Step&)> take_;
};

class TakenStates final : public runtime::StateSink {
 public:
  explicit TakenStates(size_t words) : words_(words) {}
  bool state(const runtime::Word* state) override {
    all.emplace(state, state + words_);
    return true;
  }
  std::set<std::vector<runtime::Word>> all;

 private:
  size_t words_;
};

rapidjson::Document parsed(const std::string& text) {
  rapidjson::Document document;
  document.Parse(text.c_str());
  return document;
}

}  // namespace

std::string spelled(const JsonValue& value) {
  if (tagged(value, "#model")) return spelled(value["#model"]);
  std::vector<std::string> parts;
  if (tagged(value, "#set")) {
    for (const JsonValue& element : value["#set"].GetArray()) parts.push_back(spelled(element));
    return joined(std::move(parts), "{", "}", true);
  }
  if (tagged(value, "#map")) {
    for (const JsonValue& pair : value["#map"].GetArray()) parts.push_back(spelled(pair[0]) + ":" + spelled(pair[1]));
    return joined(std::move(parts), "(", ")", true);
  }
  if (value.IsArray()) {
    for (const JsonValue& element : value.GetArray()) parts.push_back(spelled(element));
    return joined(std::move(parts), "<", ">", false);
  }
  if (value.IsObject()) {
    for (const auto& member : value.GetObject()) parts.push_back(spelled(member.name) + ":" + spelled(member.value));
    return joined(std::move(parts), "(", ")", true);
  }
  if (value.IsString()) return "'" + std::string(value.GetString());
  if (value.IsBool()) return value.GetBool() ? "true" : "false";
  if (value.IsInt64()) return std::to_string(value.GetInt64());
  throw std::invalid_argument("a value that the slow matcher does not know");
}

SlowMatcher::Known& SlowMatcher::known(const State& state) {
  const auto [found, added] = known_.try_emplace(state);
  if (!added) return found->second;
  const runtime::Signature& signature = model_.signature();
  for (size_t i = 0; i < signature.variables.size(); ++i) {
    auto document = std::make_shared<rapidjson::Document>();
    document->Parse(report::value_json(signature.layout.get(state.data(), i)).c_str());
    found->second.variables[signature.variables[i].name] = std::move(document);
  }
  return found->second;
}

const std::vector<SlowMatcher::Successor>& SlowMatcher::successors(const State& state, const std::string& name) {
  Known& about = known(state);
  const auto [found, added] = about.successors.try_emplace(name);
  if (!added) return found->second;
  const runtime::Signature& signature = model_.signature();
  for (runtime::ActionId id = 0; id < signature.actions.size() + signature.outer_actions.size(); ++id) {
    const runtime::Action& action = signature.action(id);
    if (action.name != name) continue;
    Taken taken([&, successors = &found->second](const runtime::Step& step) {
      Successor successor;
      for (size_t i = 0; i < action.parameters.size(); ++i) {
        successor.arguments[action.parameters[i]] = spelled(parsed(report::value_json(step.arguments[i])));
      }
      successor.next.assign(step.next, step.next + signature.layout.words());
      successors->push_back(std::move(successor));
    });
    model_.steps(context_, state.data(), id, {}, taken);
    context_.arena.reset();
  }
  return found->second;
}

bool SlowMatcher::shows(const JsonValue& event, const State& before, const State& after) {
  if (event.HasMember("before")) {
    for (const JsonValue& observation : event["before"].GetArray()) {
      if (observation.HasMember("op")) throw std::invalid_argument("the slow matcher knows only `is` in `before`");
      const JsonValue* was = part(*known(before).variables.at(observation["var"].GetString()), observation);
      if (was == nullptr || spelled(*was) != spelled(observation["value"])) return false;
    }
  }
  if (!event.HasMember("after")) return true;
  for (const JsonValue& observation : event["after"].GetArray()) {
    const std::string variable = observation["var"].GetString();
    const std::string relation = observation.HasMember("op") ? observation["op"].GetString() : "is";
    const JsonValue* is = part(*known(after).variables.at(variable), observation);
    const JsonValue* was = part(*known(before).variables.at(variable), observation);
    if (is == nullptr || was == nullptr) return false;
    const std::string logged = spelled(observation["value"]);
    if (relation == "is") {
      if (spelled(*is) != logged) return false;
    } else if (relation == "contains") {
      if (!elements(*is).contains(logged)) return false;
    } else if (relation == "add") {
      std::set<std::string> expected = elements(*was);
      expected.insert(logged);
      if (elements(*is) != expected) return false;
    } else {
      throw std::invalid_argument("the slow matcher does not know `" + relation + "`");
    }
  }
  return true;
}

bool SlowMatcher::allows(const std::vector<std::vector<std::string>>& files) {
  struct Logged {
    rapidjson::Document json;
    std::vector<uint64_t> needs;  // so many events of each file
  };
  std::vector<std::vector<Logged>> nodes(files.size());
  std::map<std::string, size_t> number;
  size_t total = 0;
  for (size_t file = 0; file < files.size(); ++file) {
    for (const std::string& line : files[file]) {
      rapidjson::Document json = parsed(line);
      if (!json.HasMember("event") || json["event"].GetString()[0] == '#') continue;
      number[json["node"].GetString()] = file;
      nodes[file].push_back({std::move(json), {}});
      ++total;
    }
  }
  for (auto& node : nodes) {
    for (Logged& logged : node) {
      logged.needs.resize(nodes.size());
      if (!logged.json.HasMember("clock")) continue;
      for (const auto& entry : logged.json["clock"].GetObject()) {
        const auto found = number.find(entry.name.GetString());
        if (found == number.end() || &nodes[found->second] == &node) continue;
        // As many events as have a sequence number up to that.
        for (const Logged& other : nodes[found->second]) {
          logged.needs[found->second] += other.json["seq"].GetUint64() <= entry.value.GetUint64() ? 1 : 0;
        }
      }
    }
  }
  TakenStates initial(model_.signature().layout.words());
  model_.initial_states(context_, initial);
  context_.arena.reset();
  std::map<std::vector<uint64_t>, std::set<State>> level;
  level[std::vector<uint64_t>(nodes.size())] = initial.all;
  for (size_t events = 0; events < total; ++events) {
    std::map<std::vector<uint64_t>, std::set<State>> next_level;
    for (const auto& [cut, states] : level) {
      for (size_t node = 0; node < nodes.size(); ++node) {
        if (cut[node] == nodes[node].size()) continue;
        const Logged& logged = nodes[node][cut[node]];
        bool ready = true;
        for (size_t other = 0; other < nodes.size(); ++other) ready = ready && cut[other] >= logged.needs[other];
        if (!ready) continue;
        std::vector<uint64_t> after = cut;
        ++after[node];
        for (const State& state : states) {
          for (const Successor& successor : successors(state, logged.json["event"].GetString())) {
            bool same = true;
            if (logged.json.HasMember("params")) {
              for (const auto& parameter : logged.json["params"].GetObject()) {
                const auto found = successor.arguments.find(parameter.name.GetString());
                same = same && (found == successor.arguments.end() || found->second == spelled(parameter.value));
              }
            }
            if (same && shows(logged.json, state, successor.next)) next_level[after].insert(successor.next);
          }
        }
      }
    }
    level = std::move(next_level);
    if (level.empty()) return false;
  }
  return true;
}

}  // namespace trestle::explain
