#include "translator/codegen/compile.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include <boost/process.hpp>
#include <dlfcn.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include "header_texts.h"
#include "translator/codegen/cache.h"

namespace trestle::codegen {

namespace fs = std::filesystem;
namespace bp = boost::process;

namespace {

// With what this processor can do besides the oldest of its kind: a unit is kept for the machine that it was made on.
std::vector<std::string> flags() {
  std::vector<std::string> all = {"-std=c++20", "-O2", "-fPIC", "-shared", "-fvisibility=hidden"};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("popcnt")) all.emplace_back("-mpopcnt");
  if (__builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")) all.insert(all.end(), {"-mbmi", "-mbmi2"});
  if (__builtin_cpu_supports("avx2")) all.emplace_back("-mavx2");
#endif
  return all;
}

// Of a compiler that may have some of its own.
std::vector<std::string> arguments_of(const std::vector<std::string>& compiler, const std::vector<std::string>& more) {
  std::vector<std::string> all(compiler.begin() + 1, compiler.end());
  for (const std::string& flag : flags()) all.push_back(flag);
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace

std::span<const Header> headers() { return kHeaders; }

std::vector<std::string> find_compiler(const CompileOptions& options) {
  std::vector<std::string> candidates;
  if (!options.compiler.empty()) {
    candidates = {options.compiler};
  } else {
    if (const char* cxx = std::getenv("CXX"); cxx != nullptr && *cxx != 0) candidates.emplace_back(cxx);
    candidates.insert(candidates.end(), {"c++", "g++", "clang++"});
  }
  for (const std::string& candidate : candidates) {
    if (candidate.find('/') != std::string::npos && fs::exists(candidate)) return {candidate};
    std::istringstream text(candidate);  // as in CXX="ccache g++ -pipe"
    std::vector<std::string> words{std::istream_iterator<std::string>(text), {}};
    if (words.empty()) continue;
    const bool path = words[0].find('/') != std::string::npos;
    if (path && fs::exists(words[0])) return words;
    if (const std::string found = path ? "" : bp::search_path(words[0]).string(); !found.empty()) {
      words[0] = found;
      return words;
    }
  }
  return {};
}

Library compile(const Unit& unit, const CompileOptions& options, const std::atomic<bool>& ended) {
  const std::vector<std::string> compiler = find_compiler(options);
  if (compiler.empty()) throw CompileError("no C++ compiler was found", true);
  std::string key = unit.source;
  for (const std::string& word : compiler) key += word + ' ';
  for (const std::string& flag : flags()) key += flag;
  for (const Header& header : headers()) key += header.text;
  const fs::path folder = cache_folder(options) / cache_name(key);
  const fs::path library = folder / "unit.so";
  if (!is_sealed(library)) {
    fs::create_directories(folder / "trestle");
    for (const Header& header : headers()) write_whole(folder / "trestle" / header.name, header.text);
    write_whole(folder / "unit.cpp", unit.source);
    // Under a name of its own first: another process may be at the same unit.
    const fs::path made = folder / fmt::format("unit.{}.so", getpid());
    const auto arguments = arguments_of(compiler, {"-I" + folder.string(), (folder / "unit.cpp").string(), "-o", made.string()});
    const fs::path messages = folder / fmt::format("unit.{}.txt", getpid());
    bp::environment environment = boost::this_process::environment();
    environment["LC_ALL"] = "C";  // its messages are shown
    bp::group all;  // the driver and what it runs, which would go on by itself
    bp::child child(compiler[0], environment, bp::args(arguments), bp::std_out > bp::null, bp::std_err > messages.string(),
                    bp::std_in < bp::null, all);
    while (!child.wait_for(std::chrono::milliseconds(10))) {
      if (!ended) continue;
      kill(-all.native_handle(), SIGTERM);  // so that it removes what it has written
      if (!child.wait_for(std::chrono::seconds(1))) all.terminate();
      fs::remove(messages);
      fs::remove(made);
      return {};
    }
    std::ifstream in(messages);
    std::string text, line;
    for (int lines = 0; lines < 12 && std::getline(in, line); ++lines) text += line + "\n";
    fs::remove(messages);
    // Ctrl-C in a terminal is meant for all its processes; a system without memory ends the largest one.
    const bool stopped = WIFSIGNALED(child.native_exit_code()) || text.find("signal terminated program") != std::string::npos;
    if (stopped) throw CompileError("the compiler was stopped before it was done\n" + text);
    if (text.empty() && (child.exit_code() != 0 || !fs::exists(made)))
      throw CompileError(fmt::format("the compiler {} made nothing, without a word (exit status {})", compiler[0], child.exit_code()));
    if (child.exit_code() != 0)
      throw CompileError(
          fmt::format("{} does not compile, which is an error in Trestle:\n{}", (folder / "unit.cpp").string(), text));
    seal(made);
    fs::rename(made, library);
  }
  Library result;
  void* handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) throw CompileError(fmt::format("cannot load {}: {}", library.string(), dlerror()));
  result.handle_ = std::shared_ptr<void>(handle, [](void* h) { dlclose(h); });
  result.table_ = static_cast<const packed::UnitTable*>(dlsym(handle, "trestle_unit"));
  if (result.table_ == nullptr || result.table_->version != packed::kVersion)
    throw CompileError(library.string() + " is not a unit of this version of Trestle");
  return result;
}

std::string with_lines(const fs::path& library, const CompileOptions& options) {
  const fs::path folder = library.parent_path(), made = folder / "unit.lines.so";
  if (fs::exists(made)) return made.string();
  const std::vector<std::string> compiler = find_compiler(options);
  if (compiler.empty()) return {};
  const auto arguments =
      arguments_of(compiler, {"-g1", "-I" + folder.string(), (folder / "unit.cpp").string(), "-o", made.string()});
  bp::child child(compiler[0], bp::args(arguments), bp::std_out > bp::null, bp::std_err > bp::null, bp::std_in < bp::null);
  child.wait();
  return child.exit_code() == 0 ? made.string() : std::string();
}

}  // namespace trestle::codegen
