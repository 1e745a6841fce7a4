#include "connection.h"

#include <array>
#include <cerrno>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace two_phase_commit {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

}  // namespace

Connection::Connection(int fd) : fd_(fd) {
  const int on = 1;
  if (fd >= 0) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Connection::Connection(Connection&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), received_(std::move(other.received_)) {}

Connection& Connection::operator=(Connection&& other) noexcept {
  close();
  fd_ = std::exchange(other.fd_, -1);
  received_ = std::move(other.received_);
  return *this;
}

void Connection::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

void Connection::send(const Message& message) {
  const std::string line = to_line(message);
  for (size_t sent = 0; is_open() && sent < line.size();) {
    const ssize_t count = ::send(fd_, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
    if (count > 0) {
      sent += static_cast<size_t>(count);
    } else if (errno != EINTR) {
      return;  // read() will see that the peer is gone
    }
  }
}

void Connection::read() {
  std::array<char, 4096> buffer;
  const ssize_t count = ::read(fd_, buffer.data(), buffer.size());
  if (count > 0) {
    received_.append(buffer.data(), static_cast<size_t>(count));
  } else if (count == 0 || errno != EINTR) {
    close();
  }
}

std::optional<Message> Connection::next() {
  while (true) {
    const size_t end = received_.find('\n');
    if (end == std::string::npos) return std::nullopt;
    const std::optional<Message> message = parse_line(std::string_view(received_).substr(0, end));
    received_.erase(0, end + 1);
    if (message) return message;
  }
}

int listen_on_loopback() {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = loopback(0);
  if (fd < 0 || bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || listen(fd, 128) != 0) {
    return -1;
  }
  return fd;
}

int port_of(int listening_fd) {
  sockaddr_in address = {};
  socklen_t size = sizeof address;
  getsockname(listening_fd, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

Connection accept_from(int listening_fd) { return Connection(accept4(listening_fd, nullptr, nullptr, SOCK_CLOEXEC)); }

Connection connect_to_loopback(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  Connection connection(fd);
  while (fd >= 0 && connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    if (errno == EINTR) continue;
    connection.close();
    break;
  }
  return connection;
}

}  // namespace two_phase_commit
