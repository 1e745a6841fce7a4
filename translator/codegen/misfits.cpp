#include "translator/codegen/misfits.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>
#include <map>
#include <mutex>

#include <boost/process.hpp>
#include <dlfcn.h>
#include <execinfo.h>
#include <fmt/format.h>

namespace trestle::codegen {

namespace bp = boost::process;

namespace {

// Generated functions around the place; helpers of packed.h are the innermost.
constexpr size_t kDepth = 8;
using Frames = std::array<void*, kDepth>;

std::atomic<bool> watching{false};
std::mutex mutex;
std::map<Frames, uint64_t> met;  // guarded by the mutex

struct Line {
  std::string file, function;
  unsigned number = 0;
};

// What is at an address, with what was inlined there, innermost first.
std::vector<Line> lines_at(const std::string& library, uintptr_t address) {
  std::vector<Line> lines;
  const auto tool = bp::search_path("addr2line");
  if (tool.empty()) return lines;
  bp::ipstream out;
  bp::child child(tool, "-f", "-C", "-i", "-e", library, fmt::format("{:#x}", address), bp::std_out > out,
                  bp::std_err > bp::null, bp::std_in < bp::null);
  std::string function, place;
  while (std::getline(out, function) && std::getline(out, place)) {
    const size_t colon = place.find(':');
    if (colon == std::string::npos) continue;
    const std::string number = place.substr(colon + 1);
    if (number.empty() || number[0] < '0' || number[0] > '9') continue;
    lines.push_back({place.substr(0, colon), function, static_cast<unsigned>(std::stoul(number))});
  }
  child.wait();
  return lines;
}

std::string line_of(const std::string& file, unsigned number) {
  std::ifstream in(file);
  std::string text;
  while (number-- > 0 && std::getline(in, text)) {
  }
  const size_t start = text.find_first_not_of(' ');
  return start == std::string::npos ? "" : text.substr(start, 160);
}

}  // namespace

void watch_misfits(bool on) { watching = on; }

void misfit_happened() {
  if (!watching.load(std::memory_order_relaxed)) return;
  std::array<void*, kDepth + 2> stack{};
  backtrace(stack.data(), static_cast<int>(stack.size()));
  Frames frames{};
  std::copy(stack.begin() + 2, stack.end(), frames.begin());  // without this function and misfit()
  const std::lock_guard lock(mutex);
  ++met[frames];
}

std::vector<MisfitPlace> misfit_places(const CompileOptions& options) {
  const std::lock_guard lock(mutex);
  std::map<std::pair<std::string, unsigned>, MisfitPlace> places;
  std::map<void*, std::vector<Line>> known;
  for (const auto& [frames, count] : met) {
    MisfitPlace place;
    for (void* frame : frames) {
      Dl_info info;
      if (frame == nullptr || dladdr(frame, &info) == 0 || info.dli_fname == nullptr) continue;
      const std::filesystem::path library = info.dli_fname;
      if (library.filename() != "unit.so") break;  // out of generated code
      const auto [it, added] = known.try_emplace(frame);
      // One byte back: the call, not what comes after it.
      if (added)
        it->second = lines_at(with_lines(library, options),
                              reinterpret_cast<uintptr_t>(frame) - reinterpret_cast<uintptr_t>(info.dli_fbase) - 1);
      for (const Line& l : it->second) {
        if (!l.file.ends_with("unit.cpp")) continue;
        if (place.line == 0) place = {l.file, l.number, line_of(l.file, l.number), "", 0};
        // Lambdas have no name: the function around them has one.
        if (place.function.empty() && l.function.find("operator()") == std::string::npos) place.function = l.function;
      }
      if (place.line != 0 && !place.function.empty()) break;
    }
    if (place.line == 0) place.code = "unknown";
    MisfitPlace& all = places.try_emplace({place.unit, place.line}, place).first->second;
    all.count += count;
  }
  std::vector<MisfitPlace> list;
  for (auto& [where, place] : places) list.push_back(std::move(place));
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
  return list;
}

}  // namespace trestle::codegen
