#include "launcher.h"

#include <cstring>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "connection.h"

namespace two_phase_commit {
namespace {

struct Child {
  std::string node;
  uint64_t incarnation = 0;
};

class Launcher {
 public:
  explicit Launcher(const Settings& settings) : settings_(settings), port_fd_(listen_on_loopback()) {}
  ~Launcher() {
    for (const auto& [pid, child] : children_) kill(pid, SIGKILL);
    while (!children_.empty()) children_.erase(waitpid(children_.begin()->first, nullptr, 0));
    if (port_fd_ >= 0) close(port_fd_);
  }

  int run() {
    if (port_fd_ < 0) return fail("cannot listen on the loopback interface");
    prepare_directories();
    start({std::string(kCoordinator)});
    for (const std::string& name : settings_.node_names()) start({name});

    while (!children_.empty()) {
      int status = 0;
      const pid_t pid = waitpid(-1, &status, 0);
      const auto found = children_.find(pid);
      if (found == children_.end()) continue;
      Child child = found->second;
      children_.erase(found);
      if (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT && child.node != kCoordinator) {
        ++crashes_;
        ++child.incarnation;
        start(child);
      } else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return fail(child.node + " ended unexpectedly");
      }
    }
    std::cout << crashes_ << " crashes; seed " << settings_.seed << "; traces in "
              << (settings_.dir / "traces").string() << "\n";
    return 0;
  }

 private:
  void prepare_directories() const {
    std::vector<std::string> nodes = settings_.node_names();
    nodes.emplace_back(kCoordinator);
    for (const std::string& node : nodes) {
      std::filesystem::create_directories(settings_.trace_file(node).parent_path());
      std::filesystem::create_directories(settings_.log_file(node).parent_path());
      std::filesystem::remove(settings_.trace_file(node));
      std::filesystem::remove(settings_.log_file(node));
    }
  }

  void start(const Child& child) {
    std::vector<std::string> arguments = {"two_phase_commit"};
    if (child.node == kCoordinator) {
      arguments.insert(arguments.end(), {"coordinator", std::to_string(port_fd_)});
    } else {
      arguments.insert(arguments.end(), {"participant", child.node, std::to_string(port_of(port_fd_)),
                                         std::to_string(child.incarnation)});
    }
    for (const std::string& argument : to_arguments(settings_)) arguments.push_back(argument);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);

    const pid_t launcher = getpid();
    const pid_t pid = fork();
    if (pid == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);  // nobody outlives the launcher
      if (getppid() != launcher) _exit(1);
      const rlimit no_core = {0, 0};
      setrlimit(RLIMIT_CORE, &no_core);
      fcntl(port_fd_, F_SETFD, child.node == kCoordinator ? 0 : FD_CLOEXEC);
      execv("/proc/self/exe", argv.data());
      _exit(127);
    }
    if (pid > 0) children_[pid] = child;
  }

  static int fail(const std::string& why) {
    std::cerr << "two_phase_commit: " << why << "\n";
    return 1;
  }

  const Settings& settings_;
  const int port_fd_;
  std::map<pid_t, Child> children_;
  uint64_t crashes_ = 0;
};

}  // namespace

int run_all(const Settings& settings) { return Launcher(settings).run(); }

}  // namespace two_phase_commit
