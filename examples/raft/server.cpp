#include "server.h"

#include <algorithm>

namespace raft {
namespace {

constexpr int64_t kHeartbeat = 30, kElection = 150;  // ms; an election starts after one to two of the latter
constexpr uint64_t kBatch = 32;                      // entries in a message

std::set<std::string> to_set(const std::string& members) {
  if (members.empty()) return {};  // most entries
  const std::vector<std::string> names = split(members, ',');
  return {names.begin(), names.end()};
}

}  // namespace

// As the spec has it; the tracer finds this beside Entry.
static auto to_tla(const Entry& entry) {
  static std::set<std::string> members;  // fields() refers to what it is given
  members = to_set(entry.members);
  return trestle::tracer::fields("term", entry.term, "cmd", entry.id, "members", members);
}

using trestle::tracer::at;
using trestle::tracer::Op;

Server::Server(ServerOptions options, Disk& disk, trestle::tracer::Tracer& tracer, Send send, int64_t now)
    : options_(std::move(options)),
      disk_(disk),
      tracer_(tracer),
      send_(std::move(send)),
      random_(options_.seed),
      now_(now),
      members_(options_.initial_members) {
  find_members(1);
  rest();
  if (!options_.restarted) return;
  // What is on the disk may be more than what is in the trace: RaftTrace.tla.
  event("Restart")
      .param("i", options_.name)
      .param("term", disk_.term())
      .param("vote", disk_.voted_for().empty() ? "none" : disk_.voted_for())
      .param("entries", disk_.log())
      .record();
}

void Server::rest() {
  const int64_t timeout = kElection + static_cast<int64_t>(random_() % kElection);
  election_at_ = now_ + timeout * 100 / options_.clock_percent;
}

void Server::send(Message message) {
  message.from = options_.name;
  message.term = disk_.term();
  message.stamp = tracer_.stamp();
  send_(std::move(message));
}

void Server::tick(int64_t now) {
  now_ = now;
  if (role_ == Role::leader && now_ >= heartbeat_at_) return broadcast();
  if (role_ != Role::leader && now_ >= election_at_) start_election();
}

void Server::receive(const Message& message, int64_t now) {
  now_ = now;
  tracer_.receive(message.stamp);
  if (message.kind == Kind::request) return on_request(message);
  if (message.term > disk_.term()) update_term(message.term);
  switch (message.kind) {
    case Kind::ask_vote: return on_ask_vote(message);
    case Kind::vote: return on_vote(message);
    case Kind::append: return on_append(message);
    case Kind::ack: return on_ack(message);
    case Kind::reject: return on_reject(message);
    default: return;
  }
}

void Server::update_term(uint64_t term) {
  disk_.set_term(term, "");
  role_ = Role::follower;
  event("UpdateTerm").param("i", options_.name).param("t", term).record();
}

// ---- elections

void Server::start_election() {
  rest();
  if (members_.count(options_.name) == 0) return;
  disk_.set_term(disk_.term() + 1, options_.name);
  role_ = Role::candidate;
  votes_ = {options_.name};
  event("Timeout").param("i", options_.name).after(at("currentTerm", options_.name), disk_.term()).record();
  for (const std::string& member : members_) {
    if (member == options_.name) continue;
    send({.kind = Kind::ask_vote, .to = member, .index = last(), .log_term = term_at(last())});
  }
  become_leader_with_quorum();
}

void Server::on_ask_vote(const Message& message) {
  if (message.term < disk_.term() || role_ != Role::follower) return;
  const bool voted = disk_.voted_for() == message.from;
  const bool up_to_date = std::pair(message.log_term, message.index) >= std::pair(term_at(last()), last());
  if (!voted) {
    if (!disk_.voted_for().empty() || !up_to_date) return;
    if (options_.bug == Bug::vote_not_persisted) {
      disk_.set_vote_in_memory_only(message.from);
    } else {
      disk_.set_term(disk_.term(), message.from);
    }
    event("GrantVote").param("i", options_.name).param("c", message.from).record();
    rest();
  }
  send({.kind = Kind::vote, .to = message.from});
}

void Server::on_vote(const Message& message) {
  if (role_ != Role::candidate || message.term != disk_.term() || !votes_.insert(message.from).second) return;
  event("ReceiveVote").param("i", options_.name).param("j", message.from).record();
  become_leader_with_quorum();
}

void Server::become_leader_with_quorum() {
  const auto count = std::count_if(members_.begin(), members_.end(),
                                   [this](const std::string& member) { return votes_.count(member) != 0; });
  if (2 * static_cast<size_t>(count) <= members_.size()) return;
  role_ = Role::leader;
  peers_.clear();
  proposed_.clear();
  reading_.clear();
  waiting_.clear();
  round_ = 0;
  for (const std::string& member : members_) peers_[member].next = last() + 1;
  event("BecomeLeader").param("i", options_.name).after(at("commitIndex", options_.name), commit_).record();
  broadcast();  // tells the others at once, before the disk has the entry below
  append_own({disk_.term(), 0, "", ""});
}

// ---- replication

void Server::append_own(const Entry& entry) {
  disk_.replace(last() + 1, {entry});
  event("Propose")
      .param("i", options_.name)
      .param("cmd", entry.id)
      .after(at("log", options_.name), Op::append, entry)
      .record();
  broadcast();
  advance_commit();
}

void Server::broadcast() {
  heartbeat_at_ = now_ + kHeartbeat * 100 / options_.clock_percent;
  for (const std::string& member : members_) {
    if (member != options_.name) send_append(member);
  }
}

// What was sent is taken to arrive; a follower that lacks it says so.
void Server::send_append(const std::string& to) {
  Peer& peer = peers_[to];
  const uint64_t previous = peer.next - 1;
  const auto from = disk_.log().begin() + static_cast<int64_t>(previous);
  const auto count = static_cast<int64_t>(std::min(kBatch, last() - previous));
  Message message = {.kind = Kind::append, .to = to, .index = previous, .log_term = term_at(previous)};
  message.commit = commit_;
  message.round = round_;
  message.entries.assign(from, from + count);
  peer.next += static_cast<uint64_t>(count);
  send(std::move(message));
}

void Server::on_append(const Message& message) {
  if (message.term < disk_.term()) return;
  rest();
  const bool was_candidate = role_ == Role::candidate;
  role_ = Role::follower;
  const uint64_t previous = message.index, end = previous + message.entries.size();
  const bool term_agrees =
      options_.bug == Bug::previous_term_unchecked || previous > last() || term_at(previous) == message.log_term;
  if (previous > last() || !term_agrees) {
    return send({.kind = Kind::reject, .to = message.from, .index = std::min(last(), previous - 1)});
  }

  uint64_t same = 0;
  while (same < message.entries.size() && previous + same < last() &&
         term_at(previous + same + 1) == message.entries[same].term) {
    ++same;
  }
  const bool changes_log = same < message.entries.size();
  if (changes_log) {
    disk_.replace(previous + same + 1, {message.entries.begin() + static_cast<int64_t>(same), message.entries.end()});
    find_members(previous + same + 1);
  }
  if (acked_term_ != message.term) acked_match_ = acked_round_ = 0;
  const uint64_t commit = std::max(commit_, std::min(message.commit, end));
  // A repetition that changes nothing, and is not the first to be acknowledged, is no step.
  if (was_candidate || changes_log || commit > commit_ || acked_term_ != message.term || end > acked_match_ ||
      message.round > acked_round_) {
    auto accept = event("Accept");
    accept.param("i", options_.name)
        .param("t", message.term)
        .param("prev", previous)
        .param("count", message.entries.size());
    accept.param("commit", message.commit).param("r", message.round).after(at("commitIndex", options_.name), commit);
    if (end > 0) accept.after(at("log", options_.name, end), disk_.log()[end - 1]);
    accept.record();
  }
  acked_term_ = message.term;
  acked_match_ = std::max(acked_match_, end);
  acked_round_ = std::max(acked_round_, message.round);
  commit_up_to(commit);
  send({.kind = Kind::ack, .to = message.from, .index = end, .round = message.round});
}

void Server::on_ack(const Message& message) {
  if (role_ != Role::leader || message.term != disk_.term()) return;
  Peer& peer = peers_[message.from];
  if (message.index > peer.match || message.round > peer.confirmed) {
    peer.match = std::max(peer.match, message.index);
    peer.confirmed = std::max(peer.confirmed, message.round);
    peer.next = std::max(peer.next, peer.match + 1);
    event("ReceiveAck")
        .param("i", options_.name)
        .param("j", message.from)
        .param("match", message.index)
        .param("r", message.round)
        .record();
    advance_commit();
    serve_reads();
  }
  if (role_ == Role::leader && peer.next <= last() && members_.count(message.from) != 0) send_append(message.from);
}

void Server::on_reject(const Message& message) {
  if (role_ != Role::leader || message.term != disk_.term() || members_.count(message.from) == 0) return;
  Peer& peer = peers_[message.from];
  const uint64_t next = std::max(peer.match, std::min(message.index, last())) + 1;
  if (next >= peer.next) return;  // an old one
  peer.next = next;
  send_append(message.from);
}

bool Server::is_quorum(const std::function<bool(const Peer&)>& has) const {
  size_t count = 0;
  for (const std::string& member : members_) {
    const auto found = peers_.find(member);
    if (member == options_.name || (found != peers_.end() && has(found->second))) ++count;
  }
  return 2 * count > members_.size();
}

void Server::advance_commit() {
  uint64_t k = last();
  while (k > commit_ && !is_quorum([k](const Peer& peer) { return peer.match >= k; })) --k;
  if (k == commit_ || (term_at(k) != disk_.term() && options_.bug != Bug::commits_older_term)) return;
  event("AdvanceCommit").param("i", options_.name).param("k", k).record();
  commit_up_to(k);
  step_down_when_removed();
}

void Server::commit_up_to(uint64_t index) {
  while (commit_ < index) {
    const Entry& entry = disk_.log()[commit_++];
    const std::string result = apply(entry);
    const auto found = proposed_.find(commit_);
    if (found == proposed_.end()) continue;
    if (role_ == Role::leader && found->second.index == entry.id) {
      send({.kind = Kind::reply, .to = found->second.from, .index = entry.id, .text = result});
    }
    proposed_.erase(found);
  }
}

// ---- members

// Those of the last entry that has some. Entries `from`, from + 1, ... are new, and none is left of what was there.
void Server::find_members(uint64_t from) {
  if (members_index_ >= from) {
    members_ = options_.initial_members;
    members_index_ = 0;
    from = 1;
  }
  for (uint64_t k = last(); k >= from; --k) {
    if (disk_.log()[k - 1].members.empty()) continue;
    members_ = to_set(disk_.log()[k - 1].members);
    members_index_ = k;
    return;
  }
}

void Server::change_members(const Message& message, const std::string& members) {
  const std::set<std::string> wanted = to_set(members);
  std::vector<std::string> differ;
  std::set_symmetric_difference(members_.begin(), members_.end(), wanted.begin(), wanted.end(),
                                std::back_inserter(differ));
  const bool pending = members_index_ > commit_ && options_.bug != Bug::two_changes_at_once;
  if (wanted.empty() || differ.size() != 1 || pending || term_at(commit_) != disk_.term()) {
    return send({.kind = Kind::refuse, .to = message.from, .index = message.index});
  }
  const Entry entry = {disk_.term(), 0, members, ""};
  disk_.replace(last() + 1, {entry});
  find_members(last());
  for (const std::string& member : members_) peers_.try_emplace(member, Peer{.next = last()});
  event("ChangeMembers")
      .param("i", options_.name)
      .param("members", wanted)
      .after(at("log", options_.name), Op::append, entry)
      .record();
  send({.kind = Kind::reply, .to = message.from, .index = message.index, .text = "begun"});
  broadcast();
  advance_commit();
}

void Server::step_down_when_removed() {
  if (role_ != Role::leader || members_.count(options_.name) != 0 || members_index_ > commit_) return;
  role_ = Role::follower;
  event("StepDown").param("i", options_.name).record();
}

// ---- clients

void Server::on_request(const Message& message) {
  if (role_ != Role::leader) return send({.kind = Kind::refuse, .to = message.from, .index = message.index});
  const std::vector<std::string> words = split(message.text, ',');
  if (words[0] == "members") return change_members(message, message.text.substr(words[0].size() + 1));
  if (words[0] == "add" || words[0] == "remove") {
    std::set<std::string> wanted = members_;
    words[0] == "add" ? (void)wanted.insert(words[1]) : (void)wanted.erase(words[1]);
    std::string list;
    for (const std::string& member : wanted) list += (list.empty() ? "" : ",") + member;
    return change_members(message, list);
  }
  if (words[0] == "get") {
    waiting_.push_back(message);
    return begin_read();
  }
  proposed_[last() + 1] = message;
  append_own({disk_.term(), message.index, "", message.text});
}

// One round for all reads that wait.
void Server::begin_read() {
  if (waiting_.empty() || !reading_.empty() || term_at(commit_) != disk_.term()) return;
  reading_.swap(waiting_);
  ++round_;
  event("BeginRead").param("i", options_.name).record();
  broadcast();
  serve_reads();
}

void Server::serve_reads() {
  const bool leads = is_quorum([this](const Peer& peer) { return peer.confirmed == round_; });
  if (role_ != Role::leader || reading_.empty() || !(leads || options_.bug == Bug::stale_read)) return begin_read();
  event("ServeRead").param("i", options_.name).param("index", commit_).record();
  for (const Message& read : reading_) {
    const auto found = data_.find(split(read.text, ',')[1]);
    send(
        {.kind = Kind::reply, .to = read.from, .index = read.index, .text = found == data_.end() ? "" : found->second});
  }
  reading_.clear();
  begin_read();
}

std::string Server::apply(const Entry& entry) {
  const std::vector<std::string> words = split(entry.command, ',');
  if (words.size() == 3 && words[0] == "put") {
    data_[words[1]] = words[2];
    return words[2];
  }
  if (words.size() == 4 && words[0] == "cas") {
    std::string& value = data_[words[1]];
    if (value == words[2]) value = words[3];
    return value;
  }
  return "";
}

}  // namespace raft
