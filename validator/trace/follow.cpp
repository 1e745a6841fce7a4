#include "validator/trace/follow.h"

#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "translator/runtime/store.h"
#include "validator/trace/problem.h"

namespace trestle::trace {
namespace {

class Followed final : public ByteSource {
 public:
  Followed(std::string path, const std::string& begin, std::shared_ptr<Following> following)
      : path_(std::move(path)), following_(std::move(following)) {
    if (path_ == "-") {
      fd_ = STDIN_FILENO;
    } else {
      turn_to(begin);
    }
  }
  ~Followed() override {
    if (fd_ > STDIN_FILENO) ::close(fd_);
  }

  size_t read(char* to, size_t size) override {
    broken_ = false;
    while (true) {
      if (fd_ >= 0 && readable()) {
        if (const size_t n = read_some(to, size); n > 0) return n;
        if (fd_ == STDIN_FILENO) return 0;
      }
      if (fd_ != STDIN_FILENO && replaced()) {
        // What was written to the old one in the meantime comes first.
        if (const size_t n = fd_ < 0 ? 0 : read_some(to, size); n > 0) return n;
        const bool whole = std::exchange(whole_, true);
        if (!turn_to(path_)) {
          whole_ = whole;
        } else if (!whole) {
          return end_line(to);
        } else {
          continue;
        }
      }
      if (!following_->goes_on()) return 0;
      if (following_->waiting) following_->waiting();
      const runtime::Resting resting;
      std::this_thread::sleep_for(following_->pause);
    }
  }
  bool broken() const override { return broken_; }
  FileSpot spot(uint64_t at) const override {
    size_t part = parts_.size();
    while (part > 0 && parts_[part - 1].begin > at) --part;
    return part == 0 ? FileSpot{0, at} : FileSpot{parts_[part - 1].file, at - parts_[part - 1].begin};
  }

 private:
  // What came from one file.
  struct Part {
    uint64_t begin;  // of all bytes given
    uint64_t file;
  };
  static constexpr size_t kMostParts = 16;  // nobody asks for what is further back

  // A pipe is asked first, so that waiting for it can be given up.
  bool readable() const {
    if (fd_ != STDIN_FILENO) return true;
    pollfd input{fd_, POLLIN, 0};
    return ::poll(&input, 1, 0) > 0;
  }

  size_t read_some(char* to, size_t size) {
    while (true) {
      const ssize_t n = ::read(fd_, to, size);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) throw std::runtime_error("cannot be read: " + std::generic_category().message(errno));
      position_ += static_cast<uint64_t>(n);
      given_ += static_cast<uint64_t>(n);
      if (n > 0) whole_ = to[n - 1] == '\n';
      return static_cast<size_t>(n);
    }
  }

  size_t end_line(char* to) {
    *to = '\n';
    ++given_;
    ++parts_.back().begin;
    broken_ = true;
    return 1;
  }

  bool replaced() const {
    struct stat now {};
    if (::stat(path_.c_str(), &now) != 0) return false;  // not there yet, or between two names
    return fd_ < 0 || now.st_ino != file_ || static_cast<uint64_t>(now.st_size) < position_;
  }

  bool turn_to(const std::string& path) {
    const int next = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (next < 0) {
      if (errno == ENOENT) return false;
      throw TraceError({path_}, "", "cannot be opened: " + std::generic_category().message(errno));
    }
    if (fd_ >= 0) ::close(fd_);
    fd_ = next;
    struct stat known {};
    file_ = ::fstat(fd_, &known) == 0 ? known.st_ino : 0;
    position_ = 0;
    parts_.push_back({given_, file_});
    if (parts_.size() > kMostParts) parts_.erase(parts_.begin());
    return true;
  }

  std::string path_;
  std::shared_ptr<Following> following_;
  int fd_ = -1;
  uint64_t file_ = 0, position_ = 0;
  uint64_t given_ = 0;
  bool whole_ = true;  // the last line has its end
  bool broken_ = false;
  std::vector<Part> parts_;
};

}  // namespace

std::unique_ptr<ByteSource> follow(const std::string& path, const std::string& begin,
                                   std::shared_ptr<Following> following) {
  return std::make_unique<Followed>(path, begin, std::move(following));
}

std::string path_of(const std::string& path, const FileSpot& spot) {
  const auto is_it = [&](const std::filesystem::path& file) {
    struct stat known {};
    return spot.file != 0 && ::stat(file.c_str(), &known) == 0 && known.st_ino == spot.file;
  };
  if (is_it(path)) return path;
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder.empty() ? "." : folder, error)) {
    if (is_it(entry.path())) return entry.path().string();
  }
  throw TraceError({path}, "", "the file that the checkpoint was made of is gone: there is nothing to go on from");
}

}  // namespace trestle::trace
