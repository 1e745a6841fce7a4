#include "validator/trace/problem.h"

#include <algorithm>

namespace trestle::trace {

std::string to_string(const Place& place) {
  std::string text = place.file;
  if (place.line != 0) text += ":" + std::to_string(place.line);
  if (place.line != 0 && place.column != 0) text += ":" + std::to_string(place.column);
  return text;
}

std::string visible(const std::string& text) {
  std::string shown;
  for (const char c : text) {
    constexpr char kDigits[] = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if ((byte >= 0x20 && byte != 0x7F) || c == '\n' || c == '\t') {
      shown += c;
    } else {
      shown += {'\\', 'u', '0', '0', kDigits[byte >> 4], kDigits[byte & 0xF]};
    }
  }
  return shown;
}

namespace {
std::string sentence(const Place& place, const std::string& field, const std::string& message) {
  return visible(to_string(place) + ": " + (field.empty() ? "" : "\"" + field + "\": ") + message);
}
}  // namespace

TraceError::TraceError(Place place, std::string field, std::string message)
    : std::runtime_error(sentence(place, field, message)),
      place(std::move(place)),
      field(std::move(field)),
      message(std::move(message)) {}

void Warnings::add(const Place& place, std::string message, uint64_t count) {
  // Distinct messages are few: they name fields and kinds of trouble, not events.
  const auto known = [&] {
    const auto found = std::find_if(all_.begin(), all_.end(), [&](const Warning& w) { return w.message == message; });
    if (found != all_.end()) found->count += count;
    return found != all_.end();
  };
  if (known()) return;
  message = visible(message);
  if (known()) return;
  if (all_.size() == kMost) message = "more warnings, each of its own kind";
  if (all_.size() > kMost) {
    all_.back().count += count;
    return;
  }
  all_.push_back({place, std::move(message), count});
}

}  // namespace trestle::trace
