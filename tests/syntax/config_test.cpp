#include <gtest/gtest.h>

#include "helpers.h"

namespace trestle::syntax {
namespace {

std::string printed(const std::string& text) {
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>("t.cfg", text);
  auto config = parse_config(source, diagnostics);
  EXPECT_EQ(config.has_value(), !diagnostics.has_errors());
  return config ? print_config(*config) : render(diagnostics);
}

TEST(Config, HasEveryStatementByEachOfItsNames) {
  EXPECT_EQ(printed("SPECIFICATION Spec INIT Init NEXT Next VIEW v SYMMETRY Sym ALIAS al\n"
                    "INVARIANT A INVARIANTS B C PROPERTY D PROPERTIES E CONSTRAINT F CONSTRAINTS G\n"
                    "ACTION_CONSTRAINT H ACTION_CONSTRAINTS I POSTCONDITION J POSTCONDITIONS K\n"
                    "CHECK_DEADLOCK FALSE _PERIODIC L _RL_REWARD M _POSSIBLE N O"),
            "(SPECIFICATION Spec)\n(INIT Init)\n(NEXT Next)\n(VIEW v)\n(SYMMETRY Sym)\n(ALIAS al)\n"
            "(INVARIANT A)\n(INVARIANT B)\n(INVARIANT C)\n(PROPERTY D)\n(PROPERTY E)\n(CONSTRAINT F)\n(CONSTRAINT G)\n"
            "(ACTION_CONSTRAINT H)\n(ACTION_CONSTRAINT I)\n(POSTCONDITION J)\n(POSTCONDITION K)\n"
            "(CHECK_DEADLOCK FALSE)\n(_PERIODIC L)\n(_RL_REWARD M)\n(_POSSIBLE N)\n(_POSSIBLE O)\n");
}

TEST(Config, HasConstantsInAllForms) {
  EXPECT_EQ(
      printed("CONSTANTS\n  N = 3  neg = -04\n  M = m1 Str = \"a \\\"b\\\"\" B = TRUE\n"
              "  Empty = {} Sets = {{1, a}, {\"s\"}}\n"
              "  Op(a, 1) = \"x\"\n  Nat <- SmallNat  Seq <- [Sequences]BoundedSeq\n  Max = [Util]7\n"
              "  I!J!Op <- K!L  + <- Plus \\cup <- [Sets] Join"),
      "(CONSTANT N = 3)\n(CONSTANT neg = -4)\n(CONSTANT M = m1)\n(CONSTANT Str = \"a \\\"b\\\"\")\n(CONSTANT B = "
      "TRUE)\n"
      "(CONSTANT Empty = (set))\n(CONSTANT Sets = (set (set 1 a) (set \"s\")))\n"
      "(CONSTANT Op a 1 = \"x\")\n(CONSTANT Nat <- SmallNat)\n(CONSTANT Seq <- [Sequences] BoundedSeq)\n"
      "(CONSTANT Max = [Util] 7)\n(CONSTANT I!J!Op <- K!L)\n(CONSTANT + <- Plus)\n(CONSTANT \\union <- [Sets] Join)\n");
}

TEST(Config, MayBeEmptyAndStatementsToo) {
  EXPECT_EQ(printed(""), "");
  EXPECT_EQ(printed("CONSTANTS INVARIANTS\nCONSTANT"), "");
}

TEST(Config, SkipsAByteOrderMark) {
  EXPECT_EQ(printed("\xEF\xBB\xBFINIT Init"), "(INIT Init)\n");
  EXPECT_EQ(printed("\xEF\xBB\xBFINIT Init\nNEXT =").substr(0, 9), "t.cfg:2:6");
}

TEST(Config, SkipsComments) {
  EXPECT_EQ(printed("\\* a line\n(* a (* nested *) one\n INIT no *)INIT (**) Init \\* INIT none"), "(INIT Init)\n");
}

TEST(Config, KnowsKindsOfValues) {
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>("t.cfg", "CONSTANT a = {1, x, \"x\", FALSE}");
  auto config = parse_config(source, diagnostics);
  using Kind = ast::ConfigValue::Kind;
  const ast::ConfigValue& set = config->entries.at(0).value.at(0);
  ASSERT_EQ(set.kind, Kind::Set);
  EXPECT_EQ(set.elements[0].kind, Kind::Number);
  EXPECT_EQ(set.elements[1].kind, Kind::ModelValue);
  EXPECT_EQ(set.elements[2].kind, Kind::String);
  EXPECT_EQ(set.elements[3].kind, Kind::Boolean);
  EXPECT_EQ(set.elements[2].span.text(), "\"x\"");
  EXPECT_EQ(config->entries[0].name_span.text(), "a");
}

TEST(Config, SaysWhatIsWrong) {
  EXPECT_EQ(printed("SPECIFICATION"),
            "t.cfg:1:14: error: expected a name, found the end of the text [ConfigSyntax]\n"
            "    1 | SPECIFICATION\n"
            "      |              ^\n");
  EXPECT_EQ(printed("CONSTANT N 3"),
            "t.cfg:1:12: error: expected `=`, `<-` or `(`, found `3` [ConfigSyntax]\n"
            "    1 | CONSTANT N 3\n"
            "      |            ^\n");
  EXPECT_EQ(printed("CONSTANT N = {1, }"),
            "t.cfg:1:18: error: expected a set, a number, a string or a name, found `}` [ConfigSyntax]\n"
            "    1 | CONSTANT N = {1, }\n"
            "      |                  ^\n"
            "      = values here are numbers, strings, names and {sets} of them; define any other in the module, and write "
            "Constant <- Definition\n");
  EXPECT_EQ(printed("CONSTANT N = 1..3"),
            "t.cfg:1:17: error: expected `=`, `<-` or `(`, found `3` [ConfigSyntax]\n"
            "    1 | CONSTANT N = 1..3\n"
            "      |                 ^\n"
            "      = values here are numbers, strings, names and {sets} of them; define any other in the module, and write "
            "Constant <- Definition\n");
  EXPECT_EQ(printed("Spec"),
            "t.cfg:1:1: error: expected a statement (CONSTANT, INVARIANT, ...), found `Spec` [ConfigSyntax]\n"
            "    1 | Spec\n"
            "      | ^^^^\n");
  EXPECT_EQ(printed("CONSTANT N = 3\nINVARANT Ok"),
            "t.cfg:2:1: error: `INVARANT` begins no statement [ConfigSyntax]\n"
            "    2 | INVARANT Ok\n"
            "      | ^^^^^^^^\n"
            "      = did you mean INVARIANT?\n");
  EXPECT_EQ(printed("next Next"),
            "t.cfg:1:1: error: `next` begins no statement [ConfigSyntax]\n"
            "    1 | next Next\n"
            "      | ^^^^\n"
            "      = did you mean NEXT?\n");
  EXPECT_EQ(printed("INIT Init ; NEXT Next"),
            "t.cfg:1:11: error: TLA+ has no symbol `;` [ConfigSyntax]\n"
            "    1 | INIT Init ; NEXT Next\n"
            "      |           ^\n");
  EXPECT_EQ(printed("INIT Init (* NEXT"),
            "t.cfg:1:11: error: a comment that is never closed [ConfigSyntax]\n"
            "    1 | INIT Init (* NEXT\n"
            "      |           ^^\n"
            "      = expected *)\n");
}

TEST(Config, BoundsNesting) {
  Diagnostics diagnostics;
  std::string text = "CONSTANT a = " + std::string(100'000, '{') + std::string(100'000, '}');
  auto source = std::make_shared<Source>("t.cfg", text);
  EXPECT_FALSE(parse_config(source, diagnostics));
  EXPECT_EQ(diagnostics.all().at(0).kind, DiagnosticKind::TooLarge);
}

}  // namespace
}  // namespace trestle::syntax
