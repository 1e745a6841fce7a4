// One server: the protocol, and nothing of sockets. Whoever runs it hands it messages and the time.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "disk.h"
#include "message.h"
#include "tracer/tracer.h"

namespace raft {

// Bugs that real implementations have had.
enum class Bug {
  none,
  vote_not_persisted,
  commits_older_term,
  previous_term_unchecked,
  stale_read,
  two_changes_at_once
};

struct ServerOptions {
  std::string name;
  std::set<std::string> initial_members;
  Bug bug = Bug::none;
  int clock_percent = 100;  // how fast its timers run
  uint64_t seed = 0;
  bool restarted = false;
};

class Server {
 public:
  using Send = std::function<void(Message)>;
  // Times are milliseconds of a clock that only goes forward.
  Server(ServerOptions options, Disk& disk, trestle::tracer::Tracer& tracer, Send send, int64_t now);

  void receive(const Message& message, int64_t now);
  void tick(int64_t now);  // every few milliseconds

 private:
  enum class Role { follower, candidate, leader };
  struct Peer {
    uint64_t next = 1, match = 0, confirmed = 0;
  };

  void update_term(uint64_t term);
  void start_election();
  void on_ask_vote(const Message& message);
  void on_vote(const Message& message);
  void become_leader_with_quorum();
  void on_append(const Message& message);
  void on_ack(const Message& message);
  void on_reject(const Message& message);
  void advance_commit();
  void on_request(const Message& message);
  void change_members(const Message& message, const std::string& members);
  void begin_read();
  void serve_reads();
  void step_down_when_removed();

  void append_own(const Entry& entry);
  void send_append(const std::string& to);
  void broadcast();
  void send(Message message);
  void commit_up_to(uint64_t index);
  std::string apply(const Entry& entry);
  void find_members(uint64_t from);
  bool is_quorum(const std::function<bool(const Peer&)>& has) const;
  uint64_t last() const { return disk_.log().size(); }
  uint64_t term_at(uint64_t index) const { return index == 0 || index > last() ? 0 : disk_.log()[index - 1].term; }
  void rest();  // a new election timeout
  trestle::tracer::Event event(std::string_view action) { return tracer_.event(action); }

  const ServerOptions options_;
  Disk& disk_;
  trestle::tracer::Tracer& tracer_;
  const Send send_;
  std::mt19937_64 random_;
  int64_t now_, election_at_ = 0, heartbeat_at_ = 0;

  Role role_ = Role::follower;
  uint64_t commit_ = 0;
  std::set<std::string> members_;
  uint64_t members_index_ = 0;
  std::set<std::string> votes_;
  std::map<std::string, Peer> peers_;
  uint64_t acked_term_ = 0, acked_match_ = 0, acked_round_ = 0;  // what this server has told a leader

  uint64_t round_ = 0;
  std::vector<Message> reading_, waiting_;  // reads of this round, and of the next
  std::map<uint64_t, Message> proposed_;    // index -> who waits for it

  std::map<std::string, std::string> data_;
};

}  // namespace raft
