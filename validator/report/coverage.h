// What was covered: how often each action was taken, and each expression evaluated. Not for other folders.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/explore/finding.h"

namespace trestle::report {

class Json;

struct Covered {
  const explore::ActionCount* init = nullptr;  // null: initial states are not counted
  const std::vector<explore::ActionCount>& actions;
  const std::vector<runtime::ExpressionCount>& expressions;  // parallel to Model::covered(), or empty
};

std::string coverage_text(const runtime::Model& model, const Covered& covered);
void write_coverage(Json& json, const runtime::Model& model, const Covered& covered);

}  // namespace trestle::report
