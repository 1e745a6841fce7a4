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

const Operator* find_operator(std::string_view spelling) {
  static const auto by_spelling = [] {
    std::unordered_map<std::string_view, const Operator*> map;
    for (const Operator& op : operators()) {
      map.emplace(op.symbol, &op);
      for (std::string_view rest = op.synonyms; !rest.empty();) {
        size_t space = rest.find(' ');
        map.emplace(rest.substr(0, space), &op);
        rest = space == std::string_view::npos ? std::string_view{} : rest.substr(space + 1);
      }
    }
    return map;
  }();
  auto found = by_spelling.find(spelling);
  return found == by_spelling.end() ? nullptr : found->second;
}

}  // namespace trestle::syntax
