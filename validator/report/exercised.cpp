#include "validator/report/exercised.h"

#include <algorithm>
#include <cstdio>

#include "translator/runtime/print.h"
#include "validator/report/json_writer.h"
#include "validator/report/phrases.h"

namespace trestle::report {
namespace {

using explain::ValuesSeen;
using runtime::Value;

constexpr size_t kMostTold = 12;  // values of a place or parameter in a table

struct Told {
  std::string value;
  uint64_t count;
};

// The commonest first.
std::vector<Told> told(const ValuesSeen& seen) {
  std::vector<Told> all;
  for (const auto& [bits, count] : seen.counts) all.push_back({runtime::to_string(Value::from_bits(bits)), count});
  std::sort(all.begin(), all.end(), [](const Told& a, const Told& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
  return all;
}

std::vector<std::string> never(const ExercisedReport& report, const std::string& place, const ValuesSeen& seen) {
  std::vector<std::string> missing;
  const auto known = report.possible.find(place);
  if (known == report.possible.end()) return missing;
  for (const Value value : known->second) {
    if (seen.counts.count(value.bits()) == 0) missing.push_back(runtime::to_string(value));
  }
  return missing;
}

// What an action was never given.
std::vector<std::string> never_given(const ExercisedReport& report, size_t action, size_t parameter) {
  const runtime::Action& taken = report.counting.signature().actions[action];
  return never(report, explain::argument_place(taken.name, taken.parameters[parameter]),
               report.exercised.arguments[action][parameter]);
}

std::string list_of(const ValuesSeen& seen) {
  std::string text;
  const std::vector<Told> all = told(seen);
  for (size_t i = 0; i < std::min(all.size(), kMostTold); ++i)
    text += (i == 0 ? "" : ", ") + all[i].value + " (" + grouped(all[i].count) + ")";
  if (seen.more || all.size() > kMostTold) text += ", ...";
  return text;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string text;
  for (const std::string& one : texts) text += (text.empty() ? "" : ", ") + one;
  return text;
}

// A conjunct, or another expression, that never came out one way.
struct OneSided {
  const runtime::CoveredExpression* expression;
  const char* what;
};

std::vector<OneSided> one_sided(const ExercisedReport& report) {
  std::vector<OneSided> found;
  const auto all = report.counting.covered();
  const auto& counts = report.exercised.expressions;
  if (counts.size() != all.size()) return found;
  for (size_t i = 0; i < all.size(); ++i) {
    using Of = runtime::CoveredExpression::Of;
    // What an action that was never taken has is no news; definitions around actions have what these have; and only
    // invariants are judged.
    const bool counted = all[i].of == Of::Action
                             ? all[i].id < report.exercised.actions.size() &&
                                   report.exercised.actions[all[i].id].generated != 0
                             : all[i].of == Of::Predicate && report.counting.signature().predicates[all[i].id].kind ==
                                                                 runtime::PredicateKind::Invariant;
    if (!counted) continue;
    if (counts[i].evaluated == 0) {
      found.push_back({&all[i], "never reached"});
    } else if (counts[i].held == 0 && counts[i].failed != 0) {
      found.push_back({&all[i], "never true"});
    }
  }
  return found;
}

std::string name_of(const runtime::Signature& signature, const runtime::CoveredExpression& expression) {
  return expression.of == runtime::CoveredExpression::Of::Action ? signature.actions[expression.id].name
                                                                : signature.predicates[expression.id].name;
}

std::string place_of(const runtime::Location& location) {
  return std::to_string(location.begin_line) + ":" + std::to_string(location.begin_column) + " of " + location.module;
}

void write_values(Json& json, const ValuesSeen& seen) {
  json.key("values");
  json->StartArray();
  for (const Told& one : told(seen)) {
    json->StartObject();
    json.field("tla", one.value);
    json.field("count", one.count);
    json->EndObject();
  }
  json->EndArray();
  json.key("more");
  json->Bool(seen.more);
}

std::string row(std::initializer_list<std::string> cells, bool missing = false) {
  std::string text = missing ? "<tr class=never>" : "<tr>";
  for (const std::string& cell : cells) text += "<td>" + html_text(cell) + "</td>";
  return text + "</tr>\n";
}

std::string summary(const explain::Exercised& e) {
  return grouped(e.traces) + (e.traces == 1 ? " trace, " : " traces, ") + grouped(e.steps) + " steps, " +
         grouped(e.states.size()) + " different states";
}

}  // namespace

std::string to_text(const ExercisedReport& report, const TextOptions& options) {
  const runtime::Signature& signature = report.counting.signature();
  const explain::Exercised& e = report.exercised;
  std::string text = "\nExercised by " + summary(e) + "\n\n           steps     new states  action\n";
  for (size_t i = 0; i < e.actions.size(); ++i) {
    char line[64];
    std::snprintf(line, sizeof line, "%16s%15s  ", grouped(e.actions[i].generated).c_str(),
                  grouped(e.actions[i].distinct).c_str());
    text += line + signature.actions[i].name + (e.actions[i].generated == 0 ? "  (never taken)" : "") + "\n";
    constexpr size_t kIndent = 37;
    for (size_t k = 0; k < e.arguments[i].size() && e.actions[i].generated != 0; ++k) {
      text += std::string(kIndent - 2, ' ') +
              folded(signature.actions[i].parameters[k] + ": " + list_of(e.arguments[i][k]),
                     std::max(options.width, kIndent + 20) - kIndent, kIndent) +
              "\n";
      const std::vector<std::string> missing = never_given(report, i, k);
      if (!missing.empty())
        text += std::string(kIndent, ' ') + "never " +
                folded(joined(missing), std::max(options.width, kIndent + 20) - kIndent - 6, kIndent + 6) + "\n";
    }
  }
  const std::vector<OneSided> rest = one_sided(report);
  if (!rest.empty()) text += "\n  of the actions that were taken, and of invariants:\n";
  for (const OneSided& one : rest) {
    text += "    " + std::string(one.what) + "  " + one.expression->text + "  (" + name_of(signature, *one.expression) +
            ", " + place_of(one.expression->location) + ")\n";
  }
  text += "\n  values\n";
  for (const auto& [place, seen] : e.places) {
    text += "    " + folded(place + ": " + list_of(seen), std::max<size_t>(options.width, 40) - 4, 6) + "\n";
    const std::vector<std::string> missing = never(report, place, seen);
    if (!missing.empty())
      text += "      never " + folded(joined(missing), std::max<size_t>(options.width, 40) - 12, 12) + "\n";
  }
  return text;
}

void write_exercised(Json& json, const ExercisedReport& report) {
  const runtime::Signature& signature = report.counting.signature();
  const explain::Exercised& e = report.exercised;
  json.key("exercised");
  json->StartObject();
  json.field("traces", e.traces);
  json.field("steps", e.steps);
  json.field("states", uint64_t{e.states.size()});
  json.key("actions");
  json->StartArray();
  for (size_t i = 0; i < e.actions.size(); ++i) {
    json->StartObject();
    json.field("action", signature.actions[i].name);
    json.field("steps", e.actions[i].generated);
    json.field("new_states", e.actions[i].distinct);
    json.location(signature.actions[i].location);
    json.key("parameters");
    json->StartArray();
    for (size_t k = 0; k < e.arguments[i].size(); ++k) {
      json->StartObject();
      json.field("name", signature.actions[i].parameters[k]);
      write_values(json, e.arguments[i][k]);
      json.strings("never", never_given(report, i, k));
      json->EndObject();
    }
    json->EndArray();
    json->EndObject();
  }
  json->EndArray();
  json.key("expressions");
  json->StartArray();
  for (const OneSided& one : one_sided(report)) {
    json->StartObject();
    json.field("what", one.what);
    json.field("text", one.expression->text);
    json.field("of", name_of(signature, *one.expression));
    json.location(one.expression->location);
    json->EndObject();
  }
  json->EndArray();
  json.key("places");
  json->StartArray();
  for (const auto& [place, seen] : e.places) {
    json->StartObject();
    json.field("place", place);
    write_values(json, seen);
    json.strings("never", never(report, place, seen));
    json->EndObject();
  }
  json->EndArray();
  json->EndObject();
}

std::string to_html(const ExercisedReport& report, const Run& run) {
  const runtime::Signature& signature = report.counting.signature();
  const explain::Exercised& e = report.exercised;
  std::string text =
      "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><title>Exercised: " + html_text(run.spec) +
      "</title>\n<style>\n:root{color-scheme:light dark}body{font:14px system-ui;margin:2em;max-width:70em}"
      "table{border-collapse:collapse;margin:1em 0}td,th{text-align:left;padding:.2em 1em .2em 0;"
      "border-bottom:1px solid #8884;vertical-align:top}.never{color:#c33}code,td{font-family:ui-monospace,monospace}"
      "</style>\n<h1>" + html_text(run.spec) + "</h1>\n<p>Exercised by " + summary(e) +
      "</p>\n<h2>Actions</h2>\n<table><tr><th>steps<th>new states<th>action<th>arguments</tr>\n";
  for (size_t i = 0; i < e.actions.size(); ++i) {
    std::string arguments;
    for (size_t k = 0; k < e.arguments[i].size(); ++k) {
      arguments += (k == 0 ? "" : "; ") + signature.actions[i].parameters[k] + ": " + list_of(e.arguments[i][k]);
      if (const auto missing = never_given(report, i, k); !missing.empty()) arguments += ", never " + joined(missing);
    }
    text += row({grouped(e.actions[i].generated), grouped(e.actions[i].distinct), signature.actions[i].name, arguments},
                e.actions[i].generated == 0);
  }
  text += "</table>\n<h2>Conjuncts</h2>\n<table><tr><th>what<th>expression<th>of<th>place</tr>\n";
  for (const OneSided& one : one_sided(report))
    text += row({one.what, one.expression->text, name_of(signature, *one.expression),
                 place_of(one.expression->location)});
  text += "</table>\n<h2>Values</h2>\n<table><tr><th>place<th>came<th>never</tr>\n";
  for (const auto& [place, seen] : e.places) {
    const std::vector<std::string> missing = never(report, place, seen);
    text += row({place, list_of(seen), joined(missing)}, !missing.empty());
  }
  return text + "</table>\n</html>\n";
}

}  // namespace trestle::report
