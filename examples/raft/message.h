// What servers and clients tell each other: one line of text each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace raft {

// An entry of the log. `members` is empty, or the entry changes who takes part: "n1,n2,n4".
// `command` is "put,KEY,VALUE", "cas,KEY,OLD,NEW" or "-"; `id` names it in the trace, 0 is the entry a leader begins
// with.
struct Entry {
  uint64_t term = 0;
  uint64_t id = 0;
  std::string members;
  std::string command;
  bool operator==(const Entry&) const = default;
};

enum class Kind { hello, ask_vote, vote, append, ack, reject, request, reply, refuse };

// Members that a kind does not use are 0 or empty.
struct Message {
  Kind kind = Kind::hello;
  std::string from = {}, to = {};
  uint64_t term = 0;
  uint64_t index = 0;  // ask_vote: length of the log; append: what is before the entries; ack: what is in the log now
                       // reject: how far the log goes; request, reply, refuse: the command's id
  uint64_t log_term = 0;  // term of the entry at `index`
  uint64_t commit = 0;
  uint64_t round = 0;
  std::vector<Entry> entries = {};
  std::string text = {};   // request: what is asked for; reply: the result
  std::string stamp = {};  // of the tracer
};

std::string to_line(const Message& message);  // with its '\n'
std::optional<Message> from_line(const std::string& line);

std::string to_text(const Entry& entry);  // without spaces
std::optional<Entry> entry_from_text(const std::string& text);

std::vector<std::string> split(const std::string& text, char separator);

}  // namespace raft
