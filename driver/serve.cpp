#include <iostream>

#include "driver/driver.h"
#include "tracer/text.h"

namespace trestle::driver {
namespace {

std::string json_text(std::string_view text) {
  tracer::Text out;
  out.append_string(text);
  return std::string(out.view());
}

}  // namespace

std::string Step::to_string() const {
  const std::string record = arguments.to_string();
  return record.size() <= 2 ? action : action + "(" + record.substr(1, record.size() - 2) + ")";
}

Observation& Observation::variable(std::string_view name, const tracer::Value& value) {
  parts_.push_back({std::string(name), {}, std::string(value.json())});
  return *this;
}

Observation& Observation::part(std::string_view variable, std::initializer_list<tracer::Value> path,
                               const tracer::Value& value) {
  parts_.push_back(
      {std::string(variable), std::string(tracer::Value::sequence(path).json()), std::string(value.json())});
  return *this;
}

Observation& Observation::member(std::string_view name, const tracer::Value& value) {
  members_ += "," + json_text(name) + ":" + std::string(value.json());
  return *this;
}

Observation Observation::refused(std::string_view why) {
  Observation observation;
  observation.refused_ = std::string(why);
  return observation;
}

std::string Observation::json() const {
  if (refused_) return "{\"refused\":" + json_text(*refused_) + "}";
  std::string text = "{\"after\":[";
  for (const Part& part : parts_) {
    text += (&part == parts_.data() ? "{\"var\":" : ",{\"var\":") + json_text(part.variable);
    if (!part.path.empty()) text += ",\"path\":" + part.path;
    text += ",\"value\":" + part.value + "}";
  }
  return text + "]" + members_ + "}";
}

std::optional<Taken> Driver::await(const Step& expected) { throw Unknown(expected); }

namespace {

std::string answer(Driver& driver, const std::string& line) {
  const Value request = Value::parse(line);
  const std::string& verb = request["do"].text();
  if (verb == "start") return driver.start(request["state"]).json();
  const Step step{request["action"].text(), request["params"]};
  if (verb == "step") return driver.step(step).json();
  if (verb == "environment") return driver.environment(step).json();
  if (verb != "await") throw ValueError("there is no request " + verb);
  const std::optional<Taken> taken = driver.await(step);
  if (!taken) return "{\"refused\":\"it took no step\"}";
  std::string text = "{\"event\":" + json_text(taken->action) + ",\"params\":{";
  for (const auto& [name, value] : taken->arguments) {
    text += (name == taken->arguments.front().first ? "" : ",") + json_text(name) + ":" + std::string(value.json());
  }
  return text + "}," + taken->observation.json().substr(1);
}

}  // namespace

int serve(Driver& driver) {
  std::string line;
  while (std::getline(std::cin, line)) {
    try {
      std::cout << answer(driver, line) << std::endl;
    } catch (const std::exception& error) {
      std::cout << "{\"error\":" << json_text(error.what()) << "}" << std::endl;
      return 1;
    }
  }
  return 0;
}

}  // namespace trestle::driver
