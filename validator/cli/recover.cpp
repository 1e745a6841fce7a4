// trestle recover: what a tracer had recorded when its process died, as a trace of lines.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "tracer/left.h"
#include "validator/cli/command.h"
#include "validator/cli/terminal.h"
#include "validator/trace/carried.h"
#include "validator/trace/input.h"
#include "validator/trace/json.h"

namespace trestle::cli {
namespace {

namespace fs = std::filesystem;

struct RecoverCommand {
  std::vector<std::string> files;
  std::string out;
  bool otlp = false;
};

using Closed = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

bool fail(const std::string& file, const std::string& why) {
  write_error("trestle: " + file + ": " + why + "\n");
  return false;
}

// Writes whole lines, each as it is or as a log record of OpenTelemetry.
class Writer {
 public:
  Writer(std::FILE* out, bool otlp) : out_(out), otlp_(otlp) {}

  bool write(std::string_view bytes) {
    for (size_t end = 0; (end = bytes.find('\n')) != std::string_view::npos; bytes.remove_prefix(end + 1)) {
      line_ += bytes.substr(0, end);
      if (!put()) return false;
    }
    line_ += bytes;
    return true;
  }

  // A last line without its end, if it is whole all the same. `cut`: it is not, and is left out.
  bool finish(bool& cut) {
    trace::Data unused;
    cut = !line_.empty() && trace::parse_json_plainly(line_, unused);
    return cut || line_.empty() || put();
  }

 private:
  bool put() {
    const std::string text = otlp_ ? lines_.record(line_) : line_ + "\n";
    line_.clear();
    return std::fwrite(text.data(), 1, text.size(), out_) == text.size();
  }

