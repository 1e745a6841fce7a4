// What an event with three parameters costs the thread that records it, in this tracer and in loggers, side by side in
// one run (docs/performance.md). Bursts of events, with time between them in which a background thread catches up:
//
//   burst_ns   of one event in a burst that is timed as a whole: the median over all bursts, and the `fastest` one
//   p50, p999  of events that are timed one by one, without what the timing itself takes (`timing_ns`); `best999` is the
//              99.9th percentile of the best 10,000 in a row
//
// The machine's other work is in the medians. The fastest burst and the best stretch are what it disturbs least.
//
// TRESTLE_BENCHMARK_DIR says where files go (default: the system's folder for temporary files).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>

#ifdef WITH_SPDLOG
#include <spdlog/async.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>
#endif
#ifdef WITH_LTTNG
#include "tests/benchmarks/tracer/lttng_provider.h"
#endif
#include "tracer/ticks.h"
#include "tracer/tracer.h"

namespace {

using trestle::tracer::Flush;
using trestle::tracer::Time;
using trestle::tracer::Tracer;

constexpr int kBurst = 1000;

std::string file(const std::string& name) {
  const char* given = std::getenv("TRESTLE_BENCHMARK_DIR");
  const std::filesystem::path folder = given != nullptr ? given : std::filesystem::temp_directory_path();
  return (folder / ("trestle_benchmark." + name)).string();
}

template <Flush flush, Time time>
struct Traced {
  static inline std::unique_ptr<Tracer> tracer;
  static void open() {
    tracer = std::make_unique<Tracer>();
    const bool opened = tracer->open({.node = "n1",
                                      .file = file("ndjson"),
                                      .flush = flush,
                                      .existing = trestle::tracer::Existing::replace,
                                      .time = time,
                                      .rings_bytes = size_t{512} << 20});
    if (!opened) std::fprintf(stderr, "%s\n", tracer->status().problem.c_str());
  }
  static void close() {
    if (tracer->status().dropped != 0) std::fprintf(stderr, "events were dropped: the figures are of nothing\n");
    tracer = nullptr;
    std::filesystem::remove(file("ndjson"));
  }
  static void event(int term, int from, int index) {
    tracer->event("BecomeLeader").param("term", term).param("from", from).param("index", index).record();
  }
};

// The same events in one call.
template <Flush flush, Time time>
struct AtOnce : Traced<flush, time> {
  static void event(int term, int from, int index) {
    Traced<flush, time>::tracer->record("BecomeLeader", "term", term, "from", from, "index", index);
  }
};

struct Off {  // a tracer that was never opened
  static inline Tracer tracer;
  static void open() {}
  static void close() {}
  static void event(int term, int from, int index) {
    tracer.event("BecomeLeader").param("term", term).param("from", from).param("index", index).record();
  }
};

struct Counter {  // nothing but a reading of the time stamp counter
  static void open() {}
  static void close() {}
  static void event(int, int, int) { benchmark::DoNotOptimize(trestle::tracer::ticks_now(true)); }
};

struct Fprintf {
  static inline std::FILE* out = nullptr;
  static inline std::mutex mutex;
  static void open() { out = std::fopen(file("fprintf").c_str(), "w"); }
  static void close() {
    std::fclose(out);
    std::filesystem::remove(file("fprintf"));
  }
  static void event(int term, int from, int index) {
    const std::scoped_lock lock(mutex);
    std::fprintf(out, "{\"event\":\"BecomeLeader\",\"time\":%llu,\"params\":{\"term\":%d,\"from\":%d,\"index\":%d}}\n",
                 static_cast<unsigned long long>(trestle::tracer::wall_ns()), term, from, index);
  }
};

#ifdef WITH_SPDLOG
struct Spdlog {
  static inline std::shared_ptr<spdlog::logger> logger;
  static void open() {
    spdlog::init_thread_pool(1 << 16, 1);
    logger = spdlog::basic_logger_mt<spdlog::async_factory>("benchmark", file("spdlog"), true);
  }
  static void close() {
    logger = nullptr;
    spdlog::shutdown();
    std::filesystem::remove(file("spdlog"));
  }
  static void event(int term, int from, int index) {
    logger->info("BecomeLeader term={} from={} index={}", term, from, index);
  }
};
#endif

#ifdef WITH_LTTNG
struct Lttng {  // into a session that tests/benchmarks/run_tracer has made
  static void open() {}
  static void close() {}
  static void event(int term, int from, int index) {
    lttng_ust_tracepoint(trestle_benchmark, BecomeLeader, term, from, index);
  }
};
#endif

double median(std::vector<double>& values, double quantile = 0.5) {
  const size_t at = std::min(values.size() - 1, static_cast<size_t>(static_cast<double>(values.size()) * quantile));
  std::nth_element(values.begin(), values.begin() + static_cast<ptrdiff_t>(at), values.end());
  return values[at];
}

// The lowest 99.9th percentile of a stretch of events, one after the other.
double best_stretch(const std::vector<double>& values) {
  constexpr size_t kStretch = 10 * kBurst;
  double best = 1e9;
  for (size_t from = 0; from + kStretch <= values.size(); from += kStretch) {
    const auto begin = values.begin() + static_cast<ptrdiff_t>(from);
    std::vector<double> stretch(begin, begin + kStretch);
    best = std::min(best, median(stretch, 0.999));
  }
  return best;
}

template <class Logger>
void record(benchmark::State& state) {
  using trestle::tracer::ticks_now;
  const double length = trestle::tracer::tick_length();
  const auto since = [&](uint64_t from) { return static_cast<double>(ticks_now(true) - from) * length; };
  std::vector<double> bursts, empty;
  // Of pages that are there: a new one every 512 events would be in the events after it.
  std::vector<double> singles(static_cast<size_t>(state.max_iterations) / 2 * kBurst);
  singles.clear();
  int burst = 0;
  for (auto _ : state) {
    std::this_thread::sleep_for(std::chrono::milliseconds(4));  // who writes catches up
    for (int i = 0; i < 20; ++i) Logger::event(burst, i, -1);   // and this core wakes up
    if (++burst % 2 != 0) {
      const uint64_t from = ticks_now(true);
      for (int i = 0; i < kBurst; ++i) Logger::event(burst, i, i * 3);
      const double all = since(from);
      bursts.push_back(all / kBurst);
      state.SetIterationTime(all * 1e-9);
    } else {
      const uint64_t begun = ticks_now(true);
      for (int i = 0; i < kBurst; ++i) {
        const uint64_t from = ticks_now(true);
        Logger::event(burst, i, i * 3);
        singles.push_back(since(from));
      }
      state.SetIterationTime(since(begun) * 1e-9);
      for (int i = 0; i < 100; ++i) {
        const uint64_t from = ticks_now(true);
        empty.push_back(since(from));
      }
    }
  }
  if (singles.empty()) return;
  const double timing = median(empty);
  const auto average = [](double value) { return benchmark::Counter(value, benchmark::Counter::kAvgThreads); };
  state.counters["fastest"] = average(*std::min_element(bursts.begin(), bursts.end()));
  state.counters["best999"] = average(std::max(0.0, best_stretch(singles) - timing));
  state.counters["burst_ns"] = average(median(bursts));
  state.counters["p50"] = average(std::max(0.0, median(singles) - timing));
  state.counters["p999"] = average(std::max(0.0, median(singles, 0.999) - timing));
  state.counters["timing_ns"] = average(timing);
}

template <class Logger>
void add(const char* name) {
  for (const int threads : {1, 2, 4}) {
    benchmark::RegisterBenchmark(name, record<Logger>)
        ->Threads(threads)
        ->Iterations(400)
        ->UseManualTime()
        ->Setup([](const benchmark::State&) { Logger::open(); })
        ->Teardown([](const benchmark::State&) { Logger::close(); });
  }
}

}  // namespace

int main(int count, char** arguments) {
  benchmark::Initialize(&count, arguments);
  add<Counter>("time_stamp_counter_alone");
  add<Off>("trestle_off");
  add<AtOnce<Flush::background, Time::tick>>("trestle_at_once_tick");
  add<AtOnce<Flush::background, Time::counter>>("trestle_at_once");
  add<Traced<Flush::background, Time::tick>>("trestle_background_tick");
  add<Traced<Flush::background, Time::counter>>("trestle_background");
  add<Traced<Flush::binary, Time::counter>>("trestle_binary");
  add<Traced<Flush::buffered, Time::counter>>("trestle_buffered");
#ifdef WITH_LTTNG
  add<Lttng>("lttng_ust");
#endif
#ifdef WITH_SPDLOG
  add<Spdlog>("spdlog_async");
#endif
  add<Fprintf>("mutex_fprintf");
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
