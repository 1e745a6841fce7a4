// TLC itself: run as a process, and what it reports with -tool read back.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "validator/bridge/behavior_file.h"
#include "validator/explore/verdict.h"

namespace trestle::bridge {

// What TLC's -tool output says.
struct TlcReport {
  std::string version;                           // "2026.04.29.164809 (rev: cc6b616)"
  std::optional<explore::Verdict> verdict = {};  // nothing: it did not come to an end
  std::string violated;
  std::optional<uint64_t> generated = {}, distinct = {}, queue = {}, depth = {};  // of a run that was ended: last told
  std::vector<RecordedBehavior> behaviors = {};
  std::vector<std::string> errors = {};  // messages of class error, first lines
  bool finished = false;
};

// What of a line of TLC is its progress, for people: "Progress(3) at ...: 5 states generated, ..."; else empty.
std::string_view progress_line(std::string_view line);

// `exit_code`: TLC's. Throws FileError when a behavior in it cannot be read.
TlcReport read_report(std::string_view output, int exit_code);

struct TlcOptions {
  std::string java = "java";
  std::string class_path;                // jars, separated by ':'
  std::filesystem::path folder = {};     // where it runs; empty: here
  std::vector<std::string> arguments;    // behind the class name
  std::chrono::milliseconds timeout{0};  // 0: none
  const std::atomic<bool>* interrupted = nullptr;
  std::chrono::milliseconds patience{5000};  // for it to end when it is told to; then it is killed
  std::function<void(std::string_view line)> line = {};  // each line as it comes
};

struct TlcRun {
  int exit_code = 0;  // 128 + n when ended by signal n
  bool timed_out = false, interrupted = false;
  std::string output;
};

// Throws FileError when it cannot be started.
TlcRun run_tlc(const TlcOptions& options);

}  // namespace trestle::bridge
