#include "disk.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

namespace raft {

Disk::Disk(const std::filesystem::path& file, bool sync, const Fate& fate)
    : fd_(open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)), sync_(sync), fate_(fate) {
  if (fd_ < 0) throw std::system_error(errno, std::generic_category(), file);
  std::ifstream stream(file);
  off_t complete = 0;
  for (std::string line; std::getline(stream, line) && !stream.eof();) {
    apply(line);
    complete += static_cast<off_t>(line.size()) + 1;
  }
  // The folder knows the file before anything rests on what is in it.
  const int folder = open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0 || fsync(folder) != 0) throw std::system_error(errno, std::generic_category(), file.parent_path());
  close(folder);
  if (ftruncate(fd_, complete) != 0) throw std::system_error(errno, std::generic_category(), file);
}

Disk::~Disk() { close(fd_); }

// "term T VOTE" or "entry K ENTRY"; the latter ends the log at K.
void Disk::apply(const std::string& line) {
  std::istringstream words(line);
  std::string what, text;
  uint64_t number = 0;
  words >> what >> number >> text;
  if (what == "term") {
    term_ = number;
    voted_for_ = text == "-" ? "" : text;
  } else if (const auto entry = entry_from_text(text); entry && number >= 1 && number <= log_.size() + 1) {
    log_.resize(number - 1);
    log_.push_back(*entry);
  }
}

void Disk::write(const std::string& lines) {
  const bool last = ++writes_ == fate_.write;
  const size_t size = last ? std::min<size_t>(lines.size(), fate_.bytes) : lines.size();
  const ssize_t written = ::write(fd_, lines.data(), size);
  if (last) raise(SIGKILL);
  if (written != static_cast<ssize_t>(lines.size())) throw std::system_error(errno, std::generic_category(), "log");
  if (sync_ && fdatasync(fd_) != 0) throw std::system_error(errno, std::generic_category(), "log");
}

void Disk::set_term(uint64_t term, const std::string& voted_for) {
  write("term " + std::to_string(term) + ' ' + (voted_for.empty() ? "-" : voted_for) + '\n');
  term_ = term;
  voted_for_ = voted_for;
}

void Disk::replace(uint64_t from, const std::vector<Entry>& entries) {
  std::string lines;
  uint64_t index = from;
  for (const Entry& entry : entries) lines += "entry " + std::to_string(index++) + ' ' + to_text(entry) + '\n';
  write(lines);
  log_.resize(from - 1);
  log_.insert(log_.end(), entries.begin(), entries.end());
}

}  // namespace raft
