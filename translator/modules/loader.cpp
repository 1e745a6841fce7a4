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

std::optional<ModuleLoader::Found> built_in_module(const std::string& name) {
  const std::string_view text = standard_module(name);
  if (text.empty()) return std::nullopt;
  return ModuleLoader::Found{std::make_shared<const Source>("<built-in>/" + name + ".tla", std::string(text)), true};
}

std::optional<ModuleLoader::Found> FileLoader::find(const std::string& module) {
  for (const auto& folder : folders_) {
    std::filesystem::path path = folder / (module + ".tla");
    std::error_code code;
    if (!std::filesystem::exists(path, code)) continue;
    std::string error;
    if (auto source = read_source(path, error)) return Found{std::move(source), false};
  }
  if (auto found = built_in_module(module)) return found;
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
