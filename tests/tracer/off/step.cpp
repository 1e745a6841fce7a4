// A step of a system. Compiled with the calls of the tracer that is switched off, and without them: the machine code must be
// the same.
#include <set>
#include <string>

#include "tracer/tracer.h"

namespace store {

struct Node {
  int term = 0;
  int voted_for = -1;
  std::string role = "follower";
  std::set<int> votes;
};

int step(Node& node, trestle::tracer::Tracer& tracer, int from, int term) {
  (void)tracer;
#ifdef WITH_CALLS
  using trestle::tracer::at;
  using trestle::tracer::Op;
  trestle::tracer::Scoped scoped(tracer, "Handle");
  scoped.param("from", from);
  trestle::tracer::Event interval = tracer.interval("Wait");
#endif
  if (term < node.term) return 0;
  node.term = term;
  node.votes.insert(from);
#ifdef WITH_CALLS
  interval.receives("a message").record();
  tracer.record("Vote", "from", from, "role", node.role);
  if (tracer.is_on()) node.term = -1;
  tracer.event("Vote", trestle::tracer::TraceId{static_cast<uint64_t>(term)})
      .param("from", from)
      .param("term", term)
      .before("role", node.role)
      .after(at("votes", from), true)
      .after("all", Op::add, node.votes)
      .sends("m")
      .record();
#endif
  return node.term + from;
}

}  // namespace store
