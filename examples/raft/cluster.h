// The whole system in one run: starts the servers, carries their messages, asks as clients do, and makes things fail.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace raft {

// How the servers reach each other: each from a network namespace of its own (namespaces.h), through this process that
// carries their messages, or the first where the system allows it.
enum class Network { automatic, namespaces, proxy };

struct ClusterOptions {
  std::filesystem::path directory;  // disks/NAME.log and traces/NAME.trace go here
  uint64_t seed = 1;
  int seconds = 5;
  int servers = 4;  // 3 to 5; the first three are the members at first
  int clients = 3;
  int think_ms = 5;  // between a reply and the client's next request
  std::string bug = "none";
  std::string trace = "binary";  // or "rings", from which a thread makes lines, "lines" that each event writes, "none"
  Network network = Network::automatic;
  bool clocks = false;  // messages carry vector clocks as well as hybrid time
  bool faults = true;
  bool sync = true;
};

// 0, or 1 when a server could not be started or ended by itself. Prints one line of counts.
int run_cluster(const ClusterOptions& options);

}  // namespace raft
