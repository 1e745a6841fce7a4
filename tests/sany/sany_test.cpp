// Specifications as SANY exports them give the same core IR, the same states and the same behaviors as their text; and
// files that are not as they should be say where. With TRESTLE_TLC, a class path, the corpus is exported anew.
#include "translator/sany/read.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "validator/cli/load.h"
#include "validator/explore/check.h"

namespace trestle::sany {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::unique_ptr<cli::Loaded> loaded(const fs::path& spec, const fs::path& config) {
  cli::SpecOptions options;
  options.spec = spec.string();
  options.config = config.string();
  options.integers = "tlc";
  Diagnostics diagnostics;
  auto loaded = cli::load(options, diagnostics);
  EXPECT_NE(loaded, nullptr) << render(diagnostics);
  return loaded;
}

explore::CheckResult checked(const cli::Loaded& loaded) {
  explore::CheckOptions options;
  options.workers = 1;
  options.print = [](std::string_view) {};
  return explore::check(*loaded.model, options);
}

void expect_same(const fs::path& xml, const fs::path& tla, const fs::path& config) {
  const auto from_xml = loaded(xml, config), from_text = loaded(tla, config);
  ASSERT_TRUE(from_xml && from_text);
  const explore::CheckResult a = checked(*from_xml), b = checked(*from_text);
  EXPECT_EQ(to_string(a.verdict), to_string(b.verdict));
  EXPECT_EQ(a.violated, b.violated);
  EXPECT_EQ(a.generated, b.generated);
  EXPECT_EQ(a.distinct, b.distinct);
  EXPECT_EQ(a.depth, b.depth);
  ASSERT_EQ(a.behavior.size(), b.behavior.size());
  const auto& signature = from_xml->model->signature();
  const auto& same = from_text->model->signature();
  for (size_t i = 1; i < a.behavior.size(); ++i) {
    const auto &one = a.behavior.states[i], &other = b.behavior.states[i];
    ASSERT_EQ(one.action == runtime::kNoAction, other.action == runtime::kNoAction);
    if (one.action == runtime::kNoAction) continue;
    EXPECT_EQ(signature.action(one.action).name, same.action(other.action).name);
    EXPECT_EQ(to_string(signature.action(one.action).location), to_string(same.action(other.action).location));
  }
}

std::string without(std::string text, const std::string& part) {
  for (size_t at; (at = text.find(part)) != text.npos;) text.erase(at, part.size());
  return text;
}

TEST(SanyXml, GivesTheSameCoreAsTheText) {
  const fs::path folder = TRESTLE_DATA;
  const auto from_xml = loaded(folder / "Every.xml", folder / "Every.cfg"),
             from_text = loaded(folder / "Every.tla", folder / "Every.cfg");
  ASSERT_TRUE(from_xml && from_text);
  EXPECT_EQ(without(core::print(*from_xml->spec), "Every.xml/"), core::print(*from_text->spec));
}

class Exported : public testing::TestWithParam<std::string> {};

TEST_P(Exported, IsTheSameSpecification) {
  const fs::path folder = TRESTLE_DATA;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string config = entry.path().filename().string();
    if (config.starts_with(GetParam() + ".") && config.ends_with(".cfg")) {
      SCOPED_TRACE(config);
      expect_same(folder / (GetParam() + ".xml"), folder / (GetParam() + ".tla"), entry.path());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Data, Exported, testing::Values("Every", "Pieces"),
                         [](const auto& info) { return info.param; });

// --- Files that are wrong.

// The message, its hint and where it is, of a text that cannot be read.
std::string error_of(const std::string& text) {
  Diagnostics diagnostics;
  const auto found = read(std::make_shared<Source>("Spec.xml", text), diagnostics);
  EXPECT_FALSE(found);
  if (diagnostics.all().empty()) return {};
  const Diagnostic& first = diagnostics.all().front();
  return to_string(first.span) + ": " + first.message + " (" + first.hint + ")";
}

std::string spec(const std::string& entries, const std::string& units = "") {
  return "<?xml version=\"1.0\"?>\n<modules>\n<RootModule>M</RootModule>\n<context>\n<entry><UID>1</UID><ModuleNode>"
         "<location><column><begin>1</begin><end>4</end></column><line><begin>1</begin><end>9</end></line>"
         "<filename>M</filename></location><uniquename>M</uniquename><extends/>" + units + "</ModuleNode></entry>\n" +
         entries + "\n</context>\n<ModuleNodeRef><UID>1</UID></ModuleNodeRef>\n</modules>\n";
}

// The location is line 2, columns 1 to 3 of M.
std::string at_line_two(const std::string& tag, const std::string& inside) {
  return "<" + tag + "><location><column><begin>1</begin><end>3</end></column><line><begin>2</begin><end>2</end></line>"
         "<filename>M</filename></location>" + inside + "</" + tag + ">";
}

std::string definition(const std::string& body) {
  return spec("<entry><UID>2</UID>" +
                  at_line_two("UserDefinedOpKind", "<uniquename>D</uniquename><arity>0</arity>\n<body>" + body +
                                                       "</body><params/>") +
                  "</entry><entry><UID>3</UID><BuiltInKind><uniquename>$IfThenElse</uniquename><arity>3</arity></BuiltInKind></entry>",
              "<UserDefinedOpKindRef><UID>2</UID></UserDefinedOpKindRef>");
}

TEST(SanyXml, IsReadWhenItIsRight) {
  Diagnostics diagnostics;
  const auto found = read(std::make_shared<Source>("Spec.xml", definition("<NumeralNode><IntValue>7</IntValue></NumeralNode>")), diagnostics);
  ASSERT_TRUE(found) << render(diagnostics);
  EXPECT_EQ(syntax::print(*found->modules.at("M")), "(Module M (Operator D 7))\n");
}

TEST(SanyXml, SaysWhichElementIsWrong) {
  EXPECT_EQ(error_of(definition("<Riddle/>")),
            "Spec.xml:7:8: modules/context/entry[UID=2]/UserDefinedOpKind/body/Riddle: <Riddle> is no expression (expected "
            "<OpApplNode>, <NumeralNode>, <StringNode>, <LetInNode> or another expression of sany.xsd)");
  EXPECT_EQ(error_of(definition("")), "Spec.xml:7:2: modules/context/entry[UID=2]/UserDefinedOpKind/body: it is empty "
                                      "(expected an expression)");
  EXPECT_EQ(error_of(definition("<NumeralNode/>")),
            "Spec.xml:7:8: modules/context/entry[UID=2]/UserDefinedOpKind/body/NumeralNode: it has no <IntValue> (expected "
            "<IntValue> in it)");
}

TEST(SanyXml, SaysThatAReferenceLeadsNowhere) {
  const std::string application = "<OpApplNode><operator><BuiltInKindRef><UID>99</UID></BuiltInKindRef></operator><operands/></OpApplNode>";
  const std::string error = error_of(definition(application));
  EXPECT_NE(error.find("BuiltInKindRef[UID=99]: nothing has this UID"), error.npos) << error;
}

TEST(SanyXml, SaysHowManyOperandsThereShouldBe) {
  const std::string application = "<OpApplNode><operator><BuiltInKindRef><UID>3</UID></BuiltInKindRef></operator><operands>"
                                  "<NumeralNode><IntValue>1</IntValue></NumeralNode></operands></OpApplNode>";
  const std::string error = error_of(definition(application));
  EXPECT_NE(error.find("OpApplNode/operands: $IfThenElse has 1 operands (expected 3)"), error.npos) << error;
}

TEST(SanyXml, OfHalfAFileIsSaidToBreakOff) {
  const std::string text = contents(fs::path(TRESTLE_DATA) / "Every.xml");
  const std::string error = error_of(text.substr(0, text.size() / 2));
  EXPECT_NE(error.find("the XML breaks off or is not well formed"), error.npos) << error;
  EXPECT_NE(error_of("<launchConfiguration/>").find("this is not SANY's XML"), std::string::npos);
  EXPECT_NE(error_of("").find("the XML breaks off"), std::string::npos);
}

TEST(SanyXml, DoesNotGrowWithoutLimit) {
  // Each definition is a LET around the one before it, twice: 2^40 expressions in a small file.
  std::string entries, units;
  for (int i = 10; i < 50; ++i) {
    const std::string uid = std::to_string(i), below = std::to_string(i - 1);
    const std::string let = i == 10 ? std::string("<NumeralNode><IntValue>7</IntValue></NumeralNode>")
                                    : "<LetInNode><body><NumeralNode><IntValue>1</IntValue></NumeralNode></body><opDefs><UserDefinedOpKindRef><UID>" +
                                          below + "</UID></UserDefinedOpKindRef><UserDefinedOpKindRef><UID>" + below + "</UID></UserDefinedOpKindRef></opDefs></LetInNode>";
    entries += "<entry><UID>" + uid + "</UID>" +
               at_line_two("UserDefinedOpKind", "<uniquename>D" + uid + "</uniquename><arity>0</arity><body>" + let + "</body><params/>") + "</entry>";
  }
  Diagnostics diagnostics;
  EXPECT_FALSE(read(std::make_shared<Source>("Spec.xml", spec(entries, "<UserDefinedOpKindRef><UID>49</UID></UserDefinedOpKindRef>")),
                    diagnostics, {.tokens = 10'000}));
  ASSERT_FALSE(diagnostics.all().empty());
  EXPECT_EQ(diagnostics.all().front().kind, DiagnosticKind::TooLarge);
}

TEST(SanyXml, IsKnownByItsContent) {
  EXPECT_TRUE(is_sany_xml("<?xml version=\"1.0\"?><modules>"));
  EXPECT_TRUE(is_sany_xml("\xEF\xBB\xBF\n <modules>"));
  EXPECT_FALSE(is_sany_xml("---- MODULE M ----"));
  EXPECT_FALSE(is_sany_xml(""));
}

// --- The corpus, exported here and now.

std::vector<fs::path> configurations() {
  std::vector<fs::path> all;
  for (const auto& entry : fs::directory_iterator(TRESTLE_ROOT "/tests/corpus"))
    if (entry.path().extension() == ".cfg") all.push_back(entry.path());
  std::sort(all.begin(), all.end());
  return all;
}

class Corpus : public testing::TestWithParam<fs::path> {};

TEST_P(Corpus, ExportedIsTheSame) {
  const char* class_path = std::getenv("TRESTLE_TLC");
  if (class_path == nullptr) GTEST_SKIP() << "TRESTLE_TLC, a class path with SANY, is not set";
  const fs::path config = GetParam();
  const std::string name = config.filename().string().substr(0, config.filename().string().find('.'));
  if (name == "DeclaredAgain") GTEST_SKIP() << "SANY leaves out a nested module whose variables are those around it";
  if (name == "SymbolStrings") GTEST_SKIP() << "SANY's export has no brackets and signs between names, which have a place in the order of strings";
  if (name == "ExtendsWithin") GTEST_SKIP() << "SANY leaves out a nested module that is only extended";
  const fs::path folder = fs::temp_directory_path() / ("trestle-sany-" + config.stem().string() + "." + std::to_string(getpid()));
  fs::create_directories(folder);
  fs::current_path(config.parent_path());
  const fs::path xml = folder / (name + ".xml");
  const std::string command = "java -cp '" + std::string(class_path) + "' tla2sany.xml.XMLExporter -o -t -I . " + name +
                              ".tla > '" + xml.string() + "' 2> '" + (folder / "errors").string() + "'";
  ASSERT_EQ(std::system(command.c_str()), 0) << contents(folder / "errors");
  expect_same(xml, config.parent_path() / (name + ".tla"), config);
  fs::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Models, Corpus, testing::ValuesIn(configurations()), [](const auto& info) {
  std::string name = info.param.stem().string();
  std::replace_if(name.begin(), name.end(), [](char c) { return isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace trestle::sany
