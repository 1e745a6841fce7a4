#include "tracer/resume.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace trestle::tracer {
namespace {

constexpr std::string_view kHeader = "{\"trestle\":1,\"node\":";
constexpr std::string_view kAnyHeader = "{\"trestle\":";
constexpr std::string_view kEnd = "{\"event\":\"#end\"";
constexpr size_t kTail = 64 * 1024;

}  // namespace

std::string read_at(int fd, size_t from, size_t count) {
  std::string bytes(count, '\0');
  size_t have = 0;
  while (have < count) {
    const ssize_t got = pread(fd, bytes.data() + have, count - have, static_cast<off_t>(from + have));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    have += static_cast<size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

namespace {

// What follows the first `"key":` of a line. Quotes inside strings are escaped and `seq` and `clock` are written before
// any value, so the first match is the member itself.
std::optional<std::string_view> member(std::string_view line, std::string_view key) {
  const size_t at = line.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  return line.substr(at + key.size());
}

std::optional<uint64_t> seq_of(std::string_view line) {
  const std::optional<std::string_view> text = member(line, "\"seq\":");
  uint64_t seq = 0;
  if (!text || std::from_chars(text->data(), text->data() + text->size(), seq).ec != std::errc()) return std::nullopt;
  return seq;
}

std::optional<VectorClock> clock_of(std::string_view line) {
  const std::optional<std::string_view> text = member(line, "\"clock\":");
  std::string_view rest;
  return text ? VectorClock::parse(*text, &rest) : std::nullopt;
}

// No value follows it, so it is a member of the event when only the end of the line does.
uint64_t hybrid_of(std::string_view line) {
  constexpr std::string_view kKey = ",\"hlc\":";
  const size_t at = line.rfind(kKey);
  if (at == std::string_view::npos) return 0;
  const std::string_view text = line.substr(at + kKey.size());
  uint64_t time = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), time);
  return error == std::errc() && text.substr(static_cast<size_t>(end - text.data())) == "}\n" ? time : 0;
}

// Where the number of `reserved` stands in the first line; 0 when it has none.
size_t place_of_reserved(int fd) {
  constexpr size_t kLongest = size_t{1} << 20;
  struct stat info = {};
  if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) return 0;
  for (size_t length = 4096;; length *= 2) {
    const std::string head = read_at(fd, 0, length);
    const size_t end = head.find('\n');
    if (end == std::string::npos && head.size() == length && length < kLongest) continue;
    if (end == std::string::npos || end + 1 < kReserved.size()) return 0;
    const size_t at = end + 1 - kReserved.size(), digits = kReserved.find('0');
    return head.compare(at, digits, kReserved.substr(0, digits)) == 0 ? at + digits : 0;
  }
}

// Walks the complete lines of `tail` backwards until an event with a clock is found.
bool find_last(std::string_view tail, Stopped& result) {
  bool begun = false;  // a later process has begun, and has no line yet
  while (!tail.empty()) {
    const size_t before = tail.substr(0, tail.size() - 1).rfind('\n');
    const size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::string_view line = tail.substr(begin);
    tail = tail.substr(0, begin);
    if (line.starts_with(kAnyHeader)) {  // what it says of the run may have such names
      begun = true;
      continue;
    }
    if (result.seq == 0) {
      result.seq = seq_of(line).value_or(0);
      result.ended = !begun && line.starts_with(kEnd);
    }
    if (std::optional<VectorClock> clock = clock_of(line)) {
      result.clock = *clock;
      result.hybrid = hybrid_of(line);
      return true;
    }
  }
  return false;
}

}  // namespace

