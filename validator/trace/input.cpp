#include "validator/trace/input.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <set>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "tracer/left.h"
#include "tracer/resume.h"
#include "validator/trace/follow.h"
#include "validator/trace/json.h"
#include "validator/trace/problem.h"

namespace trestle::trace {
namespace {

constexpr size_t kChunk = size_t{256} << 10;

class File final : public ByteSource {
 public:
  explicit File(const std::string& path)
      : fd_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (fd_ < 0)
      throw TraceError({path}, "", std::string("cannot be opened: ") + std::generic_category().message(errno));
  }
  ~File() override {
    if (fd_ != STDIN_FILENO) ::close(fd_);
  }
  size_t read(char* to, size_t size) override {
    while (true) {
      ssize_t n = ::read(fd_, to, size);
      if (n >= 0) return static_cast<size_t>(n);
      if (errno == EISDIR) throw std::runtime_error("is a folder: with --each it stands for the files in it");
      if (errno != EINTR) throw std::runtime_error("cannot be read: " + std::generic_category().message(errno));
    }
  }
  FileSpot spot(uint64_t at) const override {
    struct stat known {};
    const bool regular = ::fstat(fd_, &known) == 0 && S_ISREG(known.st_mode);
    return {regular ? known.st_ino : 0, at};
  }

 private:
  int fd_;
};

// What a tracer left in memory-mapped rings, as the lines that they stand for.
class Recorded final : public ByteSource {
 public:
  explicit Recorded(const std::string& path) : trace_(path) {
    if (!trace_.problem().empty()) throw TraceError({path}, "", trace_.problem());
    if (trace_.in_use() && trace_.alone())
      throw TraceError({path}, "", "a living process is recording into it: wait for its end");
  }
  explicit Recorded(tracer::LeftBytes rings) : trace_(std::move(rings)) {}
  size_t read(char* to, size_t size) override {
    const size_t got = trace_.read(to, size);
    if (!trace_.problem().empty()) throw std::runtime_error(trace_.problem());
    return got;
  }
  std::string take_loss() override {
    if (!std::exchange(told_, true) && !trace_.loss().empty()) return trace_.loss();
    if (!trace_.corrupt() || std::exchange(told_damage_, true)) return {};
    return "parts of it are damaged and left out";
  }

 private:
  tracer::WholeTrace trace_;
  bool told_ = false, told_damage_ = false;
};

// Compressed bytes, a chunk at a time; what was read to tell the format comes first.
class Compressed : public ByteSource {
 public:
  Compressed(std::unique_ptr<ByteSource> bytes, std::string head)
      : bytes_(std::move(bytes)), chunk_(head.begin(), head.end()), end_(head.size()) {}
  bool cut_short() const override { return inside_ && exhausted_; }
  std::string take_loss() override { return bytes_->take_loss(); }
  FileSpot spot(uint64_t at) const override { return {bytes_->spot(0).file, at}; }

 protected:
  bool refill() {
    if (at_ < end_) return true;
    at_ = 0;
    chunk_.resize(kChunk);
    end_ = exhausted_ ? 0 : bytes_->read(chunk_.data(), chunk_.size());
    exhausted_ = end_ == 0;
    return !exhausted_;
  }

  std::unique_ptr<ByteSource> bytes_;
  std::vector<char> chunk_;
  size_t at_ = 0, end_ = 0;
  bool exhausted_ = false;
  bool inside_ = false;  // a frame that has begun and not ended
};

class Plain final : public Compressed {
 public:
  using Compressed::Compressed;
  size_t read(char* to, size_t size) override {
    if (at_ == end_) return bytes_->read(to, size);
    size_t n = std::min(size, end_ - at_);
    std::memcpy(to, chunk_.data() + at_, n);
    at_ += n;
    return n;
  }
  bool broken() const override { return bytes_->broken(); }
  FileSpot spot(uint64_t at) const override { return bytes_->spot(at); }
};

class Gzip final : public Compressed {
 public:
  Gzip(std::unique_ptr<ByteSource> bytes, std::string head) : Compressed(std::move(bytes), std::move(head)) {
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw std::runtime_error("out of memory");
  }
  ~Gzip() override { inflateEnd(&stream_); }
  size_t read(char* to, size_t size) override {
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(std::min<size_t>(size, 1u << 30));
    const uInt room = stream_.avail_out;
    if (broken_) break_off();
    while (stream_.avail_out == room && refill()) {
      if (!inside_) {  // files may be appended to each other
        inflateReset(&stream_);
        inside_ = true;
      }
      stream_.next_in = reinterpret_cast<Bytef*>(chunk_.data() + at_);
      stream_.avail_in = static_cast<uInt>(end_ - at_);
      int result = inflate(&stream_, Z_NO_FLUSH);
      at_ = end_ - stream_.avail_in;
      if (result == Z_STREAM_END) {
        inside_ = false;
      } else if (result != Z_OK && result != Z_BUF_ERROR) {
        broken_ = true;
        if (stream_.avail_out == room) break_off();  // else what comes before it is given first
      }
    }
    return room - stream_.avail_out;
  }

