// Records for so many seconds with all that there is, from threads that come and go, and reads what became of it: for
// the sanitizers. tracer_soak FOLDER SECONDS
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tracer/left.h"
#include "tracer/resume.h"
#include "tracer/tracer.h"

namespace {

using namespace trestle::tracer;

// A thread's part of a round; messages go through `stamp`, as if from another node.
void events(Tracer& tracer, Tracer& other, int thread, std::atomic<uint64_t>& recorded) {
  for (int i = 0; i < 2000; ++i) {
    const std::map<int, std::string> function = {{i, "a"}, {i + 1, "b"}};
    recorded += tracer.event("Step").param("thread", thread).param("i", i).record();
    recorded += tracer.record("AtOnce", "thread", thread, "text", std::to_string(i), "odd", i % 2 != 0);
    recorded += tracer.event("Name" + std::to_string(i % 700)).after(at("f", thread), function).record();
    recorded += tracer.interval("Long").before("n", Op::contains, fields("i", i)).record();
    if (i % 64 == 0) other.receive(tracer.stamp());
    if (i % 100 == 0) tracer.receive(other.stamp());
    if (i % 500 == 0) recorded += other.event("Other").receives("m" + std::to_string(i)).record();
  }
}

// Every number once and in order, as events or as missing.
bool whole(const std::string& file, uint64_t& numbers) {
  WholeTrace trace(file);
  std::string text;
  char bytes[65536];
  while (const size_t got = trace.read(bytes, sizeof bytes)) text.append(bytes, got);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto number = [&](const char* member) {
      const size_t at = line.find(member);
      return at == std::string::npos ? 0 : std::strtoull(line.c_str() + at + std::strlen(member), nullptr, 10);
    };
    const uint64_t seq = number("\"seq\":"), dropped = number("\"count\":");
    if (seq == 0) continue;  // a header
    numbers += dropped != 0 ? dropped : 1;
    if (seq != numbers) return false;
  }
  return trace.problem().empty() && !trace.corrupt();
}

bool all_whole(const std::string& file) {
  uint64_t numbers = 0;
  for (uint64_t i = 1; i <= last_rotation(file); ++i) {
    if (!whole(rotated_name(file, i), numbers)) return false;
  }
  return whole(file, numbers);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return std::fputs("tracer_soak FOLDER SECONDS\n", stderr), 64;
  const std::filesystem::path folder = arguments[1];
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(arguments[2]));
  const Flush ways[] = {Flush::background, Flush::binary, Flush::each_event, Flush::buffered};
  const Full policies[] = {Full::block, Full::drop, Full::grow};
  uint64_t all = 0;
  for (unsigned round = 0; std::chrono::steady_clock::now() < end; ++round) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    const std::string file = folder / "n.ndjson";
    Tracer tracer({.node = "n",
                   .file = file,
                   .flush = ways[round % 4],
                   .full = policies[round / 4 % 3],
                   .ring_bytes = size_t{64} << 10,
                   .rotate_bytes = round % 3 == 0 ? 0u : 500'000u,
                   .hybrid = round % 5 == 0});
    Tracer other({.node = "m", .file = folder / "m.ndjson", .flush = Flush::background});
    std::atomic<uint64_t> recorded = 0;
    for (int wave = 0; wave < 3; ++wave) {
      std::vector<std::thread> threads;
      for (int i = 0; i < 4; ++i)
        threads.emplace_back(events, std::ref(tracer), std::ref(other), i, std::ref(recorded));
      for (std::thread& thread : threads) thread.join();
    }
    tracer.close();
    if (!all_whole(file)) return std::fprintf(stderr, "round %u: a number is missing\n", round), 1;
    all += recorded;
  }
  std::printf("%llu events\n", static_cast<unsigned long long>(all));
}
