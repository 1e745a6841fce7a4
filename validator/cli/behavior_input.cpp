#include "validator/cli/behavior_input.h"

#include <filesystem>
#include <streambuf>

#include "validator/cli/spec_text.h"
#include "validator/trace/input.h"
#include "validator/trace/problem.h"

namespace trestle::cli {
namespace {

// The bytes of a file, decompressed. That they cannot be read is said with its name.
class FileBytes {
 public:
  explicit FileBytes(const std::string& path) : path_(path) {
    named([&] { source_ = trace::decompressed(trace::open_bytes(path)); });
  }
  size_t read(char* to, size_t size) {
    size_t got = 0;
    named([&] { got = source_->read(to, size); });
    return got;
  }

 private:
  template <typename Do>
  void named(const Do& run) const {
    try {
      run();
    } catch (const trace::TraceError&) {  // it names the file
      throw;
    } catch (const std::runtime_error& error) {
      throw bridge::FileError(path_ + ": " + error.what());
    }
  }

  std::string path_;
  std::unique_ptr<trace::ByteSource> source_;
};

// Bytes as a stream.
class SourceBuffer final : public std::streambuf {
 public:
  explicit SourceBuffer(const std::string& path) : source_(path), buffer_(1 << 20) {}

 protected:
  int_type underflow() override {
    const size_t got = source_.read(buffer_.data(), buffer_.size());
    setg(buffer_.data(), buffer_.data(), buffer_.data() + got);
    return got == 0 ? traits_type::eof() : traits_type::to_int_type(buffer_[0]);
  }

 private:
  FileBytes source_;
  std::vector<char> buffer_;
};

class SourceStream final : public std::istream {
 public:
  explicit SourceStream(const std::string& path) : std::istream(nullptr), buffer_(path) {
    rdbuf(&buffer_);
    exceptions(std::ios::badbit);  // what the buffer throws is no end of the file
  }

 private:
  SourceBuffer buffer_;
};

std::string read_up_to(const std::string& path, size_t most) {
  FileBytes source(path);
  std::string bytes;
  size_t size = 0;
  for (;;) {
    bytes.resize(std::min(most, size + (size_t{1} << 20)));
    const size_t got = bytes.size() == size ? 0 : source.read(bytes.data() + size, bytes.size() - size);
    size += got;
    if (got == 0) break;
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace

std::optional<bridge::Format> sniffed(const std::string& path) {
  std::error_code failed;
  if (path == "-" || std::filesystem::is_fifo(path, failed) || std::filesystem::is_character_file(path, failed))
    return {};
  constexpr size_t kLooked = size_t{1} << 19;
  return bridge::sniff(read_up_to(path, kLooked));
}

std::string read_whole(const std::string& path) {
  constexpr size_t kMost = size_t{2} << 30;
  std::string bytes = read_up_to(path, kMost);
  if (bytes.size() == kMost) throw bridge::FileError(path + ": a behavior of more than 2 GB is not read");
  return bytes;
}

std::unique_ptr<std::istream> open_stream(const std::string& path) {
  return std::make_unique<SourceStream>(path);
}

std::string next_name(const Loaded& loaded) {
  const std::string next = text_of(loaded).next;
  return next.empty() ? "Next" : next;
}

}  // namespace trestle::cli
