#include "validator/explore/journal.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xxhash.h>

namespace trestle::explore {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kFormat = "trestle checkpoint 1";
constexpr std::string_view kChecksum = "checksum ", kJournal = "journal";

std::string hex(uint64_t n) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text(16, '0');
  for (size_t i = 16; i-- > 0; n >>= 4) text[i] = digits[n & 15];
  return text;
}

struct Descriptor {
  int file;
  ~Descriptor() {
    if (file >= 0) close(file);
  }
};

// The length and the checksum of what counts.
struct Extent {
  uint64_t size = 0;
  std::string checksum;
};

std::optional<Extent> extent_in(const ManifestEntries& entries) {
  const auto entry = std::find_if(entries.begin(), entries.end(), [](const auto& e) { return e.first == kJournal; });
  if (entry == entries.end()) return std::nullopt;
  Extent extent;
  const char* begin = entry->second.data();
  const char* end = begin + entry->second.size();
  const auto [rest, error] = std::from_chars(begin, end, extent.size);
  if (error != std::errc() || rest == end) return std::nullopt;
  extent.checksum.assign(rest + 1, end);
  return extent;
}

}  // namespace

std::string text_hash(std::string_view text) { return hex(XXH3_64bits(text.data(), text.size())); }

struct Journal::Checksum {
  Checksum() : state(XXH3_createState()) {
    if (state == nullptr) throw std::bad_alloc();
    reset();
  }
  ~Checksum() { XXH3_freeState(state); }
  void reset() { XXH3_64bits_reset(state); }
  void add(std::string_view bytes) { XXH3_64bits_update(state, bytes.data(), bytes.size()); }
  std::string text() const { return hex(XXH3_64bits_digest(state)); }
  XXH3_state_t* state;
};

Journal::Journal(fs::path folder) : folder_(std::move(folder)), checksum_(std::make_unique<Checksum>()) {
  std::error_code error;
  fs::create_directories(folder_, error);
  file_ = open((folder_ / "journal").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) fail("cannot write checkpoints to " + folder_.string());
  if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
    close(file_);
    throw CheckpointError("another run is writing its checkpoints to " + folder_.string());
  }
}

Journal::~Journal() {
  release();
  close(file_);
}

void Journal::release() {
  if (mapped_ != nullptr) munmap(mapped_, mapped_size_);
  mapped_ = nullptr;
}

void Journal::fail(const std::string& what) const { throw CheckpointError(what + ": " + std::strerror(errno)); }

std::optional<ManifestEntries> Journal::manifest(const fs::path& folder) {
  std::ifstream in(folder / "manifest", std::ios::binary);
  if (!in) return std::nullopt;
  std::stringstream content;
  content << in.rdbuf();
  const std::string text = content.str();
  const auto damaged = [&] {
    return CheckpointError("the checkpoint in " + folder.string() + " is damaged: manifest");
  };
  const size_t checksum_at = text.rfind(kChecksum);
  if (checksum_at == text.npos ||
      text_hash(std::string_view(text).substr(0, checksum_at)) + "\n" != text.substr(checksum_at + kChecksum.size())) {
    throw damaged();
  }
  std::istringstream lines(text.substr(0, checksum_at));
  std::string line;
  std::getline(lines, line);
  if (line != kFormat) {
    throw CheckpointError("the checkpoint in " + folder.string() + " has another format: " + line + ", not " +
                          std::string(kFormat));
  }
  ManifestEntries entries;
  while (std::getline(lines, line)) {
    const size_t space = line.find(' ');
    if (space == line.npos) throw damaged();
    entries.emplace_back(line.substr(0, space), line.substr(space + 1));
  }
  return entries;
}

std::string to_text(const ManifestEntries& entries) {
  std::string text;
  for (const auto& [name, value] : entries) text += name + " " + value + "\n";
  return text;
}

std::string_view Journal::read() {
  release();
  checksum_->reset();
  size_ = 0;
  const auto entries = manifest(folder_);
  if (entries) {
    const auto extent = extent_in(*entries);
    const auto damaged = [&] {
      return CheckpointError("the checkpoint in " + folder_.string() + " is damaged: journal");
    };
    if (!extent || static_cast<uint64_t>(std::max<off_t>(0, lseek(file_, 0, SEEK_END))) < extent->size) throw damaged();
    size_ = extent->size;
    if (size_ != 0) {
      mapped_size_ = size_;
      void* mapped = mmap(nullptr, mapped_size_, PROT_READ, MAP_PRIVATE, file_, 0);
      if (mapped == MAP_FAILED) fail("cannot read the checkpoint in " + folder_.string());
      mapped_ = mapped;
      checksum_->add({static_cast<const char*>(mapped_), mapped_size_});
    }
    if (checksum_->text() != extent->checksum) throw damaged();
  }
  return {static_cast<const char*>(mapped_), mapped_ == nullptr ? 0 : mapped_size_};
}

void Journal::append(std::string_view bytes) {
  // What was written after the last commit is overwritten.
  release();
  for (std::string_view left = bytes; !left.empty();) {
    const ssize_t written = pwrite(file_, left.data(), left.size(), static_cast<off_t>(size_));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail("cannot write checkpoints to " + folder_.string());
    checksum_->add(left.substr(0, static_cast<size_t>(written)));
    left.remove_prefix(static_cast<size_t>(written));
    size_ += static_cast<uint64_t>(written);
  }
}

void Journal::commit(const ManifestEntries& entries) {
  if (fdatasync(file_) != 0) fail("cannot write checkpoints to " + folder_.string());
  std::string text = std::string(kFormat) + "\n" + to_text(entries);
  text += std::string(kJournal) + " " + std::to_string(size_) + " " + checksum_->text() + "\n";
  text += std::string(kChecksum) + text_hash(text) + "\n";
  replace_file(folder_ / "manifest", text);
}

void replace_file(const fs::path& path, std::string_view text) {
  const auto fail = [&] {
    throw CheckpointError("cannot write " + path.string() + ": " + std::strerror(errno));
  };
  const fs::path next = path.string() + ".next";
  {
    const Descriptor out{open(next.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)};
    if (out.file < 0) fail();
    for (std::string_view left = text; !left.empty();) {
      const ssize_t written = write(out.file, left.data(), left.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) fail();
      left.remove_prefix(static_cast<size_t>(written));
    }
    if (fsync(out.file) != 0) fail();
  }
  if (rename(next.c_str(), path.c_str()) != 0) fail();
  const Descriptor folder{open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (folder.file < 0 || fsync(folder.file) != 0) fail();
}

}  // namespace trestle::explore
