// Lines of a file: plain, gzip or zstd (told by its first bytes), standard input ("-"), or the memory-mapped rings of a
// tracer, alone or beside the lines that it had written (tracer/left.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace trestle::trace {

struct Following;

// A place in a file: which one, as the system numbers it, and how many bytes (uncompressed) come before.
struct FileSpot {
  uint64_t file = 0;  // 0: none that could be found again
  uint64_t offset = 0;
};

// Where bytes come from.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Up to `size` bytes; 0 at the end. Throws std::runtime_error with a sentence that does not name the file.
  virtual size_t read(char* to, size_t size) = 0;
  // The data ended inside a compressed frame, as when its writer was killed.
  virtual bool cut_short() const { return false; }
  // What read() gave last is a line end that ends a line whose writer did not: the file was replaced by another.
  virtual bool broken() const { return false; }
  // What may be missing before that, since a log was rotated: a sentence, told once; else nothing.
  virtual std::string take_loss() { return {}; }
  // Where byte number `at`, of all that read() gives, stands.
  virtual FileSpot spot(uint64_t at) const { return {0, at}; }
};

// Throws TraceError when the file cannot be opened. With `from`, that file is wanted (it may have been renamed since,
// within its folder), read from its beginning. With `following`, reading goes on when the file grows or is replaced
// (follow.h).
std::unique_ptr<ByteSource> open_bytes(const std::string& path, const std::shared_ptr<Following>& following = nullptr,
                                       const FileSpot* from = nullptr);
// Those of the files that are traces of their own: without what a tracer keeps beside one that is named, too, FILE.rings,
// FILE.damaged.rings and FILE.part, and each once, whatever its names. `FILE*` names all of them.
std::vector<std::string> traces_among(const std::vector<std::string>& paths);
// Standard input from its beginning, for whoever reads a log more than once: what a pipe gives is kept in a temporary
// file at the first call. Throws TraceError when it cannot be.
void rewind_standard_input();
// Decompresses what `bytes` holds when it starts like gzip or zstd: lines, or a tracer's rings as the lines that they
// stand for.
bool is_compressed(std::string_view head);  // the first four bytes
std::unique_ptr<ByteSource> decompressed(std::unique_ptr<ByteSource> bytes);

class LineReader {
 public:
  static constexpr size_t kMaxLine = size_t{64} << 20;

  // `name` stands for the file in messages.
  LineReader(std::string name, std::unique_ptr<ByteSource> bytes, size_t max_line = kMaxLine);

  // The next line without its end; valid until the next call, followed by kJsonPadding readable bytes. False at the
  // end. Throws TraceError for a line over the limit, and for input that cannot be read or decompressed.
  bool next(std::string_view& line);
  // What is there of the next line and those behind it, without reading on; at most as much as a line may have.
  std::string_view ahead() const;
  // The line that ahead() begins with, of so many bytes with its end, was the next.
  void pass(size_t bytes);
  // All that is left, from the beginning of the line given last: for a file that is one text. The same limits, but for
  // `max` bytes in all.
  void rest(std::string_view& text, size_t max);

  // Where the next line begins; and going on from such a place, where that line was preceded by so many.
  FileSpot spot() const { return bytes_->spot(read_ - (end_ - begin_)); }
  void resume(const FileSpot& spot, uint64_t number);

  const std::string& name() const { return name_; }
  uint64_t number() const { return number_; }  // of the line given last, in its file, from 1
  bool torn() const { return torn_; }          // its writer did not end that line: it is the last of its file
  bool cut_short() const { return bytes_->cut_short(); }
  std::string take_loss() { return bytes_->take_loss(); }  // before the line given last

 private:
  bool fill();

  std::string name_;
  std::unique_ptr<ByteSource> bytes_;
  size_t max_line_;
  std::unique_ptr<char[]> buffer_;
  size_t capacity_ = 0;  // without padding
  size_t begin_ = 0, scanned_ = 0, end_ = 0;
  size_t line_ = 0;  // where the line given last begins
  uint64_t read_ = 0;    // bytes, from the source
  bool exhausted_ = false;
  uint64_t number_ = 0;
  bool broken_ = false;  // the line end at the end of the buffer is not its writer's
  bool torn_ = false;
};

}  // namespace trestle::trace
