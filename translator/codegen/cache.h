// The folder where what takes long to make is kept, for runs to come and others under way.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace trestle::codegen {

struct CompileOptions;

std::filesystem::path cache_folder(const CompileOptions& options);

// What it is kept under: a hash of all that it depends on.
std::string cache_name(std::string_view key);

// All at once: another process may be making the same, or reading it. Throws CompileError.
void write_whole(const std::filesystem::path& path, std::string_view text);

}  // namespace trestle::codegen
