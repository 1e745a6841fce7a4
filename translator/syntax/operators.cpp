#include "translator/syntax/operators.h"

#include <unordered_map>

namespace trestle::syntax {

const std::vector<Operator>& operators() {
  static const std::vector<Operator> table = {
#define TRESTLE_OPERATOR(symbol, fixity, low, high, associativity, synonyms) \
  {symbol, Fixity::fixity, low, high, Associativity::associativity, synonyms},
#include "grammar/operators.def"
  };
  return table;
}

std::vector<std::string_view> spellings(const Operator& op) {
  std::vector<std::string_view> all{op.symbol};
  for (std::string_view rest = op.synonyms; !rest.empty();) {
    const size_t space = rest.find(' ');
    all.push_back(rest.substr(0, space));
    rest = space == std::string_view::npos ? std::string_view{} : rest.substr(space + 1);
  }
  return all;
}

const Operator* find_operator(std::string_view spelling) {
  static const auto by_spelling = [] {
    std::unordered_map<std::string_view, const Operator*> map;
    for (const Operator& op : operators())
      for (const std::string_view spelling : spellings(op)) map.emplace(spelling, &op);
    return map;
  }();
  auto found = by_spelling.find(spelling);
  return found == by_spelling.end() ? nullptr : found->second;
}

}  // namespace trestle::syntax
