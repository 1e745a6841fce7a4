// What a run is told, and the seeded choices in it. Every process gets the same settings; a choice depends on the seed
// and on what it is about, never on timing, so that a seed makes the same votes, losses, delays and crashes again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace two_phase_commit {

struct Settings {
  int participants = 3;
  uint64_t transactions = 20;
  uint64_t seed = 1;
  std::filesystem::path dir;

  // Chances in percent, each per participant and transaction.
  int no_votes = 10;  // vote no
  int crashes = 10;   // crash somewhere in the transaction
  int losses = 10;    // the first Decision is lost
  int lost_asks = 3;  // the first Prepare is lost
  int delays = 3;     // the vote comes after the coordinator's timeout

  int vote_timeout_ms = 250;          // the coordinator's patience with votes
  int decision_timeout_ms = 100;      // a participant's patience with the decision
  bool sync = true;                   // logs reach the disk, not only the operating system
  std::vector<std::string> unlogged;  // actions the trace does not mention

  std::vector<std::string> node_names() const;  // of the participants: rm1, rm2, ...
  std::filesystem::path trace_file(std::string_view node) const;
  std::filesystem::path log_file(std::string_view node) const;

  // True in `percent` of all cases, and always the same for the same case.
  bool chance(int percent, std::string_view what, std::string_view node, uint64_t tid, uint64_t attempt = 0) const;
  uint64_t choice(uint64_t bound, std::string_view what, std::string_view node, uint64_t tid,
                  uint64_t attempt = 0) const;
};

inline constexpr std::string_view kCoordinator = "coordinator";

// Reads `--name value` pairs; on a mistake prints it and returns nothing.
std::optional<Settings> parse_settings(const std::vector<std::string>& arguments);

// The arguments that parse_settings() reads back.
std::vector<std::string> to_arguments(const Settings& settings);

// One line per setting with its default, for `--help`.
std::string settings_help();

}  // namespace two_phase_commit
