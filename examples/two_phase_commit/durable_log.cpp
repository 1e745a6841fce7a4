#include "durable_log.h"

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace two_phase_commit {

DurableLog::DurableLog(const std::filesystem::path& file, bool sync)
    : fd_(open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)), sync_(sync) {
  if (fd_ < 0) throw std::system_error(errno, std::generic_category(), file);
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line) && !stream.eof();) {
    std::istringstream words(line);
    words >> last_.tid >> last_.phase;
  }
}

DurableLog::~DurableLog() { close(fd_); }

void DurableLog::write(const Entry& entry) {
  const std::string line = std::to_string(entry.tid) + ' ' + entry.phase + '\n';
  const ssize_t written = ::write(fd_, line.data(), line.size());
  if (written != static_cast<ssize_t>(line.size())) throw std::system_error(errno, std::generic_category(), "log");
  if (sync_ && fdatasync(fd_) != 0) throw std::system_error(errno, std::generic_category(), "log");
  last_ = entry;
}

}  // namespace two_phase_commit
