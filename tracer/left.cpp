#include "tracer/left.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tracer/resume.h"

namespace trestle::tracer {

namespace {

// That so many bytes take, and a header in any case.
size_t words_for(size_t bytes) { return (std::max(bytes, kHeaderBytes) + sizeof(uint64_t) - 1) / sizeof(uint64_t); }

}  // namespace

LeftBytes::LeftBytes(std::string_view bytes) : bytes_(bytes.size()) {
  make_room(bytes_);
  std::memcpy(words_.get(), bytes.data(), bytes_);
  clear_rest();
}

LeftBytes::LeftBytes(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  *this = LeftBytes(fd);
  if (fd >= 0) ::close(fd);
}

LeftBytes::LeftBytes(int fd) {
  struct stat known {};
  make_room(::fstat(fd, &known) == 0 ? static_cast<size_t>(known.st_size) : 0);
  while (bytes_ < room_ * sizeof(uint64_t)) {
    char* const to = reinterpret_cast<char*>(words_.get()) + bytes_;
    const ssize_t got = pread(fd, to, room_ * sizeof(uint64_t) - bytes_, static_cast<off_t>(bytes_));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    bytes_ += static_cast<size_t>(got);
  }
  clear_rest();
}

void LeftBytes::make_room(size_t bytes) {
  room_ = words_for(bytes);
  words_ = std::make_unique_for_overwrite<uint64_t[]>(room_);
}

void LeftBytes::clear_rest() {
  std::memset(reinterpret_cast<char*>(words_.get()) + bytes_, 0, words_for(bytes_) * sizeof(uint64_t) - bytes_);
}

std::string rings_beside(const std::string& file) { return file + ".rings"; }

std::string damaged_rings_beside(const std::string& file) { return rings_beside(file + ".damaged"); }

namespace {

// The header of a file of rings alone.
class HeaderBytes {
 public:
  explicit HeaderBytes(int fd)
      : whole_(pread(fd, bytes_.data(), bytes_.size(), 0) == static_cast<ssize_t>(bytes_.size()) &&
               LeftRings::is({bytes_.data(), bytes_.size()})) {}
  FileHeader* get() { return whole_ ? reinterpret_cast<FileHeader*>(bytes_.data()) : nullptr; }

 private:
  alignas(FileHeader) std::array<char, sizeof(FileHeader)> bytes_ = {};
  bool whole_;
};

// Whether that is all that its process made of a binary file.
bool is_never_begun(int fd, std::string_view head) {
  return !head.empty() && head[0] == '\0' && LeftRings::never_begun(read_at(fd, 0, kHeaderBytes + 1));
}

// Where the lines end whose process died with more of them in memory: it has said how far their numbers may go.
std::optional<Stopped> lost_what_waited(int fd, const std::string& path) {
  if (is_locked(fd) || reserved_in(fd) == 0) return {};
  const Stopped stopped = find_stop_of_trace(fd, path, last_rotation(path), node_of(fd));
  if (!stopped.problem.empty() || stopped.ended || stopped.reserved <= stopped.seq) return {};
  return stopped;
}

}  // namespace

LeftRings::LeftRings(LeftBytes left, std::string& problem) : bytes_(std::move(left)) {
  const std::string_view bytes = bytes_.view();
  header_ = reinterpret_cast<FileHeader*>(bytes_.words().data());
  const char* text = bytes.data() + kTextOffset;
  const uint64_t named = header_->node_bytes + uint64_t{header_->line_bytes};
  const Turning* const newest = header_->newest(damaged_);
  if (newest == nullptr || !is(bytes) || bytes.size() < kTextOffset || named > kTextBytes ||
      header_->checksum != header_->sum({text, named}) || !std::has_single_bit(header_->ring_bytes) ||
      header_->ring_bytes < kPage) {
    problem = "its beginning is damaged, or from a machine of another kind: nothing can be read from it";
    return;
  }
  node_.assign(text, header_->node_bytes);
  header_line_.assign(text + node_.size(), header_->line_bytes);
  turning_ = *newest;
  anchors_.push_back(turning_.anchor);
  lines_.reset(node_);
  start(0, {});
}

void LeftRings::start(uint64_t after, const VectorClock& clock) {
  ended_ = false;
  lines_.clock = clock;
  merge_ = std::make_unique<Merge>(*header_, std::max({after, header_->first, turning_.rotated}), turning_);
  anchors_.resize(1);
  const size_t ring_words = (kPage + header_->ring_bytes) / sizeof(uint64_t);
  const std::span<uint64_t> words = bytes_.words().first(std::max(bytes_.view().size(), kHeaderBytes) / sizeof(uint64_t));
  for (size_t at = kHeaderBytes / sizeof(uint64_t); at + kPage / sizeof(uint64_t) <= words.size(); at += ring_words) {
    const auto* ring = reinterpret_cast<const RingHeader*>(words.data() + at);
    const size_t from = at + kPage / sizeof(uint64_t);
    const size_t capacity = header_->ring_bytes / sizeof(uint64_t);
    if (ring->anchor_sum == sum(ring->anchor, header_->checksum))
      anchors_.push_back(ring->anchor);
    else
      damaged_ = true;
    merge_->add(*ring, words.subspan(from, std::min(capacity, words.size() - from)), capacity);
  }
}

bool LeftRings::never_begun(std::string_view bytes) {
  const std::string_view magic = bytes.substr(0, sizeof(kRingsMagic));
  return bytes.size() <= kHeaderBytes && magic.find_first_not_of('\0') == std::string_view::npos;
}

uint64_t LeftRings::last_number(std::string_view bytes) {
  if (!is(bytes) || bytes.size() < sizeof(FileHeader)) return 0;
  return reinterpret_cast<const FileHeader*>(bytes.data())->seq.load();
}

bool LeftRings::follows(uint64_t last, uint64_t known) { return last >= known && last - known < uint64_t{1} << 48; }

bool is_trace_of(const std::string& file, const std::string& node) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return errno == ENOENT;
  LeftBytes bytes(std::string_view(read_at(fd, 0, kHeaderBytes)));
  std::string problem = find_stop(fd, node).problem;
  ::close(fd);
  if (LeftRings::never_begun(bytes.view())) return true;
  if (!LeftRings::is(bytes.view())) return problem.empty();
  problem.clear();
  const LeftRings rings(std::move(bytes), problem);
  return problem.empty() && rings.node() == node;
}

