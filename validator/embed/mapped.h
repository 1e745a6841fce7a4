// An observation mapping beside the spec that it is for.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "translator/diagnostics/diagnostic.h"
#include "validator/explain/explain.h"
#include "validator/embed/load.h"
#include "validator/mapping/observe_file.h"
#include "validator/mapping/observed.h"

namespace trestle::embed {

// A mapping file and what it became.
struct LoadedMapping {
  mapping::ObserveFile file;
  mapping::EventUse use;
  std::vector<std::string> members;  // of lines: those of `use`, and keys of parts
  std::shared_ptr<const core::Spec> rules;
  std::unique_ptr<mapping::ObservedModel> model;
};

// Null when something is wrong, and then `diagnostics` says what.
std::unique_ptr<LoadedMapping> load_mapping(const std::string& path, const Loaded& loaded, Diagnostics& diagnostics);

mapping::MakeRules maker_of(std::shared_ptr<const core::Spec> rules);
// The mapping's rules over another model of the same specification.
std::unique_ptr<mapping::ObservedModel> observed(const LoadedMapping& mapping, const runtime::Model& model);

// The model that is searched: of the mapping's rules, or the specification's when `file` is null.
const runtime::Model& model_of(const Loaded& loaded, const LoadedMapping* file);

// How a log is read as far as its mapping says, and which strings are model values. Without a mapping `file` is null.
struct LogReading {
  trace::Order order = trace::Order::Auto;  // of files that no source names
  trace::ReadOptions options;
  std::vector<trace::LogSource> sources = {};
};
LogReading reading_of(const Loaded& loaded, const LoadedMapping* file);
void order_by(LogReading& reading, const std::string& member);  // whose number says where an event stands

// How events are read by name, as far as the specification says it.
mapping::ByNameOptions by_name(const Loaded& loaded);
// What events mean; the mapping's hidden actions come to those of the options. Throws MappingError.
std::unique_ptr<explore::Mapping> make_mapping(const Loaded& loaded, const LoadedMapping* file,
                                               mapping::ByNameOptions options);

// Hidden steps between two events, at most, when nobody else says it.
uint32_t most_hidden(const LoadedMapping* file);

explain::Refuse refuse_function(const Loaded& loaded, const LoadedMapping* file);

}  // namespace trestle::embed
