#include "translator/codegen/cache.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "translator/codegen/compile.h"

namespace trestle::codegen {

namespace fs = std::filesystem;

namespace {

fs::path of_this_user() {
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache != 0)
    return fs::path(cache) / "trestle";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != 0)
    return fs::path(home) / ".cache" / "trestle";
  return {};
}

bool is_safe(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  struct stat known {};
  if (::stat(folder.c_str(), &known) != 0 || !S_ISDIR(known.st_mode) || known.st_uid != ::geteuid()) return false;
  if ((known.st_mode & (S_IWGRP | S_IWOTH)) == 0) return true;
  return !fs::is_symlink(folder, error) && ::chmod(folder.c_str(), S_IRWXU) == 0;
}

class OwnFolder {
 public:
  OwnFolder() {
    std::string name = (fs::temp_directory_path() / "trestle.XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw CompileError("cannot make a folder like " + name);
    path_ = name;
  }
  ~OwnFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

fs::path cache_folder(const CompileOptions& options) {
  if (!options.folder.empty()) return options.folder;
  const fs::path usual = of_this_user();
  if (!usual.empty() && is_safe(usual) && ::access(usual.c_str(), W_OK) == 0) return usual;
  static const OwnFolder own;
  return own.path();
}

std::string cache_name(std::string_view key) {
  const XXH128_hash_t hash = XXH3_128bits(key.data(), key.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

void write_whole(const fs::path& path, std::string_view text) {
  const fs::path made = path.string() + fmt::format(".{}", getpid());
  std::ofstream out(made, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw CompileError("cannot write " + made.string());
  fs::rename(made, path);
}

namespace {

// Of what comes before it.
std::string seal_of(std::string_view bytes) { return "trestle:" + cache_name(bytes); }

std::string read_whole(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

void seal(const fs::path& file) {
  const std::string seal = seal_of(read_whole(file));
  std::ofstream out(file, std::ios::binary | std::ios::app);
  out << seal;
  out.close();
  if (!out) throw CompileError("cannot write " + file.string());
}

bool is_sealed(const fs::path& file) {
  const std::string bytes = read_whole(file);
  const size_t seal = seal_of({}).size();
  return bytes.size() > seal && bytes.ends_with(seal_of(std::string_view(bytes).substr(0, bytes.size() - seal)));
}

}  // namespace trestle::codegen
