// What traces exercised of a specification, as a table, JSON, and a page.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "validator/explain/exercised.h"
#include "validator/report/json.h"
#include "validator/report/text.h"

namespace trestle::report {

class Json;

struct ExercisedReport {
  const explain::Exercised& exercised;
  const runtime::Model& counting;  // Exerciser::counting()
  std::map<std::string, std::vector<runtime::Value>> possible;  // by place, and by argument_place()
};

std::string to_text(const ExercisedReport& report, const TextOptions& options);
// The member `exercised` of a result.
void write_exercised(Json& json, const ExercisedReport& report);
std::string to_html(const ExercisedReport& report, const Run& run);

}  // namespace trestle::report
