#include "validator/trace/follow.h"

#include <algorithm>
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
#include "validator/trace/rotated.h"

namespace trestle::trace {
namespace {

class Followed final : public ByteSource {
 public:
  Followed(std::string path, const std::string& begin, std::shared_ptr<Following> following)
      : path_(std::move(path)), following_(std::move(following)) {
    if (path_ == "-") {
      fd_ = STDIN_FILENO;
    } else {
      begin_with(begin);
    }
  }
  ~Followed() override {
    if (fd_ > STDIN_FILENO) ::close(fd_);
  }

  size_t read(char* to, size_t size) override {
    broken_ = false;
    while (true) {
      bool turned = false;
      if (fd_ >= 0 && readable()) {
        const size_t n = read_some(to, size);
        if (fd_ == STDIN_FILENO) return n > 0 ? given(to, n) : 0;
        if (n > 0 && as_it_was()) return given(to, n);
        if (n > 0) turned = begin_anew();
      }
      if (!turned && fd_ != STDIN_FILENO && replaced()) {
        // What was written to the old one in the meantime comes first.
        if (const size_t n = fd_ < 0 ? 0 : read_some(to, size); n > 0) return given(to, n);
        turned = turn();
      }
      if (turned && !std::exchange(whole_, true)) return end_line(to);
      if (turned) continue;
      if (!following_->goes_on()) return 0;
      if (following_->waiting) following_->waiting();
      const runtime::Resting resting;
      std::this_thread::sleep_for(following_->pause);
    }
  }
  bool broken() const override { return broken_; }
  std::string take_loss() override { return std::exchange(loss_, {}); }
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
  static constexpr size_t kKept = 4096;     // of the bytes that were read

  // What is in its folder then is older; of a file that was renamed since, what is older than that.
  void begin_with(const std::string& begin) {
    const int opened = open_log(begin);
    if (opened >= 0) take(opened);
    older_ = files_beside(path_);
    const auto renamed = std::find_if(older_.begin(), older_.end(), [&](const FileBeside& f) { return f.file == file_; });
    if (fd_ < 0 || renamed == older_.end()) return;
    const FileBeside at_hand = *renamed;
    std::erase_if(older_, [&](const FileBeside& file) { return !file.before(at_hand); });
  }

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
      return static_cast<size_t>(n);
    }
  }

  size_t given(const char* bytes, size_t n) {
    if (head_.size() < kKept) head_.append(bytes, std::min(n, kKept - head_.size()));
    tail_.append(bytes + n - std::min(n, kKept), std::min(n, kKept));
    if (tail_.size() > kKept) tail_.erase(0, tail_.size() - kKept);
    position_ += n;
    given_ += n;
    whole_ = bytes[n - 1] == '\n';
    return n;
  }

  // What was read of the file is still what is there: it was not cut and written anew to more than it had, as far as its
  // first bytes and the last ones tell.
  bool as_it_was() const {
    const auto is = [&](const std::string& bytes, uint64_t at) {
      char now[kKept];
      const ssize_t n = ::pread(fd_, now, bytes.size(), static_cast<off_t>(at));
      return n < 0 || bytes == std::string_view(now, static_cast<size_t>(n));  // n < 0: it is a pipe
    };
    return is(head_, 0) && is(tail_, position_ - tail_.size());
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

  bool begin_anew() {
    ::lseek(fd_, 0, SEEK_SET);
    begin_part();
    older_ = files_beside(path_);  // with the copy that was made of it, if one was
    loss_ = "the log was cut: what was written to it between the last look at it and then is not seen";
    return true;
  }

  // To the file that took the place of the one at hand: the log, or one that had its name in the meantime. The log is
  // opened first, so that what is renamed while its folder is being read is not taken for older.
  bool turn() {
    const int log = open_log(path_);
    if (log < 0) return false;
    struct stat known {};
    const uint64_t next = ::fstat(log, &known) == 0 ? known.st_ino : 0;
    if (next == file_ && fd_ >= 0) {
      ::close(log);
      return begin_anew();
    }
    std::vector<FileBeside> beside = files_beside(path_);
    std::erase_if(beside, [&](const FileBeside& file) { return file.file == next; });
    std::vector<FileBeside> newer;
    for (const FileBeside& file : beside) {
      if (std::find(older_.begin(), older_.end(), file) == older_.end()) newer.push_back(file);
    }
    const auto old = std::find_if(beside.begin(), beside.end(), [&](const FileBeside& file) { return file.file == file_; });
    std::vector<FileBeside> missed;
    if (fd_ >= 0 && old != beside.end()) {
      missed = renamed_like(path_, *old, newer);
    } else if (fd_ >= 0) {
      loss_ = "the log was replaced, and the file before it is gone from its folder: what others had in between is not seen";
    }
    int turned = log;
    if (!missed.empty()) {
      ::close(log);
      turned = open_log(missed[0].path);
      if (turned < 0 || ::fstat(turned, &known) != 0 || known.st_ino != missed[0].file) {  // it was renamed meanwhile
        if (turned >= 0) ::close(turned);
        return turn();
      }
      missed.erase(missed.begin());
    }
    std::erase_if(beside, [&](const FileBeside& file) {
      return std::find(missed.begin(), missed.end(), file) != missed.end();
    });
    older_ = std::move(beside);
    take(turned);
    return true;
  }

  int open_log(const std::string& path) const {
    const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0 && errno != ENOENT)
      throw TraceError({path_}, "", "cannot be opened: " + std::generic_category().message(errno));
    return opened;
  }

  void take(int opened) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = opened;
    struct stat known {};
    file_ = ::fstat(fd_, &known) == 0 ? known.st_ino : 0;
    begin_part();
  }

  void begin_part() {
    position_ = 0;
    head_.clear();
    tail_.clear();
    parts_.push_back({given_, file_});
    if (parts_.size() > kMostParts) parts_.erase(parts_.begin());
  }

  std::string path_;
  std::shared_ptr<Following> following_;
  int fd_ = -1;
  uint64_t file_ = 0, position_ = 0;
  uint64_t given_ = 0;
  bool whole_ = true;  // the last line has its end
  bool broken_ = false;
  std::vector<Part> parts_;
  std::string head_, tail_;  // of what was read of the file at hand
  std::vector<FileBeside> older_;  // that have nothing to come
  std::string loss_;
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
