// One TCP connection that carries messages.
#pragma once

#include <optional>
#include <string>

#include "message.h"

namespace two_phase_commit {

class Connection {
 public:
  Connection() = default;
  explicit Connection(int fd);
  ~Connection() { close(); }
  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&& other) noexcept;

  bool is_open() const { return fd_ >= 0; }
  int fd() const { return fd_; }
  void close();

  // A message to a peer that has died is lost, as on any network.
  void send(const Message& message);

  // Reads what has arrived; closes when the peer has closed or died.
  void read();
  // The next message among what was read.
  std::optional<Message> next();

 private:
  int fd_ = -1;
  std::string received_;
};

// A socket that listens on a free port of the loopback interface; -1 on failure.
int listen_on_loopback();
int port_of(int listening_fd);
Connection accept_from(int listening_fd);
// Not open when nobody listens.
Connection connect_to_loopback(int port);

}  // namespace two_phase_commit
