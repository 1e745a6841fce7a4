#include "participant.h"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>

#include <poll.h>

#include "connection.h"
#include "durable_log.h"
#include "recorder.h"

// The bugs a build may have. Both are easy to make, and neither shows while nothing fails.
#ifndef TPC_BUG_COMMIT_AFTER_LOST_DECISION
#define TPC_BUG_COMMIT_AFTER_LOST_DECISION 0
#endif
#ifndef TPC_BUG_VOTE_NOT_PERSISTED
#define TPC_BUG_VOTE_NOT_PERSISTED 0
#endif

namespace two_phase_commit {

// An entry of the log as the spec has it; the tracer finds this beside Entry.
static auto to_tla(const Entry& entry) { return trestle::tracer::fields("tid", entry.tid, "phase", entry.phase); }

namespace {

using trestle::tracer::at;
using trestle::tracer::Event;
using trestle::tracer::fields;
using trestle::tracer::Op;

class Participant {
 public:
  Participant(const Settings& settings, const std::string& name, int port, uint64_t incarnation)
      : settings_(settings),
        name_(name),
        port_(port),
        incarnation_(incarnation),
        log_(settings.log_file(name), settings.sync),
        memory_(log_.last()),
        recorder_(settings, name) {}

  int run() {
    if (incarnation_ != 0) {
      recorder_.event("Recover")
          .param("p", name_)
          .after(at("memory", name_), memory_)
          .after(at("disk", name_), log_.last())
          .record();
    }
    coordinator_ = connect_to_loopback(port_);
    send({Kind::hello, memory_.tid, name_});
    while (coordinator_.is_open() && !finished_) wait();
    const trestle::tracer::Status status = recorder_.status();
    if (!status.ok) std::cerr << name_ << ": " << status.problem << "\n";
    return finished_ && status.ok ? 0 : 1;
  }

 private:
  void on_prepare(const Message& message) {
    if (message.tid == memory_.tid) return send_vote();  // it was lost, or we have crashed since
    if (message.tid < memory_.tid) return;

    if (settings_.chance(settings_.delays, "vote late", name_, message.tid) && incarnation_ == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(settings_.vote_timeout_ms * 3 / 2));
    }
    crash_at("before voting", message.tid);
    const bool yes = !settings_.chance(settings_.no_votes, "vote no", name_, message.tid);
    memory_ = {message.tid, yes ? "prepared" : "aborted"};
    if (!(TPC_BUG_VOTE_NOT_PERSISTED && yes)) log_.write(memory_);
    recorder_.event(yes ? "VoteYes" : "VoteNo")
        .param("p", name_)
        .after(at("memory", name_), memory_)
        .after("msgs", Op::add, fields("type", "Vote", "tid", message.tid, "from", name_, "yes", yes))
        .record();
    crash_at("before sending the vote", message.tid);
    send_vote();
    crash_at("after voting", message.tid);
  }

  void on_decision(const Message& message) {
    if (message.tid < memory_.tid) return;
    const bool over = message.tid == memory_.tid && memory_.phase != "prepared";
    if (over && (memory_.phase == "committed" || acknowledged_ == message.tid)) return send_ack();  // it was lost

    crash_at("before obeying", message.tid);
    // Without a vote of ours the coordinator can only have decided to abort.
    const bool voted_yes = message.tid == memory_.tid && memory_.phase == "prepared";
    finish_transaction(message.tid, message.yes && voted_yes, message.yes);
  }

  void finish_transaction(uint64_t tid, bool commit, bool told_to_commit) {
    memory_ = {tid, commit ? "committed" : "aborted"};
    log_.write(memory_);
    recorder_.event("ReceiveDecision")
        .param("p", name_)
        .param("commit", told_to_commit)
        .after(at("memory", name_), memory_)
        .after("msgs", Op::add, fields("type", "Ack", "tid", tid, "from", name_))
        .record();
    acknowledged_ = tid;
    crash_at("before acknowledging", tid);
    send_ack();
    crash_at("after acknowledging", tid);
  }

  void on_timeout() {
    if (TPC_BUG_COMMIT_AFTER_LOST_DECISION) return finish_transaction(memory_.tid, true, true);
    send_vote();  // which asks for the decision once more
  }

  void send_vote() {
    if (memory_.phase != "committed") send({Kind::vote, memory_.tid, name_, memory_.phase == "prepared"});
  }
  void send_ack() { send({Kind::ack, memory_.tid, name_}); }
  void send(Message message) {
    message.stamp = recorder_.stamp();
    coordinator_.send(message);
  }

  void crash_at(std::string_view point, uint64_t tid) {
    static constexpr std::string_view kPoints[] = {"before voting",  "before sending the vote", "after voting",
                                                   "before obeying", "before acknowledging",    "after acknowledging"};
    if (!settings_.chance(settings_.crashes, "crash", name_, tid, incarnation_)) return;
    if (kPoints[settings_.choice(std::size(kPoints), "crash point", name_, tid, incarnation_)] != point) return;
    recorder_.event("Crash").param("p", name_).record();
    std::abort();
  }

  void wait() {
    pollfd polled = {coordinator_.fd(), POLLIN, 0};
    const int ready = poll(&polled, 1, memory_.phase == "prepared" ? settings_.decision_timeout_ms : -1);
    if (ready == 0) return on_timeout();
    if (ready < 0) return;
    coordinator_.read();
    while (const std::optional<Message> message = coordinator_.next()) {
      recorder_.receive(message->stamp);
      if (message->kind == Kind::prepare) on_prepare(*message);
      if (message->kind == Kind::decision) on_decision(*message);
      if (message->kind == Kind::bye) {
        send({Kind::bye, memory_.tid, name_});
        finished_ = true;
      }
    }
  }

  const Settings& settings_;
  const std::string name_;
  const int port_;
  const uint64_t incarnation_;
  DurableLog log_;
  Entry memory_;
  uint64_t acknowledged_ = 0;  // the last transaction whose end was recorded by this incarnation
  Recorder recorder_;
  Connection coordinator_;
  bool finished_ = false;
};

}  // namespace

int run_participant(const Settings& settings, const std::string& name, int port, uint64_t incarnation) {
  return Participant(settings, name, port, incarnation).run();
}

}  // namespace two_phase_commit