  std::FILE* out_;
  bool otlp_;
  trace::OtlpLines lines_;
  std::string line_;
};

// What read() gives, as far as it goes.
template <class Read>
bool copy(const std::string& file, const Read& read, std::FILE* out, bool otlp, std::string& said) {
  Writer writer(out, otlp);
  char chunk[1 << 16];
  bool cut = false;
  for (size_t got = 0; (got = read(chunk, sizeof(chunk))) != 0;) {
    if (!writer.write({chunk, got})) return fail(file, "what is recovered cannot be written");
  }
  if (!writer.finish(cut)) return fail(file, "what is recovered cannot be written");
  if (cut) said += "; its last line was cut short, and is left out";
  return true;
}

bool is_compressed(const std::string& file) {
  const Closed in(std::fopen(file.c_str(), "rbe"), &std::fclose);
  char head[4] = {};
  const size_t size = in == nullptr ? 0 : std::fread(head, 1, sizeof(head), in.get());
  return trace::is_compressed({head, size});
}

bool unpack_one(const std::string& file, std::FILE* out, bool otlp) {
  try {
    const auto bytes = trace::decompressed(trace::open_bytes(file));
    std::string said = file + ": unpacked";
    if (!copy(file, [&](char* to, size_t size) { return bytes->read(to, size); }, out, otlp, said)) return false;
    write_error(said + (bytes->cut_short() ? "; the compressed data is cut short" : "") + "\n");
    return true;
  } catch (const std::runtime_error& error) {
    return fail(file, error.what());
  }
}

bool recover_one(const std::string& file, std::FILE* out, bool otlp) {
  if (is_compressed(file)) return unpack_one(file, out, otlp);
  if (fs::is_directory(file)) return fail(file, "is a folder");
  tracer::WholeTrace trace(file);
  if (!trace.problem().empty()) return fail(file, trace.problem());
  if (trace.in_use()) return fail(file, "a living process is recording into it: wait for its end");
  std::string said;
  if (!copy(file, [&](char* to, size_t size) { return trace.read(to, size); }, out, otlp, said)) return false;
  if (!trace.problem().empty()) return fail(file, trace.problem());
  const tracer::WholeTrace::Counts& counts = trace.counts();
  std::string text;
  if (counts.events != 0 || trace.alone()) text = fmt::format("; {} events from its rings", counts.events);
  if (counts.dropped != 0) text += fmt::format("{} {} missing", text.empty() ? ";" : ",", counts.dropped);
  text += said;
  if (!trace.loss().empty()) text += "; " + trace.loss();
  if (trace.corrupt()) text += "; parts are damaged and left out";
  if (!text.empty()) write_error(file + ": " + text.substr(2) + "\n");
  return true;
}

// The files of a rotation as they were written, FILE.1, FILE.2, ..., FILE, whatever the order of a shell's pattern.
std::vector<std::string> in_turn(std::vector<std::string> files) {
  struct Part {
    std::string of;
    uint64_t number = UINT64_MAX;
  };
  const auto part = [&](std::string file) {
    for (const std::string_view packed : {".zst", ".gz"})
      if (file.ends_with(packed)) file.resize(file.size() - packed.size());
    const size_t dot = file.rfind('.');
    uint64_t number = 0;
    const char* const end = file.data() + file.size();
    if (dot == std::string::npos || std::from_chars(file.data() + dot + 1, end, number).ptr != end || dot + 1 == file.size())
      return Part{file};
    return Part{file.substr(0, dot), number};
  };
  std::map<std::string, size_t> place;  // of the first part
  for (const std::string& file : files) place.emplace(part(file).of, place.size());
  std::stable_sort(files.begin(), files.end(), [&](const std::string& a, const std::string& b) {
    const Part x = part(a), y = part(b);
    return std::pair(place.at(x.of), x.number) < std::pair(place.at(y.of), y.number);
  });
  return files;
}

// Whether writing it would destroy what is to be read. Links are followed.
bool is_read(const std::string& out, const std::vector<std::string>& files) {
  std::error_code none;
  return std::any_of(files.begin(), files.end(), [&](const std::string& file) {
    return fs::equivalent(out, file, none) || fs::equivalent(out, tracer::rings_beside(file), none);
  });
}

int recover(const RecoverCommand& command) {
  const bool to_stdout = command.out == "-";
  if (!to_stdout && is_read(command.out, command.files)) {
    fail(command.out, "it is one of the files that are read: name another one");
    return kSystem;
  }
  Closed file(to_stdout ? nullptr : std::fopen(command.out.c_str(), "wbe"), &std::fclose);
  std::FILE* out = to_stdout ? stdout : file.get();
  if (out == nullptr) {
    fail(command.out, "cannot be written");
    return kSystem;
  }
  bool all = true;
  for (const std::string& path : in_turn(trace::traces_among(command.files))) all = recover_one(path, out, command.otlp) && all;
  if (std::fflush(out) != 0) all = fail(command.out, "cannot be written");
  return all ? 0 : kSystem;
}

}  // namespace

void add_recover(CLI::App& app, Run& run) {
  auto options = std::make_shared<RecoverCommand>();
  CLI::App* verb = app.add_subcommand("recover", "Write the trace that a process had recorded when it died");
  verb->footer(
      "FILES are traces as given to the tracer (whose rings, if it left any, are found beside them: FILE.rings), or "
      "its\n"
      "binary files, also cut short.\n"
      "Example:\n  trestle recover node1.ndjson -o whole.ndjson\n"
      "`trestle validate` reads all of them itself: this is for other programs. See docs/tracer.md.");
  verb->add_option("files", options->files, "Traces")->required()->type_name("FILES");
  verb->add_option("--out,-o", options->out, "File to write to; - is standard output")->required()->type_name("FILE");
  verb->add_flag("--otlp", options->otlp,
                 "Write OpenTelemetry's logs, one OTLP/JSON object a line, which a collector can carry and "
                 "validate reads");
  verb->callback([options, &run] { run = [options] { return recover(*options); }; });
}

}  // namespace trestle::cli
