#include "validator/report/tlc.h"

#include "validator/report/json_writer.h"
#include "validator/report/phrases.h"

namespace trestle::report {

using explore::Verdict;

namespace {

struct Row {
  const char* name;
  std::string tlc, ours;
  bool must_agree;
};

std::string count_text(const std::optional<uint64_t>& count) { return count ? grouped(*count) : "-"; }

std::string verdict_text(const std::optional<Verdict>& verdict) {
  return verdict ? std::string(to_string(*verdict)) : "none";
}

std::vector<Row> rows(const TlcComparison& comparison) {
  const bridge::TlcReport& tlc = comparison.tlc;
  if (!comparison.ours) return {};
  const explore::CheckResult& ours = *comparison.ours;
  const bool whole = !comparison.ended_early(), counts = whole && comparison.counts;
  std::vector<Row> all;
  // TLC ends some evaluations that fail with 255.
  const bool both_failed = tlc.verdict == Verdict::EvaluationFailed && ours.verdict == Verdict::EvaluationFailed;
  all.push_back({"exit code", std::to_string(comparison.run.exit_code), std::to_string(exit_code(ours)),
                 whole && !both_failed});
  all.push_back({"verdict", verdict_text(tlc.verdict), std::string(to_string(ours.verdict)), false});
  // TLC gives an assumption's place, as of a part of a property, and several properties at once.
  if (ours.verdict == Verdict::InvariantViolated)
    all.push_back({"violated", tlc.violated, ours.violated, whole && !tlc.violated.starts_with("line ")});
  if (!tlc.generated) return all;
  all.push_back({"generated", count_text(tlc.generated), grouped(ours.generated), counts});
  all.push_back({"distinct", count_text(tlc.distinct), grouped(ours.distinct), counts});
  // What is left when the search ends early is not compared: TLC may or may not have counted the states it was at.
  const bool to_the_end = ours.verdict == Verdict::Ok && ours.queue == 0;
  all.push_back({"on queue", count_text(tlc.queue), grouped(ours.queue), counts && to_the_end});
  if (tlc.depth) all.push_back({"depth", count_text(tlc.depth), grouped(ours.depth), counts});
  return all;
}

std::string padded(const std::string& text, size_t width) {
  return text + std::string(text.size() < width ? width - text.size() : 1, ' ');
}

}  // namespace

std::vector<std::string> TlcComparison::differences() const {
  std::vector<std::string> all;
  for (const Row& row : rows(*this))
    if (row.must_agree && row.tlc != row.ours)
      all.push_back(std::string(row.name) + ": " + row.tlc + " and " + row.ours);
  if (to_replay > tlc.depth.value_or(0)) {
    all.push_back("TLC took " + grouped(tlc.depth.value_or(0)) + " of the " + plural(to_replay, "state") +
                  " that it was to replay: its JSON loses types (convert --to module keeps them)");
  }
  for (const HeldBehavior& one : behaviors)
    if (one.held.difference) all.push_back("TLC's behavior: " + one.held.difference->message);
  if (graph && graph->different > 0)
    all.push_back("state graph: " + graph->differences.front() +
                  (graph->different > 1 ? " (" + grouped(graph->different) + " differences)" : ""));
  return all;
}

Verdict TlcComparison::verdict() const {
  if (ended_early() || !tlc.verdict) return Verdict::Inconclusive;
  return differences().empty() ? Verdict::Ok : Verdict::Rejected;
}

std::string to_text(const TlcComparison& comparison, const runtime::Model&, const TextOptions& options) {
  const Verdict verdict = comparison.verdict();
  const auto differences = comparison.differences();
  std::string text = colored_verdict(verdict, options) + ": ";
  switch (verdict) {
    case Verdict::Ok: text += comparison.ours ? "TLC and Trestle agree\n" : "the spec allows what TLC showed\n"; break;
    case Verdict::Rejected: text += "TLC and Trestle do not agree\n"; break;
    default:
      text += comparison.run.timed_out ? "TLC did not end in time\n"
              : comparison.run.interrupted
                  ? (comparison.run.output.empty() ? "interrupted before TLC began\n" : "TLC was interrupted\n")
                  : "TLC ended with " + std::to_string(comparison.run.exit_code) + ", without a verdict\n";
  }
  for (const std::string& difference : differences) text += "  " + difference + "\n";
  text += "\n" + padded("", 12) + padded("TLC " + comparison.tlc.version, 44) + "Trestle\n";
  for (const Row& row : rows(comparison)) {
    text += padded(row.name, 12) + padded(row.tlc, 44) + row.ours;
    text += row.tlc == row.ours || row.must_agree || row.name == std::string_view("verdict")
                ? "\n"
            : comparison.ended_early() ? "   (when TLC was ended)\n"
                                         : "   (need not agree: the search ended early)\n";
  }
  for (const HeldBehavior& one : comparison.behaviors) {
    text += "\nTLC's behavior of " + plural(one.recorded.states.size(), "state") + ": ";
    text += one.held.ok()         ? "the spec allows it"
            : one.held.difference ? one.held.difference->message
                                  : one.held.inconclusive;
    text += "\n";
    for (const std::string& confirmed : one.held.confirmed) text += "confirmed: " + confirmed + "\n";
  }
  if (comparison.graph) text += "\nState graph: " + to_text(*comparison.graph, options);
  if (!comparison.no_graph.empty()) text += "\nState graph: not compared, " + comparison.no_graph + "\n";
  if (comparison.ended_early()) return text;  // its last words are none of its own
  for (const std::string& error : comparison.tlc.errors) text += "TLC: " + error + "\n";
  return text;
}

std::string to_json(const TlcComparison& comparison, const runtime::Model& model, const Run& run) {
  Json json;
  const Verdict verdict = comparison.verdict();
  const auto differences = comparison.differences();
  const auto raw = [&](const char* name, const std::string& text) {
    json.key(name);
    json->RawValue(text.data(), text.size(), rapidjson::kObjectType);
  };
  json->StartObject();
  json.field("verdict", to_string(verdict));
  json.field("exit_code",
             static_cast<uint64_t>(verdict == Verdict::Ok ? comparison.run.exit_code : exit_code(verdict)));
  json.key("reason");
  json.string_or_null(differences.empty() ? "" : differences.front());
  json.run(run);
  json.key("tlc");
  json->StartObject();
  json.field("version", comparison.tlc.version);
  json.field("exit_code", static_cast<uint64_t>(comparison.run.exit_code));
  json.field("verdict", verdict_text(comparison.tlc.verdict));
  json.key("violated");
  json.string_or_null(comparison.tlc.violated);
  const std::pair<const char*, std::optional<uint64_t>> counts[] = {{"generated", comparison.tlc.generated},
                                                                    {"distinct", comparison.tlc.distinct},
                                                                    {"queue", comparison.tlc.queue},
                                                                    {"depth", comparison.tlc.depth}};
  for (const auto& [name, count] : counts) {
    json.key(name);
    count ? json->Uint64(*count) : json->Null();
  }
  json->EndObject();
  json.strings("differences", differences);
  if (comparison.ours) raw("trestle", to_json(*comparison.ours, model, run));
  if (!comparison.behaviors.empty()) raw("behaviors", to_json(comparison.behaviors, model, run));
  if (comparison.graph) raw("graph", to_json(*comparison.graph, run));
  json->EndObject();
  return json.take();
}

}  // namespace trestle::report
