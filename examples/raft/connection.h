// One TCP connection that carries messages. Neither reading nor writing blocks.
#pragma once

#include <optional>
#include <string>

#include "message.h"

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
  size_t waiting() const { return to_send_.size(); }  // bytes to be written
  void write();                   // as much as the system takes; what a peer that died did not read is lost
  void read();                    // what has arrived; closes when the peer has
  std::optional<Message> next();  // among what was read; lines that are no message are skipped

 private:
  int fd_ = -1;
  std::string received_, to_send_;
};

inline constexpr const char* kLoopback = "127.0.0.1";
int listen_at(const std::string& address, int port);  // 0: a free port; -1 on failure
int port_of(int listening_fd);
Connection accept_from(int listening_fd);
Connection connect_to(const std::string& address, int port);  // not open when nobody listens
// Open, and what is sent waits until somebody accepts. A peer that cannot be reached for long is lost.
Connection begin_to_connect(const std::string& address, int port);

}  // namespace raft
