// The operator table, grammar/operators.def, to look things up in.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace trestle::syntax {

enum class Fixity : uint8_t { Prefix, Infix, Postfix, Nary };
enum class Associativity : uint8_t { None, Left };

struct Operator {
  std::string_view symbol;  // canonical
  Fixity fixity;
  uint8_t low, high;  // precedence range
  Associativity associativity;
  std::string_view synonyms;  // other spellings, separated by spaces
};

const std::vector<Operator>& operators();
std::vector<std::string_view> spellings(const Operator& op);  // the canonical one first

// By any of its spellings; null when there is none. `-` is the infix one, `-.` the prefix one.
const Operator* find_operator(std::string_view spelling);

}  // namespace trestle::syntax
