#include "coordinator.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <list>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <poll.h>

#include "connection.h"
#include "durable_log.h"
#include "recorder.h"

namespace two_phase_commit {
namespace {

using trestle::tracer::at;
using trestle::tracer::fields;
using trestle::tracer::Op;
using Clock = std::chrono::steady_clock;

class Coordinator {
 public:
  Coordinator(const Settings& settings, int listening_fd)
      : settings_(settings),
        listening_fd_(listening_fd),
        names_(settings.node_names()),
        log_(settings.log_file(kCoordinator), settings.sync),
        recorder_(settings, kCoordinator) {}

  int run() {
    while (!everyone_is_connected()) wait();
    while (tid_ < settings_.transactions) {
      begin();
      while (phase_ == "collecting") {
        if (!wait()) decide(false, "Timeout");
      }
      while (acks_.size() < names_.size()) {
        if (!wait()) remind();
      }
    }
    finish();
    std::cout << tid_ << " transactions: " << committed_ << " committed, " << tid_ - committed_ << " aborted\n";
    const trestle::tracer::Status status = recorder_.status();
    if (!status.ok) std::cerr << kCoordinator << ": " << status.problem << "\n";
    return status.ok ? 0 : 1;
  }

 private:
  bool everyone_is_connected() const { return connections_.size() == names_.size(); }

  void begin() {
    ++tid_;
    phase_ = "collecting";
    votes_.clear();
    acks_.clear();
    set_deadline();
    recorder_.event("Begin")
        .after("tid", tid_)
        .after("phase", phase_)
        .after("msgs", Op::contains, fields("type", "Prepare", "tid", tid_))
        .record();
    for (const std::string& name : names_) {
      if (!settings_.chance(settings_.lost_asks, "lose Prepare", name, tid_)) send_prepare(name);
    }
  }

  void decide(bool commit, std::string_view action) {
    phase_ = commit ? "committed" : "aborted";
    log_.write({tid_, phase_});
    committed_ += commit;
    recorder_.event(action)
        .before("phase", "collecting")
        .after("phase", phase_)
        .after("msgs", Op::add, fields("type", "Decision", "tid", tid_, "commit", commit))
        .record();
    set_deadline();
    reminders_ = 0;
    for (const std::string& name : names_) {
      if (!settings_.chance(settings_.losses, "lose Decision", name, tid_)) send_decision(name);
    }
  }

  void on_vote(const Message& message) {
    if (message.tid != tid_) return;
    // A first vote may come too late; a second one means that its sender waits for an answer.
    if (!votes_.emplace(message.from, message.yes).second) return repeat(message.from);
    if (phase_ != "collecting") return;
    recorder_.event("ReceiveVote")
        .param("p", message.from)
        .param("yes", message.yes)
        .after(at("votes", message.from), message.yes ? "yes" : "no")
        .record();
    if (!message.yes) {
      decide(false, "Abort");
    } else if (votes_.size() == names_.size()) {
      decide(true, "Commit");
    }
  }

  void on_ack(const Message& message) {
    if (message.tid != tid_ || phase_ == "collecting" || !acks_.insert(message.from).second) return;
    recorder_.event("ReceiveAck").param("p", message.from).after("acks", Op::add, message.from).record();
  }

  // Who has voted yes asks by itself for a decision that does not come, and is reminded only when it does not do so for
  // long; the others may not know that there is a decision.
  void remind() {
    set_deadline();
    ++reminders_;
    for (const std::string& name : names_) {
      const auto vote = votes_.find(name);
      if (vote == votes_.end() || !vote->second || reminders_ % 8 == 0) repeat(name);
    }
  }

  // Somebody came back after a crash, or got impatient: say again what it may have missed.
  void repeat(const std::string& name) {
    if (finished_) return send(name, {Kind::bye, tid_, std::string(kCoordinator)});
    if (phase_ == "collecting" && !votes_.contains(name)) send_prepare(name);
    if ((phase_ == "committed" || phase_ == "aborted") && !acks_.contains(name)) send_decision(name);
  }