 private:
  [[noreturn]] void break_off() const {
    throw std::runtime_error(std::string("broken gzip data: ") + (stream_.msg ? stream_.msg : "unknown error"));
  }

  z_stream stream_{};
  bool broken_ = false;
};

class Zstd final : public Compressed {
 public:
  Zstd(std::unique_ptr<ByteSource> bytes, std::string head)
      : Compressed(std::move(bytes), std::move(head)), stream_(ZSTD_createDStream(), &ZSTD_freeDStream) {
    if (!stream_) throw std::runtime_error("out of memory");
    wanted_ = first_ = ZSTD_initDStream(stream_.get());
  }
  size_t read(char* to, size_t size) override {
    ZSTD_outBuffer out{to, size, 0};
    while (out.pos == 0 && (refill() || pending_)) {
      // A block at a time, without the header of the next, for which it asks, too: what comes before a broken one is given
      // first, whatever the input's portions are.
      constexpr size_t kBlockHeader = 3;
      const size_t portion = wanted_ > kBlockHeader ? wanted_ - kBlockHeader : wanted_;
      ZSTD_inBuffer in{chunk_.data(), std::min(end_, at_ + portion), at_};
      size_t result = ZSTD_decompressStream(stream_.get(), &out, &in);
      if (ZSTD_isError(result)) throw std::runtime_error(std::string("broken zstd data: ") + ZSTD_getErrorName(result));
      pending_ = out.pos == out.size;  // there may be more output without more input
      at_ = in.pos;
      inside_ = result != 0;
      wanted_ = inside_ ? result : first_;
    }
    return out.pos;
  }

 private:
  std::unique_ptr<ZSTD_DStream, size_t (*)(ZSTD_DStream*)> stream_;
  size_t first_ = 0, wanted_ = 0;  // bytes it asks for, at a frame's beginning and now
  bool pending_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> open_bytes(const std::string& path, const std::shared_ptr<Following>& following,
                                       const FileSpot* from) {
  const std::string begin = from != nullptr ? path_of(path, *from) : path;
  if (following != nullptr) return follow(path, begin, following);
  if (from != nullptr && begin == path) return std::make_unique<File>(path);
  if (from != nullptr) {  // it was rotated since: what took its place comes after it
    const auto to_the_end = std::make_shared<Following>();
    to_the_end->ended = true;
    return follow(path, begin, to_the_end);
  }
  if (path != "-" && tracer::WholeTrace::has_rings(path)) return std::make_unique<Recorded>(path);
  return std::make_unique<File>(path);
}

std::vector<std::string> traces_among(const std::vector<std::string>& paths) {
  std::set<std::string> beside;
  for (const std::string& path : paths)
    beside.insert({tracer::rings_beside(path), tracer::damaged_rings_beside(path), tracer::part_of(path)});
  std::set<std::pair<dev_t, ino_t>> had;
  std::vector<std::string> traces;
  for (const std::string& path : paths) {
    struct stat known {};
    const bool regular = ::stat(path.c_str(), &known) == 0 && S_ISREG(known.st_mode) && known.st_nlink > 1;
    if (!beside.contains(path) && (!regular || had.emplace(known.st_dev, known.st_ino).second)) traces.push_back(path);
  }
  return traces;
}

void rewind_standard_input() {
  if (::lseek(STDIN_FILENO, 0, SEEK_SET) == 0) return;
  const auto check = [](bool done) {
    if (!done) throw TraceError({"-"}, "", "cannot be kept in a temporary file: " + std::generic_category().message(errno));
  };
  const std::unique_ptr<FILE, int (*)(FILE*)> kept(std::tmpfile(), &std::fclose);
  check(kept != nullptr);
  std::vector<char> chunk(kChunk);
  File input("-");
  while (const size_t size = input.read(chunk.data(), chunk.size()))
    check(std::fwrite(chunk.data(), 1, size, kept.get()) == size);
  check(std::fflush(kept.get()) == 0 && ::dup2(::fileno(kept.get()), STDIN_FILENO) >= 0 &&
        ::lseek(STDIN_FILENO, 0, SEEK_SET) == 0);
}

namespace {

constexpr std::string_view kGzip = "\x1F\x8B", kZstd = "\x28\xB5\x2F\xFD";

// What a compressed file holds: lines, or a tracer's rings, which are read as a whole.
class Unpacked final : public ByteSource {
 public:
  explicit Unpacked(std::unique_ptr<ByteSource> bytes) : bytes_(std::move(bytes)) {}
  size_t read(char* to, size_t size) override {
    if (std::exchange(begun_, true)) return (rings_ != nullptr ? rings_ : bytes_)->read(to, size);
    size_t have = bytes_->read(to, size);
    const auto may_be_rings = [&] { return std::string_view(tracer::kRingsMagic, sizeof tracer::kRingsMagic).starts_with({to, have}); };
    for (size_t more = have; more != 0 && have < size && may_be_rings(); have += more) more = bytes_->read(to + have, size - have);
    if (!tracer::LeftRings::is({to, have})) return have;
    std::string all(to, have);
    while (const size_t more = bytes_->read(to, size)) all.append(to, more);
    rings_ = std::make_unique<Recorded>(tracer::LeftBytes(std::string_view(all)));
    return rings_->read(to, size);
  }
  bool cut_short() const override { return bytes_->cut_short(); }
  std::string take_loss() override { return bytes_->take_loss(); }
  FileSpot spot(uint64_t at) const override { return bytes_->spot(at); }

