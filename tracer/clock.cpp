#include "tracer/clock.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace trestle::tracer {
namespace {

constexpr size_t kMaxNodes = 4096;

bool take(std::string_view& text, char expected) {
  if (text.empty() || text[0] != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<uint64_t> take_count(std::string_view& text) {
  uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return count;
}

// Six bits each, in the order of ASCII.
constexpr std::string_view kLetters = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
constexpr auto kDigits = [] {
  std::array<uint8_t, 256> digits = {};
  digits.fill(UINT8_MAX);
  for (uint8_t i = 0; i < kLetters.size(); ++i) digits[static_cast<uint8_t>(kLetters[i])] = i;
  return digits;
}();

}  // namespace

void encode_hybrid(Text& out, uint64_t time) {
  std::array<char, kHybridLetters> letters;
  for (size_t i = letters.size(); i-- != 0; time >>= 6) letters[i] = kLetters[time & 63];
  out.append({letters.data(), letters.size()});
}

std::optional<uint64_t> parse_hybrid(std::string_view text) {
  if (text.size() != kHybridLetters) return std::nullopt;
  uint64_t time = 0;
  unsigned wrong = 0;
  for (const char letter : text) {
    const uint8_t digit = kDigits[static_cast<uint8_t>(letter)];
    wrong |= digit & 0xC0u;
    time = time << 6 | digit;
  }
  const bool fits = kDigits[static_cast<uint8_t>(text[0])] < 8;
  if (wrong != 0 || !fits) return std::nullopt;
  return time;
}

uint64_t VectorClock::at(std::string_view node) const {
  for (const Entry& entry : entries_) {
    if (entry.node == node) return entry.count;
  }
  return 0;
}

void VectorClock::set(std::string_view node, uint64_t count) {
  const auto where = std::lower_bound(entries_.begin(), entries_.end(), node,
                                      [](const Entry& entry, std::string_view name) { return entry.node < name; });
  if (where != entries_.end() && where->node == node) {
    where->count = count;
  } else {
    entries_.insert(where, {std::string(node), count});
  }
}

void VectorClock::merge(const VectorClock& other) {
  for (const Entry& entry : other.entries_) {
    if (entry.count > at(entry.node)) set(entry.node, entry.count);
  }
}

bool VectorClock::covers(const VectorClock& other, std::string_view but) const {
  return std::all_of(other.entries_.begin(), other.entries_.end(),
                     [&](const Entry& entry) { return entry.node == but || at(entry.node) >= entry.count; });
}

void VectorClock::encode_to(Text& out) const {
  out.append('{');
  for (const Entry& entry : entries_) {
    if (&entry != entries_.data()) out.append(',');
    out.append_string(entry.node);
    out.append(':');
    out.append_integer(entry.count);
  }
  out.append('}');
}

size_t VectorClock::encoded_bound() const {
  size_t bytes = 2;
  for (const Entry& entry : entries_) bytes += 6 * entry.node.size() + 24;
  return bytes;
}

std::optional<VectorClock> VectorClock::parse(std::string_view text, std::string_view* rest) {
  VectorClock clock;
  if (!take(text, '{')) return std::nullopt;
  if (!take(text, '}')) {
    do {
      const std::optional<std::string> node = take_string(text);
      if (!node || !take(text, ':')) return std::nullopt;
      const std::optional<uint64_t> count = take_count(text);
      if (!count || clock.entries_.size() == kMaxNodes) return std::nullopt;
      clock.set(*node, *count);
    } while (take(text, ','));
    if (!take(text, '}')) return std::nullopt;
  }
  if (rest != nullptr) {
    *rest = text;
  } else if (!text.empty()) {
    return std::nullopt;
  }
  return clock;
}

}  // namespace trestle::tracer
