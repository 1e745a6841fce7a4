#include "translator/syntax/misspelt.h"

#include <algorithm>
#include <cctype>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "translator/diagnostics/nearest.h"
#include "translator/syntax/ast.h"
#include "translator/syntax/operators.h"

namespace trestle::syntax {
namespace {

constexpr std::string_view kKeywords[] = {
    "ASSUME",     "ASSUMPTION", "BOOLEAN",    "CASE",       "CHOOSE",     "CONSTANT",   "CONSTANTS",  "DOMAIN",
    "ELSE",       "ENABLED",    "EXCEPT",     "EXTENDS",    "FALSE",      "IF",         "INSTANCE",   "LAMBDA",
    "LET",        "LOCAL",      "MODULE",     "OTHER",      "RECURSIVE",  "STRING",     "SUBSET",     "THEN",
    "THEOREM",    "TRUE",       "UNCHANGED",  "UNION",      "VARIABLE",   "VARIABLES",  "WITH"};

// Near for a word of capitals; any other only when just its case is wrong.
std::string_view meant(std::string_view word, std::span<const std::string_view> words) {
  constexpr size_t kShortest = 4;
  const bool capitals = word.size() >= kShortest && std::all_of(word.begin(), word.end(), [](unsigned char c) {
                          return std::isupper(c) || c == '_';
                        });
  const std::string_view best = nearest(word, words);
  return capitals || (!best.empty() && edit_distance(word, best) == 0) ? best : std::string_view();
}

std::vector<std::string> statements() {
  std::vector<std::string> names{"PROPERTIES"};
  for (int i = 0; i <= static_cast<int>(ast::ConfigKind::CheckDeadlock); ++i) {
    const auto kind = static_cast<ast::ConfigKind>(i);
    names.emplace_back(name(kind));
    if (kind == ast::ConfigKind::Constant || kind == ast::ConfigKind::Invariant || kind == ast::ConfigKind::Constraint ||
        kind == ast::ConfigKind::ActionConstraint)
      names.push_back(names.back() + "S");
  }
  return names;
}

}  // namespace

std::string_view meant_keyword(std::string_view word) { return meant(word, kKeywords); }

std::string_view meant_statement(std::string_view word) {
  static const std::vector<std::string> kNames = statements();
  return meant(word, std::vector<std::string_view>(kNames.begin(), kNames.end()));
}

std::string_view meant_operator(std::string_view word) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"\\and", "/\\"},  {"\\or", "\\/"},  {"\\not", "~"},   {"\\implies", "=>"}, {"\\nin", "\\notin"}, {"\\ni", "\\notin"},
      {"\\exist", "\\E"}, {"\\all", "\\A"}, {"\\le", "\\leq"}, {"\\ge", "\\geq"},   {"\\ne", "#"},       {"\\setminus", "\\"}};
  for (const auto& [written, is] : kWords)
    if (word == written) return is;
  std::vector<std::string_view> names;
  for (const Operator& op : operators())
    for (const std::string_view name : spellings(op))
      if (name.size() >= 3 && name[0] == '\\') names.push_back(name);
  return nearest(word, names);
}

}  // namespace trestle::syntax
