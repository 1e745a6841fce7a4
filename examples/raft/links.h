// The connections of one server: to the process that started it and, where the servers have a network, to each other.
#pragma once

#include <csignal>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>

#include "connection.h"

namespace raft {

class Links {
 public:
  // `addresses`: of all servers, by name; without any, the process that started them carries what they say to each
  // other. Throws std::system_error when the server's own cannot be had.
  Links(Connection launcher, const std::string& name, std::map<std::string, std::string> addresses);
  ~Links();
  Links(const Links&) = delete;
  Links& operator=(const Links&) = delete;

  bool is_open() const { return launcher_.is_open(); }
  // At once, or when there is a connection, or never.
  void send(const Message& message);
  // Until there is something to read or time is up; `signals` are let through meanwhile.
  void wait(int64_t milliseconds, const sigset_t& signals);
  std::optional<Message> next();  // among what arrived

 private:
  struct Link {
    Connection connection;
    bool established = false;
    int64_t begun = 0;
  };
  Connection& towards(const std::string& server);

  Connection launcher_;
  const std::map<std::string, std::string> addresses_;
  int listening_ = -1;
  std::map<std::string, Link> outgoing_;
  std::list<Connection> incoming_;
};

}  // namespace raft
