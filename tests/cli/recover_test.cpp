// What a tracer left when its process died: read by validate, written by recover.
#include <algorithm>
#include <cstdlib>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/cli/in_process.h"
#include "tracer/tracer.h"

namespace trestle::cli {
namespace {

using testing::HasSubstr;
using tracer::Flush;
using tracer::Tracer;

class Recover : public Command {
 protected:
  // A process that ticks so often, from one o'clock on, and then dies without a word.
  void dies_after(int ticks, Flush flush, int skipped = 0) {
    const pid_t pid = fork();
    if (pid == 0) {
      Tracer tracer({.node = "clock", .file = file(), .spec = "Clock", .flush = flush});
      for (int i = 1; i <= ticks; ++i) {
        if (i != skipped) tracer.event("Tick").before("hour", i).after("hour", i + 1).record();
      }
      _exit(tracer.status().ok ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(pid, &status, 0), pid);
    ASSERT_EQ(status, 0);
  }
  std::string file() const { return path("clock.ndjson"); }
  std::string text(const std::string& name) const {
    std::ifstream in(path(name));
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
  }
};

TEST_F(Recover, ValidateReadsWhatIsInTheRings) {
  for (const Flush flush : {Flush::background, Flush::binary}) {
    std::filesystem::remove(file());
    std::filesystem::remove(file() + ".rings");
    dies_after(9, flush);
    const Ended ended = run({"validate", path("Clock.tla"), file(), "--json"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_EQ(parsed(ended.out)["events"].GetInt(), 9);
  }
}

TEST_F(Recover, AWrongEventInTheRingsIsRejected) {
  dies_after(9, Flush::background, 4);
  const Ended ended = run({"validate", path("Clock.tla"), file(), "--json"});
  EXPECT_EQ(ended.code, 20) << ended.err;
  EXPECT_EQ(parsed(ended.out)["explained"].GetInt(), 3);
}

TEST_F(Recover, WritesOneTraceOfAllFiles) {
  dies_after(5, Flush::background);
  std::filesystem::rename(file(), path("first.ndjson"));
  std::filesystem::rename(file() + ".rings", path("first.ndjson.rings"));
  dies_after(3, Flush::binary);
  const Ended ended = run({"recover", path("first.ndjson"), file(), "-o", path("all.ndjson")});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("clock.ndjson: 3 events from its rings"));
  std::istringstream lines(text("all.ndjson"));
  size_t headers = 0, events = 0;
  for (std::string line; std::getline(lines, line);) {
    headers += line.starts_with("{\"trestle\":1");
    events += line.starts_with("{\"event\":\"Tick\",\"node\":\"clock\"");
  }
  EXPECT_EQ(headers, 2u);
  EXPECT_EQ(events, 8u);
}

TEST_F(Recover, AsLogsOfOpenTelemetryNothingIsLost) {
  dies_after(9, Flush::background, 4);
  const Ended ended = run({"recover", file(), "--otlp", "-o", path("logs.json")});
  EXPECT_EQ(ended.code, 0) << ended.err;
  std::istringstream lines(text("logs.json"));
  std::string line;
  ASSERT_TRUE(std::getline(lines, line) && std::getline(lines, line));
  const rapidjson::Document log = parsed(line);
  const auto& resource = log["resourceLogs"][0];
  EXPECT_STREQ(resource["resource"]["attributes"][0]["value"]["stringValue"].GetString(), "clock");
  EXPECT_STREQ(resource["resource"]["attributes"][1]["key"].GetString(), "service.name");
  const auto& record = resource["scopeLogs"][0]["logRecords"][0];
  EXPECT_STREQ(record["eventName"].GetString(), "Tick");
  EXPECT_STREQ(record["body"]["stringValue"].GetString(), "Tick");
  EXPECT_TRUE(record["timeUnixNano"].IsString());
  const Ended original = run({"validate", path("Clock.tla"), file(), "--json"});
  const Ended carried = run({"validate", path("Clock.tla"), path("logs.json"), "--json"});
  EXPECT_EQ(carried.code, 20) << carried.err;
  EXPECT_EQ(parsed(carried.out)["explained"].GetInt(), parsed(original.out)["explained"].GetInt());

  // A collector that tries again sends batches late, or twice.
  std::vector<std::string> batches;
  lines = std::istringstream(text("logs.json"));
  while (std::getline(lines, line)) batches.push_back(line + "\n");
  ASSERT_GT(batches.size(), 6u);
  std::rotate(batches.begin() + 1, batches.begin() + 4, batches.end());
  batches.push_back(batches[2]);
  std::string shuffled;
  for (const std::string& batch : batches) shuffled += batch;
  write("shuffled.json", shuffled);
  const Ended late = run({"validate", path("Clock.tla"), path("shuffled.json"), "--json"});
  EXPECT_EQ(late.code, 20) << late.err;
  EXPECT_EQ(parsed(late.out)["explained"].GetInt(), parsed(original.out)["explained"].GetInt());
  EXPECT_THAT(late.err, HasSubstr("1 lines came more than once"));
  write(
      "broken.json",
      R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[{"key":"trestle.line","value":{"stringValue":"{"}}]}]}]}]})");
  EXPECT_THAT(run({"validate", path("Clock.tla"), path("broken.json")}).err,
              HasSubstr("the line that it carries is not JSON"));
}

