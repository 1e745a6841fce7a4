// The operator table and the lexer's grammar both list the symbols: they must agree.
#include "translator/syntax/operators.h"

#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "helpers.h"

namespace trestle::syntax {
namespace {

std::vector<std::string> written(const Operator& op) {
  std::vector<std::string> all{std::string(op.symbol)};
  std::istringstream synonyms{std::string(op.synonyms)};
  for (std::string one; synonyms >> one;) all.push_back(one);
  return all;
}

TEST(Operators, EverySpellingIsOneTokenThatTheGrammarPutsWhereItBelongs) {
  for (const Operator& op : operators()) {
    for (const std::string& symbol : written(op)) {
      std::string name(op.symbol);
      switch (op.fixity) {
        case Fixity::Prefix:
          if (symbol != "-.") {
            EXPECT_EQ(tree(symbol + " a"), "(" + name + " a)");
          }
          break;
        case Fixity::Postfix: EXPECT_EQ(tree("a " + symbol), "(" + name + " a)"); break;
        case Fixity::Nary: EXPECT_EQ(tree("a " + symbol + " b"), "(Product a b)"); break;
        case Fixity::Infix: EXPECT_EQ(tree("a " + symbol + " b"), "(" + name + " a b)");
      }
      EXPECT_EQ(tree("F( " + symbol + " , a)"), "(F " + name + " a)") << symbol;
      EXPECT_EQ(find_operator(symbol), &op);
    }
  }
}

TEST(Operators, AllCanBeDefined) {
  for (const Operator& op : operators()) {
    std::string symbol(op.symbol), head = op.fixity == Fixity::Prefix    ? symbol + " a"
                                          : op.fixity == Fixity::Postfix ? "a " + symbol
                                                                         : "a " + symbol + " b";
    EXPECT_EQ(first_error(in_module(head + " == a")), "none") << head;
  }
}

TEST(Operators, NoSpellingBelongsToTwo) {
  std::set<std::string> seen;
  for (const Operator& op : operators()) {
    for (const std::string& symbol : written(op)) EXPECT_TRUE(seen.insert(symbol).second) << symbol;
  }
}

TEST(Operators, MinusBeforeAnOperandIsAnotherOperator) {
  EXPECT_EQ(tree("-a"), "(-. a)");
  EXPECT_EQ(tree("a - b"), "(- a b)");
  EXPECT_EQ(find_operator("-")->fixity, Fixity::Infix);
  EXPECT_EQ(find_operator("-.")->fixity, Fixity::Prefix);
  EXPECT_EQ(find_operator("no operator"), nullptr);
}

}  // namespace
}  // namespace trestle::syntax
