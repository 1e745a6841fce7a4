// Finds modules by name: the folder of the root module, then the library folders in order, then the built-in modules, then
// the file of the root module itself (monolith.h).
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "translator/diagnostics/source.h"
#include "translator/syntax/ast.h"

namespace trestle::modules {

class ModuleLoader {
 public:
  virtual ~ModuleLoader() = default;
  struct Found {
    std::shared_ptr<const Source> source;
    bool standard = false;
    std::shared_ptr<const ast::Module> syntax = nullptr;  // where it is parsed already; `source` is not needed then
  };
  virtual std::optional<Found> find(const std::string& module) = 0;
  virtual std::vector<std::string> places() const = 0;  // for "no such module": where it looked
};

class FileLoader : public ModuleLoader {
 public:
  // A module is `<folder>/<name>.tla`. Built-in modules come last, as in TLC: a file Sequences.tla beside the root is Sequences.
  explicit FileLoader(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}
  std::optional<Found> find(const std::string& module) override;
  std::vector<std::string> places() const override;
  void add_folder(std::filesystem::path folder) { folders_.push_back(std::move(folder)); }
  const std::vector<std::filesystem::path>& folders() const { return folders_; }
  void set_root(std::shared_ptr<const Source> root) { root_ = std::move(root); }

 private:
  std::vector<std::filesystem::path> folders_;
  std::shared_ptr<const Source> root_;
};

// Reads a whole file; an error message instead when it cannot.
std::shared_ptr<const Source> read_source(const std::filesystem::path& path, std::string& error);

// The text of a built-in module, embedded at build time from translator/modules/standard. Empty when there is none.
std::string_view standard_module(std::string_view name);
std::vector<std::string_view> standard_module_names();
// The same as a source of its own. What built-in modules extend is looked up here only, whatever files lie around.
std::optional<ModuleLoader::Found> built_in_module(const std::string& name);

}  // namespace trestle::modules
