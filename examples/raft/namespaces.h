// A network of its own for each server: a network namespace with one interface, whose packets this process is handed
// and passes on as it pleases. The servers speak TCP to each other; that packets are lost, late or repeated, TCP sees
// to. Linux; needs root (CAP_SYS_ADMIN and CAP_NET_ADMIN) and /dev/net/tun. Everything is gone with the process.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace raft {

class Namespaces {
 public:
  // One for each of so many hosts, 0, 1, ... Throws std::system_error where the system has or allows none.
  explicit Namespaces(size_t hosts);
  ~Namespaces();
  Namespaces(const Namespaces&) = delete;
  Namespaces& operator=(const Namespaces&) = delete;

  static std::string address(size_t host);  // in each namespace
  bool enter(size_t host) const;            // this process, and those that it starts

  struct Packet {
    size_t to;  // a host
    std::string bytes;
  };
  int fd(size_t host) const { return hosts_[host].interface; }  // readable when it sends something
  std::optional<Packet> next(size_t host);                      // of what it sends; packets to nobody are skipped
  void deliver(const Packet& packet) const;

 private:
  struct Host {
    int space, interface;
  };
  void close_all();
  std::vector<Host> hosts_;
};

}  // namespace raft
