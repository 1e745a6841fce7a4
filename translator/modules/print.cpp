#include <fmt/format.h>

#include <algorithm>

#include "translator/modules/module.h"

namespace trestle::modules {

std::string_view name(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::Builtin: return "an operator of the language";
    case SymbolKind::Constant: return "a constant";
    case SymbolKind::Variable: return "a variable";
    case SymbolKind::Operator: return "defined";
    case SymbolKind::Instance: return "an instance";
    case SymbolKind::Imported: return "imported by an INSTANCE";
    case SymbolKind::Bound: return "a bound name";
    case SymbolKind::Parameter: return "a parameter";
    case SymbolKind::Statement: return "the name of an assumption or theorem";
  }
  return "?";
}

std::string print(const Module& module) {
  std::string out = fmt::format("module {}\n", module.name);
  for (const auto& e : module.extends) out += fmt::format("  extends {}{}\n", e->name, e->standard ? " (built in)" : "");
  std::vector<std::pair<std::string, Visible>> rows(module.scope.begin(), module.scope.end());
  auto order = [](const auto& row) { return std::pair(row.second.symbol->home != nullptr, row.second.symbol->span.begin); };
  std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
    const Module* home_a = a.second.symbol->home;
    const Module* home_b = b.second.symbol->home;
    if (home_a != home_b) return (home_a ? home_a->name : "") < (home_b ? home_b->name : "");
    if (order(a) != order(b)) return order(a) < order(b);
    return a.first < b.first;
  });
  for (const auto& [text, visible] : rows) {
    const Symbol& s = *visible.symbol;
    if (s.home && s.home->standard && s.home != &module) continue;  // what the built-in modules bring is in their own texts
    std::string line = fmt::format("  {}", text);
    if (s.arity) line += fmt::format("/{}", s.arity);
    line += fmt::format(": {}", name(s.kind));
    if (visible.local) line += ", LOCAL";
    if (s.recursive) line += ", recursive";
    if (s.kind == SymbolKind::Instance) line += fmt::format(" of {}", s.instance->module->name);
    if (s.kind == SymbolKind::Imported) line += fmt::format(" of {}", s.instance->module->name);
    if (s.span) line += fmt::format("  {}", to_string(s.span));
    out += line + "\n";
  }
  return out;
}

}  // namespace trestle::modules
