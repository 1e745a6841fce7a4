#include "namespaces.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace raft {
namespace {

constexpr uint32_t kNetwork = 10u << 24 | 77u << 16;  // 10.77.0.0/24

int checked(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

class File {
 public:
  explicit File(int fd) : fd_(fd) {}
  ~File() {
    if (fd_ >= 0) close(fd_);
  }
  File(const File&) = delete;
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

int this_namespace() { return checked(open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC), "/proc/self/ns/net"); }

ifreq request(const char* interface) {
  ifreq request = {};
  std::strncpy(request.ifr_name, interface, IFNAMSIZ - 1);
  return request;
}

void set_address(int socket, const char* interface, unsigned long what, uint32_t address) {
  ifreq wanted = request(interface);
  sockaddr_in in = {};
  in.sin_family = AF_INET;
  in.sin_addr.s_addr = htonl(address);
  std::memcpy(&wanted.ifr_addr, &in, sizeof in);
  checked(ioctl(socket, what, &wanted), "an address of an interface");
}

void bring_up(int socket, const char* interface) {
  ifreq wanted = request(interface);
  wanted.ifr_flags = IFF_UP | IFF_RUNNING;
  checked(ioctl(socket, SIOCSIFFLAGS, &wanted), "to bring an interface up");
}

// In the namespace that this process is in.
int make_interface(uint32_t address) {
  const char* const kName = "raft0";
  File tun(checked(open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC), "/dev/net/tun"));
  ifreq wanted = request(kName);
  wanted.ifr_flags = IFF_TUN | IFF_NO_PI;
  checked(ioctl(tun.get(), TUNSETIFF, &wanted), "an interface of /dev/net/tun");
  const File socket(checked(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "a socket"));
  set_address(socket.get(), kName, SIOCSIFADDR, address);
  set_address(socket.get(), kName, SIOCSIFNETMASK, 0xffffff00u);
  bring_up(socket.get(), kName);
  return tun.release();
}

uint32_t address_of(size_t host) { return kNetwork | static_cast<uint32_t>(host + 1); }

}  // namespace

Namespaces::Namespaces(size_t hosts) {
  const File home(this_namespace());
  try {
    for (size_t i = 0; i < hosts; ++i) {
      checked(unshare(CLONE_NEWNET), "a network namespace");
      File space(this_namespace());
      hosts_.push_back({space.get(), make_interface(address_of(i))});
      space.release();
    }
    checked(setns(home.get(), CLONE_NEWNET), "back to the network of before");
  } catch (...) {
    setns(home.get(), CLONE_NEWNET);
    close_all();
    throw;
  }
}

Namespaces::~Namespaces() { close_all(); }

void Namespaces::close_all() {
  for (const Host& host : hosts_) {
    close(host.space);
    close(host.interface);
  }
}

std::string Namespaces::address(size_t host) {
  const in_addr in = {htonl(address_of(host))};
  std::array<char, INET_ADDRSTRLEN> text = {};
  return inet_ntop(AF_INET, &in, text.data(), text.size());
}

bool Namespaces::enter(size_t host) const { return setns(hosts_[host].space, CLONE_NEWNET) == 0; }

std::optional<Namespaces::Packet> Namespaces::next(size_t host) {
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t count = read(hosts_[host].interface, buffer.data(), buffer.size());
    if (count < 0) return std::nullopt;
    if (iphdr header; static_cast<size_t>(count) >= sizeof header) {
      std::memcpy(&header, buffer.data(), sizeof header);
      const size_t to = static_cast<size_t>(ntohl(header.daddr)) - kNetwork - 1;
      if (header.version == 4 && to < hosts_.size()) return Packet{to, {buffer.data(), static_cast<size_t>(count)}};
    }
  }
}

// A packet that an interface has no room for is lost, as others are.
void Namespaces::deliver(const Packet& packet) const {
  [[maybe_unused]] const ssize_t count = write(hosts_[packet.to].interface, packet.bytes.data(), packet.bytes.size());
}

}  // namespace raft
