#include "tracer/output.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tracer/left.h"
#include "tracer/resume.h"
#include "tracer/ticks.h"
#include "tracer/tracer.h"

namespace trestle::tracer {
namespace {

constexpr size_t kWriteBytes = 64 * 1024;

// Lines of events, and not of what the tracer says of itself.
uint64_t count_events(std::string_view lines) {
  uint64_t count = 0;
  while (!lines.empty()) {
    count += !lines.starts_with("{\"event\":\"#") && !lines.starts_with("{\"trestle\"");
    lines.remove_prefix(std::min(lines.find('\n'), lines.size() - 1) + 1);
  }
  return count;
}

}  // namespace

bool failed(Status& status, const std::string& file, std::string_view doing, std::string_view why) {
  status.ok = false;
  try {
    status.problem = std::string(doing) + " " + file + ": " + std::string(why);
  } catch (const std::bad_alloc&) {
    status.problem.clear();
  }
  return false;
}

std::string header_line(const Options& options) {
  Text out;
  out.append("{\"trestle\":1,\"node\":");
  out.append_string(options.node);
  out.append(",\"pid\":");
  out.append_integer(getpid());
  out.append(",\"started\":");
  out.append_integer(wall_ns());
  if (!options.spec.empty()) {
    out.append(",\"spec\":");
    out.append_string(options.spec);
  }
  if (!options.run.empty()) {
    out.append(",\"run\":{");
    for (const auto& [name, value] : options.run) {
      if (&name != &options.run[0].first) out.append(',');
      out.append_string(name);
      out.append(':');
      std::span<const uint64_t> words = value.words();
      append_value(out, words);
    }
    out.append('}');
  }
  out.append("}\n");
  return std::string(out.view());
}

const char* problem_of_run(const Options& options) {
  for (auto member = options.run.begin(); member != options.run.end(); ++member) {
    Text text;
    std::span<const uint64_t> words = member->second.words();
    if (!append_value(text, words)) return "a value of `run` is nested too deeply";
    const auto same = [&](const auto& other) { return other.first == member->first; };
    if (std::any_of(options.run.begin(), member, same)) return "`run` has two members of one name";
  }
  return nullptr;
}

Output::Output(const Options& options, Status& status) : options_(options), status_(status), lines_(options.node) {}

bool Output::open() {
  if (!sink_.open(options_.file, options_.buffer_bytes))
    return failed(status_, options_.file, "cannot open",
                  sink_.error() == EBUSY ? "another tracer is recording into it" : std::strerror(sink_.error()));
  if (!finish_rotation(sink_.fd(), options_.file)) return failed(status_, options_.file, "cannot open", std::strerror(errno));
  if (options_.existing == Existing::replace) {
    if (!is_trace_of(options_.file, options_.node)) return failed(status_, options_.file, "cannot replace", kForeign);
    remove_rotated(options_.file, options_.node);
    rotations_ = last_rotation(options_.file);
    if (ftruncate(sink_.fd(), 0) != 0 && errno != EINVAL)
      return failed(status_, options_.file, "cannot empty", std::strerror(errno));
  } else if (!continue_file()) {
    return false;
  }
  begun_ = monotonic_ns();
  header_ = header_line(options_);
  append_header();
  return write_out();
}

bool Output::continue_file() {
  rotations_ = last_rotation(options_.file);
  Stopped stopped = find_stop_of_trace(sink_.fd(), options_.file, rotations_, options_.node);
  if (!stopped.problem.empty()) return failed(status_, options_.file, "cannot continue", stopped.problem);
  if (ftruncate(sink_.fd(), static_cast<off_t>(stopped.bytes)) != 0 && errno != EINVAL)
    return failed(status_, options_.file, "cannot continue", std::strerror(errno));
  bytes_ = stopped.bytes;
  seq_ = reported_ = stopped.seq;
  lines_.clock = std::move(stopped.clock);
  hybrid_ = stopped.hybrid;
  if (stopped.ended && stopped.reserved != 0) {
    trestle::tracer::reserve_numbers(sink_.fd(), 0);
  } else if (stopped.reserved > seq_) {
    seq_ = reserved_ = stopped.reserved;
    headless_ = true;  // it may be the file before that said so
  }
  if (seq_ != 0) lines_.clock.set(options_.node, seq_);
  return true;
}

void Output::append_header() {
  const std::string_view line = header_;
  constexpr size_t kClose = 2;  // }\n
  const bool first = bytes_ == 0;
  sink_.pending().append(first ? line.substr(0, line.size() - kClose) : line);
  if (first) sink_.pending().append(kReserved);
  bytes_ += first ? line.size() - kClose + kReserved.size() : line.size();
}

// Once for many numbers: too many of them are missing then, which is better than numbers given twice.
void Output::reserve_numbers() {
  constexpr uint64_t kMore = 4096;
  const bool waits = sink_.pending_size() != 0 || reported_ != seq_, more = waits && seq_ > reserved_;
  if (!more && !headless_) return;
  if (more) reserved_ = seq_ + kMore;
  const bool done = trestle::tracer::reserve_numbers(sink_.fd(), reserved_);
  if (headless_ && (done || more)) reserve_in_rotated(done ? 0 : reserved_);
  headless_ = headless_ && !done;
}

// In the newest file that this one was rotated to.
void Output::reserve_in_rotated(uint64_t last) {
  const int fd = ::open(rotated_name(options_.file, rotations_).c_str(), O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  trestle::tracer::reserve_numbers(fd, last);
  ::close(fd);
}

void Output::append_missing() {
  if (reported_ == seq_) return;
  const size_t before = sink_.pending().size();
  lines_.dropped(sink_.pending(), seq_, seq_ - reported_);
  bytes_ += sink_.pending().size() - before;
  reported_ = seq_;
}

void Output::missing_clock() {
  append_missing();
  const size_t before = sink_.pending().size();
  lines_.dropped(sink_.pending(), seq_, 0);
  bytes_ += sink_.pending().size() - before;
}

bool Output::event(std::span<const uint64_t> record, const NameText& names, uint64_t seq, const WallClock& wall) {
  seq_ = seq - 1;
  line_.clear();
  const bool made = lines_.event(line_, record, names, seq, wall);
  constexpr size_t kDroppedLine = 128;
  const size_t size = line_.size() + 6 * options_.node.size() + kDroppedLine;
  const char* why = made ? nullptr : "out of memory, a value that is none, or something given twice";
  if (made && !sink_.accepts(size)) {
    write_out();
    if (!sink_.accepts(size)) why = sink_.error() != 0 ? std::strerror(sink_.error()) : "the buffer is full";
  }
  if (why == nullptr && !sink_.pending().reserve(size)) why = "out of memory";
  if (why == nullptr) rotate_if_due();
  if (why == nullptr) append_missing();
  seq_ = seq;
  if (why != nullptr) return failed(status_, options_.file, "dropped an event of", why);
  sink_.pending().append(line_.view());
  bytes_ += line_.size();
  reported_ = seq;
  return true;
}

bool Output::wants_write() const { return sink_.pending_size() >= kWriteBytes; }

bool Output::write_out(bool durable) {
  if (sink_.flush(durable)) {
    if (!rotated_.empty() && options_.rotated) options_.rotated(rotated_);
    rotated_.clear();
    if (status_.dropped == 0) status_ = {true, {}, status_.recorded, 0};
    return true;
  }
  return failed(status_, options_.file, "cannot write", std::strerror(sink_.error()));
}

bool Output::flush() {
  if (!write_out()) return false;
  append_missing();
  return write_out();
}

// Before a line is added, so that a file that was begun has one. The old file stays in use when the new one cannot be
// had.
bool Output::rotate_if_due() {
  if (options_.rotate_bytes == 0 && options_.rotate_seconds == 0) return true;
  const bool large = options_.rotate_bytes != 0 && bytes_ + line_.size() > options_.rotate_bytes;
  const bool old =
      options_.rotate_seconds != 0 && monotonic_ns() - begun_ >= options_.rotate_seconds * uint64_t{1'000'000'000};
  if ((!large && !old) || bytes_ <= header_.size() + kReserved.size() || !write_out()) return true;
  if (headless_) reserve_numbers();  // what the file before this one says is over
  const std::string to = rotated_name(options_.file, rotations_ + 1);
  if (!sink_.rotate(options_.file, part_of(options_.file), to)) {
    begun_ = monotonic_ns();
    return failed(status_, options_.file, "cannot rotate", std::strerror(sink_.error()));
  }
  ++rotations_;
  bytes_ = 0;
  begun_ = monotonic_ns();
  append_header();
  rotated_ = to;
  // The old file says how far the numbers may go until the new one can; its own are in it.
  const bool reserved = std::exchange(reserved_, 0) != 0;
  headless_ = !write_out();
  if (!headless_ && reserved) reserve_in_rotated(0);
  return true;
}

void Output::end() {
  append_missing();
  lines_.end(sink_.pending(), ++seq_);
  reported_ = seq_;
}

// A line that was cut short, and as many before it as it takes, give their room to the one that says what is missing.
void Output::end_without_room() {
  const uint64_t last = seq_ - 1;
  struct stat info = {};
  if (fstat(sink_.fd(), &info) != 0 || !S_ISREG(info.st_mode)) return;
  const auto size = static_cast<uint64_t>(info.st_size);
  Stopped kept = find_stop(sink_.fd(), options_.node);
  if (kept.seq == last) return;
  trestle::tracer::reserve_numbers(sink_.fd(), last);
  Text told;
  lines_.dropped(told, last, last);
  lines_.end(told, seq_);
  while (kept.seq != 0 && size - kept.bytes < told.size())
    kept = find_stop(sink_.fd(), options_.node, kept.bytes - 1);
  if (kept.seq == 0) return;
  const uint64_t lost = count_events(read_at(sink_.fd(), kept.bytes, size - kept.bytes).append(sink_.pending().view()));
  if (ftruncate(sink_.fd(), static_cast<off_t>(kept.bytes)) != 0) return;
  status_.recorded -= std::min(lost, status_.recorded);
  status_.dropped += lost;
  sink_.pending().clear();
  lines_.dropped(sink_.pending(), last, last - kept.seq);
  lines_.end(sink_.pending(), seq_);
  write_out();
}

}  // namespace trestle::tracer