  void send_prepare(const std::string& name) { send(name, {Kind::prepare, tid_, std::string(kCoordinator)}); }
  void send_decision(const std::string& name) {
    send(name, {Kind::decision, tid_, std::string(kCoordinator), phase_ == "committed"});
  }
  void send(const std::string& name, Message message) {
    const auto connection = connections_.find(name);
    if (connection == connections_.end()) return;
    message.stamp = recorder_.stamp();
    connection->second.send(message);
  }

  void on_message(const Message& message) {
    recorder_.receive(message.stamp);
    if (message.kind == Kind::vote) on_vote(message);
    if (message.kind == Kind::ack) on_ack(message);
    if (message.kind == Kind::bye) gone_.insert(message.from);
  }

  void set_deadline() { deadline_ = Clock::now() + std::chrono::milliseconds(settings_.vote_timeout_ms); }

  // Handles what arrives until something did, or the deadline of a transaction passes: then false.
  bool wait() {
    const bool timed = phase_ != "idle" && !finished_;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now()).count();
    if (timed && left <= 0) return false;

    std::vector<pollfd> polled = {{listening_fd_, POLLIN, 0}};
    for (const auto& [name, connection] : connections_) polled.push_back({connection.fd(), POLLIN, 0});
    for (const Connection& connection : nameless_) polled.push_back({connection.fd(), POLLIN, 0});
    const int ready = poll(polled.data(), polled.size(), timed ? static_cast<int>(left) : -1);
    if (ready == 0) return false;

    std::set<int> readable;
    for (const pollfd& entry : polled) {
      if (entry.revents != 0) readable.insert(entry.fd);
    }
    // Connections first, before a new one can take over a name or a descriptor number.
    for (const std::string& name : names_) read_from(name, readable);
    for (auto connection = nameless_.begin(); connection != nameless_.end();) {
      const auto next = std::next(connection);
      if (readable.contains(connection->fd())) introduce(connection);
      connection = next;
    }
    if (readable.contains(listening_fd_)) nameless_.push_back(accept_from(listening_fd_));
    return true;
  }

  void read_from(const std::string& name, const std::set<int>& readable) {
    const auto found = connections_.find(name);
    if (found == connections_.end() || !readable.contains(found->second.fd())) return;
    Connection& connection = found->second;
    connection.read();
    while (const std::optional<Message> message = connection.next()) on_message(*message);
    if (!connection.is_open()) connections_.erase(found);
  }

  // The first message on a new connection says who it is.
  void introduce(std::list<Connection>::iterator connection) {
    connection->read();
    const std::optional<Message> hello = connection->next();
    if (hello && hello->kind == Kind::hello && std::find(names_.begin(), names_.end(), hello->from) != names_.end()) {
      recorder_.receive(hello->stamp);
      Connection& named = connections_[hello->from] = std::move(*connection);
      nameless_.erase(connection);
      repeat(hello->from);
      while (const std::optional<Message> message = named.next()) on_message(*message);
    } else if (hello || !connection->is_open()) {
      nameless_.erase(connection);
    }
  }

  // Some may still be on their way back from a crash: everyone has to hear the goodbye and answer it.
  void finish() {
    finished_ = true;
    for (const std::string& name : names_) repeat(name);
    while (gone_.size() < names_.size()) wait();
  }

  const Settings& settings_;
  const int listening_fd_;
  const std::vector<std::string> names_;
  DurableLog log_;
  Recorder recorder_;

  uint64_t tid_ = 0;
  std::string phase_ = "idle";
  std::map<std::string, bool> votes_;
  std::set<std::string> acks_;
  Clock::time_point deadline_;
  int reminders_ = 0;  // since the decision
  uint64_t committed_ = 0;
  bool finished_ = false;
  std::set<std::string> gone_;

  std::map<std::string, Connection> connections_;
  std::list<Connection> nameless_;
};

}  // namespace

int run_coordinator(const Settings& settings, int listening_fd) { return Coordinator(settings, listening_fd).run(); }

}  // namespace two_phase_commit
