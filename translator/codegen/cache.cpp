#include "translator/codegen/cache.h"

#include <cstdlib>
#include <fstream>

#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>

#include "translator/codegen/compile.h"

namespace trestle::codegen {

namespace fs = std::filesystem;

fs::path cache_folder(const CompileOptions& options) {
  if (!options.folder.empty()) return options.folder;
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache != 0)
    return fs::path(cache) / "trestle";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != 0)
    return fs::path(home) / ".cache" / "trestle";
  return fs::temp_directory_path() / "trestle";
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

}  // namespace trestle::codegen
