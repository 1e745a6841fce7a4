// A counter that is driven, and the ways in which that can go wrong: the argument says which. Its own process, so that
// it can crash.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>

#include "driver/driver.h"

namespace {

using trestle::driver::Driver;
using trestle::driver::Observation;
using trestle::driver::Step;
using trestle::driver::Taken;
using trestle::driver::Unknown;
using trestle::driver::Value;

class Counter final : public Driver {
 public:
  explicit Counter(std::string way) : way_(std::move(way)) {}

  Observation start(const Value& state) override {
    n_ = state["n"].integer();
    if (way_ == "garbage") std::cout << "counter started" << std::endl;
    return look();
  }

  Observation step(const Step& step) override {
    if (step.action == "Add") {
      n_ += step["k"].integer();
      if (n_ >= 3) misbehave();
      if (way_ == "refuse" && n_ >= 3) return Observation::refused("three is too much");
      return look();
    }
    if (step.action == "Reset") {
      n_ = 0;
      return look();
    }
    throw Unknown(step);
  }

  std::optional<Taken> await(const Step&) override {
    if (way_ == "idle") return {};
    if (way_ == "instead" && n_ > 0) {
      n_ = 0;
      return Taken{"Reset", {}, look()};
    }
    n_ += 1;
    return Taken{"Drift", {}, look()};
  }

 private:
  Observation look() const {
    Observation seen;
    seen.variable("n", way_ == "wrong" && n_ >= 3 ? n_ - 1 : n_);
    if (way_ == "mapped" || way_ == "mapped-wrong") {
      seen = Observation().member("reading", std::to_string(n_) + (way_ == "mapped-wrong" && n_ >= 3 ? "0" : ""));
    }
    return seen;
  }

  void misbehave() const {
    if (way_ == "crash") {
      std::cerr << "about to fall over\n" << std::flush;
      std::signal(SIGSEGV, SIG_DFL);  // also where a sanitizer would say what it saw
      std::raise(SIGSEGV);
    }
    if (way_ == "exit") std::exit(3);
    if (way_ == "hang") std::this_thread::sleep_for(std::chrono::hours(1));
  }

  const std::string way_;
  int64_t n_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
  const std::string way = count > 1 ? arguments[1] : "";
  Counter counter(way);
  if (way == "deaf") return 0;
  const int status = trestle::driver::serve(counter);
  return way == "bad-end" ? 7 : status;
}
