// Recording into rings, and the thread that makes lines of them.
#include <atomic>
#include <fstream>
#include <map>
#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/tracer/trace_file.h"
#include "tracer/left.h"
#include "tracer/tracer.h"

namespace trestle::tracer {
namespace {

using ::testing::HasSubstr;

// The thread sanitizer knows no threads of children.
#ifdef __SANITIZE_THREAD__
constexpr bool kThreadsAfterFork = false;
#else
constexpr bool kThreadsAfterFork = true;
#endif

class RingTest : public ::testing::Test {
 protected:
  Options background() const { return {.node = "rm1", .file = file_, .flush = Flush::background}; }
  bool rings_exist() const { return std::filesystem::exists(rings_beside(file_)); }

  TemporaryDirectory directory_;
  const std::string file_ = directory_.file("rm1.ndjson");
};

void record_everything(Tracer& tracer) {
  tracer.event("Small").param("a", 1).param("b", -2).param("c", "three").record();
  tracer.event("Large")
      .param("a", INT64_MIN)
      .param("b", UINT64_MAX)
      .param("text", std::string(5000, 'x'))
      .before(at("votes", 7, "rm1"), Op::contains, ModelValue{"r1"})
      .after("msgs", Op::add, fields("type", "Vote", "set", std::set<int>{1, 2}, "map", std::map<int, bool>{{1, true}}))
      .after("list", Op::append, std::make_pair(1, Value::sequence({2, "x"})))
      .record();
  tracer.receive(R"({"tm":3})");
  tracer.event(std::string("Dynamic") + "Name").param(std::string("p"), std::string()).record();
  tracer.event("Sends").sends("m1").receives("m2").receives("m3").record();
  tracer.event("").param("", 0).record();
}

std::vector<std::string> without_times(const std::string& file) {
  std::vector<std::string> result;
  for (const Line& line : read_trace(file)) result.push_back(line.event.empty() ? "header" : without_time(line.text));
  return result;
}

TEST_F(RingTest, TheLinesAreThoseOfEveryOtherMode) {
  const std::string direct = directory_.file("direct.ndjson"), binary = directory_.file("binary");
  for (const Options& options : {background(), Options{.node = "rm1", .file = direct},
                                 Options{.node = "rm1", .file = binary, .flush = Flush::binary}}) {
    Tracer tracer(options);
    ASSERT_TRUE(tracer.status().ok) << tracer.status().problem;
    record_everything(tracer);
    EXPECT_EQ(tracer.status().recorded, 5u);
  }
  const std::string recovered = directory_.file("recovered.ndjson");
  recover(binary, recovered);
  EXPECT_EQ(without_times(file_), without_times(direct));
  EXPECT_EQ(without_times(recovered), without_times(direct));
  EXPECT_FALSE(rings_exist());
}

TEST_F(RingTest, TimesAreThoseOfTheWallClock) {
  for (const Time time : {Time::counter, Time::tick}) {
    Options options = background();
    options.time = time;
    options.existing = Existing::replace;
    const auto now = [] { return static_cast<int64_t>(wall_ns()); };
    const int64_t before = now();
    Tracer tracer(options);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const int64_t middle = now();
    tracer.event("E").record();
    tracer.close();
    const int64_t at = number_after(read_trace(file_).at(1).text, "\"time\":");
    EXPECT_GE(at, before - 5'000'000);
    EXPECT_LE(at, now() + 5'000'000);
    if (time == Time::counter) {
      EXPECT_GE(at, middle - 5'000'000);
    }
  }
}

TEST_F(RingTest, EventsOfManyThreadsAreInTheOrderOfTheirRecording) {
  constexpr int kThreads = 8, kEvents = 5000;
  {
    Options options = background();
    options.ring_bytes = 16 * 1024;  // so that they wrap, and threads wait for the writer
    Tracer tracer(options);
    std::mutex mutex;
    int turn = 0;  // under the mutex: where its order must be the trace's
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < kEvents; ++i) {
          if (i % 10 == 0) {
            const std::scoped_lock lock(mutex);
            tracer.event("Turn").param("turn", turn++).record();
          }
          if (i % 100 == 0) tracer.receive("{\"peer" + std::to_string(t) + "\":" + std::to_string(i + 1) + "}");
          tracer.event("T" + std::to_string(t)).param("i", i).param("text", std::string(i % 50, 'x')).record();
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(tracer.status().dropped, 0u);
  }
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(lines.size(), kThreads * (kEvents + kEvents / 10) + 2u);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
  std::map<std::string, int64_t> next;
  for (const Line& line : lines) {
    if (line.event.empty() || line.event[0] == '#') continue;
    const int64_t i = number_after(line.text, line.event == "Turn" ? "\"turn\":" : "\"i\":");
    ASSERT_EQ(i, next[line.event]++) << line.text;
    // What a thread received before its event is in the event's clock, and nothing that comes later.
    if (line.event[0] != 'T' || line.event == "Turn") continue;
    const std::string peer = "\"peer" + line.event.substr(1) + "\":";
    ASSERT_EQ(number_after(line.text, peer), i / 100 * 100 + 1) << line.text;
  }
  EXPECT_EQ(next.size(), kThreads + 1u);
}

TEST_F(RingTest, DropsAreCountedAndWhereTheyWere) {
  Options options = background();
  options.ring_bytes = 4096;
  options.full = Full::drop;
  Tracer tracer(options);
  constexpr uint64_t kEvents = 200'000;
  uint64_t recorded = 0;
  for (uint64_t i = 0; i < kEvents; ++i) recorded += tracer.event("E").param("i", i).record();
  const Status status = tracer.status();
  EXPECT_EQ(status.recorded, recorded);
  EXPECT_EQ(status.recorded + status.dropped, kEvents);
  EXPECT_GT(status.dropped, 0u) << "200,000 events in a row go into a ring of 100";
  tracer.close();
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(count_events(lines, "E"), recorded);
  EXPECT_EQ(expect_no_silent_gap(lines), kEvents - recorded);
  for (const Line& line : lines) {
    if (line.event != "E") continue;
    ASSERT_EQ(number_after(line.text, "\"i\":"), static_cast<int64_t>(line.seq) - 1);
  }
}

TEST_F(RingTest, GrowingTakesMoreRings) {
  Options options = background();
  options.ring_bytes = 4096;
  options.full = Full::grow;
  Tracer tracer(options);
  for (int i = 0; i < 50'000; ++i) ASSERT_TRUE(tracer.event("E").param("i", i).record());
  tracer.close();
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(count_events(lines, "E"), 50'000u);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
}

TEST_F(RingTest, ABinaryFileHasALimit) {
  const std::string binary = directory_.file("binary"), recovered = directory_.file("recovered.ndjson");
  Tracer tracer({.node = "rm1", .file = binary, .flush = Flush::binary, .ring_bytes = 4096, .rings_bytes = 64 * 1024});
  uint64_t recorded = 0;
  for (int i = 0; i < 10'000; ++i) recorded += tracer.event("E").record();
  EXPECT_FALSE(tracer.status().ok);
  EXPECT_GT(recorded, 1000u);
  EXPECT_LT(recorded, 10'000u);
  tracer.close();
  recover(binary, recovered);
  const std::vector<Line> lines = read_trace(recovered);
  EXPECT_EQ(count_events(lines, "E"), recorded);
  EXPECT_EQ(expect_no_silent_gap(lines), 10'000 - recorded);
  EXPECT_EQ(lines.back().event, "#end");
}

TEST_F(RingTest, ABinaryFileGoesOnInAnother) {
  const std::string binary = directory_.file("binary"), recovered = directory_.file("recovered.ndjson");
  const Options options = {.node = "rm1", .file = binary, .flush = Flush::binary};
  Tracer tracer(options);
  tracer.receive(R"({"tm":4})");
  tracer.event("First").record();
  ASSERT_TRUE(tracer.open(options)) << tracer.status().problem;
  EXPECT_EQ(tracer.stamp(), R"({"rm1":2,"tm":4})") << "the end of the first file counts";
  tracer.event("Second").record();
  tracer.close();
  recover(binary, recovered);
  const Line second = read_trace(recovered).at(1);
  EXPECT_EQ(second.seq, 3u);
  EXPECT_THAT(second.text, HasSubstr("\"tm\":4"));
  recover(binary + ".1", recovered);
  EXPECT_EQ(read_trace(recovered).at(1).event, "First");
}

TEST_F(RingTest, NamesBeyondTheTableStayInTheirRecords) {
  {
    Tracer tracer(background());
    for (int i = 0; i < 3000; ++i) tracer.event("Name" + std::to_string(i) + std::string(50, 'n')).record();
  }
  const std::vector<Line> lines = read_trace(file_);
  for (int i = 0; i < 3000; ++i) EXPECT_EQ(lines.at(i + 1).event, "Name" + std::to_string(i) + std::string(50, 'n'));
}

TEST_F(RingTest, AnEventThatNoRingCanHoldIsDropped) {
  Options options = background();
  options.ring_bytes = 4096;
  Tracer tracer(options);
  EXPECT_FALSE(tracer.event("Huge").param("text", std::string(5000, 'x')).record());
  EXPECT_TRUE(tracer.event("E").record());
  tracer.close();
  EXPECT_EQ(expect_no_silent_gap(read_trace(file_)), 1u);
}

TEST_F(RingTest, ThreadsThatEndLeaveTheirRingsToOthers) {
  Tracer tracer(background());
  for (int i = 0; i < 100; ++i) {
    std::thread([&] { tracer.event("E").record(); }).join();
    if (i % 10 == 0) tracer.flush();
  }
  EXPECT_LT(std::filesystem::file_size(rings_beside(file_)), 4u << 20) << "each ring is 1 MiB";
  tracer.close();
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(count_events(lines, "E"), 100u);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
}

Tracer* traced_at_exit = nullptr;
struct RecordsWhenTheThreadEnds {
  ~RecordsWhenTheThreadEnds() { traced_at_exit->event("AtExit").record(); }
};

TEST_F(RingTest, EventsOfThreadLocalDestructors) {
  Tracer tracer(background());
  traced_at_exit = &tracer;
  for (int i = 0; i < 3; ++i) {
    std::thread([&] {
      // Made before the tracer's own, so destroyed after it.
      thread_local RecordsWhenTheThreadEnds at_exit;
      (void)&at_exit;
      tracer.event("E").record();
    }).join();
  }
  tracer.close();
  EXPECT_EQ(count_events(read_trace(file_), "AtExit"), 3u);
}

// A tracer that a static object owns, and one that is never destroyed, record in the destructors of statics.
TEST_F(RingTest, EventsOfStaticDestructors) {
  for (const bool leaked : {false, true}) {
    std::filesystem::remove(file_);
    EXPECT_EQ(in_child([&] {
                static Tracer owned;
                Tracer& tracer = leaked ? *new Tracer : owned;
                tracer.open(background());
                traced_at_exit = &tracer;
                static RecordsWhenTheThreadEnds at_exit;
                tracer.event("E").record();
                std::exit(0);
              }),
              0);
    const std::string recovered = directory_.file("recovered.ndjson");
    recover(file_, recovered);
    const std::vector<Line> lines = read_trace(recovered);
    EXPECT_EQ(count_events(lines, "E"), 1u);
    EXPECT_EQ(count_events(lines, "AtExit"), 1u);
    EXPECT_EQ(count_events(lines, "#end"), leaked ? 0u : 1u);
    EXPECT_EQ(rings_exist(), leaked);
  }
}

TEST_F(RingTest, AChildAfterForkRecordsNothingOfTheParents) {
  Tracer tracer(background());
  std::atomic<bool> stop = false;
  std::thread busy([&] {
    while (!stop) tracer.event("Busy").record();
  });
  tracer.event("Parent").record();
  for (int i = 0; i < 20; ++i) {
    Event begun = tracer.event("Begun");
    EXPECT_EQ(in_child([&] {
                alarm(20);
                if (tracer.event("Refused").record() || begun.record()) _exit(1);
                if (tracer.receive(R"({"tm":1})") || tracer.flush() || tracer.status().ok) _exit(2);
                if (!kThreadsAfterFork) return;
                if (!tracer.open({.node = "child", .file = directory_.file("child"), .flush = Flush::background}))
                  _exit(3);
                if (!tracer.event("Child").record()) _exit(4);
                tracer.close();
              }),
              0);
    begun.cancel();
  }
  stop = true;
  busy.join();
  tracer.event("Parent").record();
  tracer.close();
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(count_events(lines, "Refused") + count_events(lines, "Begun"), 0u);
  EXPECT_EQ(count_events(lines, "Parent"), 2u);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
  if (!kThreadsAfterFork) return;
  EXPECT_EQ(count_events(read_trace(directory_.file("child")), "Child"), 20u) << "each child continued it";
}

TEST_F(RingTest, APauseIsVisible) {
  for (const Flush flush : {Flush::background, Flush::each_event}) {
    Tracer tracer({.node = "rm1", .file = file_, .flush = flush, .existing = Existing::replace});
    tracer.event("Before").record();
    tracer.pause();
    EXPECT_FALSE(tracer.is_on());
    tracer.event("Unseen").record();
    tracer.resume();
    tracer.event("After").record();
    tracer.close();
    const std::vector<Line> lines = read_trace(file_);
    EXPECT_EQ(count_events(lines, "Unseen"), 0u);
    EXPECT_EQ(count_events(lines, "After"), 1u);
    EXPECT_EQ(expect_no_silent_gap(lines), 1u);
  }
}

TEST_F(RingTest, ADiskThatIsFullForAWhile) {
  for (const Full full : {Full::drop, Full::block}) {
    std::filesystem::remove(file_);
    EXPECT_EQ(in_child([&] {
                alarm(60);
                signal(SIGXFSZ, SIG_IGN);
                Options options = background();
                options.ring_bytes = 4096;
                options.buffer_bytes = 8192;
                options.full = full;
                Tracer tracer(options);
                rlimit limit = {};
                getrlimit(RLIMIT_FSIZE, &limit);
                const rlimit small = {20'001, limit.rlim_max};
                setrlimit(RLIMIT_FSIZE, &small);
                // A file that cannot be written blocks nobody.
                for (int i = 0; i < 5000; ++i) tracer.event("E").param("i", i).record();
                if (tracer.status().dropped == 0) _exit(1);
                setrlimit(RLIMIT_FSIZE, &limit);
                if (!tracer.flush()) _exit(2);
                for (int i = 0; i < 10; ++i) {
                  if (!tracer.event("Later").record()) _exit(3);
                }
              }),
              0);
    const std::vector<Line> lines = read_trace(file_);
    EXPECT_EQ(count_events(lines, "Later"), 10u);
    EXPECT_EQ(count_events(lines, "E") + expect_no_silent_gap(lines), 5000u);
  }
}

TEST_F(RingTest, RingsThatCannotBeMadeAreAProblemNotACrash) {
  Tracer tracer({.node = "rm1", .file = "/proc/rm1.ndjson", .flush = Flush::background});
  EXPECT_FALSE(tracer.is_on());
  EXPECT_THAT(tracer.status().problem, HasSubstr("/proc/rm1.ndjson: "));
  EXPECT_EQ(in_child([&] {
              signal(SIGXFSZ, SIG_IGN);
              const rlimit small = {100'000, 100'000};
              setrlimit(RLIMIT_FSIZE, &small);
              Tracer full(background());
              _exit(full.status().ok || full.is_on() ? 1 : 0);
            }),
            0)
      << "there is room for the header and none for a ring";
}

TEST_F(RingTest, TwoProcessesCannotRecordIntoOneFile) {
  for (const Flush flush : {Flush::background, Flush::binary}) {
    const std::string file = directory_.file(flush == Flush::binary ? "binary" : "lines");
    Tracer tracer({.node = "rm1", .file = file, .flush = flush});
    tracer.event("E").record();
    EXPECT_EQ(in_child([&] {
                Tracer second({.node = "rm1", .file = file, .flush = flush});
                _exit(second.status().ok ? 1 : 0);
              }),
              0);
  }
}

std::string hybrid_stamp(uint64_t time) {
  Text text;
  text.append('@');
  encode_hybrid(text, time);
  return std::string(text.view());
}

TEST_F(RingTest, HybridTimeHasTheOrderOfTheNumbersOfAllThreads) {
  constexpr int kThreads = 4, kEvents = 3000;
  Tracer tracer({.node = "a", .file = file_, .flush = Flush::background, .vector = false, .hybrid = true});
  tracer.event("Alone").record();
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < kEvents; ++k) {
        if (k % 10 == 0) tracer.receive(hybrid_stamp(wall_ns() + 1'000'000));
        tracer.event("Step").record();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  tracer.close();
  int64_t last = 0;
  size_t events = 0;
  for (const auto& line : read_trace(file_)) {
    if (line.text.find("\"hlc\":") == std::string::npos) continue;
    const int64_t time = number_after(line.text, "\"hlc\":");
    EXPECT_GT(time, last) << line.text;
    last = time;
    ++events;
  }
  EXPECT_EQ(events, 1 + kThreads * kEvents);
}

TEST_F(RingTest, HybridTimeIsLargerThanThatOfItsCauses) {
  for (const Flush flush : {Flush::background, Flush::each_event}) {
    Tracer one(
        {.node = "a", .file = directory_.file("a"), .flush = flush, .existing = Existing::replace, .hybrid = true});
    Tracer two(
        {.node = "b", .file = directory_.file("b"), .flush = flush, .existing = Existing::replace, .hybrid = true});
    // One whose clock is an hour ahead.
    const uint64_t ahead = wall_ns() + uint64_t{3600} * 1'000'000'000;
    EXPECT_TRUE(one.receive("{\"c\":1}" + hybrid_stamp(ahead)));
    EXPECT_FALSE(one.receive("{\"c\":1}@x"));
    EXPECT_FALSE(one.receive("{\"c\":1}x"));
    one.event("Send").record();
    EXPECT_TRUE(two.receive(one.stamp()));
    two.event("Receive").record();
    two.event("Next").record();
    one.close();
    two.close();
    const auto time = [&](const std::string& file, size_t line) {
      return number_after(read_trace(directory_.file(file)).at(line).text, "\"hlc\":");
    };
    EXPECT_GT(time("a", 1), static_cast<int64_t>(ahead));
    EXPECT_GT(time("b", 1), time("a", 1));
    EXPECT_GT(time("b", 2), time("b", 1));
  }
}

TEST_F(RingTest, StampsMayCarryHybridTimeAlone) {
  for (const Flush flush : {Flush::background, Flush::each_event}) {
    const auto options = [&](const char* node, bool vector) {
      return Options{.node = node,
                     .file = directory_.file(node),
                     .flush = flush,
                     .existing = Existing::replace,
                     .vector = vector,
                     .hybrid = true};
    };
    Tracer one(options("a", false)), two(options("b", true));
    one.event("Send").record();
    const std::string stamp = one.stamp();
    EXPECT_EQ(stamp, hybrid_stamp(parse_hybrid(stamp.substr(1)).value()));
    EXPECT_FALSE(two.receive("@"));
    EXPECT_FALSE(two.receive(stamp + "}"));
    EXPECT_FALSE(two.receive(stamp.substr(0, 6) + "." + stamp.substr(7)));
    EXPECT_FALSE(two.receive(hybrid_stamp(uint64_t{1} << 63)));  // and nothing comes after the largest number
    const uint64_t ahead = wall_ns() + uint64_t{3600} * 1'000'000'000;
    EXPECT_TRUE(two.receive(hybrid_stamp(ahead)));
    two.event("Receive").record();
    // Who has no vector clock to send takes one that comes.
    EXPECT_TRUE(one.receive(two.stamp()));
    one.event("Last").record();
    one.close();
    two.close();
    const std::string received = read_trace(directory_.file("b")).at(1).text;
    EXPECT_GT(number_after(received, "\"hlc\":"), static_cast<int64_t>(ahead));
    EXPECT_THAT(received, HasSubstr(R"("clock":{"b":1},)"));
    EXPECT_THAT(read_trace(directory_.file("a")).at(2).text, HasSubstr(R"("clock":{"a":2,"b":1},)"));
  }
}

}  // namespace
}  // namespace trestle::tracer
