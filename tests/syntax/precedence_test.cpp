// Grouping of neighbouring operators, for all pairs of the table, against the rule said in another way: two trees are
// possible, (a . b) # c and a . (b # c); each is allowed or not by the ranges alone; exactly one must be.
#include <gtest/gtest.h>

#include "helpers.h"
#include "translator/syntax/operators.h"

namespace trestle::syntax {
namespace {

std::string tree_or_conflict(const std::string& text) {
  std::string result = tree(text);
  return result.find("[PrecedenceConflict]") == std::string::npos ? result : "conflict";
}

// Whether every precedence that `inner` may have is higher than every one that `outer` may have.
bool tighter(const Operator& inner, const Operator& outer) {
  for (int i = inner.low; i <= inner.high; ++i) {
    for (int o = outer.low; o <= outer.high; ++o) {
      if (i <= o) return false;
    }
  }
  return true;
}

bool is_binary(const Operator& op) { return op.fixity == Fixity::Infix || op.fixity == Fixity::Nary; }

std::string binary(const Operator& op, const std::string& left, const std::string& right) {
  std::string name = op.fixity == Fixity::Nary ? "Product" : std::string(op.symbol);
  return "(" + name + " " + left + " " + right + ")";
}

std::string expected_pair(const Operator& first, const Operator& second) {
  if (tighter(first, second)) return binary(second, binary(first, "a", "b"), "c");
  if (tighter(second, first)) return binary(first, "a", binary(second, "b", "c"));
  if (&first != &second) return "conflict";
  if (first.fixity == Fixity::Nary) return "(Product a b c)";
  return first.associativity == Associativity::Left ? binary(first, binary(first, "a", "b"), "c") : "conflict";
}

TEST(Precedence, OfAllPairsOfInfixOperators) {
  int pairs = 0;
  for (const Operator& first : operators()) {
    for (const Operator& second : operators()) {
      if (!is_binary(first) || !is_binary(second)) continue;
      std::string text = "a " + std::string(first.symbol) + " b " + std::string(second.symbol) + " c";
      ASSERT_EQ(tree_or_conflict(text), expected_pair(first, second)) << text;
      ++pairs;
    }
  }
  EXPECT_EQ(pairs, 86 * 86);
}

TEST(Precedence, OfAllPrefixOperatorsBeforeInfixOnes) {
  for (const Operator& prefix : operators()) {
    if (prefix.fixity != Fixity::Prefix) continue;
    std::string symbol = prefix.symbol == "-." ? "-" : std::string(prefix.symbol), name(prefix.symbol);
    for (const Operator& infix : operators()) {
      if (!is_binary(infix)) continue;
      std::string text = symbol + " a " + std::string(infix.symbol) + " b";
      std::string expected = tighter(prefix, infix)   ? binary(infix, "(" + name + " a)", "b")
                             : tighter(infix, prefix) ? "(" + name + " " + binary(infix, "a", "b") + ")"
                                                      : "conflict";
      ASSERT_EQ(tree_or_conflict(text), expected) << text;
      // After an infix operator nothing competes for the operand.
      text = "a " + std::string(infix.symbol) + " " + symbol + " b";
      ASSERT_EQ(tree_or_conflict(text), binary(infix, "a", "(" + name + " b)")) << text;
    }
  }
}

TEST(Precedence, OfAllPostfixOperators) {
  for (const Operator& postfix : operators()) {
    if (postfix.fixity != Fixity::Postfix) continue;
    std::string name(postfix.symbol);
    for (const Operator& other : operators()) {
      if (other.fixity == Fixity::Postfix) continue;
      bool prefix = other.fixity == Fixity::Prefix;
      std::string symbol = other.symbol == "-." ? "-" : std::string(other.symbol);
      std::string text = (prefix ? "" : "a ") + symbol + " b " + name, inner = "(" + name + " b)";
      std::string grouped = prefix ? "(" + std::string(other.symbol) + " " + inner + ")" : binary(other, "a", inner);
      ASSERT_EQ(tree_or_conflict(text), tighter(postfix, other) ? grouped : "conflict") << text;
    }
  }
}

TEST(Precedence, OfFieldsAndIndicesIsTheHighest) {
  for (const Operator& prefix : operators()) {
    if (prefix.fixity != Fixity::Prefix) continue;
    std::string symbol = prefix.symbol == "-." ? "-" : std::string(prefix.symbol), name(prefix.symbol);
    EXPECT_EQ(tree(symbol + " a.b"), "(" + name + " (Field b a))");
    EXPECT_EQ(tree(symbol + " a[b]"), "(" + name + " (Index a b))");
  }
}

TEST(Precedence, SynonymsAreOneOperator) {
  EXPECT_EQ(tree("a \\cup b \\union c"), "(\\union (\\union a b) c)");
  EXPECT_EQ(tree("a /\\ b \\land c"), "(\\land (\\land a b) c)");
  EXPECT_EQ(tree_or_conflict("a <= b =< c"), "conflict");
}

TEST(Precedence, ConflictsNameBothOperatorsAndPointAtTheSecond) {
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>("e", "a \\cup b \\ c");
  EXPECT_EQ(parse_expression(source, "e", {}, diagnostics), nullptr);
  const Diagnostic& conflict = diagnostics.all().at(0);
  EXPECT_EQ(conflict.kind, DiagnosticKind::PrecedenceConflict);
  EXPECT_EQ(conflict.span.begin, 9u);
  EXPECT_NE(conflict.message.find("`\\cup`"), std::string::npos);
  EXPECT_NE(conflict.message.find("`\\`"), std::string::npos);
}

}  // namespace
}  // namespace trestle::syntax