 private:
  std::unique_ptr<ByteSource> bytes_, rings_;
  bool begun_ = false;
};

}  // namespace

bool is_compressed(std::string_view head) { return head.starts_with(kGzip) || head == kZstd; }

std::unique_ptr<ByteSource> decompressed(std::unique_ptr<ByteSource> bytes) {
  std::string head(4, '\0');
  size_t have = 0;
  while (have < head.size()) {
    size_t n = bytes->read(head.data() + have, head.size() - have);
    if (n == 0) break;
    have += n;
  }
  head.resize(have);
  if (head.starts_with(kGzip)) return std::make_unique<Unpacked>(std::make_unique<Gzip>(std::move(bytes), std::move(head)));
  if (head == kZstd) return std::make_unique<Unpacked>(std::make_unique<Zstd>(std::move(bytes), std::move(head)));
  return std::make_unique<Plain>(std::move(bytes), std::move(head));
}

LineReader::LineReader(std::string name, std::unique_ptr<ByteSource> bytes, size_t max_line)
    : name_(std::move(name)), max_line_(max_line), capacity_(kChunk) {
  try {
    bytes_ = decompressed(std::move(bytes));
  } catch (const TraceError&) {
    throw;
  } catch (const std::runtime_error& error) {
    throw TraceError({name_}, "", error.what());
  }
  buffer_ = std::make_unique_for_overwrite<char[]>(capacity_ + kJsonPadding);
}

bool LineReader::fill() {
  if (exhausted_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    scanned_ -= begin_;
    begin_ = 0;
  }
  if (end_ > max_line_) {
    throw TraceError({name_, number_ + 1}, "", "the line is longer than " + std::to_string(max_line_) + " bytes");
  }
  if (end_ == capacity_) {
    size_t larger = 2 * capacity_;
    auto buffer = std::make_unique_for_overwrite<char[]>(larger + kJsonPadding);
    std::memcpy(buffer.get(), buffer_.get(), end_);
    buffer_ = std::move(buffer);
    capacity_ = larger;
  }
  try {
    size_t n = bytes_->read(buffer_.get() + end_, capacity_ - end_);
    if (end_ == 0 && read_ > 0 && n > 0 && bytes_->spot(read_).offset == 0) number_ = 0;  // of another file
    end_ += n;
    read_ += n;
    exhausted_ = n == 0;
    broken_ = bytes_->broken();
  } catch (const std::runtime_error& error) {
    throw TraceError({name_, number_ + 1}, "", error.what());
  }
  return !exhausted_;
}

bool LineReader::next(std::string_view& line) {
  while (true) {
    const char* from = buffer_.get() + scanned_;
    if (const void* found = std::memchr(from, '\n', end_ - scanned_)) {
      size_t stop = static_cast<size_t>(static_cast<const char*>(found) - buffer_.get());
      line = {buffer_.get() + begin_, stop - begin_};
      line_ = begin_;
      begin_ = scanned_ = stop + 1;
      torn_ = broken_ && begin_ == end_;
      break;
    }
    scanned_ = end_;
    if (fill()) continue;
    if (begin_ == end_) return false;
    line = {buffer_.get() + begin_, end_ - begin_};
    line_ = begin_;
    begin_ = scanned_ = end_;
    torn_ = true;
    break;
  }
  ++number_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.size() > max_line_) {
    throw TraceError({name_, number_}, "", "the line is longer than " + std::to_string(max_line_) + " bytes");
  }
  return true;
}

std::string_view LineReader::ahead() const {
  return {buffer_.get() + begin_, std::min(end_ - begin_, max_line_)};
}

void LineReader::pass(size_t bytes) {
  line_ = begin_;
  begin_ += bytes;
  scanned_ = begin_;
  torn_ = broken_ && begin_ == end_;
  ++number_;
}

void LineReader::resume(const FileSpot& spot, uint64_t number) {
  while (read_ < spot.offset) {
    begin_ = scanned_ = end_;
    if (!fill()) throw TraceError({name_}, "", "the file is shorter than it was: there is nothing to go on from");
  }
  begin_ = scanned_ = end_ - (read_ - spot.offset);
  number_ = number;
}

void LineReader::rest(std::string_view& text, size_t max) {
  begin_ = line_;
  const size_t max_line = std::exchange(max_line_, max);
  while (fill()) {
  }
  max_line_ = max_line;
  text = {buffer_.get() + begin_, end_ - begin_};
  begin_ = scanned_ = end_;
}

}  // namespace trestle::trace
