// A lock service that leases a file to one client at a time, and the file.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace leased_file {

using Time = int64_t;

class LockService {
 public:
  static constexpr Time kTerm = 30;  // of a lease

  explicit LockService(int leases) : leases_(leases) {}

  // The number of the new lease; nothing when another client has one that is not over.
  std::optional<int> acquire(const std::string& client, Time now);
  void release(const std::string& client);

  std::string holder(Time now) const { return now < ends_ ? holder_ : "nobody"; }
  int lease() const { return lease_; }
  Time ends() const { return ends_; }

 private:
  const int leases_;  // to give, at most
  std::string holder_ = "nobody";
  int lease_ = 0;
  Time ends_ = 0;
};

class File {
 public:
  // `fenced`: refuses a write under a lease older than one that it has seen.
  explicit File(bool fenced) : fenced_(fenced) {}

  bool write(int lease, const std::string& text);

  int written_under() const { return written_under_; }
  const std::string& text() const { return text_; }

 private:
  const bool fenced_;
  int newest_ = 0;
  int written_under_ = 0;
  std::string text_;
};

}  // namespace leased_file
