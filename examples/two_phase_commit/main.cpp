// A coordinator and participants as processes that commit transactions in two phases, traced for TwoPhaseCommit.tla.
//
//   two_phase_commit run --dir DIR [--participants 3] [--transactions 20] [--seed 7] ...
//
// The launcher starts the other verbs: coordinator LISTENING_FD ..., participant NAME PORT INCARNATION ...
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "coordinator.h"
#include "launcher.h"
#include "participant.h"
#include "settings.h"

namespace {

using namespace two_phase_commit;  // NOLINT: this file is the program

int usage() {
  std::cerr << "usage: two_phase_commit run --dir DIR [--option value ...]\n" << settings_help();
  return 64;
}

int dispatch(const std::vector<std::string>& arguments) {
  if (arguments.empty()) return usage();
  const std::string& verb = arguments[0];
  const size_t own = verb == "run" ? 1 : verb == "coordinator" ? 2 : verb == "participant" ? 4 : 0;
  if (own == 0 || arguments.size() < own) return usage();
  const std::optional<Settings> settings =
      parse_settings({arguments.begin() + static_cast<long>(own), arguments.end()});
  if (!settings) return usage();
  if (verb == "run") return run_all(*settings);
  if (verb == "coordinator") return run_coordinator(*settings, std::stoi(arguments[1]));
  return run_participant(*settings, arguments[1], std::stoi(arguments[2]), std::stoull(arguments[3]));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return dispatch({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << "two_phase_commit: " << error.what() << "\n";
    return 1;
  }
}
