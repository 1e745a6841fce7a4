// Makes the lock service, its clients and the file do the steps of LeasedFile.tla, and says what is seen of them.
#include <map>
#include <memory>
#include <string>

#include "driver/driver.h"
#include "leased_file.h"

#ifndef LEASED_FILE_FENCED
#define LEASED_FILE_FENCED 0
#endif

namespace leased_file {
namespace {

using trestle::driver::Driver;
using trestle::driver::Observation;
using trestle::driver::Step;
using trestle::driver::Unknown;
using trestle::driver::Value;

class LeasedFileDriver final : public Driver {
 public:
  // The system has one initial state.
  Observation start(const Value& state) override {
    system_ = std::make_unique<System>();
    for (const std::string& client : state["held"].fields()) system_->held[client] = 0;
    return look();
  }

  Observation step(const Step& step) override {
    if (step.action == "Expire") return expire();
    const std::string client = step["c"].text();
    int& held = system_->held[client];
    if (step.action == "Acquire") {
      const std::optional<int> lease = system_->locks.acquire(client, system_->now);
      if (!lease) return Observation::refused("the file is leased");
      held = *lease;
    } else if (step.action == "Release") {
      if (held == 0) return Observation::refused(client + " has no lease");
      system_->locks.release(client);
      held = 0;
    } else if (step.action == "Write") {
      if (held == 0) return Observation::refused(client + " has no lease");
      if (!system_->file.write(held, "by " + client)) {
        return Observation::refused("the file has been written under a newer lease than " + std::to_string(held));
      }
    } else {
      throw Unknown(step);
    }
    return look();
  }

 private:
  struct System {
    Time now = 0;
    LockService locks{3};
    File file{LEASED_FILE_FENCED};
    std::map<std::string, int> held;  // of each client: the lease that it believes to have
  };

  // Time passes, until the lease is over.
  Observation expire() {
    if (system_->locks.holder(system_->now) == "nobody") return Observation::refused("there is no lease");
    system_->now = system_->locks.ends();
    return look();
  }

  // `newest` is no part of the system: the specification has it to say what is lost.
  Observation look() const {
    return Observation()
        .variable("holder", system_->locks.holder(system_->now))
        .variable("lease", system_->locks.lease())
        .variable("held", system_->held)
        .variable("file", system_->file.written_under());
  }

  std::unique_ptr<System> system_;
};

}  // namespace
}  // namespace leased_file

std::unique_ptr<trestle::driver::Driver> trestle::driver::make_driver() {
  return std::make_unique<leased_file::LeasedFileDriver>();
}
