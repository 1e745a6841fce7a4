#include "leased_file.h"

#include <algorithm>

namespace leased_file {

std::optional<int> LockService::acquire(const std::string& client, Time now) {
  if (now < ends_ || lease_ == leases_) return {};
  holder_ = client;
  ends_ = now + kTerm;
  return ++lease_;
}

void LockService::release(const std::string& client) {
  if (holder_ == client) ends_ = 0;
}

bool File::write(int lease, const std::string& text) {
  if (fenced_ && lease < newest_) return false;
  newest_ = std::max(newest_, lease);
  written_under_ = lease;
  text_ = text;
  return true;
}

}  // namespace leased_file
