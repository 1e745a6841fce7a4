#include "message.h"

#include <array>
#include <charconv>

namespace two_phase_commit {
namespace {

constexpr std::array<std::string_view, 6> kNames = {"hello", "prepare", "vote", "decision", "ack", "bye"};

std::string_view take_word(std::string_view& text) {
  const size_t space = text.find(' ');
  const std::string_view word = text.substr(0, space);
  text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  return word;
}

}  // namespace

std::string to_line(const Message& message) {
  std::string line(kNames[static_cast<size_t>(message.kind)]);
  line +=
      ' ' + std::to_string(message.tid) + ' ' + message.from + (message.yes ? " yes " : " no ") + message.stamp + '\n';
  return line;
}

std::optional<Message> parse_line(std::string_view line) {
  Message message;
  const std::string_view name = take_word(line);
  size_t kind = 0;
  while (kind < kNames.size() && kNames[kind] != name) ++kind;
  if (kind == kNames.size()) return std::nullopt;
  message.kind = static_cast<Kind>(kind);

  const std::string_view tid = take_word(line);
  if (std::from_chars(tid.data(), tid.data() + tid.size(), message.tid).ec != std::errc()) return std::nullopt;
  message.from = take_word(line);
  message.yes = take_word(line) == "yes";
  message.stamp = line;
  return message;
}

}  // namespace two_phase_commit
