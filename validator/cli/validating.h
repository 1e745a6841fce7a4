// What `trestle validate` was asked for, and what its ways of doing it share.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "validator/cli/load.h"
#include "validator/cli/mapped.h"
#include "validator/explore/validate.h"
#include "validator/report/exercised.h"

namespace trestle::cli {

inline constexpr int kBadTrace = 150;    // as for a spec that does not parse
inline constexpr int kBadMapping = 151;  // as for a configuration that does not fit

struct ValidateCommand {
  SpecOptions spec;
  RunOptions run;
  std::vector<std::string> traces, hidden, stuttering;
  std::string mapping, order, format, order_member;
  std::string from;            // a behavior's format; empty: sniffed
  std::optional<double> skew;  // milliseconds
  std::string certificate;     // file; empty: none
  std::optional<uint32_t> max_hidden;
  uint64_t max_states = 0, memory = 0;
  bool no_invariants = false, all = false, scaffold = false, strength = false;
  std::string report;  // file; empty: none
  bool each = false;   // the traces are several
  std::string junit;   // file; empty: none
  bool follow = false;
  bool coverage = false;
  std::string coverage_page;  // file; empty: none
  std::optional<uint64_t> reach;
  std::string checkpoint;  // folder; empty: none
  double checkpoint_interval = 60;
};

// How the log is read: as the command line says, else as the mapping does, else as the log itself does.
embed::LogReading reading_of(const ValidateCommand& command, const Loaded& loaded, const LoadedMapping* file);

std::unique_ptr<explore::Mapping> make_mapping(const ValidateCommand& command, const Loaded& loaded,
                                               const LoadedMapping* file);
explore::ValidateOptions limits_of(const ValidateCommand& command, const LoadedMapping* file);

// What the spec and the mapping tell of how the search of a trace may be kept short.
void shorten(explore::ValidateOptions& options, const Loaded& loaded, const LoadedMapping* file);

bool wants_coverage(const ValidateCommand& command);
// What was exercised, with what it might have been.
report::ExercisedReport exercised_report(const Loaded& loaded, const explain::Exercised& exercised,
                                         const runtime::Model& counting);
bool write_coverage_page(const ValidateCommand& command, const report::ExercisedReport& report);

// Why --format cannot be meant; empty: it can.
std::string no_format(const ValidateCommand& command, const LoadedMapping* file);
// Why --skew cannot be meant; empty: it can.
std::string no_skew(const ValidateCommand& command, const trace::Trace& trace);

// What keeps the trace from being held against the spec at all.
int refuse(const ValidateCommand& command, int code, const std::string& why);

// Every trace by itself, several at a time.
int validate_each(const ValidateCommand& command, const Loaded& loaded, const LoadedMapping* first);

}  // namespace trestle::cli
