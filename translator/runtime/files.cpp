#include "translator/runtime/files.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "translator/runtime/atoms.h"
#include "translator/runtime/failure.h"

namespace trestle::runtime {

std::string path_argument(const char* which, const char* op, Value v) {
  if (v.kind() != Kind::String) bad_argument(which, op, "a string, the name of a file", v);
  return std::string(atom_text(v.atom_id()));
}

namespace {

std::filesystem::path& home() {
  static std::filesystem::path folder;
  return folder;
}

std::filesystem::path located(const std::filesystem::path& path) {
  std::error_code code;
  if (path.is_absolute() || home().empty() || std::filesystem::exists(path, code)) return path;
  for (std::filesystem::path folder = home();; folder = folder.parent_path()) {
    if (std::filesystem::exists(folder / path, code)) return folder / path;
    if (folder == folder.parent_path()) return path;
  }
}

}  // namespace

void look_for_files_around(std::filesystem::path folder) { home() = std::filesystem::absolute(std::move(folder)); }

std::string read_file(const char* op, const std::string& path) {
  std::ifstream in(located(path), std::ios::binary);
  std::ostringstream text;
  if (!in || std::filesystem::is_directory(located(path)))
    fail("{} cannot read the file {}: {}", op, path, std::strerror(errno));
  if (in.peek() != std::ifstream::traits_type::eof()) text << in.rdbuf();
  return std::move(text).str();
}

void write_file(const char* op, const std::string& path, std::string_view text, WriteMode mode) {
  std::error_code ignored;
  if (const auto folder = std::filesystem::path(path).parent_path(); !folder.empty()) {
    std::filesystem::create_directories(folder, ignored);
  }
  std::ofstream out(path, std::ios::binary | (mode == WriteMode::Append ? std::ios::app : std::ios::trunc));
  out << text << std::flush;
  if (!out) fail("{} cannot write the file {}: {}", op, path, std::strerror(errno));
}

}  // namespace trestle::runtime
