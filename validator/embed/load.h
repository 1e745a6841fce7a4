// From the files a user names to a Model: the one place where the pipeline is put together.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "translator/core/core.h"
#include "translator/diagnostics/diagnostic.h"
#include "translator/modules/loader.h"
#include "translator/modules/module.h"
#include "translator/runtime/model.h"
#include "translator/syntax/ast.h"
#include "validator/explore/journal.h"

namespace trestle::embed {

// What every use of a spec says about it.
struct SpecOptions {
  std::string spec;                  // a path, ".tla" may be left out; or SANY's XML
  std::string config;                // empty: the spec's .cfg beside it
  std::vector<std::string> library;  // folders to look for modules in
  std::string integers = "exact";    // or "tlc"
  uint64_t max_set_size = 0;         // 0: the default
};

bool is_xml(const std::filesystem::path& path);  // as SANY writes it, by name or by content
std::filesystem::path spec_path(const SpecOptions& options);
std::filesystem::path config_path(const SpecOptions& options);

struct Loaded {
  std::shared_ptr<const modules::Module> module;
  std::shared_ptr<const ast::ConfigFile> config;
  std::shared_ptr<const core::Spec> spec;
  std::unique_ptr<runtime::Model> model;
};
enum class Stage { Module, Core, Model };  // how far to go

// The root module as parsed, from text or from SANY's XML, and what finds the others. No root when something is wrong.
struct Opened {
  std::shared_ptr<const ast::Module> root;
  std::shared_ptr<modules::ModuleLoader> loader;
};
Opened open(const SpecOptions& options, Diagnostics& diagnostics);

// Null when something is wrong, and then `diagnostics` says what. Throws EvalError when a constant has no value.
std::unique_ptr<Loaded> load(const SpecOptions& options, Diagnostics& diagnostics, Stage until = Stage::Model);

// What decides the results of a run, as far as files go: hashes of all modules' texts and of the .cfg.
explore::ManifestEntries text_identity(const Loaded& loaded);

std::function<bool(std::string_view)> model_values_of(const Loaded& loaded);

}  // namespace trestle::embed
