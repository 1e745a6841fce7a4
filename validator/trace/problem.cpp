#include "validator/trace/problem.h"

namespace trestle::trace {

std::string to_string(const Place& place) {
  std::string text = place.file;
  if (place.line != 0) text += ":" + std::to_string(place.line);
  if (place.line != 0 && place.column != 0) text += ":" + std::to_string(place.column);
  return text;
}

namespace {
std::string sentence(const Place& place, const std::string& field, const std::string& message) {
  return to_string(place) + ": " + (field.empty() ? "" : "\"" + field + "\": ") + message;
}
}  // namespace

TraceError::TraceError(Place place, std::string field, std::string message)
    : std::runtime_error(sentence(place, field, message)),
      place(std::move(place)),
      field(std::move(field)),
      message(std::move(message)) {}

void Warnings::add(const Place& place, std::string message, uint64_t count) {
  // Distinct messages are few: they name fields and kinds of trouble, not events.
  for (Warning& warning : all_) {
    if (warning.message == message) {
      warning.count += count;
      return;
    }
  }
  if (all_.size() == kMost) message = "more warnings, each of its own kind";
  if (all_.size() > kMost) {
    all_.back().count += count;
    return;
  }
  all_.push_back({place, std::move(message), count});
}

}  // namespace trestle::trace
