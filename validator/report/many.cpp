#include "validator/report/many.h"

#include <algorithm>
#include <cstdio>
#include <sstream>

#include <pugixml.hpp>

#include "validator/report/json_writer.h"

namespace trestle::report {

namespace {

bool failed(const Outcome& outcome) {
  return outcome.code != 0 && outcome.verdict != "error" && outcome.verdict != "inconclusive";
}

std::string decimal(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", seconds);
  return text;
}

size_t count_of(std::span<const Outcome> outcomes, bool (*is)(const Outcome&)) {
  return static_cast<size_t>(std::count_if(outcomes.begin(), outcomes.end(), is));
}

// XML has no place for control characters, escaped or not.
std::string printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; },
      '?');
  return text;
}

}  // namespace

int exit_code(std::span<const Outcome> outcomes) {
  int code = 0;
  for (const Outcome& outcome : outcomes) code = std::max(code, outcome.code);
  return code;
}

std::string to_table(std::span<const Outcome> outcomes) {
  std::string text;
  for (const Outcome& outcome : outcomes) {
    if (!outcome.text.empty()) text += "== " + outcome.trace + "\n" + outcome.text + "\n";
  }
  size_t verdicts = 0, numbers = 0;
  const auto number = [](const Outcome& o) { return std::to_string(o.explained) + "/" + std::to_string(o.events); };
  for (const Outcome& outcome : outcomes) {
    verdicts = std::max(verdicts, outcome.verdict.size());
    numbers = std::max(numbers, number(outcome).size());
  }
  for (const Outcome& outcome : outcomes) {
    const std::string count = number(outcome);
    text += outcome.verdict + std::string(verdicts - outcome.verdict.size() + 2, ' ') +
            std::string(numbers - count.size(), ' ') + count + "  " + decimal(outcome.seconds) + " s  " +
            outcome.trace + "\n";
  }
  const size_t good = count_of(outcomes, [](const Outcome& o) { return o.code == 0; });
  return text + std::to_string(good) + " of " + std::to_string(outcomes.size()) + " traces are ok\n";
}

std::string to_json(std::span<const Outcome> outcomes, const Run& run, const ExercisedReport* exercised) {
  Json json;
  json->StartObject();
  json.field("verdict", exit_code(outcomes) == 0 ? "ok" : "not-ok");
  json.field("exit_code", static_cast<uint64_t>(exit_code(outcomes)));
  json.field("spec", run.spec);
  json.field("config", run.config);
  json.key("traces");
  json->StartArray();
  for (const Outcome& outcome : outcomes) {
    json->StartObject();
    json.field("trace", outcome.trace);
    json.field("verdict", outcome.verdict);
    json.field("exit_code", static_cast<uint64_t>(outcome.code));
    json.key("reason");
    json.string_or_null(outcome.reason);
    json.field("events", outcome.events);
    json.field("explained", outcome.explained);
    json.key("seconds");
    json->Double(outcome.seconds);
    json->EndObject();
  }
  json->EndArray();
  if (exercised != nullptr) write_exercised(json, *exercised);
  json->EndObject();
  return json.take();
}

std::string to_junit(std::span<const Outcome> outcomes, const Run& run) {
  pugi::xml_document document;
  double seconds = 0;
  for (const Outcome& outcome : outcomes) seconds += outcome.seconds;
  const size_t failures = count_of(outcomes, failed);
  const size_t errors = count_of(outcomes, [](const Outcome& o) { return o.code != 0 && !failed(o); });
  pugi::xml_node suite = document.append_child("testsuites").append_child("testsuite");
  suite.append_attribute("name") = ("trestle validate " + run.spec).c_str();
  suite.append_attribute("tests") = static_cast<unsigned long long>(outcomes.size());
  suite.append_attribute("failures") = static_cast<unsigned long long>(failures);
  suite.append_attribute("errors") = static_cast<unsigned long long>(errors);
  suite.append_attribute("time") = decimal(seconds).c_str();
  for (const Outcome& outcome : outcomes) {
    pugi::xml_node test = suite.append_child("testcase");
    test.append_attribute("classname") = run.spec.c_str();
    test.append_attribute("name") = printable(outcome.trace).c_str();
    test.append_attribute("time") = decimal(outcome.seconds).c_str();
    if (outcome.code == 0) continue;
    pugi::xml_node problem = test.append_child(failed(outcome) ? "failure" : "error");
    problem.append_attribute("type") = outcome.verdict.c_str();
    problem.append_attribute("message") = printable(outcome.reason).c_str();
    problem.text() = printable(outcome.text).c_str();
  }
  std::ostringstream out;
  document.save(out, "  ");
  return out.str();
}

}  // namespace trestle::report
