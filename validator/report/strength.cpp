#include "validator/report/strength.h"

#include <algorithm>

#include "validator/report/json_writer.h"
#include "validator/report/phrases.h"

namespace trestle::report {
namespace {

using explain::Noticed;
using explain::Strength;

std::string how_many(const Noticed& noticed, uint64_t part) {
  return part == noticed.tried ? noticed.name
                               : noticed.name + " (" + grouped(part) + " of " + grouped(noticed.tried) + ")";
}

// "  at once   tid, phase (2 of 6)", or nothing.
template <class Part>
std::string line(const char* head, const std::vector<Noticed>& all, const TextOptions& options, const Part& part) {
  std::string names;
  for (const Noticed& noticed : all) {
    if (part(noticed) != 0) names += (names.empty() ? "" : ", ") + how_many(noticed, part(noticed));
  }
  if (names.empty()) return {};
  const size_t indent = std::string(head).size();
  return head + folded(names, options.width - indent, indent) + "\n";
}

std::string passed(const std::vector<Noticed>& all, const TextOptions& options) {
  std::string text;
  for (const Noticed& noticed : all) {
    if (noticed.passed.empty()) continue;
    text += "      e.g. " + folded(noticed.name + " = " + noticed.passed, options.width - 11, 11) + "\n";
  }
  return text;
}

void write_noticed(Json& json, std::string_view name, const std::vector<Noticed>& all) {
  json.key(name);
  json->StartArray();
  for (const Noticed& noticed : all) {
    json->StartObject();
    json.field("name", noticed.name);
    json.field("tried", noticed.tried);
    json.field("at_once", noticed.at_once);
    json.field("later", noticed.later);
    json.field("unnoticed", noticed.unnoticed());
    json.key("example");
    json.string_or_null(noticed.passed);
    json->EndObject();
  }
  json->EndArray();
}

}  // namespace

std::string to_text(const Strength& strength, const TextOptions& options) {
  if (strength.events.empty()) return "\nStrength: no event is explained, so nothing was tried\n";
  std::string text = "Would a wrong value have been noticed? Tried on up to " +
                     grouped(std::max_element(strength.events.begin(), strength.events.end(),
                                              [](const auto& a, const auto& b) { return a.events < b.events; })
                                 ->events) +
                     " events of each name, of the last " + grouped(strength.of) + ", with " + grouped(strength.ahead) +
                     " events behind each.";
  text = "\n" + folded(text, options.width, 2) + "\n";
  for (const explain::StrengthOfEvent& event : strength.events) {
    text += "  " + colored(options, "1", event.event) + ", another value of a variable after it:\n";
    const auto at_once = [](const Noticed& n) { return n.at_once; };
    const auto later = [](const Noticed& n) { return n.later; };
    const auto unnoticed = [](const Noticed& n) { return n.unnoticed(); };
    text += line("    noticed at once   ", event.variables, options, at_once);
    text += line("    noticed later     ", event.variables, options, later);
    text += line("    not noticed       ", event.variables, options, unnoticed);
    std::vector<Noticed> weak;
    for (const Noticed& field : event.fields) {
      if (field.unnoticed() != 0) weak.push_back(field);
    }
    if (!weak.empty()) {
      text += line("    fields that could say something else: ", weak, options, unnoticed) + passed(weak, options);
    }
  }
  const auto tell = [&](const char* before, const std::vector<std::string>& variables, const char* behind) {
    std::string names;
    for (const std::string& name : variables) names += (names.empty() ? "" : ", ") + name;
    if (!names.empty()) text += folded(before + names + behind, options.width, 2) + "\n";
  };
  tell("Nothing in this log holds ", strength.never, ": no wrong value that was tried was noticed, after any event.");
  tell("Not tried: ", strength.untried, ", since no other value is known, neither in this behavior nor near its beginning.");
  return text;
}

std::string to_json(const Strength& strength) {
  Json json;
  json->StartObject();
  json.field("events", strength.of);
  json.field("ahead", strength.ahead);
  json.key("actions");
  json->StartArray();
  for (const explain::StrengthOfEvent& event : strength.events) {
    json->StartObject();
    json.field("event", event.event);
    json.field("tried", event.events);
    write_noticed(json, "variables", event.variables);
    write_noticed(json, "fields", event.fields);
    json->EndObject();
  }
  json->EndArray();
  json.strings("never_noticed", strength.never);
  json.strings("untried", strength.untried);
  json->EndObject();
  return json.take();
}

}  // namespace trestle::report
