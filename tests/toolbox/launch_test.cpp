#include "translator/toolbox/launch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/in_process.h"
#include "tests/scratch.h"

namespace trestle::toolbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const std::string kData = TRESTLE_ROOT "/tests/toolbox/data/";

std::string launch(const std::string& members) {
  return "<launchConfiguration type=\"org.lamport.tla.toolbox.tool.tlc.modelCheck\">\n" + members +
         "\n</launchConfiguration>\n";
}

struct Read {
  std::optional<LaunchModel> model;
  std::string problems;
};
Read read(const std::string& text) {
  Diagnostics diagnostics;
  Read result;
  result.model = read_launch(
      std::make_shared<Source>("M.launch", text), "Spec",
      [](const std::string& name) { return name == "I" ? std::string("Inner") : std::string(); }, diagnostics);
  result.problems = render(diagnostics, false);
  return result;
}

const std::string kNone = "<intAttribute key=\"modelBehaviorSpecType\" value=\"0\"/>\n";

TEST(Launch, IsCheckedAsWhatItStandsFor) {
  const cli::Ended ended =
      cli::run({"check", kData + "Jugs.tla", "--config", kData + "Jugs___Four.launch", "-w", "1", "--json"});
  EXPECT_EQ(ended.code, 12) << ended.err;
  const auto json = cli::parsed(ended.out);
  EXPECT_STREQ(json["violated"].GetString(), "inv_2");
  EXPECT_EQ(json["depth"].GetInt(), 7);
  EXPECT_EQ(json["behavior"].Size(), 7u);  // the six steps to four litres
}

// The Toolbox's "No Behavior Spec": a module with variables is given an Init that is FALSE.
TEST(Launch, WithoutABehaviorOnlyAssumptionsAreChecked) {
  const Read none = read(launch(kNone + "<stringAttribute key=\"modelBehaviorVars\" value=\"big, small\"/>"));
  ASSERT_TRUE(none.model) << none.problems;
  EXPECT_THAT(std::string(none.model->config->text()), HasSubstr("INIT init\nNEXT next\n"));
  EXPECT_THAT(std::string(none.model->module->text()), HasSubstr("FALSE /\\ big' = big"));
  EXPECT_THAT(std::string(read(launch(kNone)).model->config->text()), testing::Not(HasSubstr("INIT")));
}

// By itself, beside its spec or in the Toolbox's folder, it says what to check.
TEST(Launch, IsASpecToo) {
  EXPECT_EQ(cli::run({"check", kData + "Jugs___Four.launch", "-w", "1"}).code, 12);
  const std::filesystem::path folder = scratch_folder();
  std::filesystem::create_directories(folder / "Jugs.toolbox");
  for (const char* module : {"Jugs.tla", "JugsMath.tla"}) std::filesystem::copy_file(kData + module, folder / module);
  const std::filesystem::path launch = folder / "Jugs.toolbox" / "Jugs___Four.launch";
  std::filesystem::copy_file(kData + "Jugs___Four.launch", launch);
  EXPECT_EQ(cli::run({"check", launch.string(), "-w", "1"}).code, 12);
  const std::filesystem::path here = std::filesystem::current_path();
  std::filesystem::current_path(folder / "Jugs.toolbox");
  EXPECT_EQ(cli::run({"check", "Jugs___Four.launch", "-w", "1"}).code, 12);
  EXPECT_EQ(cli::run({"check", "./Jugs___Four.launch", "-w", "1"}).code, 12);
  std::filesystem::current_path(here);
  std::filesystem::remove(folder / "Jugs.tla");
  const cli::Ended ended = cli::run({"check", launch.string()});
  EXPECT_EQ(ended.code, 150);
  EXPECT_THAT(ended.err, HasSubstr("Jugs.tla"));
}

TEST(Launch, BecomesAModuleAndAConfiguration) {
  const Read result =
      read(launch(kNone +
                  "<listAttribute key=\"modelParameterConstants\">"
                  "<listEntry value=\"Node;;{a, b};1;1\"/><listEntry value=\"F;x:y:;x + y;0;0\"/><listEntry "
                  "value=\"None;;None;1;0\"/>"
                  "</listAttribute>"
                  "<listAttribute key=\"modelParameterDefinitions\"><listEntry value=\"I!Op;;3;0;0\"/></listAttribute>"
                  "<stringAttribute key=\"modelParameterContraint\" value=\"x &lt; 3\"/>"
                  "<stringAttribute key=\"modelParameterModelValues\" value=\"{c}\"/>"));
  ASSERT_TRUE(result.model) << result.problems;
  EXPECT_EQ(
      result.model->module->text(),
      "---- MODULE MC ----\nEXTENDS Spec, TLC\n\nCONSTANTS c\n\nCONSTANTS a, b\n\nconst_F(x, y) ==\nx + y\n\n"
      "const_Node ==\n{a, b}\n\nsymm ==\nPermutations(const_Node)\n\ndef_ov_Inner_Op ==\n3\n\nconstr ==\nx < 3\n\n"
      "====\n");
  EXPECT_EQ(result.model->config->text(),
            "CONSTANT c = c\nCONSTANT a = a\nCONSTANT b = b\nCONSTANT F <- const_F\nCONSTANT Node <- const_Node\n"
            "CONSTANT None = None\nSYMMETRY symm\nCONSTANT Op <- [Inner]def_ov_Inner_Op\nCONSTRAINT constr\n");
}

TEST(Launch, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(read("<launchConfiguration").problems, HasSubstr("M.launch:1:"));
  EXPECT_THAT(read("").problems, HasSubstr("no XML"));
  EXPECT_THAT(read("<project/>").problems, HasSubstr("no model of the Toolbox"));
  EXPECT_THAT(read("<launchConfiguration type=\"org.eclipse.jdt.junit\"/>").problems, HasSubstr("is no model"));
  EXPECT_THAT(read(launch("")).problems, HasSubstr("modelBehaviorSpecType"));
  const auto constant = [](const std::string& text) {
    return read(launch(kNone + "<listAttribute key=\"modelParameterConstants\">\n<listEntry value=\"" + text +
                       "\"/></listAttribute>"))
        .problems;
  };
  EXPECT_THAT(constant("N"), AllOf(HasSubstr("M.launch:4:2"), HasSubstr("\"N\" is no assignment")));
  EXPECT_THAT(constant("J!N;;3;0;0"), HasSubstr("\"J!N\" cannot be replaced"));
  EXPECT_THAT(constant("N;;{a b};1;0"), HasSubstr("\"a b\" is no name of a model value"));
  EXPECT_THAT(read(launch(kNone + "<listAttribute key=\"modelCorrectnessInvariants\"><listEntry value=\"TypeOK\"/>"
                                  "</listAttribute>"))
                  .problems,
              HasSubstr("a formula with 0 or 1 before it"));
}

TEST(Launch, ErrorsInItsFormulasStandInTheTextMadeOfIt) {
  const std::filesystem::path folder = scratch_folder();
  const std::string path = (folder / "Wrong.launch").string();
  std::ofstream(path) << launch(
      "<intAttribute key=\"modelBehaviorSpecType\" value=\"1\"/>"
      "<stringAttribute key=\"modelBehaviorSpec\" value=\"Spec /\\ Missing\"/>");
  const cli::Ended ended = cli::run({"check", kData + "Jugs.tla", "--config", path});
  EXPECT_EQ(ended.code, 150);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("Wrong.launch/MC.tla:5:"), HasSubstr("Missing")));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace trestle::toolbox
