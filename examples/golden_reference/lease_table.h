// Leases on named resources. A holder keeps a resource until it releases it or its lease runs out, whereupon whoever
// has waited longest gets it. Every call says whether it was possible; one that was not changes nothing.
#pragma once

#include <deque>
#include <map>
#include <string>

class LeaseTable {
 public:
  explicit LeaseTable(int term) : term_(term) {}

  bool acquire(const std::string& client, const std::string& resource);  // at once, or in turn
  bool renew(const std::string& client, const std::string& resource);    // for a full term, if nobody waits
  bool release(const std::string& client, const std::string& resource);
  bool cancel(const std::string& client, const std::string& resource);  // waits no longer
  bool tick();                                                          // time passes: false when nothing is held

  struct Lease {
    std::string holder;  // empty: nobody
    int left = 0;        // ticks
    std::deque<std::string> waiting;
  };
  const Lease& lease(const std::string& resource) const;

 private:
  void hand_on(Lease& lease) const;

  int term_;
  std::map<std::string, Lease> leases_;
};
