// What became of behaviors and state graphs that were held against a spec, as people and programs read it.
#pragma once

#include <string>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/bridge/compare_graph.h"
#include "validator/bridge/hold.h"
#include "validator/explore/verdict.h"
#include "validator/report/json.h"
#include "validator/report/text.h"

namespace trestle::report {

struct HeldBehavior {
  bridge::RecordedBehavior recorded;
  bridge::Held held;
  std::string refusal = {};  // why the action that the file names is not possible, one line or several; or empty
};
explore::Verdict verdict_of(const HeldBehavior& behavior);
// The worst of them.
explore::Verdict verdict_of(const std::vector<HeldBehavior>& behaviors);

std::string to_text(const std::vector<HeldBehavior>& behaviors, const runtime::Model& model,
                    const TextOptions& options);
std::string to_json(const std::vector<HeldBehavior>& behaviors, const runtime::Model& model, const Run& run);

std::string to_text(const bridge::GraphComparison& comparison, const TextOptions& options);
std::string to_json(const bridge::GraphComparison& comparison, const Run& run);

}  // namespace trestle::report
