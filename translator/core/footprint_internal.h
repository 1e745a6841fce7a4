// How footprints are found: one Looker for each action or predicate. Private to this folder.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <type_traits>
#include <vector>

#include "translator/core/core.h"
#include "translator/runtime/footprint.h"

namespace trestle::core::footprint {

using runtime::Access;
using runtime::Footprint;
using runtime::Key;

struct Place {
  uint32_t variable;
  std::vector<Key> path = {};

  Place at(Key key) const {
    Place inner = *this;
    inner.path.push_back(std::move(key));
    return inner;
  }
};

struct Frame;

// What a slot stands for: an expression where it is needed, the value of @ (a place), or a value of which at most a key
// is known.
struct Bound {
  const Expr* expr = nullptr;
  Frame* in = nullptr;
  std::optional<Place> place = {};
  Key key = {};
};

struct Frame {
  std::map<uint32_t, Bound> slots;

  const Bound* find(uint32_t slot) const {
    const auto found = slots.find(slot);
    return found == slots.end() ? nullptr : &found->second;
  }
};

inline Key name_key(uint32_t atom) { return Key::of(Value::string(atom)); }

// What @ is within an EXCEPT; nothing else has a frame.
struct At {
  const Frame* frame = nullptr;
  int64_t slot = -1;
};

class Looker {
 public:
  explicit Looker(const Spec& spec) : spec_(spec) {}

  void look_at_step(const ActionNode& leaf);
  void look_at_predicate(const Root& root) { value(*root.expr, frames_.emplace_back(), false); }
  Footprint found();

 private:
  using Assigned = std::map<uint32_t, bool>;  // variables that have a next value, and whether it may be another one

  static constexpr size_t kMostLookedAt = 200'000;  // expressions
  static constexpr uint32_t kDeepest = 64;          // calls

  void access(Access::Kind kind, Place place) {
    found_.push_back({kind, place.variable, std::move(place.path)});
  }
  bool enough() {  // nothing that is still to be looked at matters
    if (++looked_at_ > kMostLookedAt || depth_ > kDeepest) known_ = false;
    return !known_;
  }

  Frame& enter(const Expr& call, Frame& from);
  void bind_lets(const Expr& let, Frame& frame);
  template <class Run>
  auto within(const Expr& call, Frame& from, const Run& run);

  std::optional<Place> place_of(const Expr& e, Frame& frame);
  void keys_on_the_way(const Expr& e, Frame& frame);
  Key key_of(const Expr& e, Frame& frame);
  bool is_slot(const Expr& e, const Frame& frame, const Frame& home, uint32_t slot) const;
  bool match(const Expr& conjunct, Frame& frame, const Frame& home, uint32_t slot, Key& pattern);
  using Known = std::function<Key(uint32_t slot)>;
  void bind(const Binding& binding, const Expr* body, Frame& frame, Access::Kind kind,
            const Known& known = [](uint32_t) { return Key(); });

  void value(const Expr& e, Frame& frame, bool positive);
  void children(const Expr& e, Frame& frame);
  Assigned step(const Expr& e, Frame& frame);
  void merge(Assigned& all, const Assigned& more, bool both);
  bool is_old(const Expr& e, const Frame& frame, const Place& place, At at) const;
  bool is_old_but_for_elements(const Expr& e, Frame& frame, const Place& place, At at);
  void change(const Place& place, const Expr& e, Frame& frame, At at = {});
  void add(const Place& place, const Expr& e, Frame& frame);

  const Spec& spec_;
  std::deque<Frame> frames_;
  std::vector<Access> found_;
  bool known_ = true;
  size_t looked_at_ = 0;
  uint32_t depth_ = 0;
};

// The body of what is called.
template <class Run>
auto Looker::within(const Expr& call, Frame& from, const Run& run) {
  using Result = decltype(run(*call.definition->body, from));
  if (call.definition->recursive || call.definition->body == nullptr) known_ = false;
  if (enough()) return Result();
  ++depth_;
  if constexpr (std::is_void_v<Result>) {
    run(*call.definition->body, enter(call, from));
    --depth_;
  } else {
    Result result = run(*call.definition->body, enter(call, from));
    --depth_;
    return result;
  }
}

}  // namespace trestle::core::footprint
