// TLC's own run of a model beside ours.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "validator/bridge/compare_graph.h"
#include "validator/bridge/tlc.h"
#include "validator/explore/check.h"
#include "validator/report/behaviors.h"
#include "validator/report/json.h"
#include "validator/report/text.h"

namespace trestle::report {

struct TlcComparison {
  bridge::TlcRun run;
  bridge::TlcReport tlc;
  std::optional<explore::CheckResult> ours = {};  // nothing when TLC did not do what check does (simulation)
  bool counts = false;                            // these must agree
  std::vector<HeldBehavior> behaviors = {};       // that TLC showed
  std::optional<bridge::GraphComparison> graph = {};
  std::string no_graph = {};  // why there is none
  size_t to_replay = 0;       // states of the file that -loadTrace json named; 0: none

  // What does not agree, each in a phrase: "distinct: 8 and 9".
  std::vector<std::string> differences() const;
  // Ok: all that was compared agrees; Inconclusive: TLC did not come to its end.
  explore::Verdict verdict() const;
  bool ended_early() const { return run.timed_out || run.interrupted; }
};

std::string to_text(const TlcComparison& comparison, const runtime::Model& model, const TextOptions& options);
std::string to_json(const TlcComparison& comparison, const runtime::Model& model, const Run& run);

}  // namespace trestle::report
