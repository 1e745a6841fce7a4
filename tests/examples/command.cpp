#include "tests/examples/command.h"

#include <algorithm>
#include <array>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

namespace trestle::examples {

Outcome run(const std::string& program, const std::vector<std::string>& arguments) {
  const std::string path = std::string(TRESTLE_BUILD) + "/" + program;
  std::vector<char*> argv = {const_cast<char*>(path.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);

  Outcome outcome;
  int out[2];
  if (pipe2(out, O_CLOEXEC) != 0) return outcome;
  const pid_t pid = fork();
  if (pid == 0) {
    dup2(out[1], STDOUT_FILENO);
    dup2(out[1], STDERR_FILENO);
    execv(path.c_str(), argv.data());
    _exit(127);
  }
  close(out[1]);
  std::array<char, 4096> buffer;
  for (ssize_t count = 0; (count = read(out[0], buffer.data(), buffer.size())) > 0;) {
    outcome.output.append(buffer.data(), static_cast<size_t>(count));
  }
  close(out[0]);
  int status = 0;
  if (pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
  return outcome;
}

std::vector<std::filesystem::path> trace_files(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {  // what is left in rings is read beside them
    if (entry.path().extension() != ".rings") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Outcome validate(const std::filesystem::path& traces, const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {"validate", (kTwoPhaseCommit / "TwoPhaseCommit.tla").string(), "--config",
                                        (kTwoPhaseCommit / "TwoPhaseCommitTrace.cfg").string()};
  arguments.insert(arguments.end(), options.begin(), options.end());
  for (const std::filesystem::path& file : trace_files(traces)) arguments.push_back(file.string());
  return run("trestle", arguments);
}

TemporaryDirectory::TemporaryDirectory() {
  std::string pattern = (std::filesystem::temp_directory_path() / "examples_test.XXXXXX").string();
  path_ = mkdtemp(pattern.data());
}

TemporaryDirectory::~TemporaryDirectory() { std::filesystem::remove_all(path_); }

}  // namespace trestle::examples
