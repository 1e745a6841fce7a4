// What coordinator and participants tell each other: one line of text per message over TCP.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace two_phase_commit {

enum class Kind { hello, prepare, vote, decision, ack, bye };

struct Message {
  Kind kind = Kind::hello;
  uint64_t tid = 0;
  std::string from;        // node name
  bool yes = false;        // of a vote: yes; of a decision: commit
  std::string stamp = {};  // the tracer's clock when it was sent
};

std::string to_line(const Message& message);
std::optional<Message> parse_line(std::string_view line);

}  // namespace two_phase_commit
