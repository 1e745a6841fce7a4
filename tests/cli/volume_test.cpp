// Traces that are long, still being written, or many. Runs that are killed are processes of their own.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <thread>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/cli/in_process.h"
#include "translator/runtime/store.h"

namespace trestle::cli {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using testing::HasSubstr;

class Volume : public Command {
 protected:
  void SetUp() override {
    Command::SetUp();
    write("Ring.tla",
          "---- MODULE Ring ----\n"
          "EXTENDS Naturals, Sequences\n"
          "VARIABLES last, phase\n"
          "Init == last = <<>> /\\ phase = \"idle\"\n"
          "Put(n) == last' = Append(IF Len(last) = 3 THEN Tail(last) ELSE last, [number |-> n, made |-> {n}])\n"
          "          /\\ phase' = IF n % 2 = 0 THEN \"even\" ELSE \"odd\"\n"
          "Rest == phase' = \"idle\" /\\ UNCHANGED last\n"
          "Drop == last # <<>> /\\ last' = Tail(last) /\\ UNCHANGED phase\n"
          "Next == Rest \\/ Drop \\/ \\E n \\in Nat : Put(n)\n"
          "====\n");
    write("Ring.cfg", "INIT Init\nNEXT Next\n");
  }
  static std::string put(uint64_t n) {
    return R"({"event":"Put","params":{"n":)" + std::to_string(n) + R"(},"after":[{"var":"phase","value":")" +
           (n % 2 == 0 ? "even" : "odd") + "\"}]}\n";
  }
  static std::string puts(uint64_t from, uint64_t to) {
    std::string text;
    for (uint64_t n = from; n < to; ++n) text += put(n);
    return text;
  }
  void append(const std::string& name, const std::string& text) { std::ofstream(path(name), std::ios::app) << text; }
  std::string text(const std::string& name) const {
    std::ifstream in(path(name));
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
  }

