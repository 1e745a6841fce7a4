#include "links.h"

#include <system_error>
#include <utility>
#include <vector>

#include <poll.h>
#include <unistd.h>

#include "clock.h"

namespace raft {
namespace {

constexpr int kPort = 7000;
constexpr int64_t kConnecting = 100;       // ms, after which another try is made
constexpr size_t kMostWaiting = 64 << 10;  // bytes that wait for a connection: what is said meanwhile is lost

}  // namespace

Links::Links(Connection launcher, const std::string& name, std::map<std::string, std::string> addresses)
    : launcher_(std::move(launcher)), addresses_(std::move(addresses)) {
  if (addresses_.empty()) return;
  listening_ = listen_at(addresses_.at(name), kPort);
  if (listening_ < 0) throw std::system_error(errno, std::generic_category(), addresses_.at(name));
}

Links::~Links() {
  if (listening_ >= 0) close(listening_);
}

Connection& Links::towards(const std::string& server) {
  Link& link = outgoing_[server];
  if (!link.connection.is_open()) {
    link = {begin_to_connect(addresses_.at(server), kPort), false, now_ms()};
  }
  return link.connection;
}

void Links::send(const Message& message) {
  if (addresses_.count(message.to) == 0) return launcher_.send(message);
  Connection& connection = towards(message.to);
  if (connection.waiting() < kMostWaiting) connection.send(message);
}

void Links::wait(int64_t milliseconds, const sigset_t& signals) {
  std::vector<pollfd> polled;
  std::vector<Connection*> read;
  const auto watch = [&](Connection& connection, bool connecting) {
    connection.write();
    if (!connection.is_open()) return;
    const bool writes = connecting || connection.waiting() != 0;
    polled.push_back({connection.fd(), static_cast<short>(POLLIN | (writes ? POLLOUT : 0)), 0});
    read.push_back(&connection);
  };
  watch(launcher_, false);
  for (Connection& connection : incoming_) watch(connection, false);
  for (auto& [name, link] : outgoing_) {
    if (!link.established && now_ms() > link.begun + kConnecting) link.connection.close();
    watch(link.connection, !link.established);
  }
  if (listening_ >= 0) polled.push_back({listening_, POLLIN, 0});
  const timespec patience = {0, milliseconds * 1'000'000};
  if (ppoll(polled.data(), polled.size(), &patience, &signals) <= 0) return;
  for (auto& [name, link] : outgoing_) {
    for (const pollfd& found : polled) {
      if (found.fd == link.connection.fd() && found.revents == POLLOUT) link.established = true;
    }
  }
  for (size_t i = 0; i < read.size(); ++i) {
    if ((polled[i].revents & ~POLLOUT) != 0) read[i]->read();
  }
  if (listening_ >= 0 && polled.back().revents != 0) incoming_.push_back(accept_from(listening_));
}

std::optional<Message> Links::next() {
  if (std::optional<Message> message = launcher_.next()) return message;
  for (auto at = incoming_.begin(); at != incoming_.end();) {
    if (std::optional<Message> message = at->next()) return message;
    at = at->is_open() ? std::next(at) : incoming_.erase(at);
  }
  return std::nullopt;
}

}  // namespace raft
