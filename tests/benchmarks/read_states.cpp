// How fast a list or graph of states is read, and in how much memory: read_states FILE [dot]. Figures are in
// docs/formats/behaviors.md.
#include <cstdio>
#include <cstring>
#include <fstream>

#include <sys/resource.h>

#include "validator/bridge/state_file.h"

namespace {

struct Counting final : trestle::bridge::StateFileSink {
  void state(const trestle::bridge::ListedState& state) override { values += state.values.size(); }
  size_t values = 0;
};

}  // namespace

int main(int count, char** arguments) {
  using trestle::bridge::Format;
  if (count < 2) return 64;
  std::ifstream in(arguments[1], std::ios::binary);
  const Format format = count > 2 && std::strcmp(arguments[2], "dot") == 0 ? Format::Dot : Format::Dump;
  Counting sink;
  const auto read = trestle::bridge::read_state_file(in, format, arguments[1], sink);
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const double seconds = static_cast<double>(used.ru_utime.tv_sec) + static_cast<double>(used.ru_utime.tv_usec) * 1e-6;
  std::printf("%llu states, %zu values, %.0f MB, %.2f s user CPU, %.0f MB/s, %ld MB resident at most\n",
              static_cast<unsigned long long>(read.states), sink.values, static_cast<double>(read.bytes) / 1e6, seconds,
              static_cast<double>(read.bytes) / 1e6 / seconds, used.ru_maxrss / 1024);
}
