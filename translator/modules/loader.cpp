#include "translator/modules/loader.h"

#include <fstream>
#include <sstream>

#include "translator/modules/monolith.h"

namespace trestle::modules {

struct StandardModule { std::string_view name, text; };
extern const StandardModule kStandardModules[];
extern const int kStandardModuleCount;

std::string_view standard_module(std::string_view name) {
  for (int i = 0; i < kStandardModuleCount; ++i)
    if (kStandardModules[i].name == name) return kStandardModules[i].text;
  return {};
}

std::vector<std::string_view> standard_module_names() {
  std::vector<std::string_view> names;
  for (int i = 0; i < kStandardModuleCount; ++i) names.push_back(kStandardModules[i].name);
  return names;
}

std::shared_ptr<const Source> read_source(const std::filesystem::path& path, std::string& error) {
  std::error_code code;
  if (std::filesystem::is_directory(path, code)) {
    error = "it is a folder";
    return nullptr;
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    error = "cannot open it";
    return nullptr;
  }
  std::ostringstream text;
  text << in.rdbuf();
  if (in.bad()) {
    error = "cannot read it";
    return nullptr;
  }
  return std::make_shared<const Source>(path.string(), std::move(text).str());
}

// SANY resolves these from its own library whatever lies in the folder (tla2sany StandardModules).
bool always_built_in(const std::string& name) {
  static constexpr std::string_view names[] = {"Naturals", "Integers", "Reals", "Sequences", "FiniteSets",
                                               "Bags", "TLC", "TLCExt", "Json", "IOUtils", "CSV", "Randomization"};
  for (auto n : names)
    if (n == name) return true;
  return false;
}

std::optional<ModuleLoader::Found> FileLoader::find(const std::string& module) {
  auto built_in = [&]() -> std::optional<Found> {
    std::string_view text = standard_module(module);
    if (text.empty()) return std::nullopt;
    return Found{std::make_shared<const Source>("<built-in>/" + module + ".tla", std::string(text)), true};
  };
  if (always_built_in(module))
    if (auto found = built_in()) return found;
  for (const auto& folder : folders_) {
    std::filesystem::path path = folder / (module + ".tla");
    std::error_code code;
    if (!std::filesystem::exists(path, code)) continue;
    std::string error;
    if (auto source = read_source(path, error)) return Found{std::move(source), false};
  }
  if (auto found = built_in()) return found;
  if (root_)
    if (auto within = module_within(*root_, module)) return Found{std::move(within), false};
  return std::nullopt;
}

std::vector<std::string> FileLoader::places() const {
  std::vector<std::string> places;
  for (const auto& folder : folders_) places.push_back(folder.empty() ? "." : folder.string());
  places.push_back("the built-in modules");
  return places;
}

}  // namespace trestle::modules
