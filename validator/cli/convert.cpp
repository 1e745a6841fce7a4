// trestle convert: behaviors and state graphs from one format to another.
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include <CLI/CLI.hpp>

#include "validator/bridge/hold.h"
#include "validator/bridge/recorded_model.h"
#include "validator/bridge/write.h"
#include "validator/bridge/write_graph.h"
#include "validator/cli/behavior_input.h"
#include "validator/cli/command.h"
#include "validator/cli/load.h"
#include "validator/cli/numbers.h"
#include "validator/cli/spec_text.h"
#include "validator/cli/terminal.h"
#include "validator/report/page.h"
#include "validator/trace/problem.h"

namespace trestle::cli {
namespace {

using bridge::Format;

constexpr int kBadInput = 150;  // as for a spec that does not parse

struct ConvertCommand {
  std::string in, out, from, to;
  SpecOptions spec;
  size_t number = 1;
};

struct Ending {
  const char* text;
  Format format;
};
constexpr Ending kEndings[] = {{".itf.json", Format::Itf},    {".json", Format::TlcJson},  {".dot", Format::Dot},
                               {".gv", Format::Dot},          {".html", Format::Html},     {".mmd", Format::Mermaid},
                               {".mermaid", Format::Mermaid}, {".ndjson", Format::Events}, {".dump", Format::Dump},
                               {".out", Format::Text},        {".txt", Format::Text},      {".shiviz", Format::ShiViz}};

// By --to, or as the name of the file ends.
std::optional<Format> target(const ConvertCommand& command) {
  if (!command.to.empty()) return bridge::format_named(command.to);
  for (const Ending& ending : kEndings)
    if (command.out.ends_with(ending.text)) return ending.format;
  if (command.out.ends_with(".tla")) return command.spec.spec.empty() ? Format::TlcModule : Format::Replay;
  return {};
}

int refuse(const std::string& text) {
  write_error("error: " + text + "\n");
  return kBadInput;
}

bool put(const std::string& path, const std::string& text) {
  if (path != "-") return write_file(path, text);
  write_out(text);
  return true;
}

std::string page(const bridge::RecordedBehavior& behavior, const ConvertCommand& command, const std::string& name) {
  const bridge::RecordedModel model(behavior, name);
  explore::CheckResult result;
  result.verdict = behavior.verdict.value_or(explore::Verdict::Ok);
  result.violated = behavior.violated;
  result.behavior = model.behavior();
  return report::to_html(result, model, {.spec = command.in, .config = command.spec.spec});
}

// A list or graph of states, state by state.
int convert_graph(const ConvertCommand& command, Format from, Format to) {
  const auto in = open_stream(command.in);
  std::ofstream file;
  std::ostringstream buffer;
  if (command.out != "-") {
    file.open(command.out, std::ios::binary);
    if (!file) return refuse("cannot write " + command.out);
  }
  std::ostream& out = command.out == "-" ? static_cast<std::ostream&>(buffer) : file;
  const bridge::GraphWritten written = bridge::write_graph(*in, from, command.in, to, out);
  if (command.out == "-") write_out(buffer.str());
  if (command.out != "-" && !file.flush()) return refuse("cannot write " + command.out);
  for (const std::string& note : written.notes) write_error("note: " + note + "\n");
  for (const std::string& lost : written.lost) write_error("lost: " + lost + "\n");
  return 0;
}

int convert_behavior(const ConvertCommand& command, Format from, Format to, const Loaded* loaded) {
  auto behaviors = bridge::read_behaviors(read_whole(command.in), {.format = from, .file = command.in});
  if (command.number > behaviors.size())
    return refuse(command.in + " has no behavior " + std::to_string(command.number) + ", only " +
                  std::to_string(behaviors.size()));
  bridge::RecordedBehavior behavior = std::move(behaviors[command.number - 1]);
  if (behaviors.size() > 1) {
    write_error("note: behavior " + std::to_string(command.number) + " of " + std::to_string(behaviors.size()) +
                " in " + command.in + "; --number names another\n");
  }
  for (const std::string& note : behavior.notes) write_error("note: " + note + "\n");
  bridge::WriteOptions options;
  if (command.out != "-") {
    const std::string file = std::filesystem::path(command.out).filename().string();
    options.name = file.substr(0, file.find('.'));
  }
  std::optional<bridge::SpecText> spec;
  if (loaded != nullptr) {
    runtime::Context context;
    const bridge::Held held = bridge::hold(*loaded->model, context, behavior, {.next = next_name(*loaded)});
    if (!held.ok()) {
      write_error("rejected: " + (held.difference ? held.difference->message : held.inconclusive) + "\n");
      return explore::exit_code(held.difference ? explore::Verdict::Rejected : explore::Verdict::Inconclusive);
    }
    const size_t of_spec = held.behavior.states.size();
    if (of_spec == 0) throw bridge::FileError(command.in + ": no state in it is one of the spec: " + held.confirmed.back());
    if (of_spec < behavior.states.size())
      write_error("lost: state " + std::to_string(behavior.states.size()) + " is none of the spec: " + held.confirmed.back() + "\n");
    bridge::RecordedBehavior whole = bridge::recorded(held.behavior, loaded->model->signature());
    whole.verdict = behavior.verdict, whole.violated = behavior.violated;
    behavior = std::move(whole);
    spec = text_of(*loaded);
    options.spec = &*spec;
  } else if (behavior.typing == bridge::Typing::TlcJson) {
    write_error(
        "note: TLC's JSON does not tell sets from sequences nor model values from strings; with --spec the spec "
        "does\n");
  }
  if (to == Format::Html) {
    if (!put(command.out, page(behavior, command, spec ? spec->module : options.name))) return kSystem;
    write_error("lost: it is for people: it cannot be read back\n");
    return 0;
  }
  if (to == Format::Itf && spec) options.name = spec->module;
  const std::string text = bridge::write(behavior, to, options);
  if (!put(command.out, text)) return kSystem;
  if (to == Format::Replay && command.out != "-") {
    const auto config = std::filesystem::path(command.out).replace_extension(".cfg").string();
    if (!put(config, bridge::write_config(*spec))) return kSystem;
  }
  for (const std::string& lost : bridge::lost(behavior, to, text)) write_error("lost: " + lost + "\n");
  return 0;
}

int convert(const ConvertCommand& command) {
  const auto to = target(command);
  if (!to) {
    write_error("error: --to is needed: how " + command.out + " is to be written does not follow from its name\n");
    return kUsage;
  }
  std::unique_ptr<Loaded> loaded;
  if (!command.spec.spec.empty()) {  // before the file is read: it decides on the order of strings
    int code = 0;
    loaded = load_or_explain(command.spec, {}, code);
    if (loaded == nullptr) return code;
  }
  try {
    const auto from = command.from.empty() ? sniffed(command.in) : bridge::format_named(command.from);
    if (!from) return refuse(command.in + ": this is no behavior in a format that is known (--from names one)");
    const bool graph_out = *to == Format::Dump || *to == Format::Dot || *to == Format::MermaidStates;
    if (*from == Format::Dump || (*from == Format::Dot && graph_out)) {
      if (!graph_out) {
        return refuse(command.in +
                      ": states in no order are no behavior: they can be written as dump, dot or mermaid-states");
      }
      return convert_graph(command, *from, *to);
    }
    return convert_behavior(command, *from, *to, loaded.get());
  } catch (const bridge::FileError& error) {
    return refuse(error.what());
  } catch (const trace::TraceError& error) {
    return refuse(error.what());
  }
}

}  // namespace

void add_convert(CLI::App& app, Run& run) {
  auto options = std::make_shared<ConvertCommand>();
  CLI::App* verb = app.add_subcommand("convert", "Write a behavior or a state graph in another format");
  std::string formats = "Formats, of --from (r) and --to (w):\n";
  for (const std::string& name : bridge::format_names([](Format) { return true; })) {
    const Format format = *bridge::format_named(name);
    formats += "  " + name + std::string(16 - name.size(), ' ') + (bridge::reads(format) ? "r" : " ") +
               (bridge::writes(format) ? "w  " : "   ") + std::string(bridge::about(format)) + "\n";
  }
  verb->footer(
      "Examples:\n"
      "  trestle convert tlc.out trace.itf.json               what TLC printed, for Apalache's and Quint's tools\n"
      "  trestle convert trace.json -  --to text              TLC's JSON, to read\n"
      "  trestle convert tlc.out Again.tla --spec Raft        a module and a .cfg with which TLC takes it again\n"
      "  trestle convert tlc.out steps.mmd                    a sequence diagram\n\n"
      "What the new format has no place for is named on standard error (docs/formats/behaviors.md).\n\n" +
      formats);
  verb->add_option("IN", options->in, "The file to read, plain, gzip or zstd; - for standard input, with --from")
      ->required();
  verb->add_option("OUT", options->out, "The file to write; - for standard output")->required();
  verb->add_option("--from", options->from, "How IN is written (default: its content tells)")
      ->check(CLI::IsMember(bridge::format_names(bridge::reads)));
  verb->add_option("--to", options->to, "How to write OUT (default: as its name ends)")
      ->check(CLI::IsMember(bridge::format_names(bridge::writes)));
  verb->add_option("--spec", options->spec.spec,
                   "The specification: finds types, actions and arguments that IN does not tell")
      ->type_name("SPEC");
  verb->add_option("--config,-c", options->spec.config, "Its configuration (default: SPEC with .cfg)")
      ->type_name("FILE");
  verb->add_option("--library,-L", options->spec.library, "Folder to look for modules in, after SPEC's own; repeatable")
      ->type_name("DIR")
      ->allow_extra_args(false);
  verb->add_option("--number", options->number, "Which of several behaviors in IN (default: 1)")
      ->check(positive());
  verb->callback([options, &run] { run = [options] { return convert(*options); }; });
}

}  // namespace trestle::cli
