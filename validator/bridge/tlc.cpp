#include "validator/bridge/tlc.h"

#include <algorithm>
#include <charconv>

#include <boost/process.hpp>
#include <boost/process/extend.hpp>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>

#include "validator/bridge/readers.h"

namespace trestle::bridge {

namespace process = boost::process;
using explore::Verdict;

namespace {

// The number in front of a text: "8 states generated".
std::optional<uint64_t> count_before(std::string_view text, std::string_view what) {
  const size_t at = text.find(what);
  if (at == text.npos) return {};
  size_t begin = at;
  while (begin > 0 && (std::isdigit(static_cast<unsigned char>(text[begin - 1])) || text[begin - 1] == ',')) --begin;
  std::string digits(text.substr(begin, at - begin));
  std::erase(digits, ',');
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc()) return {};
  return number;
}

std::optional<Verdict> verdict_of(int exit_code) {
  switch (exit_code) {
    case 0: return Verdict::Ok;
    case 10: return Verdict::AssumptionViolated;
    case 11: return Verdict::Deadlock;
    case 12: return Verdict::InvariantViolated;
    case 13: return Verdict::PropertyViolated;
    case 14: return Verdict::AssertionFailed;
    case 75:
    case 76:
    case 77: return Verdict::EvaluationFailed;
    default: return {};
  }
}

struct Message {
  int code = 0, kind = 0;
  std::string_view text;
};

constexpr int kUnexpected = 255;  // TLC's exit code for what it has no other for

constexpr std::string_view kStart = "@!@!@STARTMSG ", kMark = " @!@!@", kEnd = "@!@!@ENDMSG ";
enum : int {
  kError = 1,
  kVersion = 2262,
  kStatistics = 2199,
  kProgress = 2200,
  kDepth = 2194,
  kFinished = 2186,
  kUpToHere = 2121,
  kCounterexample = 2264,
  kPostcondition = 2404
};

std::vector<Message> messages(std::string_view output) {
  std::vector<Message> all;
  for (size_t at = output.find(kStart); at != output.npos; at = output.find(kStart, at)) {
    at += kStart.size();
    Message message;
    const char* const end = output.data() + output.size();
    const auto [colon, error] = std::from_chars(output.data() + at, end, message.code);
    if (error == std::errc() && colon != end && *colon == ':') std::from_chars(colon + 1, end, message.kind);
    const size_t begin = output.find('\n', at);
    if (begin == output.npos) break;
    const size_t stop = output.find(kEnd, begin);
    message.text = output.substr(begin + 1, (stop == output.npos ? output.size() : stop) - begin - 1);
    all.push_back(message);
    if (stop == output.npos) break;
    at = stop;
  }
  return all;
}

}  // namespace

std::string_view progress_line(std::string_view line) {
  return line.starts_with("Progress(") || line.starts_with("Computed ") ? line : std::string_view();
}

TlcReport read_report(std::string_view output, int exit_code) {
  TlcReport report;
  report.verdict = verdict_of(exit_code);
  for (const Message& message : messages(output)) {
    const std::string_view line = message.text.substr(0, message.text.find('\n'));
    switch (message.code) {
      case kVersion: {
        const size_t at = line.find("Version ");
        if (at != line.npos) report.version = line.substr(at + 8);
        break;
      }
      case kProgress: report.depth = count_before(line, ") at "); [[fallthrough]];
      case kStatistics:
        report.generated = count_before(line, " states generated");
        report.distinct = count_before(line, " distinct states found");
        report.queue = count_before(line, " states left on queue");
        break;
      case kDepth:
        if (const size_t at = line.rfind(" is "); at != line.npos) {
          uint64_t depth = 0;
          const auto [end, error] = std::from_chars(line.data() + at + 4, line.data() + line.size(), depth);
          if (error == std::errc()) report.depth = depth;
        }
        break;
      case kFinished: report.finished = true; break;
      case kPostcondition: report.verdict = Verdict::PostconditionViolated; break;
      default: break;
    }
    if (message.kind != kError) continue;
    if (message.code != kUpToHere && message.code != kCounterexample) report.errors.emplace_back(line);
    const auto claim = read_claim(message.text);
    if (claim && report.violated.empty()) report.violated = claim->violated;
    if (claim && !report.verdict && exit_code == kUnexpected) report.verdict = claim->verdict;
  }
  if (report.errors.empty() && !report.verdict) {  // Java's own words, when it did not come to TLC's
    constexpr size_t kLast = 600;
    report.errors.emplace_back(output.substr(output.size() > kLast ? output.size() - kLast : 0));
  }
  if (output.find("@!@!@STARTMSG 2217") != output.npos || output.find("by the initial state") != output.npos)
    report.behaviors = read_behaviors(output, {.format = Format::Tool, .file = "TLC's output"});
  return report;
}

TlcRun run_tlc(const TlcOptions& options) {
  const boost::filesystem::path java =
      options.java.find('/') == std::string::npos ? process::search_path(options.java) : options.java;
  if (java.empty()) throw FileError("there is no " + options.java + " on the PATH to run TLC with");
  std::vector<std::string> arguments{"-XX:+UseParallelGC", "-cp", options.class_path, "tlc2.TLC"};
  arguments.insert(arguments.end(), options.arguments.begin(), options.arguments.end());

  TlcRun run;
  process::pipe output;
  process::group group;  // with what a script that is called java starts
  std::error_code failed;
  const std::string folder =
      options.folder.empty() ? std::filesystem::current_path().string() : options.folder.string();
  process::child child(java, process::args(arguments),
                       process::std_in<process::null, (process::std_out & process::std_err)> output,
                       process::start_dir(folder), group, failed,
                       process::extend::on_exec_setup([](auto&) { ::prctl(PR_SET_PDEATHSIG, SIGKILL); }));
  if (failed) throw FileError("cannot run " + java.string() + ": " + failed.message());
  ::close(output.native_sink());
  output.assign_sink(-1);

  const auto start = std::chrono::steady_clock::now();
  std::optional<std::chrono::steady_clock::time_point> told;  // to end
  std::string pending;
  const auto take_lines = [&](bool all) {
    size_t begin = 0;
    for (size_t end; (end = pending.find('\n', begin)) != pending.npos; begin = end + 1) {
      if (options.line) options.line(std::string_view(pending).substr(begin, end - begin));
    }
    pending.erase(0, begin);
    if (all && !pending.empty() && options.line) options.line(pending);
  };
  for (;;) {
    const auto now = std::chrono::steady_clock::now();
    if (!told && options.interrupted != nullptr && *options.interrupted) run.interrupted = true;
    if (!told && options.timeout.count() > 0 && now - start > options.timeout) run.timed_out = true;
    if (!told && (run.interrupted || run.timed_out)) {
      ::kill(-child.id(), SIGTERM);
      told = now;
    }
    if (told && now - *told > options.patience) ::kill(-child.id(), SIGKILL);
    pollfd ready{output.native_source(), POLLIN, 0};
    const int polled = ::poll(&ready, 1, 100);
    if (polled <= 0) continue;
    char buffer[1 << 16];
    const ssize_t got = ::read(output.native_source(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    run.output.append(buffer, static_cast<size_t>(got));
    pending.append(buffer, static_cast<size_t>(got));
    take_lines(false);
  }
  take_lines(true);
  std::error_code ignored;
  child.wait(ignored);
  const int status = child.native_exit_code();
  run.exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : child.exit_code();
  return run;
}

}  // namespace trestle::bridge
