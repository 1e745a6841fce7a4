// A folder in which a run leaves what it needs to go on: an append-only file, and a manifest that says how much of it
// counts. The manifest is replaced as a whole once everything before is on disk, so that at any moment the folder holds
// one complete checkpoint, the last.
//
// `manifest` is text, a line for each entry: a name, a space, a value. It begins with the format and ends with a
// checksum of itself; the entry `journal` has the length and the checksum of the part of `journal` that counts.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trestle::explore {

// A checkpoint that cannot be read, written or used; the message is for the user.
struct CheckpointError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Names and values, in order. Neither may contain a line break.
using ManifestEntries = std::vector<std::pair<std::string, std::string>>;
std::string to_text(const ManifestEntries& entries);  // a line each

// Where a run leaves checkpoints, and goes on from one that is there.
struct Checkpointing {
  std::filesystem::path folder = {};  // empty: none
  std::chrono::milliseconds interval{60'000};
  // What must be the same to go on from a checkpoint: a name, a value, for instance the hash of the text.
  ManifestEntries identity = {};
  std::function<void(std::string_view)> notice = {};  // a checkpoint was found, or cannot be written
};

class Journal {
 public:
  // Makes the folder if there is none, and takes it: no other process can have it at the same time. Everything here
  // throws CheckpointError.
  explicit Journal(std::filesystem::path folder);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // The manifest of a folder, without taking it; none when there is none. Refuses what is damaged or of another format.
  static std::optional<ManifestEntries> manifest(const std::filesystem::path& folder);

  // All that counts of the journal; empty at first. The bytes stay valid until release().
  std::string_view read();
  void release();

  void append(std::string_view bytes);
  // Makes everything appended so far count.
  void commit(const ManifestEntries& entries);

 private:
  [[noreturn]] void fail(const std::string& what) const;  // with the system's reason

  struct Checksum;  // running, of all bytes appended
  std::filesystem::path folder_;
  int file_ = -1;
  uint64_t size_ = 0;
  std::unique_ptr<Checksum> checksum_;
  void* mapped_ = nullptr;
  size_t mapped_size_ = 0;
};

// The file has this text now, or, whatever happens meanwhile, still what it had. Throws CheckpointError.
void replace_file(const std::filesystem::path& path, std::string_view text);

// 16 hexadecimal digits: what tells texts apart in a manifest.
std::string text_hash(std::string_view text);

}  // namespace trestle::explore
