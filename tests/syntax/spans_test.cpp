// Where things stand: error messages, coverage and TLC-like labels are made of these spans.
#include <gtest/gtest.h>

#include "helpers.h"

namespace trestle::syntax {
namespace {

struct Parsed {
  std::shared_ptr<const ast::Module> module;
  const ast::Expr& body(size_t unit = 0) const { return *module->units.at(unit)->body; }
};

Parsed parsed(const std::string& units) {
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>("t.tla", in_module(units));
  auto module = parse(source, diagnostics);
  EXPECT_NE(module, nullptr) << render(diagnostics);
  return {module};
}

TEST(Spans, LeaveOutTheParenthesesAroundAnExpression) {
  auto sum = parsed("x == ( (a + b) )");
  EXPECT_EQ(sum.body().span.text(), "a + b");
}

TEST(Spans, CoverTheParenthesesOfOperands) {
  auto product = parsed("x == (a + b) * -(c)");
  EXPECT_EQ(product.body().span.text(), "(a + b) * -(c)");
  EXPECT_EQ(product.body().args[0]->span.text(), "a + b");
  EXPECT_EQ(product.body().args[1]->span.text(), "-(c)");
  EXPECT_EQ(product.body().args[1]->args[0]->span.text(), "c");
  EXPECT_EQ(product.body().name_span.text(), "*");
}

TEST(Spans, OfSuffixes) {
  auto field = parsed("x == (f)[1].g'");
  EXPECT_EQ(field.body().span.text(), "(f)[1].g'");
  EXPECT_EQ(field.body().name_span.text(), "'");
  EXPECT_EQ(field.body().args[0]->span.text(), "(f)[1].g");
  EXPECT_EQ(field.body().args[0]->name_span.text(), "g");
  EXPECT_EQ(field.body().args[0]->args[0]->span.text(), "(f)[1]");
}

TEST(Spans, OfJunctionListsBeginAtTheFirstBulletAndEndWithTheLastItem) {
  auto list = parsed("x ==\n  /\\ a  \\* first\n  /\\ (b + c)  \\* second\n\ny == 1");
  EXPECT_EQ(list.body().span.text(), "/\\ a  \\* first\n  /\\ (b + c)");
  EXPECT_EQ(list.body().name_span.text(), "/\\");
  EXPECT_EQ(list.body().args[1]->span.text(), "b + c");
  EXPECT_EQ(list.module->units[0]->span.text(), "x ==\n  /\\ a  \\* first\n  /\\ (b + c)");
}

TEST(Spans, OfInfixAfterAListCoverTheList) {
  auto implication = parsed("x == /\\ a\n     /\\ b\n  => c");
  EXPECT_EQ(implication.body().span.text(), "/\\ a\n     /\\ b\n  => c");
  EXPECT_EQ(implication.body().args[0]->span.text(), "/\\ a\n     /\\ b");
}

TEST(Spans, OfForms) {
  auto forms = parsed("x == <<IF a THEN (b) ELSE (c), CASE a -> /\\ b, LET y == 1 IN (y), \\A z \\in S : (z)>>");
  const auto& items = forms.body().args;
  EXPECT_EQ(items[0]->span.text(), "IF a THEN (b) ELSE (c)");
  EXPECT_EQ(items[1]->span.text(), "CASE a -> /\\ b");
  EXPECT_EQ(items[2]->span.text(), "LET y == 1 IN (y)");
  EXPECT_EQ(items[2]->units[0]->span.text(), "y == 1");
  EXPECT_EQ(items[3]->span.text(), "\\A z \\in S : (z)");
  EXPECT_EQ(items[3]->binders[0].name_spans[0].text(), "z");
}

TEST(Spans, OfNames) {
  auto names = parsed("x == I(1)!Op(2)");
  EXPECT_EQ(names.body().span.text(), "I(1)!Op(2)");
  EXPECT_EQ(names.body().name_span.text(), "Op");
  EXPECT_EQ(names.body().qualifiers[0].span.text(), "I(1)");
}

TEST(Spans, OfMembershipThatOnlyLooksLikeABinder) {
  auto box = parsed("x == [y \\in S \\cup T]_v");
  EXPECT_EQ(box.body().args[0]->span.text(), "y \\in S \\cup T");
  EXPECT_EQ(box.body().args[0]->args[1]->span.text(), "S \\cup T");
}

TEST(Spans, OfUnits) {
  auto units = parsed("LOCAL Op(a, F(_)) == a\nCONSTANT C, D(_)\nI == INSTANCE M WITH c <- (1)\nTHEOREM T == C\nBY D");
  const auto& all = units.module->units;
  EXPECT_EQ(all[0]->span.text(), "LOCAL Op(a, F(_)) == a");
  EXPECT_EQ(all[0]->name_span.text(), "Op");
  EXPECT_EQ(all[0]->parameters[1].span.text(), "F(_)");
  EXPECT_EQ(all[1]->parameters[1].span.text(), "D(_)");
  EXPECT_EQ(all[2]->module_span.text(), "M");
  EXPECT_EQ(all[2]->substitutions[0].span.text(), "c <- (1)");
  EXPECT_EQ(all[3]->span.text(), "THEOREM T == C");
  EXPECT_EQ(units.module->span.text().substr(0, 10), "---- MODUL");
  EXPECT_EQ(units.module->span.text().substr(units.module->span.text().size() - 4), "====");
}

TEST(Spans, CountBytesAfterWideCharacters) {
  auto wide = parsed("x == \"∀∀\" = s \\* ∀\ny == p ∧ q");
  EXPECT_EQ(wide.body(0).span.text(), "\"∀∀\" = s");
  EXPECT_EQ(wide.body(1).span.text(), "p ∧ q");
  EXPECT_EQ(wide.body(1).name_span.text(), "∧");
}

}  // namespace
}  // namespace trestle::syntax
