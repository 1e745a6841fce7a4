// Running programs of the build as a user would.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace trestle::examples {

struct Outcome {
  int exit_code = -1;  // -1 when a signal ended it or it could not be started
  std::string output;  // stdout and stderr
};

// Runs build/<preset>/`program` with `arguments`, no shell in between.
Outcome run(const std::string& program, const std::vector<std::string>& arguments);

// The trace files of a recorded run, one per node.
std::vector<std::filesystem::path> trace_files(const std::filesystem::path& directory);

// `trestle validate` of a run of the two-phase commit example.
Outcome validate(const std::filesystem::path& traces, const std::vector<std::string>& options = {});

class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline const std::filesystem::path kTwoPhaseCommit = std::filesystem::path(TRESTLE_ROOT) / "examples/two_phase_commit";

}  // namespace trestle::examples