  // A run in a process of its own, while something happens to it.
  Ended beside(const std::vector<std::string>& arguments, const std::function<void(pid_t)>& meanwhile) {
    const pid_t child = fork();
    if (child == 0) {
      dup2(open(path("out").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666), STDOUT_FILENO);
      dup2(open(path("err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666), STDERR_FILENO);
      _exit(command(arguments));
    }
    meanwhile(child);
    int status = 0;
    waitpid(child, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text("out"), text("err")};
  }
  void expect_resumed(const std::vector<std::string>& plain);
  static void pause(int ms) { std::this_thread::sleep_for(milliseconds(ms)); }
};

TEST_F(Volume, ValuesOfForgottenStatesAreGivenBack) {
  const auto bytes_after = [&](uint64_t events) {
    write("long.ndjson", puts(0, events));
    const Ended ended = run({"validate", path("Ring.tla"), path("long.ndjson"), "--engine", "evaluator", "--json"});
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
    return runtime::store_bytes();
  };
  // Each event makes some 400 bytes of values, and 16 MB of garbage are worth a collection.
  const size_t bound = size_t{40} << 20;
  EXPECT_LT(bytes_after(150'000), bound);
}

// So are those that updates make, as the Inria tools log them.
TEST_F(Volume, ValuesThatUpdatesMakeAreGivenBack) {
  write("Run.tla",
        "---- MODULE Run ----\n"
        "EXTENDS Integers\n"
        "VARIABLE x\n"
        "Init == x = <<0, [i \\in 1..32 |-> 0]>>\n"
        "Next == x' = <<x[1] + 1, [i \\in 1..32 |-> x[1]]>>\n"
        "====\n");
  write("Run.cfg", "INIT Init\nNEXT Next\n");
  std::string log;
  for (int n = 0; n < 150'000; ++n) {
    std::string same = std::to_string(n);
    for (int i = 1; i < 32; ++i) same += "," + std::to_string(n);
    log += R"({"event":"Next","x":[{"op":"Update","path":[1],"args":[)" + std::to_string(n + 1) +
           R"(]},{"op":"Update","path":[2],"args":[[)" + same + "]]}]}\n";
  }
  write("run.ndjson", log);
  const Ended ended = run({"validate", path("Run.tla"), path("run.ndjson"), "--engine", "evaluator", "--json"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_LT(runtime::store_bytes(), size_t{40} << 20);
}

TEST_F(Volume, AFollowedLogIsJudgedAsItGrows) {
  write("log", puts(0, 10));
  const Ended ended =
      beside({"validate", path("Ring.tla"), path("log"), "--follow", "--json"}, [&](pid_t child) {
        pause(300);
        append("log", puts(10, 20));
        fs::rename(path("log"), path("log.1"));
        append("log", puts(20, 30) + R"({"event":"Pu)");
        pause(700);
        kill(child, SIGINT);
      });
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr(R"("verdict":"ok")"));
  EXPECT_THAT(ended.out, HasSubstr(R"("events":30,"explained":30)"));
  EXPECT_THAT(ended.out, HasSubstr("the last line is incomplete"));
}

TEST_F(Volume, ARejectionEndsFollowing) {
  write("log", puts(0, 10));
  const Ended ended = beside({"validate", path("Ring.tla"), path("log"), "--follow"}, [&](pid_t) {
    pause(200);
    append("log", R"({"event":"Drop","after":[{"var":"last","value":[]}]})"
                  "\n");
  });
  EXPECT_EQ(ended.code, 20) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("log:11"));
}

// Killed again and again, it ends as it would have without.
void Volume::expect_resumed(const std::vector<std::string>& plain) {
  const Ended whole = run(plain);
  std::vector<std::string> resumable = plain;
  resumable.insert(resumable.end(), {"--checkpoint", path("left"), "--checkpoint-interval", "0.01"});
  fs::remove_all(path("left"));
  int killed = 0;
  Ended ended;
  for (int wait = 40;; wait += 30) {
    ended = beside(resumable, [&](pid_t child) {
      pause(wait);
      kill(child, SIGKILL);
    });
    if (ended.code != -1) break;
    ++killed;
  }
  EXPECT_GT(killed, 0);
  EXPECT_TRUE(fs::exists(path("left/validation")));
  EXPECT_EQ(ended.code, whole.code) << ended.out << ended.err;
  const auto first = parsed(whole.out), second = parsed(ended.out);
  for (const char* member : {"verdict", "events", "explained", "frontier", "states"})
    EXPECT_EQ(first[member], second[member]) << member;
}

TEST_F(Volume, AKilledValidationGoesOnWithTheSameVerdict) {
  for (const char* last : {R"({"event":"Drop"})", R"({"event":"Drop","after":[{"var":"phase","value":"idle"}]})"}) {
    write("log", puts(0, 60'000) + last + "\n");
    expect_resumed({"validate", path("Ring.tla"), path("log"), "--json", "--engine", "evaluator"});
  }
}

// Two nodes that meet now and then: what is between may come in any order.
TEST_F(Volume, AKilledValidationOfSeveralLogsGoesOn) {
  write("Two.tla",
        "---- MODULE Two ----\n"
        "EXTENDS Naturals\n"
        "VARIABLES x, y\n"
        "Init == x = 0 /\\ y = 0\n"
        "X == x' = (x + 1) % 7 /\\ UNCHANGED y\n"
        "Y == y' = (y + 1) % 7 /\\ UNCHANGED x\n"
        "Meet == x = y /\\ UNCHANGED <<x, y>>\n"
        "Next == X \\/ Y \\/ Meet\n"
        "====\n");
  write("Two.cfg", "INIT Init\nNEXT Next\n");
  const auto event = [](const char* name, const char* node, int p, int q) {
    return R"({"event":")" + std::string(name) + R"(","node":")" + node + R"(","clock":{"p":)" + std::to_string(p) +
           R"(,"q":)" + std::to_string(q) + "}}\n";
  };
  constexpr int kMeetings = 16000;
  std::string p, q;
  for (int i = 0; i < kMeetings; ++i) {
    for (int step = 1; step <= 3; ++step) {
      p += event("X", "p", 4 * i + step, 3 * i);
      q += event("Y", "q", 4 * i, 3 * i + step);
    }
    p += event("Meet", "p", 4 * i + 4, 3 * i + 3);
  }
  write("q", q);
  for (const char* last : {"X", "Meet"}) {
    write("p", p + event("X", "p", 4 * kMeetings + 1, 3 * kMeetings) + event(last, "p", 4 * kMeetings + 2, 3 * kMeetings));
    expect_resumed({"validate", path("Two.tla"), path("p"), path("q"), "--json", "--engine", "evaluator"});
  }
}

// A log that was rotated since is read to its end, and then the one that took its place.
TEST_F(Volume, AResumedRunReadsWhatARotationBegan) {
  write("log", puts(0, 5000));
  const std::vector<std::string> command = {"validate", path("Ring.tla"), path("log"), "--json", "--checkpoint", path("left")};
  ASSERT_EQ(run(command).code, 0);
  append("log", puts(5000, 5001));
  fs::rename(path("log"), path("log.1"));
  EXPECT_THAT(run(command).out, HasSubstr("\"explained\":5001"));
  write("log", puts(5001, 5003));
  EXPECT_THAT(run(command).out, HasSubstr("\"explained\":5003"));
  append("log", "{\"event\":\"Never\"}\n");
  EXPECT_NE(run(command).code, 0) << "what is wrong in the new file is seen";
}

TEST_F(Volume, ACheckpointIsForItsOwnTraceAndSpecification) {
  write("log", puts(0, 5000));
  const std::vector<std::string> first = {"validate", path("Ring.tla"), path("log"), "--checkpoint", path("left")};
  ASSERT_EQ(run(first).code, 0);
  ASSERT_TRUE(fs::exists(path("left/validation")));
  append("log", puts(5000, 5001));
  EXPECT_EQ(run(first).code, 0) << "it has grown";
  std::vector<std::string> other = first;
  other.insert(other.end(), {"--hidden", "Rest"});
  EXPECT_EQ(run(other).code, 255);
  append("Ring.tla", "A comment changes nothing.\n");
  EXPECT_EQ(run(first).code, 0);
  std::string changed = text("Ring.tla");
  write("Ring.tla", changed.insert(changed.find("Rest =="), "More == 1\n"));
  EXPECT_THAT(run(first).err, HasSubstr("another specification"));
  append("left/validation", "x");
  EXPECT_THAT(run(first).err, HasSubstr("damaged"));
  EXPECT_THAT(run({"validate", path("Ring.tla"), path("log"), "--checkpoint", path("more"), "--order", "time"}).err,
              HasSubstr("has no time"));
  const std::string timed = R"({"event":"Rest","time":5})" "\n";
  write("b", timed);
  EXPECT_THAT(run({"validate", path("Ring.tla"), path("b"), "--checkpoint", path("more"), "--order", "time"}).err,
              HasSubstr("not for --order time"));
  EXPECT_THAT(run({"validate", path("Ring.tla"), path("b"), "-", "--checkpoint", path("more")}).err,
              HasSubstr("standard input"));
}

TEST_F(Volume, HowFarBackTheSearchGoesIsBounded) {
  std::string log = put(1) + R"({"event":"Put","params":{"n":2}})" + "\n" + put(3);
  log += R"({"event":"#state","after":[{"var":"last","value":[]}]})" "\n";
  write("log", log);
  const std::vector<std::string> arguments = {"validate", path("Ring.tla"), path("log"), "--hidden", "Drop", "--max-hidden", "3"};
  EXPECT_EQ(run(arguments).code, 0) << "three were dropped";
  log = put(1) + R"({"event":"#state","after":[{"var":"last","value":[]}]})" "\n";
  for (int i = 0; i < 100; ++i) log += R"({"event":"Rest"})" "\n";
  write("log", log + R"({"event":"#state","after":[{"var":"phase","value":"odd"}]})" "\n");
  std::vector<std::string> rejected = {"validate", path("Ring.tla"), path("log"), "--hidden", "Drop"};
  EXPECT_EQ(run(rejected).code, 20);
  rejected.insert(rejected.end(), {"--reach", "10"});
  const Ended bounded = run(rejected);
  EXPECT_EQ(bounded.code, 21) << bounded.out;
  EXPECT_THAT(bounded.out, HasSubstr("--reach"));
}

TEST_F(Volume, FoldersAreLookedThroughAtAnyDepth) {
  fs::create_directories(path("logs/day/night"));
  fs::create_directory_symlink(path("logs"), path("logs/day/again"));
  write("logs/a", put(2));
  write("logs/day/night/b", put(4));
  write("logs/day/c", R"({"event":"Drop"})" "\n");
  const Ended ended = run({"validate", path("Ring.tla"), path("logs"), "--each"});
  EXPECT_EQ(ended.code, 20);
  EXPECT_THAT(ended.out, HasSubstr("2 of 3 traces are ok"));
  EXPECT_THAT(ended.out, HasSubstr("logs/day/night"));
}

TEST_F(Volume, CoverageIsMergedOverAllTraces) {
  fs::create_directory(path("logs"));
  write("logs/a", put(2) + put(4));
  write("logs/b", put(2) + R"({"event":"Drop"})" "\n");
  write("logs/c", R"({"event":"Drop"})" "\n");  // is rejected, and exercised nothing
  const Ended table = run({"validate", path("Ring.tla"), path("logs"), "--each", "--coverage", "--coverage-report",
                           path("page.html"), "--workers", "2"});
  EXPECT_EQ(table.code, 20);
  EXPECT_THAT(table.out, HasSubstr("Exercised by 2 traces, 4 steps, 4 different states"));
  EXPECT_THAT(table.out, HasSubstr("Rest  (never taken)"));
  EXPECT_THAT(table.out, HasSubstr("n: 2 (2), 4 (1)"));
  EXPECT_THAT(table.out, HasSubstr("never \"odd\""));
  EXPECT_THAT(table.out, HasSubstr("never reached  Tail(last)")) << "none of them was ever full";
  EXPECT_THAT(text("page.html"), HasSubstr("<td>Rest</td>"));
  const Ended json = run({"validate", path("Ring.tla"), path("logs/a"), path("logs/b"), "--each", "--coverage", "--json"});
  const auto document = parsed(json.out);
  EXPECT_EQ(document["exercised"]["traces"].GetInt(), 2);
  EXPECT_EQ(document["exercised"]["actions"].Size(), 3u);
  const Ended one = run({"validate", path("Ring.tla"), path("logs/b"), "--coverage", "--json"});
  EXPECT_EQ(parsed(one.out)["exercised"]["steps"].GetInt(), 2) << one.out;
  EXPECT_EQ(parsed(one.out)["behavior"].Size(), 1u) << "the whole behavior is shown with --all only";
}

}  // namespace
}  // namespace trestle::cli
