#include "validator/drive/process.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <deque>
#include <functional>
#include <optional>
#include <thread>
#include <utility>

#include <boost/asio.hpp>
#include <boost/process.hpp>
#include <fcntl.h>
#include <sys/wait.h>

#include "validator/explore/replay.h"

namespace trestle::drive {
namespace {

namespace bp = boost::process;
namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::steady_clock;

constexpr size_t kMaxErrorLine = 500;

// A stream that is read all the time, so that who writes it never waits.
class Incoming {
 public:
  explicit Incoming(asio::io_context& io) : pipe(io) {}

  void start() {
    pipe.async_read_some(asio::buffer(buffer_), [this](const error_code& error, size_t count) {
      if (error) {
        ended = true;
        return;
      }
      text.append(buffer_.data(), count);
      if (arrived) arrived();
      start();
    });
  }

  bp::async_pipe pipe;
  std::string text;  // not taken yet
  bool ended = false;
  std::function<void()> arrived;

 private:
  std::array<char, 65536> buffer_;
};

void close_on_exec(int descriptor) {
  if (descriptor >= 0) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

void close(boost::asio::posix::stream_descriptor&& end) {
  error_code ignored;
  if (end.is_open()) end.close(ignored);
}

}  // namespace

struct Process::Impl {
  Impl(const std::vector<std::string>& command, const std::atomic<bool>* interrupted) : interrupted(interrupted) {
    // Writing to a process that is gone is an error like others. A handler, unlike SIG_IGN, is not inherited.
    std::signal(SIGPIPE, [](int) {});
    boost::filesystem::path program = command.at(0);
    if (command[0].find('/') == std::string::npos) {
      program = bp::search_path(command[0]);
      if (program.empty()) throw ProcessError("there is no program " + command[0] + " in PATH");
    }
    for (bp::async_pipe* pipe : {&in, &out.pipe, &err.pipe}) {
      close_on_exec(pipe->native_source());
      close_on_exec(pipe->native_sink());
    }
    std::error_code error;
    child = bp::child(bp::exe = program, bp::args = std::vector<std::string>(command.begin() + 1, command.end()),
                      bp::std_in<in, bp::std_out> out.pipe, bp::std_err > err.pipe, group, bp::error(error));
    if (error) throw ProcessError("cannot start " + command[0] + ": " + error.message());
    drive::close(std::move(in).source());
    drive::close(std::move(out.pipe).sink());
    drive::close(std::move(err.pipe).sink());
    err.arrived = [this] { keep_errors(); };
    out.start();
    err.start();
  }

  ~Impl() {
    std::error_code ignored;
    // Also when the process itself is gone: what it started is not.
    if (group.valid()) group.terminate(ignored);
    if (child.running(ignored)) child.terminate(ignored);
    if (child.valid()) child.wait(ignored);
  }

  // Lets things happen until `done`; false at the deadline.
  template <class Done>
  bool until(Deadline deadline, const Done& done) {
    while (!done()) {
      look_up();
      if (steady_clock::now() >= deadline) return false;
      if (io.stopped()) io.restart();
      if (io.run_one_until(std::min(deadline, steady_clock::now() + std::chrono::milliseconds(100))) == 0 &&
          io.stopped()) {
        return done();  // nothing more will happen
      }
    }
    return true;
  }

  // Ends are not events of `io`: asked for, ever less often.
  bool ended_by(Deadline deadline) {
    std::error_code ignored;
    auto pause = std::chrono::microseconds(200);
    while (child.running(ignored)) {
      look_up();
      if (steady_clock::now() >= deadline) return false;
      if (io.stopped()) io.restart();
      io.poll();  // it may have more to write before it ends
      std::this_thread::sleep_for(pause);
      pause = std::min(pause * 2, std::chrono::microseconds(10'000));
    }
    return true;
  }

  void look_up() const {
    if (interrupted != nullptr && *interrupted) throw explore::Interrupted();
  }

  void keep_errors() {
    size_t begin = 0;
    for (size_t end = 0; (end = err.text.find('\n', begin)) != std::string::npos; begin = end + 1) {
      keep_error(err.text.substr(begin, end - begin));
    }
    err.text.erase(0, begin);
    if (err.text.size() > kMaxErrorLine) keep_error(std::exchange(err.text, {}));
  }
  void keep_error(std::string line) {
    if (line.size() > kMaxErrorLine) line.resize(kMaxErrorLine);
    if (errors.size() == kLastErrors) errors.pop_front();
    errors.push_back(std::move(line));
  }

  const std::atomic<bool>* const interrupted;
  asio::io_context io;
  bp::async_pipe in{io};
  Incoming out{io}, err{io};
  bp::group group;
  bp::child child;
  size_t scanned = 0;  // of out.text, without a line's end
  std::deque<std::string> errors;
};

Process::Process(const std::vector<std::string>& command, const std::atomic<bool>* interrupted) {
  try {
    impl_ = std::make_unique<Impl>(command, interrupted);
  } catch (const std::system_error& error) {
    throw ProcessError("cannot start " + command.at(0) + ": " + error.what());
  }
}

Process::~Process() = default;

Process::Did Process::write(std::string_view text, Deadline deadline) {
  // What is written may outlive this call, when it is late.
  const auto kept = std::make_shared<std::string>(text);
  const auto result = std::make_shared<std::optional<error_code>>();
  asio::async_write(impl_->in, asio::buffer(*kept),
                    [kept, result](const error_code& error, size_t) { *result = error; });
  if (!impl_->until(deadline, [&] { return result->has_value(); })) return Did::Late;
  return **result ? Did::Ended : Did::Well;
}

Process::Did Process::read_line(std::string& line, Deadline deadline) {
  std::string& text = impl_->out.text;
  size_t end = std::string::npos;
  const bool came = impl_->until(deadline, [&] {
    end = text.find('\n', impl_->scanned);
    impl_->scanned = end == std::string::npos ? text.size() : 0;
    if (end == std::string::npos && text.size() > kMaxLine) {
      throw ProcessError("a line of its standard output has more than " + std::to_string(kMaxLine >> 20) + " MB");
    }
    return end != std::string::npos || impl_->out.ended;
  });
  if (end == std::string::npos) return came ? Did::Ended : Did::Late;
  line.assign(text, 0, end);
  if (line.ends_with('\r')) line.pop_back();
  text.erase(0, end + 1);
  return Did::Well;
}

Process::Did Process::close(Deadline deadline) {
  error_code ignored;
  std::move(impl_->in).sink().close(ignored);
  if (!impl_->ended_by(deadline)) return Did::Late;
  return impl_->child.native_exit_code() == 0 ? Did::Well : Did::Ended;
}

std::string Process::how_it_ended(Deadline deadline) {
  if (!impl_->ended_by(deadline)) return "closed its standard output, and went on";
  const int status = impl_->child.native_exit_code();
  if (WIFSIGNALED(status)) {
    return "was killed by signal " + std::to_string(WTERMSIG(status)) + " (" + strsignal(WTERMSIG(status)) + ")";
  }
  return "ended with status " + std::to_string(WEXITSTATUS(status));
}

std::vector<std::string> Process::errors() {
  // What a process that ended wrote last is still on its way; others hold the pipe open.
  std::error_code ignored;
  const bool running = impl_->child.running(ignored);
  impl_->until(steady_clock::now() + std::chrono::milliseconds(running ? 20 : 500), [&] { return impl_->err.ended; });
  std::vector<std::string> lines(impl_->errors.begin(), impl_->errors.end());
  if (!impl_->err.text.empty()) lines.push_back(impl_->err.text);
  return lines;
}

}  // namespace trestle::drive
