#include "validator/trace/rotated.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>

namespace trestle::trace {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int64_t nanoseconds(const struct statx_timestamp& time) { return time.tv_sec * 1'000'000'000 + time.tv_nsec; }

// What a name has beside that of the log: "log" and "log.12" have ".12", "log.txt" and "log-12.txt" have "-12".
struct Difference {
  std::string_view head, middle, tail;

  Difference(std::string_view log, std::string_view name) {
    const size_t shorter = std::min(log.size(), name.size());
    size_t front = 0, back = 0;
    while (front < shorter && log[front] == name[front]) ++front;
    while (back < shorter - front && log[log.size() - 1 - back] == name[name.size() - 1 - back]) ++back;
    head = name.substr(0, front);
    middle = name.substr(front, name.size() - front - back);
    tail = name.substr(name.size() - back);
  }
};

// With one digit for each number.
std::string without_numbers(std::string_view text) {
  std::string shape;
  for (const char c : text) {
    if (!is_digit(c)) {
      shape += c;
    } else if (shape.empty() || shape.back() != '0') {
      shape += '0';
    }
  }
  return shape;
}

std::string digits(std::string_view text) {
  std::string all;
  for (const char c : text) {
    if (is_digit(c) && !(all.empty() && c == '0')) all += c;
  }
  return all;
}
bool less(const std::string& a, const std::string& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; }

}  // namespace

std::vector<FileBeside> files_beside(const std::string& log) {
  const std::filesystem::path folder = std::filesystem::path(log).parent_path();
  std::vector<FileBeside> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder.empty() ? "." : folder, error)) {
    if (entry.path().filename() == std::filesystem::path(log).filename()) continue;
    struct statx known {};
    if (::statx(AT_FDCWD, entry.path().c_str(), 0, STATX_BASIC_STATS | STATX_BTIME, &known) != 0) continue;
    if (!S_ISREG(known.stx_mode)) continue;
    const bool born = (known.stx_mask & STATX_BTIME) != 0;
    files.push_back({entry.path().string(), known.stx_ino, born ? nanoseconds(known.stx_btime) : 0,
                     nanoseconds(known.stx_mtime)});
  }
  return files;
}

std::vector<FileBeside> renamed_like(const std::string& log, const FileBeside& one,
                                     const std::vector<FileBeside>& files) {
  const auto name_of = [](const std::string& path) { return std::filesystem::path(path).filename().string(); };
  const std::string name = name_of(one.path);
  const Difference how(name_of(log), name);
  const std::string shape = without_numbers(how.middle), number = digits(how.middle);
  struct Found {
    const FileBeside* file;
    std::string number;
  };
  std::vector<Found> found;
  for (const FileBeside& file : files) {
    const std::string other = name_of(file.path);
    const size_t around = how.head.size() + how.tail.size();
    if (file == one || other.size() <= around || !other.starts_with(how.head) || !other.ends_with(how.tail)) continue;
    const std::string_view middle = std::string_view(other).substr(how.head.size(), other.size() - around);
    if (without_numbers(middle) == shape) found.push_back({&file, digits(middle)});
  }
  // Of what began at the same moment, as far as the clock of the files tells, the numbers say it: counted up, or down.
  std::sort(found.begin(), found.end(), [&](const Found& a, const Found& b) {
    if (a.file->before(*b.file) || b.file->before(*a.file)) return a.file->before(*b.file);
    return less(number, a.number) ? less(a.number, b.number) : less(b.number, a.number);
  });
  std::vector<FileBeside> sorted;
  for (const Found& each : found) sorted.push_back(*each.file);
  return sorted;
}

}  // namespace trestle::trace
