#include "validator/cli/terminal.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include <sys/ioctl.h>
#include <unistd.h>

#include "validator/cli/command.h"

namespace trestle::cli {
namespace {

using report::grouped;

constexpr size_t kWidth = 100, kLeastWidth = 60, kMostWidth = 160;

bool color_wanted(int descriptor) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return isatty(descriptor) != 0 && (no_color == nullptr || *no_color == '\0') &&
         (term == nullptr || std::strcmp(term, "dumb") != 0);
}

std::atomic<bool> g_interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void interrupt(int) { g_interrupted = true; }

void write_progress(const std::string& line, bool terminal) { write_error(terminal ? "\r\x1b[K" + line : line + "\n"); }

}  // namespace

report::TextOptions text_options() {
  report::TextOptions options{.color = color_wanted(STDOUT_FILENO), .width = kWidth};
  winsize size{};
  if (isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col != 0) {
    options.width = std::clamp<size_t>(size.ws_col, kLeastWidth, kMostWidth);
  }
  return options;
}

bool color_on_errors() { return color_wanted(STDERR_FILENO); }

std::chrono::milliseconds progress_interval() {
  return isatty(STDERR_FILENO) != 0 ? std::chrono::seconds(1) : std::chrono::seconds(60);
}

std::function<void(const explore::Progress&)> progress_printer() {
  const bool terminal = isatty(STDERR_FILENO) != 0;
  return [terminal, last = explore::Progress{}](const explore::Progress& now) mutable {
    const double seconds = std::max(now.seconds - last.seconds, 1e-3);
    const auto rate = static_cast<uint64_t>(static_cast<double>(now.generated - last.generated) / seconds);
    last = now;
    const std::string line = std::to_string(static_cast<uint64_t>(now.seconds)) + " s: depth " +
                             std::to_string(now.depth) + ", " + grouped(now.generated) + " generated (" +
                             grouped(rate) + "/s), " + grouped(now.distinct) + " distinct, " + grouped(now.queue) +
                             " queued, " + grouped(now.memory >> 20) + " MB";
    write_progress(line, terminal);
  };
}

std::function<void(const explore::ValidateProgress&)> validate_progress_printer() {
  const bool terminal = isatty(STDERR_FILENO) != 0;
  return [terminal, last = explore::ValidateProgress{}](const explore::ValidateProgress& now) mutable {
    const double seconds = std::max(now.seconds - last.seconds, 1e-3);
    const auto rate = static_cast<uint64_t>(static_cast<double>(now.states - last.states) / seconds);
    last = now;
    write_progress(std::to_string(static_cast<uint64_t>(now.seconds)) + " s: " + grouped(now.explained) + " of " +
                       grouped(now.events) + " events read explained, " + grouped(now.states) + " states (" +
                       grouped(rate) + "/s), " + grouped(now.memory >> 20) + " MB",
                   terminal);
  };
}

void clear_progress() {
  if (isatty(STDERR_FILENO) != 0) write_error("\r\x1b[K");
}

const std::atomic<bool>* interruption() {
  struct sigaction action {};
  action.sa_handler = interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  struct sigaction before {};
  if (sigaction(SIGHUP, nullptr, &before) == 0 && before.sa_handler != SIG_IGN) sigaction(SIGHUP, &action, nullptr);  // nohup
  return &g_interrupted;
}

void write_out(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

void write_error(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

bool write_file(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) write_error("trestle: cannot write " + path + "\n");
  return static_cast<bool>(out);
}

int code_unless_unwritten(int code, bool written) { return written || code != 0 ? code : kSystem; }

}  // namespace trestle::cli
