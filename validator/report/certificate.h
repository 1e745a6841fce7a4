// A behavior that explains a trace, for others to check: as a TLA+ module with which TLC itself confirms that the spec
// allows it, as TLC's JSON (which loses types), and in the Informal Trace Format.
#pragma once

#include <string>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/explore/validate.h"

namespace trestle::report {

// What a certificate needs to know of the spec's text.
struct SpecText {
  std::string module;                  // name
  std::string init, next;              // the initial predicate and the next-state action, as TLA+
  std::vector<std::string> constants;  // CONSTANT statements of the .cfg
  std::vector<std::string> model_values;
};

struct Certificate {
  std::string module, config;  // texts of NAME.tla and NAME.cfg
};

// All need the whole behavior (ValidateOptions::keep_behavior). `name` is the module's, as its file is called.
Certificate to_certificate(const explore::ValidateResult& result, const runtime::Model& model, const SpecText& spec,
                           const std::string& name);
std::string to_tlc_json(const explore::ValidateResult& result, const runtime::Model& model);
std::string to_itf(const explore::ValidateResult& result, const runtime::Model& model);

}  // namespace trestle::report
