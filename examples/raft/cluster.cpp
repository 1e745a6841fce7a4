#include "cluster.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "connection.h"
#include "namespaces.h"

namespace raft {
namespace {

struct Node {
  pid_t pid = -1;
  Connection connection;
  size_t host = 0;
  int side = 0;       // nodes on different sides of a partition do not hear each other
  bool deaf = false;  // hears nobody, but is heard
  bool stopped = false;
  int64_t restart_at = 0;
};

struct Client {
  std::string target;
  uint64_t request = 0;  // 0: none is out
  int64_t next_at = 0;   // the next request, or giving up on this one
};

class Cluster {
 public:
  explicit Cluster(const ClusterOptions& options)
      : options_(options), random_(options.seed), port_fd_(listen_at(kLoopback, 0)) {
    for (size_t i = 0; i < static_cast<size_t>(options_.servers); ++i) {
      names_.push_back("n" + std::to_string(i + 1));
      nodes_[names_[i]].host = i;
      addresses_ += (i == 0 ? "" : ",") + names_[i] + '=' + Namespaces::address(i);
    }
    make_network();
  }
  ~Cluster() {
    for (auto& [name, node] : nodes_) stop(node, SIGKILL);
    if (port_fd_ >= 0) close(port_fd_);
  }

  int run() {
    begin_folder("disks");
    begin_folder("traces");
    for (const std::string& name : names_) {
      clock_percent_[name] = options_.faults ? 70 + static_cast<int>(random_() % 61) : 100;
      start(name, false);
    }
    leader_ = names_[0];
    for (int i = 1; i <= options_.clients; ++i) clients_["c" + std::to_string(i)].target = leader_;
    const int64_t end = now_ms() + options_.seconds * 1000;
    fault_at_ = now_ms() + 500;
    while (now_ms() < end && !failed_) step();
    // Some have no time to say that they end.
    for (auto& [name, node] : nodes_) stop(node, options_.faults && chance(30) ? SIGKILL : SIGTERM);
    rusage servers = {};
    getrusage(RUSAGE_CHILDREN, &servers);
    const auto cpu_ms = [](const timeval& time) { return time.tv_sec * 1000 + time.tv_usec / 1000; };
    std::cout << replies_ << " replies, " << faults_ << " faults, " << kills_ << " kills (" << kills_in_writes_
              << " in a write to the disk), " << cpu_ms(servers.ru_utime) + cpu_ms(servers.ru_stime) << " ms of CPU, "
              << (network_ ? "network namespaces" : "messages carried by the launcher") << ", seed " << options_.seed
              << "\n";
    return failed_ ? 1 : 0;
  }

 private:
  // Without the files of servers of a run before.
  void begin_folder(const char* name) {
    const std::filesystem::path folder = options_.directory / name;
    std::filesystem::create_directories(folder);
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      const std::string file = entry.path().filename();
      if (file.size() > 3 && file[0] == 'n' && file[2] == '.') std::filesystem::remove(entry.path());
    }
  }

  void make_network() {
    if (options_.network == Network::proxy) return;
    try {
      network_.emplace(static_cast<size_t>(options_.servers));
    } catch (const std::system_error&) {
      if (options_.network == Network::namespaces) throw;
    }
  }

