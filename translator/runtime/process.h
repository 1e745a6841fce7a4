// Running another program to its end.
#pragma once

#include <span>
#include <string>
#include <utility>

namespace trestle::runtime {

struct Outcome {
  int exit_value = 0;  // 128 + n when ended by signal n
  std::string output, errors;
};

// The environment is this process's with `environment` added. Throws EvalError when the program cannot be started.
Outcome run(std::span<const std::string> command, std::span<const std::pair<std::string, std::string>> environment);

}  // namespace trestle::runtime
