#include "tests/examples/mutant.h"

#include <fstream>
#include <functional>
#include <random>

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace trestle::examples {
namespace {

using rapidjson::Document;
using rapidjson::Value;

Document parse(const std::string& line) {
  Document json;
  json.Parse(line.c_str());
  return json;
}

std::string print(const Value& json) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  json.Accept(writer);
  return buffer.GetString();
}

bool is_event(const Document& json) { return json.HasMember("event") && json["event"].GetString()[0] != '#'; }

std::string name_of(const Document& json) {
  return std::to_string(json["seq"].GetUint64()) + ": " + json["event"].GetString();
}

// Removes event `seq` of `node` as if it had never been counted.
void forget(Trace& trace, const std::string& node, uint64_t seq) {
  for (auto& [file, lines] : trace) {
    for (std::string& line : lines) {
      Document json = parse(line);
      if (!json.HasMember("event")) continue;
      if (json["node"] == node.c_str() && json["seq"].GetUint64() > seq) json["seq"] = json["seq"].GetUint64() - 1;
      if (json.HasMember("clock") && json["clock"].HasMember(node.c_str())) {
        Value& count = json["clock"][node.c_str()];
        if (count.GetUint64() >= seq) count = count.GetUint64() - 1;
      }
      line = print(json);
    }
  }
}

// Makes room for one more event of `node` after `seq`, as if it had always been there.
void make_room(Trace& trace, const std::string& node, uint64_t seq) {
  for (auto& [file, lines] : trace) {
    for (std::string& line : lines) {
      Document json = parse(line);
      if (!json.HasMember("event")) continue;
      if (json["node"] == node.c_str() && json["seq"].GetUint64() > seq) json["seq"] = json["seq"].GetUint64() + 1;
      if (json.HasMember("clock") && json["clock"].HasMember(node.c_str())) {
        Value& count = json["clock"][node.c_str()];
        if (count.GetUint64() > seq) count = count.GetUint64() + 1;
      }
      line = print(json);
    }
  }
}

void swap_member(Document& a, Document& b, const char* member) {
  Value from_a, from_b;
  const bool in_a = a.HasMember(member), in_b = b.HasMember(member);
  if (in_a) from_a.CopyFrom(a[member], b.GetAllocator());
  if (in_b) from_b.CopyFrom(b[member], a.GetAllocator());
  a.RemoveMember(member);
  b.RemoveMember(member);
  if (in_b) a.AddMember(Value(member, a.GetAllocator()), from_b, a.GetAllocator());
  if (in_a) b.AddMember(Value(member, b.GetAllocator()), from_a, b.GetAllocator());
}

// The scalars an event says something with: its parameters and observed values, not variables and paths.
void collect(Value& json, std::vector<Value*>& scalars) {
  if (json.IsObject()) {
    for (auto& member : json.GetObject()) collect(member.value, scalars);
  } else if (json.IsArray()) {
    for (Value& element : json.GetArray()) collect(element, scalars);
  } else {
    scalars.push_back(&json);
  }
}

std::vector<Value*> scalars_of(Document& json) {
  std::vector<Value*> scalars;
  if (json.HasMember("params")) collect(json["params"], scalars);
  for (const char* part : {"before", "after"}) {
    if (!json.HasMember(part)) continue;
    for (Value& observation : json[part].GetArray()) collect(observation["value"], scalars);
  }
  return scalars;
}

// Another string that events of the same name have there.
std::string another(const Trace& trace, const Document& like, size_t place, const std::string& than) {
  std::string found = than + than;
  for (const auto& [file, lines] : trace) {
    for (const std::string& line : lines) {
      Document json = parse(line);
      if (!is_event(json) || json["event"] != like["event"]) continue;
      const std::vector<Value*> scalars = scalars_of(json);
      if (place >= scalars.size() || !scalars[place]->IsString()) continue;
      const std::string text = scalars[place]->GetString();
      if (text != than && (found == than + than || text < found)) found = text;
    }
  }
  return found;
}

// Another value of the same kind that occurs in the same system, so that only its place is wrong.
void replace(Value& scalar, Document& json, const std::function<std::string(const std::string&)>& other) {
  static const std::map<std::string, const char*> others = {{"rm1", "rm2"},
                                                            {"rm2", "rm3"},
                                                            {"rm3", "rm1"},
                                                            {"yes", "no"},
                                                            {"no", "yes"},
                                                            {"idle", "prepared"},
                                                            {"prepared", "aborted"},
                                                            {"collecting", "committed"},
                                                            {"committed", "aborted"},
                                                            {"aborted", "committed"},
                                                            {"Prepare", "Ack"},
                                                            {"Vote", "Ack"},
                                                            {"Decision", "Prepare"},
                                                            {"Ack", "Vote"}};
  if (scalar.IsBool()) {
    scalar.SetBool(!scalar.GetBool());
  } else if (scalar.IsUint64()) {
    scalar.SetUint64(scalar.GetUint64() + 1);
  } else {
    const auto known = others.find(scalar.GetString());
    const std::string text = known != others.end() ? known->second : other(scalar.GetString());
    scalar.SetString(text.c_str(), json.GetAllocator());
  }
}

}  // namespace