TEST_F(Recover, WhatIsStillBeingRecordedIsLeftAlone) {
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t pid = fork();
  if (pid == 0) {
    Tracer tracer({.node = "clock", .file = file(), .flush = Flush::binary});
    tracer.event("Tick").record();
    const ssize_t told = ::write(ready[1], "x", 1);
    pause();
    _exit(static_cast<int>(told));
  }
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  const Ended recovered = run({"recover", file(), "-o", path("out.ndjson")});
  EXPECT_EQ(recovered.code, 255);
  EXPECT_THAT(recovered.err, HasSubstr("clock.ndjson: a living process is recording into it"));
  const Ended validated = run({"validate", path("Clock.tla"), file()});
  EXPECT_EQ(validated.code, 150);
  EXPECT_THAT(validated.err, HasSubstr("a living process is recording into it"));
  kill(pid, SIGKILL);
  waitpid(pid, nullptr, 0);
  close(ready[0]);
  close(ready[1]);
}

TEST_F(Recover, FilesOfARotationInTheOrderOfAShell) {
  {
    Tracer tracer({.node = "clock", .file = file(), .rotate_bytes = 300});
    for (int i = 1; i <= 11; ++i) tracer.event("Tick").before("hour", i).after("hour", i + 1).record();
  }
  ASSERT_TRUE(std::filesystem::exists(file() + ".10"));
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(file()).parent_path()))
    if (entry.path().string().starts_with(file())) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> validate{"validate", path("Clock.tla")}, recover{"recover", "-o", path("all.ndjson")};
  validate.insert(validate.end(), files.begin(), files.end());
  recover.insert(recover.end(), files.begin(), files.end());
  EXPECT_EQ(run(validate).code, 0);
  EXPECT_EQ(run(recover).code, 0);
  const Ended ended = run({"validate", path("Clock.tla"), path("all.ndjson"), "--json"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(parsed(ended.out)["events"].GetInt(), 11);
}

TEST_F(Recover, WhatWasRotatedAndCompressed) {
  for (const Flush flush : {Flush::binary, Flush::each_event}) {
    dies_after(9, flush);
    ASSERT_EQ(std::system(("gzip -f " + file()).c_str()), 0);
    const std::string packed = file() + ".gz";
    const Ended ended = run({"validate", path("Clock.tla"), packed, "--json"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_EQ(parsed(ended.out)["events"].GetInt(), 9);
    EXPECT_EQ(run({"recover", packed, "-o", path("all.ndjson")}).code, 0);
    EXPECT_EQ(run({"validate", path("Clock.tla"), path("all.ndjson")}).code, 0);
    std::filesystem::resize_file(packed, std::filesystem::file_size(packed) / 2);
    EXPECT_EQ(run({"recover", packed, "-o", path("all.ndjson")}).code, 0) << "what is whole is read";
  }
}

TEST_F(Recover, ALastLineThatWasCutShortIsLeftOut) {
  const std::string whole = R"({"event":"Tick","before":{"hour":1},"after":{"hour":2}})";
  write("cut", whole + "\n" + whole.substr(0, 20));
  write("whole", whole);
  const Ended ended = run({"recover", path("cut"), path("whole"), "-o", path("all.ndjson")});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("cut: its last line was cut short, and is left out"));
  EXPECT_EQ(text("all.ndjson"), whole + "\n" + whole + "\n");
}

TEST_F(Recover, WhatIsReadIsNotWrittenOver) {
  dies_after(9, Flush::background);
  const std::string rings = text("clock.ndjson.rings"), link = path("link");
  std::filesystem::create_symlink(file(), link);
  for (const std::string& out : {file(), file() + ".rings", link}) {
    const Ended ended = run({"recover", file(), "-o", out});
    EXPECT_EQ(ended.code, 255);
    EXPECT_THAT(ended.err, HasSubstr("it is one of the files that are read"));
  }
  EXPECT_EQ(text("clock.ndjson.rings"), rings);
  EXPECT_EQ(run({"validate", path("Clock.tla"), file()}).code, 0);
}

TEST_F(Recover, FilesThatAreNoTraceSaySo) {
  write("some.txt", "not a trace\n");
  const Ended other = run({"recover", path("some.txt"), "-o", path("out.ndjson")});
  EXPECT_EQ(other.code, 255);
  EXPECT_THAT(other.err, HasSubstr("some.txt: it is neither a trace of lines nor a tracer's binary file"));
  EXPECT_THAT(run({"recover", path("missing"), "-o", path("out.ndjson")}).err, HasSubstr("missing: cannot be opened"));
  EXPECT_EQ(run({"recover", path("some.txt"), "-o", path("no/such/folder")}).code, 255);
  write("rings", "TRSTRNG1 and then nothing");
  EXPECT_THAT(run({"recover", path("rings"), "-o", path("out.ndjson")}).err, HasSubstr("its beginning is damaged"));
  EXPECT_EQ(run({"recover", path("some.txt")}).code, 64);
}

}  // namespace
}  // namespace trestle::cli
