// State lists and graphs: read, and held against the states of the model. With TRESTLE_TLC, a class path, TLC writes
// the graphs of the corpus, and they are ours edge for edge.
#include <sstream>

#include <gmock/gmock.h>

#include "tests/bridge/files.h"
#include "translator/runtime/print.h"
#include "translator/runtime/process.h"
#include "validator/bridge/compare_graph.h"
#include "validator/bridge/tlc.h"
#include "validator/explore/state_space.h"

namespace trestle::bridge {
namespace {

using testing::HasSubstr;

struct Listing final : StateFileSink {
  void state(const ListedState& state) override {
    text += std::to_string(state.id) + (state.initial ? " initial" : "") + "\n";
    for (size_t i = 0; i < state.names.size(); ++i)
      text += "  " + state.names[i] + " = " + runtime::to_string(state.values[i]) + "\n";
  }
  void edge(const ListedEdge& edge) override {
    text += std::to_string(edge.from) + " -> " + std::to_string(edge.to) + " " + to_string(edge.action) + "\n";
  }
  std::string text;
};

std::string listed(const std::string& text, Format format, StateFileRead* read = nullptr) {
  std::istringstream in(text);
  Listing listing;
  const StateFileRead result = read_state_file(in, format, "f", listing);
  if (read != nullptr) *read = result;
  return listing.text;
}

std::string error_of(const std::string& text, Format format) {
  try {
    listed(text, format);
  } catch (const FileError& error) {
    return error.what();
  }
  return "no error";
}

TEST(StateFile, ListsStates) {
  const std::string text = "State 1:\n/\\ x = 1\n/\\ y = {\n  2}\n\nState 2:\n/\\ x = 2\n/\\ y = {}\n\n";
  EXPECT_EQ(listed(text, Format::Dump), "1\n  x = 1\n  y = {2}\n2\n  x = 2\n  y = {}\n");
  std::string crlf;
  for (char c : text) crlf += c == '\n' ? "\r\n" : std::string(1, c);
  EXPECT_EQ(listed(crlf, Format::Dump), listed(text, Format::Dump));
  EXPECT_EQ(listed("State 1:\nx = 1\n\nState 2:\nx = <<>>\n", Format::Dump), "1\n  x = 1\n2\n  x = <<>>\n");
}

TEST(StateFile, ReadsGraphs) {
  EXPECT_EQ(
      listed("strict digraph DiskGraph {\nnode [shape=box]\n"
             "-5 [label=\"/\\\\ x = \\\"a\\\\n\\\"\\n/\\\\ y = 1\",style = filled]\n"
             "-5 -> 7 [label=\"Step(1,\\\"b\\\")\",color=\"black\",fontcolor=\"black\"];\n"
             "7 [label=\"/\\\\ z = 0\",tooltip=\"/\\\\ x = \\\"b\\\"\\n/\\\\ y = 2\"];\n"
             "7 -> 7 [style=\"dashed\",color=\"lightgray\"];\n7 -> -5;\n{rank = same; 7;}\n}\n}",
             Format::Dot),
      "-5 initial\n  x = \"a\\n\"\n  y = 1\n-5 -> 7 Step(1, \"b\")\n7\n  x = \"b\"\n  y = 2\n7 -> 7 \n7 -> -5 \n");
}

TEST(StateFile, ErrorsHaveAPlace) {
  EXPECT_EQ(error_of("State 1:\n/\\ x = 1\n\nState 2:\n/\\ x = {1\n\nState 3:\n/\\ x = 1\n", Format::Dump),
            "f:6: expected , or }, in state 2");
  EXPECT_EQ(error_of("State 1:\n/\\ x = 1\n\nhello\nState 2:\n/\\ x = 1\n", Format::Dump),
            "f:4: expected /\\, in state 1");
  EXPECT_EQ(error_of("digraph {\n1 [label=\"/\\\\ x = \"];\n}\n", Format::Dot),
            "f:2: a value is missing, in the label of 1");
  EXPECT_EQ(error_of("digraph {\n1 [color=red];\n}\n", Format::Dot), "f:2: no state is there, in the label of 1");
  EXPECT_EQ(error_of("digraph {\n1 2\n}\n", Format::Dot), "f:2: this is no node and no edge as TLC writes them");
}

TEST(StateFile, EveryCutIsHandledOrNamed) {
  const std::string dump = contents(data("Counter.dump"));
  const std::string whole = listed(dump, Format::Dump);
  for (size_t length = 1; length + 2 < dump.size(); ++length) {
    StateFileRead read;
    EXPECT_TRUE(whole.starts_with(listed(dump.substr(0, length), Format::Dump, &read)) || read.states > 0);
  }
  StateFileRead read;
  listed(dump.substr(0, dump.size() - 12), Format::Dump, &read);
  ASSERT_EQ(read.notes.size(), 1);
  EXPECT_THAT(read.notes[0], HasSubstr("cut off in its last state"));
  const std::string dot = contents(data("Counter.dot"));
  listed(dot.substr(0, dot.size() / 2), Format::Dot, &read);
  EXPECT_THAT(read.notes.at(0), HasSubstr("the graph does not end"));
}

GraphComparison compared(const runtime::Model& model, const std::string& text, Format format, uint64_t depth = 0) {
  explore::CheckOptions options;
  options.continue_on_violation = true;
  options.keep_states = true;
  options.depth = depth;
  const explore::CheckResult explored = explore::check(model, options);
  std::istringstream in(text);
  return compare_graph(model, explored, in, format, "f");
}

TEST(CompareGraph, WhatTlcRecordedIsOurs) {
  for (const std::string& name : kModels) {
    const auto loaded = load_model(name);
    if (name == "Lookup") continue;  // an error ends the search
    for (const auto& [suffix, format] : {std::pair{".dump", Format::Dump}, std::pair{".dot", Format::Dot}}) {
      const GraphComparison comparison =
          compared(*loaded->model, contents(data(name + suffix)), format, 9);  // some have no end
      EXPECT_THAT(comparison.differences, testing::IsEmpty()) << name << suffix;
      EXPECT_GT(comparison.states, 0);
    }
  }
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, text.npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(CompareGraph, DamageIsFound) {
  const auto loaded = load_model("Signals");
  const auto differences = [&](const std::string& text, Format format = Format::Dot) {
    return compared(*loaded->model, text, format).differences;
  };
  const std::string dot = contents(data("Signals.dot")), dump = contents(data("Signals.dump"));
  EXPECT_THAT(differences(replaced(dot, "label=\"Flash\"", "label=\"Green\"")),
              testing::Contains(HasSubstr("an edge of the file that the spec does not have: Green from")));
  EXPECT_THAT(differences(replaced(dump, "\"red\"", "\"blue\""), Format::Dump),
              testing::Contains(HasSubstr("not reachable")));
  EXPECT_THAT(differences(replaced(dot, ",style = filled", "")),
              testing::Contains(HasSubstr("an initial state of the spec that is none in the file")));
}

TEST(CompareGraph, AnEdgeMayHaveNoName) {
  const auto loaded = load_model("Signals");
  const std::string dot = replaced(contents(data("Signals.dot")), "label=\"Flash\"", "label=\"UnnamedAction\"");
  EXPECT_THAT(compared(*loaded->model, dot, Format::Dot).differences, testing::IsEmpty());
}

// Where the state decides an action's arguments TLC names the action alone.
TEST(CompareGraph, AnEdgeMayHaveNoArguments) {
  const auto loaded = load_model("Counter");
  const auto differences = [&](const std::string& label) {
    const std::string dot = replaced(contents(data("Counter.dot")), "label=\"Sell(ann,1)\"", label);
    return compared(*loaded->model, dot, Format::Dot).differences;
  };
  EXPECT_THAT(differences("label=\"Sell\""), testing::IsEmpty());
  EXPECT_THAT(differences("label=\"Sell(bob,1)\""), testing::Contains(HasSubstr("Sell(bob, 1) from")));
  EXPECT_THAT(differences("label=\"Rest\""), testing::Contains(HasSubstr("Rest from")));
}

TEST(CompareGraph, NodesBehindTheEndOfAFileAreNotMissed) {
  const std::string dot = contents(data("Signals.dot"));
  const auto loaded = load_model("Signals");
  EXPECT_THAT(compared(*loaded->model, dot.substr(0, dot.rfind("[label=\"/")), Format::Dot).differences, testing::IsEmpty());
}

// Gauge has no end; neither has a file of it that is longer than the search.
TEST(CompareGraph, WhatIsNotMetIsNotRejected) {
  const auto loaded = load_model("Gauge");
  const GraphComparison comparison = compared(*loaded->model, contents(data("Gauge.dump")), Format::Dump, 1);
  EXPECT_EQ(comparison.verdict(), explore::Verdict::Inconclusive);
  EXPECT_GT(comparison.unknown, 0);
  EXPECT_THAT(comparison.differences, testing::IsEmpty());
}

// --- The corpus.

struct CorpusModel {
  std::string spec, config;
};

// Models that TLC and we explore to the end, with the counts TLC gave.
std::vector<CorpusModel> complete_models() {
  std::vector<CorpusModel> models;
  const std::filesystem::path folder = TRESTLE_ROOT "/tests/corpus";
  std::vector<std::filesystem::path> specs;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".tla") specs.push_back(entry.path());
  std::sort(specs.begin(), specs.end());
  for (const auto& spec : specs) {
    std::istringstream text(contents(spec.string()));
    std::string word, config, verdict;
    while (text >> word) {
      if (word == "expect") text >> config, verdict.clear();
      if (word == "verdict") text >> verdict;
      uint64_t distinct = 0;
      if (word == "distinct" && text >> distinct && verdict == "ok" && distinct > 3 && distinct < 3000)
        models.push_back({spec.string(), (folder / config).string()});
    }
  }
  return models;
}

TEST(CompareGraph, GraphsOfTheCorpusAreTlcsEdgeForEdge) {
  const char* class_path = std::getenv("TRESTLE_TLC");
  if (class_path == nullptr) GTEST_SKIP() << "TRESTLE_TLC, a class path with TLC, is not set";
  const std::filesystem::path scratch =
      std::filesystem::temp_directory_path() / ("trestle_graphs_" + std::to_string(getpid()));
  std::filesystem::create_directories(scratch);
  size_t equal = 0;
  for (const CorpusModel& model : complete_models()) {
    if (equal == 40) break;
    const auto is_of = [&](const char* name) { return model.config.find(name) != std::string::npos; };
    if (is_of("/Enough.") || is_of("/ExitAtOnce.")) continue;  // TLCSet("exit", TRUE) leaves states out
    SCOPED_TRACE(model.config);
    const std::string dot = (scratch / "graph.dot").string();
    std::filesystem::remove(dot);
    TlcOptions tlc;
    tlc.class_path = class_path;
    tlc.folder = std::filesystem::path(model.spec).parent_path();
    tlc.arguments = {"-workers",         "1", "-noTE",   "-deadlock",  "-metadir", (scratch / "meta").string(), "-dump",
                     "dot,actionlabels", dot, "-config", model.config, model.spec};
    tlc.timeout = std::chrono::minutes(2);
    const TlcRun run = run_tlc(tlc);
    if (run.exit_code != 0 || !std::filesystem::exists(dot)) continue;
    // In a process of its own: the order of model values is that of a process.
    const std::string command[] = {
        TRESTLE_BUILD "/trestle", "validate", model.spec, dot, "--config", model.config, "--integers", "tlc", "--json"};
    const runtime::Outcome outcome = runtime::run(command, {});
    EXPECT_EQ(outcome.exit_value, 0) << outcome.output << outcome.errors;
    EXPECT_THAT(outcome.output, HasSubstr("\"whole\":true"));
    if (outcome.exit_value == 0) ++equal;
  }
  std::filesystem::remove_all(scratch);
  EXPECT_GE(equal, 30);
}

}  // namespace
}  // namespace trestle::bridge