uint64_t reserved_in(int fd) {
  const size_t at = place_of_reserved(fd);
  uint64_t number = 0;
  if (at == 0) return 0;
  const std::string text = read_at(fd, at, kReserved.size());
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool reserve_numbers(int fd, uint64_t last) {
  const size_t at = place_of_reserved(fd);
  if (at == 0) return false;
  std::string text = std::to_string(last);
  text.resize(kReserved.size() - kReserved.find('0') - 2, ' ');
  // What is written to a file of O_APPEND goes to its end.
  const int flags = fcntl(fd, F_GETFL);
  if (flags < 0 || fcntl(fd, F_SETFL, flags & ~O_APPEND) != 0) return false;
  const ssize_t wrote = pwrite(fd, text.data(), text.size(), static_cast<off_t>(at));
  return fcntl(fd, F_SETFL, flags) == 0 && wrote == static_cast<ssize_t>(text.size());
}

std::string node_of(int fd) {
  const std::string head = read_at(fd, 0, kTail);
  if (!head.starts_with(kHeader)) return {};
  std::string_view rest = std::string_view(head).substr(kHeader.size());
  return take_string(rest).value_or(std::string());
}

Stopped find_stop(int fd, std::string_view node, uint64_t bytes) {
  Stopped result;
  struct stat info = {};
  if (fstat(fd, &info) != 0) {
    result.problem = std::strerror(errno);
    return result;
  }
  if (!S_ISREG(info.st_mode) || info.st_size == 0) return result;

  const auto size = std::min(static_cast<size_t>(info.st_size), static_cast<size_t>(bytes));
  Text header;
  header.append(kHeader);
  header.append_string(node);
  const std::string head = read_at(fd, 0, std::min(size, header.size()));
  if (head != header.view().substr(0, head.size())) {
    result.problem = kForeign;
    return result;
  }
  result.reserved = reserved_in(fd);

  for (size_t length = std::min(size, kTail);; length = std::min(size, length * 2)) {
    const std::string tail = read_at(fd, size - length, length);
    const size_t last = tail.rfind('\n');
    if (last == std::string::npos && length < size) continue;
    const size_t complete = last == std::string::npos ? 0 : last + 1;
    // The first line of the tail may be cut; it is read again with a longer tail if nothing is found after it.
    const size_t first = length == size ? 0 : tail.find('\n') + 1;
    result.seq = 0;
    result.ended = false;
    const bool found = find_last(std::string_view(tail).substr(first, complete - first), result);
    if (!found && length < size) continue;
    result.bytes = size - length + complete;
    return result;
  }
}

Stopped find_stop_of_trace(int fd, const std::string& file, uint64_t last_rotation, std::string_view node) {
  Stopped stopped = fd >= 0 ? find_stop(fd, node) : Stopped();
  if (stopped.seq != 0 || !stopped.problem.empty() || last_rotation == 0) return stopped;
  const int before = ::open(rotated_name(file, last_rotation).c_str(), O_RDONLY | O_CLOEXEC);
  if (before < 0) return stopped;
  const Stopped end = find_stop(before, node);
  ::close(before);
  if (end.problem.empty()) stopped = {{}, end.seq, end.clock, end.hybrid, stopped.bytes, false, std::max(stopped.reserved, end.reserved)};
  return stopped;
}

std::string rotated_name(const std::string& file, uint64_t number) { return file + "." + std::to_string(number); }

std::vector<Rotated> rotations_of(const std::string& file) {
  const std::filesystem::path path(file);
  const std::string prefix = path.filename().string() + ".";
  std::vector<Rotated> all;
  std::error_code error;
  const auto parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  for (std::filesystem::directory_iterator it(parent, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (!name.starts_with(prefix)) continue;
    // What follows the number is what a compressor added.
    uint64_t number = 0;
    const auto [stop, problem] = std::from_chars(name.data() + prefix.size(), name.data() + name.size(), number);
    if (problem == std::errc() && (*stop == '\0' || *stop == '.')) all.push_back({it->path().string(), number});
  }
  return all;
}

std::string part_of(const std::string& file) { return file + ".part"; }

bool finish_rotation(int fd, const std::string& file) {
  struct stat own = {}, other = {};
  const std::string newest = rotated_name(file, last_rotation(file));
  if (fstat(fd, &own) != 0 || stat(newest.c_str(), &other) != 0) return true;
  return own.st_dev != other.st_dev || own.st_ino != other.st_ino || ::unlink(newest.c_str()) == 0;
}

uint64_t last_rotation(const std::string& file) {
  uint64_t last = 0;
  for (const Rotated& rotated : rotations_of(file)) last = std::max(last, rotated.number);
  return last;
}

}  // namespace trestle::tracer
