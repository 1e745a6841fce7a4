// One TCP connection that carries messages. Neither reading nor writing blocks.
#pragma once

#include <optional>
#include <string>

#include "examples/raft/message.h"

namespace raft {

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

  void send(const Message& message) { to_send_ += to_line(message); }
  bool has_to_send() const { return !to_send_.empty(); }
  void write();                   // as much as the system takes; what a peer that died did not read is lost
  void read();                    // what has arrived; closes when the peer has
  std::optional<Message> next();  // among what was read; lines that are no message are skipped

 private:
  int fd_ = -1;
  std::string received_, to_send_;
};

int listen_on_loopback();  // a free port; -1 on failure
int port_of(int listening_fd);
Connection accept_from(int listening_fd);
Connection connect_to_loopback(int port);  // not open when nobody listens

}  // namespace raft
