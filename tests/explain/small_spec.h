// A small spec as a model, and traces held against it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "translator/core/core.h"
#include "translator/runtime/model.h"
#include "validator/explain/explain.h"
#include "validator/explore/validate.h"

namespace trestle::explain {

// A counter that goes up to Limit by 1 or 2, and boxes from which what was put in is taken out.
std::unique_ptr<runtime::Model> small_spec();

struct Held {
  std::unique_ptr<runtime::Model> model;
  explore::ValidateResult result;
  Explained explained;
};
Held hold(const std::string& trace, std::vector<std::string> stuttering = {});
// Files a.ndjson, b.ndjson, ...; `recent` as in ValidateOptions.
Held hold_files(const std::vector<std::string>& files, std::vector<std::string> stuttering = {}, uint64_t recent = 64);

}  // namespace trestle::explain