Trace read_trace(const std::filesystem::path& directory) {
  Trace trace;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    std::ifstream stream(entry.path());
    std::vector<std::string>& lines = trace[entry.path().filename()];
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
  }
  return trace;
}

void write_trace(const Trace& trace, const std::filesystem::path& directory) {
  for (const auto& [file, lines] : trace) {
    std::ofstream stream(directory / file);
    for (const std::string& line : lines) stream << line << "\n";
  }
}

Mutant mutate(const Trace& trace, Mutation mutation, unsigned number) {
  std::mt19937 random(number);
  struct Position {
    std::string file;
    size_t line;
  };
  std::vector<Position> candidates;
  for (const auto& [file, lines] : trace) {
    for (size_t i = 0; i < lines.size(); ++i) {
      Document json = parse(lines[i]);
      if (!is_event(json)) continue;
      if (mutation == Mutation::swap && (i + 1 == lines.size() || !is_event(parse(lines[i + 1])))) continue;
      if (mutation == Mutation::alter && scalars_of(json).empty()) continue;
      candidates.push_back({file, i});
    }
  }
  const Position at = candidates[random() % candidates.size()];

  Mutant mutant{.trace = trace, .what = {}, .file = at.file, .line = at.line + 1};
  std::vector<std::string>& lines = mutant.trace[at.file];
  Document json = parse(lines[at.line]);
  const std::string node = json["node"].GetString();
  switch (mutation) {
    case Mutation::drop: {
      mutant.what = "drop " + node + " " + name_of(json);
      mutant.dropped = lines[at.line];
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at.line));
      forget(mutant.trace, node, json["seq"].GetUint64());
      break;
    }
    case Mutation::swap: {
      Document next = parse(lines[at.line + 1]);
      mutant.what = "swap " + node + " " + name_of(json) + " and " + name_of(next);
      for (const char* member : {"event", "params", "before", "after"}) swap_member(json, next, member);
      lines[at.line] = print(json);
      lines[at.line + 1] = print(next);
      break;
    }
    case Mutation::alter: {
      const std::vector<Value*> scalars = scalars_of(json);
      const size_t place = random() % scalars.size();
      Value& scalar = *scalars[place];
      const std::string old = print(scalar);
      mutant.was = old;
      replace(scalar, json, [&](const std::string& than) { return another(trace, json, place, than); });
      mutant.what = "alter " + node + " " + name_of(json) + ": " + old + " to " + print(scalar);
      lines[at.line] = print(json);
      break;
    }
    case Mutation::repeat: {
      mutant.what = "repeat " + node + " " + name_of(json);
      const uint64_t seq = json["seq"].GetUint64();
      make_room(mutant.trace, node, seq);
      Document again = parse(lines[at.line]);
      again["seq"] = seq + 1;
      if (again.HasMember("clock")) again["clock"][node.c_str()] = seq + 1;
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at.line) + 1, print(again));
      ++mutant.line;
      break;
    }
  }
  return mutant;
}

}  // namespace trestle::examples
