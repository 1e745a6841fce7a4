#include "lease_table.h"

#include <algorithm>
#include <utility>

namespace {

auto place_of(LeaseTable::Lease& lease, const std::string& client) {
  return std::find(lease.waiting.begin(), lease.waiting.end(), client);
}

}  // namespace

const LeaseTable::Lease& LeaseTable::lease(const std::string& resource) const {
  static const Lease free;
  const auto found = leases_.find(resource);
  return found == leases_.end() ? free : found->second;
}

void LeaseTable::hand_on(Lease& lease) const {
  lease.holder.clear();
  lease.left = 0;
  if (lease.waiting.empty()) return;
  lease.holder = std::move(lease.waiting.front());
  lease.waiting.pop_front();
  lease.left = term_;
}

bool LeaseTable::acquire(const std::string& client, const std::string& resource) {
  Lease& lease = leases_[resource];
  if (lease.holder == client || place_of(lease, client) != lease.waiting.end()) return false;
  lease.waiting.push_back(client);
  if (lease.holder.empty()) hand_on(lease);
  return true;
}

bool LeaseTable::renew(const std::string& client, const std::string& resource) {
  Lease& lease = leases_[resource];
  if (lease.holder != client || !lease.waiting.empty()) return false;
  lease.left = term_;
  return true;
}

bool LeaseTable::release(const std::string& client, const std::string& resource) {
  Lease& lease = leases_[resource];
  if (lease.holder != client) return false;
  hand_on(lease);
  return true;
}

bool LeaseTable::cancel(const std::string& client, const std::string& resource) {
  Lease& lease = leases_[resource];
  const auto place = place_of(lease, client);
  if (place == lease.waiting.end()) return false;
#ifdef LEASE_TABLE_BUG
  // Saves moving the others up, and lets the last one jump the queue.
  std::swap(*place, lease.waiting.back());
  lease.waiting.pop_back();
#else
  lease.waiting.erase(place);
#endif
  return true;
}

bool LeaseTable::tick() {
  bool held = false;
  for (auto& [resource, lease] : leases_) {
    if (lease.left == 0) continue;
    held = true;
    if (--lease.left == 0) hand_on(lease);
  }
  return held;
}
