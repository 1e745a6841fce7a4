#include "translator/sany/read.h"

#include <algorithm>

#include "translator/sany/builder.h"

namespace trestle::sany {
namespace {

// What is built in serves for a module that defines nothing beyond it: it is the library's, of one version or another.
bool is_library(const Document& document, pugi::xml_node module) {
  const std::string name(text(module, "uniquename"));
  const auto built_in = modules::built_in_module(name);
  if (!built_in) return false;
  Diagnostics ignored;
  const auto syntax = syntax::parse(built_in->source, ignored);
  if (!syntax) return false;
  std::set<std::pair<std::string_view, size_t>> known;
  for (const ast::Unit* unit : syntax->units) known.emplace(unit->name, unit->parameters.size());
  const Place whole = place(module);
  for (const auto child : module.children("UserDefinedOpKindRef")) {
    const auto definition = document.entry(child);
    if (whole.contains(place(definition)) && !definition.child("local") &&
        known.count({text(definition, "uniquename"), number(definition, "arity")}) == 0)
      return false;
  }
  return true;
}

Specification specification(const Source& xml, Diagnostics& diagnostics, const syntax::Limits& limits,
                            modules::ModuleLoader* texts) {
  const Document document(xml);
  const auto sketches = sketch(document, xml.name(), limits);
  for (const auto& [file, of_file] : sketches) diagnostics.keep(of_file.source);
  Specification found;
  found.root = text(document.root(), "RootModule");
  Budget budget{limits};
  // The modules of files of their own, as opposed to those inside others, are listed.
  for (auto listed = after(need(document.root(), "context")); listed; listed = after(listed)) {
    const auto module = is(listed, "ModuleNodeRef") ? document.entry(listed) : listed;
    if (!is(module, "ModuleNode")) throw Wrong{listed, "this is no module", "<ModuleNodeRef> or <ModuleNode>"};
    const std::string name(text(module, "uniquename"));
    if (name != found.root && is_library(document, module)) continue;
    const auto at = sketches.find(place(module).file);
    if (at == sketches.end()) throw Wrong{module, "it has no place in a text", "<location>"};
    found.modules.emplace(name, Builder(document, at->second, budget, texts).module(module));
  }
  if (found.modules.count(found.root) == 0)
    throw Wrong{need(document.root(), "RootModule"), "the root module " + found.root + " is not in the file",
                "a <ModuleNode> of this name"};
  return found;
}

}  // namespace

bool is_sany_xml(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return text.starts_with("<?xml") || text.starts_with("<modules") || text.starts_with("<!--");
}

std::optional<Specification> read(std::shared_ptr<const Source> xml, Diagnostics& diagnostics, syntax::Limits limits,
                                  modules::ModuleLoader* texts) {
  diagnostics.keep(xml);
  try {
    return specification(*xml, diagnostics, limits, texts);
  } catch (const Wrong& wrong) {
    const size_t size = xml->text().size();
    const size_t at = wrong.offset < 0 ? size : std::min(static_cast<size_t>(wrong.offset), size);
    const size_t end = std::min(at + wrong.length, size);
    diagnostics.error(wrong.kind, {xml.get(), static_cast<uint32_t>(at), static_cast<uint32_t>(end)},
                      (wrong.path.empty() ? "" : wrong.path + ": ") + wrong.message, "expected " + wrong.expected);
    return std::nullopt;
  }
}

std::optional<Loader::Found> Loader::find(const std::string& module) {
  const auto found = specification_.modules.find(module);
  if (found == specification_.modules.end()) return others_->find(module);
  return Found{.source = nullptr, .standard = false, .syntax = found->second};
}

}  // namespace trestle::sany
