#include <csignal>

#include "validator/cli/command.h"

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is met like a full disk
  return trestle::cli::command({argv + 1, argv + argc});
}
