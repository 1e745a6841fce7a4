// A behavior that is given step by step, with the states that the specification has, and a driver that is to follow it:
// no specification, no process.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "driver/driver.h"

namespace trestle::driver {

class Behavior {
 public:
  // JSON: records of arguments, and of all variables after the step. Throw ValueError.
  void start(std::string_view state) { add(Taker::Start, "", "{}", state); }
  void step(std::string_view action, std::string_view arguments, std::string_view state) {
    add(Taker::Asked, action, arguments, state);
  }
  void environment(std::string_view action, std::string_view arguments, std::string_view state) {
    add(Taker::Environment, action, arguments, state);
  }
  void await(std::string_view action, std::string_view arguments, std::string_view state) {
    add(Taker::System, action, arguments, state);
  }

  // How the driver leaves the behavior, with the step and what differs; empty when it follows it to its end. What the
  // driver throws is passed on.
  std::string departure(Driver& driver) const;

 private:
  enum class Taker : uint8_t { Start, Asked, Environment, System };
  struct Planned {
    Taker taker;
    Step step;
    Value state;
  };
  void add(Taker taker, std::string_view action, std::string_view arguments, std::string_view state);

  std::vector<Planned> steps_;
};

}  // namespace trestle::driver