  void start(const std::string& name, bool restarted) {
    Node& node = nodes_[name];
    node.restart_at = 0;
    std::vector<std::string> words = {"raft",    "server",
                                      "--name",  name,
                                      "--dir",   options_.directory.string(),
                                      "--bug",   options_.bug,
                                      "--trace", options_.trace,
                                      "--clock", std::to_string(clock_percent_[name]),
                                      "--seed",  std::to_string(random_() >> 1)};
    if (restarted) words.emplace_back("--restarted");
    if (options_.faults && chance(30)) {
      words.insert(words.end(), {"--dies-at", std::to_string(1 + random_() % 200)});
      words.insert(words.end(), {"--dies-with", std::to_string(chance(50) ? UINT64_MAX : random_() % 100)});
    }
    std::array<int, 2> ends = {-1, -1};
    if (network_) {
      if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0)
        throw std::system_error(errno, std::generic_category());
      node.connection = Connection(ends[0]);
      words.insert(words.end(), {"--socket", std::to_string(ends[1]), "--addresses", addresses_});
    } else {
      words.insert(words.end(), {"--port", std::to_string(port_of(port_fd_))});
    }
    if (!options_.sync) words.emplace_back("--no-sync");
    if (options_.clocks) words.emplace_back("--clocks");
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    node.pid = fork();
    if (node.pid == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);  // nobody outlives the cluster
      if (!network_ || network_->enter(node.host)) execv("/proc/self/exe", argv.data());
      _exit(127);
    }
    if (ends[1] >= 0) close(ends[1]);
  }

  static void stop(Node& node, int signal) {
    if (node.pid > 0) {
      kill(node.pid, signal);
      kill(node.pid, SIGCONT);
      waitpid(node.pid, nullptr, 0);
    }
    node.pid = -1;
    node.stopped = false;
    node.connection.close();
  }

  void step() {
    std::vector<pollfd> polled = {{port_fd_, POLLIN, 0}};
    for (auto& connection : strangers_) polled.push_back({connection.fd(), POLLIN, 0});
    for (auto& [name, node] : nodes_) {
      if (node.connection.is_open()) polled.push_back({node.connection.fd(), POLLIN, 0});
    }
    for (size_t host = 0; network_ && host < names_.size(); ++host) polled.push_back({network_->fd(host), POLLIN, 0});
    poll(polled.data(), polled.size(), 1);
    now_ = now_ms();
    if ((polled[0].revents & POLLIN) != 0) strangers_.push_back(accept_from(port_fd_));
    welcome();
    for (auto& [name, node] : nodes_) {
      if (node.connection.is_open()) node.connection.read();
      while (std::optional<Message> message = node.connection.next()) carry(*message);
      while (std::optional<Namespaces::Packet> packet = network_ ? network_->next(node.host) : std::nullopt) {
        pass(node, nodes_[names_[packet->to]], [this, packet] { network_->deliver(*packet); });
      }
    }
    while (!delayed_.empty() && delayed_.begin()->first <= now_) {
      delayed_.begin()->second();
      delayed_.erase(delayed_.begin());
    }
    for (auto& [name, client] : clients_) serve(name, client);
    for (auto& [name, node] : nodes_) {
      if (int status = 0; node.pid > 0 && waitpid(node.pid, &status, WNOHANG) == node.pid) {
        node.pid = -1;
        node.connection.close();
        if (options_.faults && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {  // while it wrote to its disk
          ++kills_in_writes_;
          restart_soon(node);
        } else {
          std::cerr << "raft: " << name << " ended unexpectedly, status " << status << "\n";
          failed_ = true;
        }
      }
      if (node.restart_at != 0 && node.restart_at <= now_) start(name, true);
    }
    if (options_.faults && now_ >= fault_at_) inject();
    for (auto& [name, node] : nodes_) node.connection.write();
  }

  // A server says its name first.
  void welcome() {
    for (Connection& connection : strangers_) {
      connection.read();
      if (const std::optional<Message> hello = connection.next(); hello && nodes_.count(hello->from) != 0) {
        nodes_[hello->from].connection = std::move(connection);
      }
    }
    std::erase_if(strangers_, [](const Connection& connection) { return !connection.is_open(); });
  }

  // What a server sent: to a client at once, to another server as the network pleases.
  void carry(const Message& message) {
    if (const auto client = clients_.find(message.to); client != clients_.end()) return answer(client->second, message);
    const auto from = nodes_.find(message.from), to = nodes_.find(message.to);
    if (from == nodes_.end() || to == nodes_.end()) return;
    pass(from->second, to->second, [this, message] { deliver(message); });
  }

  // A message or a packet.
  void pass(const Node& from, const Node& to, const std::function<void()>& deliver) {
    if (from.side != to.side || to.deaf || chance(drop_percent_)) return;
    const int copies = chance(duplicate_percent_) ? 2 : 1;
    for (int i = 0; i < copies; ++i) {
      const auto delay = delay_ms_ == 0 ? 0 : static_cast<int64_t>(random_() % static_cast<uint64_t>(delay_ms_));
      delayed_.emplace(now_ + delay, deliver);
    }
  }

  void deliver(const Message& message) {
    Node& node = nodes_[message.to];
    if (node.connection.is_open()) node.connection.send(message);
  }

  void answer(Client& client, const Message& message) {
    if (message.index != client.request) return;
    if (message.kind == Kind::reply) {
      ++replies_;
      leader_ = message.from;
      client.next_at = now_ + options_.think_ms;
    } else {
      client.target = leader_ == message.from ? any() : leader_;
      client.next_at = now_ + 10;
    }
    client.request = 0;
  }

  void serve(const std::string& name, Client& client) {
    if (now_ < client.next_at) return;
    if (client.request != 0) client.target = any();  // no reply for too long
    const std::string key = "k" + std::to_string(random_() % 4), value = "v" + std::to_string(random_() % 9);
    const uint64_t choice = random_() % 10;
    std::string text = choice < 3   ? "get," + key
                       : choice < 8 ? "put," + key + ',' + value
                                    : "cas," + key + ",v1," + value;
    client.request = ++requests_;
    client.next_at = now_ + 700;
    ask(name, client.target, text, client.request);
  }

  void ask(const std::string& from, const std::string& target, const std::string& text, uint64_t id) {
    deliver({.kind = Kind::request, .from = from, .to = target, .index = id, .text = text});
  }

  // Something else fails, or nothing does for a while.
  void inject() {
    ++faults_;
    fault_at_ = now_ + 150 + static_cast<int64_t>(random_() % 500);
    for (auto& [name, node] : nodes_) {
      node.side = 0;
      node.deaf = false;
      if (std::exchange(node.stopped, false) && node.pid > 0) kill(node.pid, SIGCONT);
    }
    drop_percent_ = duplicate_percent_ = delay_ms_ = 0;
    const std::string victim = chance(60) ? leader_ : any();
    switch (random_() % 9) {
      case 0: nodes_[victim].side = 1; break;
      case 1:
        for (const std::string& name : names_) nodes_[name].side = static_cast<int>(random_() % 2);
        break;
      case 2:
        if (nodes_[victim].pid > 0) {
          usleep(random_() % 2000);  // whatever it is doing then
          stop(nodes_[victim], SIGKILL);
          restart_soon(nodes_[victim]);
        }
        break;
      case 3: drop_percent_ = 20; break;
      case 4: delay_ms_ = 60, duplicate_percent_ = 20; break;
      case 5:
        // An operator's script that does not wait: of two changes one is refused.
        for (int i = 0; i < 2; ++i) {
          const std::string name = names_[static_cast<size_t>(options_.servers - 1 - i)];
          ask("operator", leader_, (chance(50) ? "add," : "remove,") + name, ++requests_);
        }
        break;
      case 6: nodes_[victim].deaf = true; break;
      case 7:
        if (nodes_[victim].pid > 0) nodes_[victim].stopped = kill(nodes_[victim].pid, SIGSTOP) == 0;
        break;
      default: break;
    }
  }

  void restart_soon(Node& node) {
    ++kills_;
    node.restart_at = now_ + 20 + static_cast<int64_t>(random_() % 400);
  }

  bool chance(int percent) { return static_cast<int>(random_() % 100) < percent; }
  const std::string& any() { return names_[random_() % names_.size()]; }

  const ClusterOptions options_;
  std::mt19937_64 random_;
  const int port_fd_;
  std::optional<Namespaces> network_;  // none: messages go through this process
  std::vector<std::string> names_;
  std::string addresses_;  // of all, in their network
  std::map<std::string, Node> nodes_;
  std::map<std::string, int> clock_percent_;
  std::vector<Connection> strangers_;
  std::map<std::string, Client> clients_;
  std::multimap<int64_t, std::function<void()>> delayed_;
  std::string leader_;  // who replied last
  int64_t now_ = 0, fault_at_ = 0;
  int drop_percent_ = 0, duplicate_percent_ = 0, delay_ms_ = 0;
  uint64_t requests_ = 0, replies_ = 0, faults_ = 0, kills_ = 0, kills_in_writes_ = 0;
  bool failed_ = false;
};

}  // namespace

int run_cluster(const ClusterOptions& options) { return Cluster(options).run(); }

}  // namespace raft
