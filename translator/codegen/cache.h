// The folder where what takes long to make is kept, for runs to come and others under way.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace trestle::codegen {

struct CompileOptions;

// Made if need be. What lies there is loaded, so it belongs to this user, and nobody else may write there; where there is no
// such folder, one of this process's own, which is gone with it.
std::filesystem::path cache_folder(const CompileOptions& options);

// What it is kept under: a hash of all that it depends on.
std::string cache_name(std::string_view key);

// All at once: another process may be making the same, or reading it. Throws CompileError.
void write_whole(const std::filesystem::path& path, std::string_view text);

// Puts a checksum behind a file, where those who load it do not look; and whether one is there and right. A full disk or a
// power cut leaves parts of files.
void seal(const std::filesystem::path& file);  // throws CompileError
bool is_sealed(const std::filesystem::path& file);

}  // namespace trestle::codegen
