#include "message.h"

#include <sstream>

namespace raft {
namespace {

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }
std::string without_dash(const std::string& text) { return text == "-" ? "" : text; }

}  // namespace

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

std::string to_text(const Entry& entry) {
  return std::to_string(entry.term) + ':' + std::to_string(entry.id) + ':' + or_dash(entry.members) + ':' +
         or_dash(entry.command);
}

std::optional<Entry> entry_from_text(const std::string& text) {
  const std::vector<std::string> parts = split(text, ':');
  if (parts.size() != 4) return std::nullopt;
  return Entry{std::stoull(parts[0]), std::stoull(parts[1]), without_dash(parts[2]), without_dash(parts[3])};
}

std::string to_line(const Message& m) {
  std::ostringstream line;
  line << static_cast<int>(m.kind) << ' ' << or_dash(m.from) << ' ' << or_dash(m.to) << ' ' << m.term << ' ' << m.index
       << ' ' << m.log_term << ' ' << m.commit << ' ' << m.round << ' ' << or_dash(m.text) << ' ' << m.entries.size();
  for (const Entry& entry : m.entries) line << ' ' << to_text(entry);
  line << ' ' << m.stamp << '\n';
  return line.str();
}

std::optional<Message> from_line(const std::string& text) {
  std::istringstream line(text);
  Message m;
  int kind = 0;
  size_t count = 0;
  line >> kind >> m.from >> m.to >> m.term >> m.index >> m.log_term >> m.commit >> m.round >> m.text >> count;
  for (size_t i = 0; i < count && line; ++i) {
    std::string entry_text;
    line >> entry_text;
    const std::optional<Entry> entry = entry_from_text(entry_text);
    if (!entry) return std::nullopt;
    m.entries.push_back(*entry);
  }
  if (!line || kind < 0 || kind > static_cast<int>(Kind::refuse)) return std::nullopt;
  line.ignore(1);
  std::getline(line, m.stamp);
  m.kind = static_cast<Kind>(kind);
  m.text = without_dash(m.text);
  return m;
}

}  // namespace raft
