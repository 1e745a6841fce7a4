#include "connection.h"

#include <array>
#include <cerrno>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace raft {
namespace {

constexpr unsigned kUnheard = 400;  // ms

sockaddr_in at(const std::string& address, int port) {
  sockaddr_in in = {};
  in.sin_family = AF_INET;
  in.sin_port = htons(static_cast<uint16_t>(port));
  inet_pton(AF_INET, address.c_str(), &in.sin_addr);
  return in;
}

bool connects(int fd, const sockaddr_in& to) {
  return connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0 || errno == EINPROGRESS;
}

}  // namespace

Connection::Connection(int fd) : fd_(fd) {
  if (fd < 0) return;
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  fcntl(fd, F_SETFL, O_NONBLOCK);
  fcntl(fd, F_SETFD, FD_CLOEXEC);
}

Connection::Connection(Connection&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), received_(std::move(other.received_)), to_send_(std::move(other.to_send_)) {}

Connection& Connection::operator=(Connection&& other) noexcept {
  close();
  fd_ = std::exchange(other.fd_, -1);
  received_ = std::move(other.received_);
  to_send_ = std::move(other.to_send_);
  return *this;
}

void Connection::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

void Connection::write() {
  while (is_open() && !to_send_.empty()) {
    const ssize_t count = ::send(fd_, to_send_.data(), to_send_.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      if (errno != EAGAIN) to_send_.clear();
      return;
    }
    to_send_.erase(0, static_cast<size_t>(count));
  }
}

void Connection::read() {
  std::array<char, 65536> buffer;
  const ssize_t count = ::read(fd_, buffer.data(), buffer.size());
  if (count > 0) {
    received_.append(buffer.data(), static_cast<size_t>(count));
  } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
    close();
  }
}

std::optional<Message> Connection::next() {
  for (;;) {
    const size_t end = received_.find('\n');
    if (end == std::string::npos) return std::nullopt;
    std::optional<Message> message = from_line(received_.substr(0, end));
    received_.erase(0, end + 1);
    if (message) return message;
  }
}

int listen_at(const std::string& address, int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
  const sockaddr_in here = at(address, port);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (fd >= 0 && bind(fd, reinterpret_cast<const sockaddr*>(&here), sizeof here) == 0 && listen(fd, 64) == 0) return fd;
  if (fd >= 0) close(fd);
  return -1;
}

int port_of(int listening_fd) {
  sockaddr_in address = {};
  socklen_t size = sizeof address;
  getsockname(listening_fd, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

Connection accept_from(int listening_fd) { return Connection(accept(listening_fd, nullptr, nullptr)); }

Connection connect_to(const std::string& address, int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connects(fd, at(address, port))) return Connection(fd);
  if (fd >= 0) close(fd);
  return Connection();
}

Connection begin_to_connect(const std::string& address, int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  Connection connection(fd);
  setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &kUnheard, sizeof kUnheard);
  if (!connects(fd, at(address, port))) connection.close();
  return connection;
}

}  // namespace raft
