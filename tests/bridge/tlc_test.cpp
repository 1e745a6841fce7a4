// trestle tlc, with a program in TLC's place that says what TLC would: exit codes, Ctrl-C, timeouts, what is missing.
#include "validator/bridge/tlc.h"

#include <csignal>
#include <cstdio>

#include <gmock/gmock.h>

#include "tests/cli/in_process.h"

namespace trestle::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string message(int code, int kind, const std::string& text) {
  const std::string number = std::to_string(code);
  return "@!@!@STARTMSG " + number + ":" + std::to_string(kind) + " @!@!@\n" + text + "\n@!@!@ENDMSG " + number +
         " @!@!@\n";
}

const std::string kBegins = message(2262, 0, "TLC2 Version 2.20 of Day Month 20?? (rev: 1234567)");
const std::string kProgress =
    message(2200, 0,
            "Progress(5) at 2026-11-28 12:45:30: 4,321 states generated (9,000 s/min), 1,234 distinct states found "
            "(800 ds/min), 77 states left on queue.");

class PlayedTlc : public Command {
 protected:
  void SetUp() override {
    Command::SetUp();
    write("tla2tools.jar", "");
  }
  // A program that prints `output` between lines of a shell.
  std::string java(const std::string& output, const std::string& then, const std::string& before = "") {
    write("output", output);
    write("java", "#!/bin/sh\n" + before + "\ncat '" + path("output") + "'\n" + then + "\n");
    std::filesystem::permissions(folder_ / "java", std::filesystem::perms::owner_all);
    return path("java");
  }
  std::vector<std::string> arguments(const std::string& java, std::vector<std::string> more = {}) const {
    std::vector<std::string> all = {"tlc", path("Clock.tla"), "--jar", path("tla2tools.jar"), "--java", java};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
};

std::string counts(int generated, int distinct, int depth) {
  return message(2199, 0, std::to_string(generated) + " states generated, " + std::to_string(distinct) +
                              " distinct states found, 0 states left on queue.") +
         message(2194, 0, "The depth of the complete state graph search is " + std::to_string(depth) + ".") +
         message(2186, 0, "Finished in 01s at (2026-11-28 12:45:30)");
}

TEST_F(PlayedTlc, IsComparedWithCheck) {
  const Ended same = run(arguments(java(kBegins + counts(24, 12, 1), "exit 0"), {"--graph", "0"}));
  EXPECT_EQ(same.code, 0) << same.out << same.err;
  EXPECT_THAT(same.out, HasSubstr("ok: TLC and Trestle agree"));
  const Ended other = run(arguments(java(kBegins + counts(25, 12, 1), "exit 0"), {"--graph", "0"}));
  EXPECT_EQ(other.code, 20);
  EXPECT_THAT(other.out, HasSubstr("generated: 25 and 24"));
}

TEST_F(PlayedTlc, AnotherVerdictIsADifference) {
  const std::string said = message(2110, 1, "Invariant Fine is violated.");
  const Ended ended = run(arguments(java(kBegins + said, "exit 12"), {"--json"}));
  EXPECT_EQ(ended.code, 20);
  const auto result = parsed(ended.out);
  EXPECT_STREQ(result["differences"][0].GetString(), "exit code: 12 and 0");
  EXPECT_STREQ(result["tlc"]["verdict"].GetString(), "invariant-violated");
  EXPECT_EQ(result["tlc"]["exit_code"].GetInt(), 12);
}

TEST_F(PlayedTlc, ItsErrorsAreItsOwn) {
  const std::string said = message(3002, 1, "The configuration file has an error");
  const Ended config = run(arguments(java(kBegins + said, "exit 151")));
  EXPECT_EQ(config.code, 151);
  EXPECT_THAT(config.out, HasSubstr("TLC: The configuration file has an error"));
  const Ended no_class = run(arguments(java("Error: Could not find or load main class tlc2.TLC\n", "exit 1")));
  EXPECT_EQ(no_class.code, 1);
  EXPECT_THAT(no_class.out, HasSubstr("TLC ended with 1, without a verdict"));
  EXPECT_THAT(no_class.out, HasSubstr("main class tlc2.TLC"));
  const Ended killed = run(arguments(java(kBegins, "kill -9 $$")));
  EXPECT_EQ(killed.code, 128 + SIGKILL);
}

TEST_F(PlayedTlc, AJarThatIsNotThereIsNamed) {
  const Ended ended = run({"tlc", path("Clock.tla"), "--jar", path("tla2tools.jar") + ":" + path("other.jar")});
  EXPECT_EQ(ended.code, 64);
  EXPECT_THAT(ended.err, HasSubstr("there is no " + path("other.jar")));
  const Ended no_java = run(arguments(path("no/java")));
  EXPECT_EQ(no_java.code, 255);
  EXPECT_THAT(no_java.err, HasSubstr("cannot run " + path("no/java")));
  EXPECT_EQ(run(arguments("no-such-java")).code, 255);
}

TEST_F(PlayedTlc, WhatItWroteIsKept) {
  run(arguments(java(kBegins + counts(24, 12, 1), "exit 0"), {"--output", path("kept.out")}));
  std::ifstream in(path("kept.out"));
  std::string first;
  std::getline(in, first);
  EXPECT_EQ(first, "@!@!@STARTMSG 2262:0 @!@!@");
}

TEST_F(PlayedTlc, ATimeoutEndsItAndSaysHowFarItCame) {
  const Ended ended = run(arguments(java(kBegins + kProgress, "exec sleep 600"), {"--timeout", "4"}));
  EXPECT_EQ(ended.code, 21);
  EXPECT_THAT(ended.out, HasSubstr("inconclusive: TLC did not end in time"));
  EXPECT_THAT(ended.out, HasSubstr("1,234"));
  EXPECT_THAT(ended.out, HasSubstr("when TLC was ended"));
  EXPECT_THAT(ended.err, HasSubstr("TLC: Progress(5)"));
}

// The command itself, as a process: a signal is the whole process's.
TEST_F(PlayedTlc, CtrlCEndsItAndSaysHowFarItCame) {
  const std::string trap = "trap 'echo told > " + path("told") + "; exit 143' TERM";
  const std::string java = this->java(kBegins + kProgress, "while :; do sleep 0.05; done", trap);
  std::string command = "echo $$; exec " TRESTLE_BUILD "/trestle";
  for (const std::string& argument : arguments(java)) command += " '" + argument + "'";
  FILE* const pipe = popen((command + " 2>&1").c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string output;
  bool sent = false;
  for (char line[4096]; std::fgets(line, sizeof line, pipe) != nullptr;) {
    output += line;
    if (sent || output.find("TLC: Progress(5)") == output.npos) continue;
    kill(std::stoi(output), SIGINT);
    sent = true;
  }
  const int status = pclose(pipe);
  EXPECT_EQ(WEXITSTATUS(status), 21) << output;
  EXPECT_TRUE(std::filesystem::exists(path("told")));
  EXPECT_THAT(output, HasSubstr("inconclusive: TLC was interrupted"));
  EXPECT_THAT(output, HasSubstr("4,321"));
}

TEST_F(PlayedTlc, WhatDoesNotEndIsKilledWithWhatItStarted) {
  bridge::TlcOptions options;
  options.java = java("ready\n", "while :; do sleep 600; done", "trap '' TERM");
  std::atomic<bool> interrupted{false};
  options.interrupted = &interrupted;
  options.line = [&](std::string_view) { interrupted = true; };
  options.patience = std::chrono::milliseconds(100);
  const bridge::TlcRun run = bridge::run_tlc(options);
  EXPECT_TRUE(run.interrupted);
  EXPECT_EQ(run.exit_code, 128 + SIGKILL);
}

}  // namespace
}  // namespace trestle::cli
