// The tracer of one process, told which actions the run leaves unlogged.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "settings.h"
#include "tracer/tracer.h"

namespace two_phase_commit {

class Recorder {
 public:
  Recorder(const Settings& settings, std::string_view node)
      : unlogged_(settings.unlogged),
        tracer_({.node = std::string(node),
                 .file = settings.trace_file(node),
                 .spec = "TwoPhaseCommit",
                 .run = {{"seed", settings.seed}}}) {}

  trestle::tracer::Event event(std::string_view action) {
    const bool off = std::find(unlogged_.begin(), unlogged_.end(), action) != unlogged_.end();
    return off ? trestle::tracer::Event(nullptr, action) : tracer_.event(action);
  }
  std::string stamp() const { return tracer_.stamp(); }
  void receive(std::string_view stamp) { tracer_.receive(stamp); }
  trestle::tracer::Status status() const { return tracer_.status(); }

 private:
  std::vector<std::string> unlogged_;
  trestle::tracer::Tracer tracer_;
};

}  // namespace two_phase_commit
