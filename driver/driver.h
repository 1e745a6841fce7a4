// What drives a system: the one thing to write for `trestle replay` and `trestle drive`, and for tests that they emit.
//
//   using namespace trestle::driver;
//
//   class Locks : public Driver {
//     Observation start(const Value&) override { locks_ = {}; return look(); }
//     Observation step(const Step& step) override {
//       if (step.action == "Acquire") {
//         if (!locks_.acquire(step["c"].text())) return Observation::refused("it is held");
//         return look();
//       }
//       throw Unknown(step);
//     }
//     Observation look() { return Observation().variable("holder", locks_.holder()); }
//   };
//
// serve() makes a program of it that speaks the protocol; follows() in driver/gtest.h takes a behavior that is given.
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "driver/value.h"
#include "tracer/value.h"

namespace trestle::driver {

// A step of the specification: an action with its arguments.
struct Step {
  std::string action;
  Value arguments;  // a record, by the names of the action's parameters

  const Value& operator[](std::string_view parameter) const { return arguments[parameter]; }
  std::string to_string() const;  // Acquire(c |-> "ann")
};

// The driver does not know such an action: its mistake, not the system's.
struct Unknown : std::runtime_error {
  explicit Unknown(const Step& step) : std::runtime_error("this driver has no action " + step.action) {}
};

// What is seen of the system after a step. What is not observed may be anything.
class Observation {
 public:
  // A variable of the specification, and parts of one: votes[7]["rm1"] is part("votes", {7, "rm1"}, ...).
  Observation& variable(std::string_view name, const tracer::Value& value);
  Observation& part(std::string_view variable, std::initializer_list<tracer::Value> path, const tracer::Value& value);
  // For an observation mapping: any member of the line.
  Observation& member(std::string_view name, const tracer::Value& value);

  // The system does not take this step.
  static Observation refused(std::string_view why);
  bool is_refused() const { return refused_.has_value(); }

  struct Part {
    std::string variable, path, value;  // JSON; path is empty for the whole
  };
  const std::vector<Part>& parts() const { return parts_; }
  const std::optional<std::string>& why() const { return refused_; }
  std::string json() const;  // the reply, but for what await() adds
  const std::string& members() const { return members_; }

 private:
  std::vector<Part> parts_;
  std::string members_;  // ,"name":value
  std::optional<std::string> refused_;
};

// A step that the system took by itself, and what is seen after it.
struct Taken {
  std::string action;
  std::vector<std::pair<std::string, tracer::Value>> arguments;  // those that are known
  Observation observation;
};

class Driver {
 public:
  virtual ~Driver() = default;

  // Puts the system into this initial state, a record of the specification's variables: before the first step, and
  // again for another behavior.
  virtual Observation start(const Value& state) = 0;
  // Makes the system take the step.
  virtual Observation step(const Step& step) = 0;
  // Something around the system happens: a message is lost, time passes, a node stops.
  virtual Observation environment(const Step& step) { return this->step(step); }
  // Waits until the system has taken a step by itself. This is the step that the behavior has; nothing when the system
  // takes none.
  virtual std::optional<Taken> await(const Step& expected);
};

// Defined by whoever links an emitted test, or a program whose main() is `return serve(*make_driver());`.
std::unique_ptr<Driver> make_driver();

// Answers requests on standard input until it ends: for main() to return. What the driver throws is the last answer.
int serve(Driver& driver);

}  // namespace trestle::driver
