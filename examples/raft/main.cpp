// raft cluster --dir DIR [--seed N] [--seconds N] [--bug NAME] [--servers N] [--clients N] [--trace HOW] [--clocks]
//              [--network HOW] [--no-faults] [--no-sync]
// raft server ...    one of its processes
#include <exception>
#include <iostream>
#include <map>
#include <set>

#include <signal.h>

#include "clock.h"
#include "cluster.h"
#include "links.h"
#include "server.h"

namespace raft {
namespace {

const std::map<std::string, Bug> kBugs = {{"none", Bug::none},
                                          {"vote_not_persisted", Bug::vote_not_persisted},
                                          {"commits_older_term", Bug::commits_older_term},
                                          {"previous_term_unchecked", Bug::previous_term_unchecked},
                                          {"stale_read", Bug::stale_read},
                                          {"two_changes_at_once", Bug::two_changes_at_once}};

using trestle::tracer::Flush;
const std::map<std::string, Flush> kTraces = {
    {"lines", Flush::each_event}, {"rings", Flush::background}, {"binary", Flush::binary}};  // or none

const std::map<std::string, Network> kNetworks = {
    {"auto", Network::automatic}, {"namespaces", Network::namespaces}, {"proxy", Network::proxy}};

volatile sig_atomic_t g_finish = 0;

using Arguments = std::map<std::string, std::string>;

// n1=10.77.0.1,n2=10.77.0.2
std::map<std::string, std::string> addresses(const std::string& text) {
  std::map<std::string, std::string> found;
  if (text.empty()) return found;
  for (const std::string& one : split(text, ','))
    found.emplace(one.substr(0, one.find('=')), one.substr(one.find('=') + 1));
  return found;
}

int run_server(const Arguments& given) {
  // An end that is asked for waits until the server does.
  sigset_t blocked, before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM);
  sigprocmask(SIG_BLOCK, &blocked, &before);
  signal(SIGTERM, [](int) { g_finish = 1; });

  const std::string name = given.at("--name"), directory = given.at("--dir");
  Connection launcher = given.count("--socket") != 0 ? Connection(std::stoi(given.at("--socket")))
                                                     : connect_to(kLoopback, std::stoi(given.at("--port")));
  launcher.send({.from = name});
  Links links(std::move(launcher), name, addresses(given.at("--addresses")));
  const Fate fate = {.write = std::stoull(given.at("--dies-at")), .bytes = std::stoull(given.at("--dies-with"))};
  Disk disk(directory + "/disks/" + name + ".log", given.count("--no-sync") == 0, fate);
  trestle::tracer::Tracer tracer;
  if (const auto how = kTraces.find(given.at("--trace")); how != kTraces.end()) {
    tracer.open({.node = name,
                 .file = directory + "/traces/" + name + ".trace",
                 .spec = "Raft",
                 .flush = how->second,
                 .vector = given.count("--clocks") != 0,
                 .hybrid = true});
  }
  Server server(
      {.name = name,
       .initial_members = {"n1", "n2", "n3"},
       .bug = kBugs.at(given.at("--bug")),
       .clock_percent = std::stoi(given.at("--clock")),
       .seed = std::stoull(given.at("--seed")),
       .restarted = given.count("--restarted") != 0},
      disk, tracer, [&links](const Message& message) { links.send(message); }, now_ms());
  while (g_finish == 0 && links.is_open()) {
    links.wait(5, before);
    while (const std::optional<Message> message = links.next()) server.receive(*message, now_ms());
    server.tick(now_ms());
  }
  const trestle::tracer::Status status = tracer.status();
  if (!status.ok) std::cerr << name << ": " << status.problem << "\n";
  return status.ok ? 0 : 1;
}

int run(int argc, char** argv) {
  const std::set<std::string> flags = {"--restarted", "--no-sync", "--no-faults", "--clocks"};
  const std::set<std::string> options = {"--name",      "--port",    "--dir",     "--bug",      "--clock", "--seed",
                                         "--seconds",   "--servers", "--clients", "--think",    "--trace", "--dies-at",
                                         "--dies-with", "--network", "--socket",  "--addresses"};
  const std::string verb = argc > 1 ? argv[1] : "";
  Arguments given = {{"--bug", "none"},  {"--seed", "1"},      {"--clock", "100"},    {"--think", "5"},
                     {"--seconds", "5"}, {"--servers", "4"},   {"--clients", "3"},    {"--trace", "binary"},
                     {"--dies-at", "0"}, {"--dies-with", "0"}, {"--network", "auto"}, {"--addresses", ""}};
  bool understood = verb == "cluster" || verb == "server";
  for (int i = 2; i < argc && understood; ++i) {
    const std::string option = argv[i];
    if (flags.count(option) != 0) {
      given[option] = "";
    } else if (options.count(option) != 0 && i + 1 < argc) {
      given[option] = argv[++i];
    } else {
      understood = false;
    }
  }
  if (!understood || given.count("--dir") == 0 || kBugs.count(given["--bug"]) == 0 ||
      (kTraces.count(given["--trace"]) == 0 && given["--trace"] != "none") ||
      kNetworks.count(given["--network"]) == 0) {
    std::cerr << "usage: raft cluster --dir DIR [--seed N] [--seconds N] [--servers 3..5] [--clients N] [--think MS] "
                 "[--trace none|lines|rings|binary] [--network auto|namespaces|proxy] [--clocks] [--no-faults] "
                 "[--no-sync] [--bug NAME]\nbugs:";
    for (const auto& [name, bug] : kBugs) std::cerr << ' ' << name;
    std::cerr << '\n';
    return 64;
  }
  if (verb == "server") return run_server(given);
  const int servers = std::stoi(given["--servers"]);
  if (servers < 3 || servers > 5) {
    std::cerr << "raft: --servers must be 3 to 5\n";
    return 64;
  }
  return run_cluster({.directory = given["--dir"],
                      .seed = std::stoull(given["--seed"]),
                      .seconds = std::stoi(given["--seconds"]),
                      .servers = servers,
                      .clients = std::stoi(given["--clients"]),
                      .think_ms = std::stoi(given["--think"]),
                      .bug = given["--bug"],
                      .trace = given["--trace"],
                      .network = kNetworks.at(given["--network"]),
                      .clocks = given.count("--clocks") != 0,
                      .faults = given.count("--no-faults") == 0,
                      .sync = given.count("--no-sync") == 0});
}

}  // namespace
}  // namespace raft

int main(int argc, char** argv) {
  try {
    return raft::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "raft: " << error.what() << "\n";
    return 1;
  }
}
