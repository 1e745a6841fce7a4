#include "tests/tracer/trace_file.h"

#include <fstream>

#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tracer/left.h"

namespace trestle::tracer {

std::vector<Line> read_trace(const std::filesystem::path& file) {
  std::vector<Line> lines;
  std::ifstream stream(file, std::ios::binary);
  for (std::string text; std::getline(stream, text);) {
    EXPECT_FALSE(stream.eof()) << "the last line is incomplete: " << text;
    rapidjson::Document json;
    json.Parse<rapidjson::kParseValidateEncodingFlag>(text.data(), text.size());
    if (json.HasParseError() || !json.IsObject()) {
      ADD_FAILURE() << "not a JSON object: " << text;
      continue;
    }
    Line line;
    line.text = text;
    line.node = json["node"].GetString();
    if (json.HasMember("event")) {
      line.event = json["event"].GetString();
      line.seq = json["seq"].GetUint64();
      if (json.HasMember("count")) line.count = json["count"].GetUint64();
      if (json.HasMember("clock")) line.own_clock = json["clock"][line.node.c_str()].GetUint64();
    } else {
      EXPECT_EQ(json["trestle"].GetInt(), 1);
    }
    lines.push_back(line);
  }
  return lines;
}

uint64_t expect_no_silent_gap(const std::vector<Line>& lines) {
  uint64_t seq = 0;
  uint64_t dropped = 0;
  for (const Line& line : lines) {
    if (line.event.empty() || (line.event == "#dropped" && line.count == 0)) continue;
    const uint64_t step = line.event == "#dropped" ? line.count : 1;
    EXPECT_EQ(line.seq, seq + step) << line.text;
    seq = line.seq;
    if (line.event == "#dropped") dropped += line.count;
    if (line.event[0] != '#') {
      EXPECT_EQ(line.own_clock, line.seq) << line.text;
    }
  }
  return dropped;
}

std::string without_time(const std::string& line) {
  const size_t from = line.find(",\"time\":");
  const size_t to = from == std::string::npos ? from : line.find_first_not_of("0123456789", from + 8);
  return to == std::string::npos ? line : line.substr(0, from) + line.substr(to);
}

int64_t number_after(const std::string& line, const std::string& key) {
  const size_t at = line.find(key);
  return at == std::string::npos ? -1 : std::stoll(line.substr(at + key.size()));
}

void recover(const std::string& file, const std::string& to) {
  WholeTrace trace(file);
  std::ofstream out(to, std::ios::binary);
  char chunk[1 << 16];
  for (size_t got = 0; (got = trace.read(chunk, sizeof(chunk))) != 0;)
    out.write(chunk, static_cast<std::streamsize>(got));
  EXPECT_EQ(trace.problem(), "");
}

std::string name_of(Flush flush) {
  constexpr const char* kNames[] = {"EachEvent", "EachSync", "Buffered", "Background", "Binary"};
  return kNames[static_cast<size_t>(flush)];
}

size_t count_events(const std::vector<Line>& lines, const std::string& event) {
  size_t count = 0;
  for (const Line& line : lines) count += line.event == event;
  return count;
}

TemporaryDirectory::TemporaryDirectory() {
  std::string pattern = (std::filesystem::temp_directory_path() / "tracer_test.XXXXXX").string();
  path_ = mkdtemp(pattern.data());
}

TemporaryDirectory::~TemporaryDirectory() { std::filesystem::remove_all(path_); }

int in_child(const std::function<void()>& body) {
  const pid_t pid = fork();
  if (pid == 0) {
    body();
    _exit(0);
  }
  int status = 0;
  EXPECT_EQ(waitpid(pid, &status, 0), pid);
  return status;
}

}  // namespace trestle::tracer