void remove_rotated(const std::string& file, const std::string& node) {
  for (const Rotated& rotated : rotations_of(file))
    if (is_trace_of(rotated.file, node)) ::unlink(rotated.file.c_str());
}

bool note_rotated(const std::string& file, uint64_t last) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  if (fd < 0) return false;
  HeaderBytes header(fd);
  bool damaged = false, wrote = false;
  if (const Turning* const newest = header.get() != nullptr ? header.get()->newest(damaged) : nullptr) {
    Turning turning = *newest;
    turning.rotated = last;
    ++turning.turn;
    header.get()->store(turning);
    wrote = pwrite(fd, header.get()->turnings, sizeof header.get()->turnings, offsetof(FileHeader, turnings)) ==
            sizeof header.get()->turnings;
  }
  ::close(fd);
  return wrote;
}

uint64_t LeftRings::start_after_rotated(const std::string& file) {
  const int fd = ::open(rotated_name(file, last_rotation(file)).c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  HeaderBytes header(fd);
  ::close(fd);
  // Of the same process, which the header line tells.
  if (header.get() == nullptr || header.get()->checksum != header_->checksum) return 0;
  const Turning* const moved = header.get()->newest(damaged_);
  if (moved == nullptr) return 0;
  start(moved->moved, {});
  return moved->moved;
}

Step LeftRings::next() { return merge_->next(lines_.clock); }

WallClock LeftRings::wall(uint64_t ticks) const {
  const auto apart = [&](const Anchor& anchor) {
    return std::max(ticks, anchor.ticks) - std::min(ticks, anchor.ticks);
  };
  const auto nearest = std::min_element(anchors_.begin(), anchors_.end(),
                                        [&](const Anchor& a, const Anchor& b) { return apart(a) < apart(b); });
  return {*nearest, turning_.tick_length};
}

NameText LeftRings::names() const {
  const char* bytes = bytes_.view().data();
  const auto* slots = reinterpret_cast<const NameSlot*>(bytes + kPage);
  return [bytes, slots](uint32_t number) -> std::string_view {
    if (number == 0 || number > kNameSlots) return {};
    const NameSlot& slot = slots[number - 1];
    if (slot.hash.load() == 0 || slot.offset + uint64_t{slot.length} > kTextBytes) return {};
    const std::string_view text(bytes + kTextOffset + slot.offset, slot.length);
    return Name(text).hash() == slot.hash.load() ? text : std::string_view();
  };
}

Step LeftRings::next_line(Text& out) {
  Step step = next();
  if (step.kind == Step::event && !lines_.event(out, step.record, names(), step.seq, wall(step.record[2]))) {
    step = {Step::dropped, step.seq, 1, {}};
  }
  if (step.kind == Step::dropped) lines_.dropped(out, step.seq, step.count);
  if (step.kind == Step::nothing && closed() && !ended_) {
    ended_ = true;
    lines_.end(out, last() + 1);
  }
  return step;
}

bool WholeTrace::has_rings(const std::string& path) {
  if (::access(rings_beside(path).c_str(), F_OK) == 0) return true;
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return false;
  const std::string head = read_at(fd, 0, sizeof(kRingsMagic));
  const bool is = head.size() == sizeof(kRingsMagic) && (LeftRings::is(head) || is_never_begun(fd, head) ||
                                                           (head[0] == '{' && lost_what_waited(fd, path)));
  ::close(fd);
  return is;
}

WholeTrace::WholeTrace(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  char magic[sizeof(kRingsMagic)] = {};
  if (fd >= 0 && pread(fd, magic, sizeof(magic), 0) > 0 && LeftRings::is({magic, sizeof(magic)})) {
    open_rings(fd, true);
    ::close(fd);
    if (rings_ != nullptr) rings_->start_after_rotated(path);
    return;
  }
  fd_ = fd;
  const int error = errno;
  const int beside = ::open(rings_beside(path).c_str(), O_RDONLY | O_CLOEXEC);
  if (beside >= 0) {
    open_rings(beside, fd < 0);
    ::close(beside);
    if (!problem_.empty() && magic[0] == '{') {
      go_without_rings(path);
      return;
    }
  } else if (fd < 0) {
    problem_ = std::string("cannot be opened: ") + std::strerror(error);
  }
  struct stat info = {};
  if (!problem_.empty() || (fd_ >= 0 && fstat(fd_, &info) != 0)) return;
  lines_end_ = static_cast<uint64_t>(info.st_size);
  if (is_never_begun(fd_, {magic, sizeof(magic)})) lines_end_ = 0;
  if (lines_end_ != 0 && magic[0] != '{') {
    problem_ = "it is neither a trace of lines nor a tracer's binary file";
    return;
  }
  if (rings_ == nullptr) {
    go_without_what_waited(path);
    return;
  }
  const Stopped stopped = find_stop_of_trace(fd_, path, last_rotation(path), rings_->node());
  if (!stopped.problem.empty()) {
    problem_ = "the rings beside it are of node \"" + rings_->node() + "\", and the file is no trace of that";
    return;
  }
  lines_end_ = stopped.bytes;
  alone_ = lines_end_ == 0;
  rings_->start(stopped.seq, stopped.clock);
  if (alone_ && text_.empty()) text_.append(rings_->header_line());
  // Of a process before the one of the rings, which died with lines in memory.
  if (!stopped.ended && stopped.reserved > stopped.seq && rings_->first() > stopped.seq)
    tell_missing(rings_->node(), rings_->first(), stopped.seq);
}

void WholeTrace::tell_missing(const std::string& node, uint64_t last, uint64_t known) {
  const uint64_t most = last - known;
  loss_ = "its process ended with lines in memory: up to " + std::to_string(most) + " events are missing";
  Lines(node).dropped(text_, last, most);
  counts_.dropped += most;
}

// The lines alone, and that some are missing.
void WholeTrace::go_without_rings(const std::string& path) {
  const std::string node = node_of(fd_);
  const Stopped stopped = find_stop_of_trace(fd_, path, last_rotation(path), node);
  if (!stopped.problem.empty()) return;
  loss_ = "what it had not written when its process ended is missing: of " + rings_beside(path) + ", " +
          std::exchange(problem_, {});
  lines_end_ = stopped.bytes;
  const uint64_t last = LeftRings::follows(last_number_, stopped.seq) ? last_number_ : stopped.seq + 1;
  if (last == stopped.seq) return;
  Lines(node).dropped(text_, last, last - stopped.seq);
  counts_.dropped += last - stopped.seq;
}

void WholeTrace::go_without_what_waited(const std::string& path) {
  const std::optional<Stopped> stopped = lines_end_ == 0 ? std::nullopt : lost_what_waited(fd_, path);
  if (!stopped) return;
  lines_end_ = stopped->bytes;
  tell_missing(node_of(fd_), stopped->reserved, stopped->seq);
}

WholeTrace::~WholeTrace() {
  if (fd_ >= 0) ::close(fd_);
}

void WholeTrace::open_rings(int fd, bool alone) {
  in_use_ = is_locked(fd);
  alone_ = alone;
  if (in_use_ && !alone) return;  // what it will write is not known yet; the lines so far are a trace
  LeftBytes bytes(fd);
  last_number_ = LeftRings::last_number(bytes.view());
  take_rings(std::move(bytes));
}

void WholeTrace::take_rings(LeftBytes bytes) {
  rings_ = std::make_unique<LeftRings>(std::move(bytes), problem_);
  if (!problem_.empty()) {
    rings_ = nullptr;
  } else if (alone_) {
    text_.append(rings_->header_line());
  }
}

WholeTrace::WholeTrace(LeftBytes rings) : alone_(true) { take_rings(std::move(rings)); }

size_t WholeTrace::read(char* to, size_t size) {
  if (!problem_.empty()) return 0;
  while (at_ < lines_end_) {
    const ssize_t got = pread(fd_, to, std::min<uint64_t>(size, lines_end_ - at_), static_cast<off_t>(at_));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) problem_ = std::string("cannot be read: ") + std::strerror(errno);
    if (got <= 0) return 0;
    at_ += static_cast<uint64_t>(got);
    return static_cast<size_t>(got);
  }
  if (given_ == text_.size()) {
    text_.clear();
    given_ = 0;
    constexpr size_t kBatch = size_t{64} << 10;
    while (rings_ != nullptr && text_.size() < kBatch) {
      const Step step = rings_->next_line(text_);
      if (step.kind == Step::nothing) break;
      counts_.events += step.kind == Step::event;
      counts_.dropped += step.count;
    }
    if (text_.failed()) problem_ = "out of memory";
  }
  const size_t count = std::min(size, text_.size() - given_);
  std::memcpy(to, text_.view().data() + given_, count);
  given_ += count;
  return count;
}

}  // namespace trestle::tracer
