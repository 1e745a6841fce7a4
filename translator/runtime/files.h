// Reading and writing whole files, for the operators that do. Failures are EvalErrors naming the operator.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "translator/runtime/value.h"

namespace trestle::runtime {

std::string path_argument(const char* which, const char* op, Value v);  // a string
// A relative path that the working folder does not have is looked for in this folder, and in those around it, innermost
// first: specs name their files from where their authors ran them, the root of a repository say. Set once.
void look_for_files_around(std::filesystem::path folder);
std::string read_file(const char* op, const std::string& path);
enum class WriteMode { Replace, Append };
void write_file(const char* op, const std::string& path, std::string_view text, WriteMode mode = WriteMode::Replace);

}  // namespace trestle::runtime
