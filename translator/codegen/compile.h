// A unit's text to a loaded library, by the system's C++ compiler; kept by the content's hash.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "translator/codegen/generate.h"
#include "translator/runtime/packed.h"

namespace trestle::codegen {

struct CompileOptions;

class Library {
 public:
  const packed::UnitTable& table() const { return *table_; }

 private:
  friend Library compile(const Unit& unit, const CompileOptions& options, const std::atomic<bool>& ended);
  std::shared_ptr<void> handle_;
  const packed::UnitTable* table_ = nullptr;
};

struct CompileOptions {
  std::string compiler;          // empty: $CXX, c++, g++ or clang++, whichever is found first
  std::filesystem::path folder;  // where units are kept; empty: trestle in the user's cache folder
};

// What went wrong: no compiler, or our text does not compile.
struct CompileError : std::runtime_error {
  explicit CompileError(const std::string& what, bool no_compiler = false)
      : std::runtime_error(what), no_compiler(no_compiler) {}
  bool no_compiler;
};

// With the arguments that $CXX may give it; empty when there is none.
std::vector<std::string> find_compiler(const CompileOptions& options);
// `ended` set from outside: the compiler is stopped, and what is returned has no table.
Library compile(const Unit& unit, const CompileOptions& options, const std::atomic<bool>& ended);
// The path of a library like this one, with its line numbers; empty when it cannot be made.
std::string with_lines(const std::filesystem::path& library, const CompileOptions& options);
// What units and libraries include as <trestle/NAME>.
struct Header {
  std::string_view name, text;
};
std::span<const Header> headers();

}  // namespace trestle::codegen
