#include "translator/runtime/process.h"

#include <cerrno>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "translator/runtime/failure.h"

namespace trestle::runtime {

namespace {

struct Pipe {
  Pipe() {
    if (pipe2(ends, O_CLOEXEC) != 0) fail("Cannot make a pipe: {}", std::strerror(errno));
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_end(int i) {
    if (ends[i] >= 0) close(ends[i]);
    ends[i] = -1;
  }
  int ends[2] = {-1, -1};
};

// Both at once: a program that fills one while we wait at the other would never end.
void drain(Pipe& a, std::string& into_a, Pipe& b, std::string& into_b) {
  while (a.ends[0] >= 0 || b.ends[0] >= 0) {
    pollfd ready[2] = {{a.ends[0], POLLIN, 0}, {b.ends[0], POLLIN, 0}};
    if (poll(ready, 2, -1) < 0 && errno != EINTR) break;
    for (int i = 0; i < 2; ++i) {
      if (ready[i].revents == 0) continue;
      Pipe& pipe = i == 0 ? a : b;
      char buffer[4096];
      const ssize_t n = read(pipe.ends[0], buffer, sizeof buffer);
      if (n > 0) {
        (i == 0 ? into_a : into_b).append(buffer, static_cast<size_t>(n));
      } else if (n == 0 || errno != EINTR) {
        pipe.close_end(0);
      }
    }
  }
}

}  // namespace

Outcome run(std::span<const std::string> command, std::span<const std::pair<std::string, std::string>> environment) {
  std::vector<std::string> settings;
  for (char** e = environ; *e != nullptr; ++e) {
    const std::string_view setting(*e);
    bool replaced = false;
    for (const auto& [name, value] : environment) replaced |= setting.starts_with(name + "=");
    if (!replaced) settings.emplace_back(setting);
  }
  for (const auto& [name, value] : environment) settings.push_back(name + "=" + value);

  std::vector<char*> arguments, variables;
  for (const std::string& s : command) arguments.push_back(const_cast<char*>(s.c_str()));
  for (const std::string& s : settings) variables.push_back(const_cast<char*>(s.c_str()));
  arguments.push_back(nullptr);
  variables.push_back(nullptr);

  Pipe output, errors;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output.ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, errors.ends[1], STDERR_FILENO);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), variables.data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) fail("Cannot run the program {}: {}", command[0], std::strerror(failed));

  output.close_end(1);
  errors.close_end(1);
  Outcome outcome;
  drain(output, outcome.output, errors, outcome.errors);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  outcome.exit_value = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

}  // namespace trestle::runtime
