// Lines of a file: plain, gzip or zstd (told by its first bytes), standard input ("-"), or the memory-mapped rings of a
// tracer, alone or beside the lines that it had written (tracer/left.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace trestle::trace {

// Where bytes come from.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Up to `size` bytes; 0 at the end. Throws std::runtime_error with a sentence that does not name the file.
  virtual size_t read(char* to, size_t size) = 0;
  // The data ended inside a compressed frame, as when its writer was killed.
  virtual bool cut_short() const { return false; }
};

// Throws TraceError when the file cannot be opened.
std::unique_ptr<ByteSource> open_bytes(const std::string& path);
// Decompresses what `bytes` holds when it starts like gzip or zstd.
std::unique_ptr<ByteSource> decompressed(std::unique_ptr<ByteSource> bytes);

class LineReader {
 public:
  static constexpr size_t kMaxLine = size_t{64} << 20;

  // `name` stands for the file in messages.
  LineReader(std::string name, std::unique_ptr<ByteSource> bytes, size_t max_line = kMaxLine);

  // The next line without its end; valid until the next call, followed by kJsonPadding readable bytes. False at the
  // end. Throws TraceError for a line over the limit, and for input that cannot be read or decompressed.
  bool next(std::string_view& line);
  // All that is left, from the beginning of the line given last: for a file that is one text. The same limits, but for
  // `max` bytes in all.
  void rest(std::string_view& text, size_t max);

  const std::string& name() const { return name_; }
  uint64_t number() const { return number_; }  // of the line given last, from 1
  bool torn() const { return torn_; }          // that line has no line end: it is the last
  bool cut_short() const { return bytes_->cut_short(); }

 private:
  bool fill();

  std::string name_;
  std::unique_ptr<ByteSource> bytes_;
  size_t max_line_;
  std::unique_ptr<char[]> buffer_;
  size_t capacity_ = 0;  // without padding
  size_t begin_ = 0, scanned_ = 0, end_ = 0;
  size_t line_ = 0;  // where the line given last begins
  bool exhausted_ = false;
  uint64_t number_ = 0;
  bool torn_ = false;
};

}  // namespace trestle::trace
