// A result as one HTML page that needs nothing else: no network, no files beside it. page.html is the page; what it
// shows is JSON inside it.
#pragma once

#include <string>

#include "validator/explain/explain.h"
#include "validator/explore/check.h"
#include "validator/explore/validate.h"
#include "validator/report/json.h"

namespace trestle::report {

// The window of the result as a sequence diagram of its nodes.
std::string to_html(const explore::ValidateResult& result, const explain::Explained& explained,
                    const runtime::Model& model, const Run& run);
// The behavior that shows a violation; a lane for each value that actions have as first argument.
std::string to_html(const explore::CheckResult& result, const runtime::Model& model, const Run& run);

}  // namespace trestle::report
