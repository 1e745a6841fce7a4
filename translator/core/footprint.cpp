#include "translator/core/footprint.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <optional>

#include "translator/runtime/atoms.h"

namespace trestle::core {
namespace {

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

Key name_key(uint32_t atom) { return Key::of(Value::string(atom)); }

bool is_apply(const Expr& e) { return e.kind == Kind::Apply && e.op == Op::Apply; }

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

Footprint Looker::found() {
  if (!known_) return {};
  std::sort(found_.begin(), found_.end());
  found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
  return {true, std::move(found_)};
}

// --- Where things are.

Frame& Looker::enter(const Expr& call, Frame& from) {
  Frame& frame = frames_.emplace_back();
  for (size_t i = 0; i < call.args.size() && i < call.definition->slots.size(); ++i)
    frame.slots[call.definition->slots[i]] = {.expr = call.args[i], .in = &from};
  return frame;
}

void Looker::bind_lets(const Expr& let, Frame& frame) {
  for (const LetSlot& slot : let.lets) frame.slots[slot.slot] = {.expr = slot.value, .in = &frame};
}

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

std::optional<Place> Looker::place_of(const Expr& e, Frame& frame) {
  if (enough()) return {};
  switch (e.kind) {
    case Kind::Variable:
      if (e.index >= spec_.variables.size()) return {};
      return Place{e.index};
    case Kind::Local: {
      const Bound* bound = frame.find(e.index);
      if (bound == nullptr) return {};
      if (bound->place) return bound->place;
      return bound->expr != nullptr ? place_of(*bound->expr, *bound->in) : std::nullopt;
    }
    case Kind::Field:
      if (const auto outer = place_of(*e.args[0], frame)) return outer->at(name_key(e.index));
      return {};
    case Kind::Apply:
      if (e.op != Op::Apply) return {};
      if (const auto outer = place_of(*e.args[0], frame)) return outer->at(key_of(*e.args[1], frame));
      return {};
    case Kind::Call: return within(e, frame, [&](const Expr& body, Frame& inner) { return place_of(body, inner); });
    case Kind::Let: bind_lets(e, frame); return place_of(*e.args[0], frame);
    default: return {};
  }
}

// What is read to find the place of an expression that has one.
void Looker::keys_on_the_way(const Expr& e, Frame& frame) {
  switch (e.kind) {
    case Kind::Local:
      if (const Bound* bound = frame.find(e.index); bound != nullptr && !bound->place && bound->expr != nullptr)
        keys_on_the_way(*bound->expr, *bound->in);
      return;
    case Kind::Field: return keys_on_the_way(*e.args[0], frame);
    case Kind::Apply:
      keys_on_the_way(*e.args[0], frame);
      return value(*e.args[1], frame, false);
    case Kind::Call: return within(e, frame, [&](const Expr& body, Frame& inner) { keys_on_the_way(body, inner); });
    case Kind::Let: bind_lets(e, frame); return keys_on_the_way(*e.args[0], frame);
    default: return;
  }
}

// Known only where it depends on constants and arguments.
Key Looker::key_of(const Expr& e, Frame& frame) {
  if (enough()) return {};
  switch (e.kind) {
    case Kind::Constant: return Key::of(e.value);
    case Kind::Global: return key_of(*spec_.globals[e.index].root.expr, frames_.emplace_back());
    case Kind::Local: {
      const Bound* bound = frame.find(e.index);
      if (bound == nullptr || bound->place) return {};
      return bound->expr != nullptr && bound->key.kind == Key::Kind::Any ? key_of(*bound->expr, *bound->in) : bound->key;
    }
    case Kind::Field: {
      Key key = key_of(*e.args[0], frame);
      if (key.kind == Key::Kind::Argument) {
        key.fields.push_back(e.index);
        return key;
      }
      for (const auto& [field, member] : key.members) {
        if (field == e.index) return member;
      }
      return {};
    }
    case Kind::Record: {
      Key key{.kind = Key::Kind::Record};
      const auto fields = runtime::record_fields(e.index);
      for (size_t i = 0; i < fields.size(); ++i) key.members.emplace_back(fields[i], key_of(*e.args[i], frame));
      return key;
    }
    case Kind::Call: return within(e, frame, [&](const Expr& body, Frame& inner) { return key_of(body, inner); });
    case Kind::Let: bind_lets(e, frame); return key_of(*e.args[0], frame);
    default: return {};
  }
}

bool Looker::is_slot(const Expr& e, const Frame& frame, const Frame& home, uint32_t slot) const {
  if (e.kind != Kind::Local) return false;
  if (&frame == &home && e.index == slot) return true;
  const Bound* bound = frame.find(e.index);
  return bound != nullptr && bound->expr != nullptr && is_slot(*bound->expr, *bound->in, home, slot);
}

// What a condition asks of an element before it asks anything else: its members' values. False where it asks something
// else. An element without such a member is an error, which the search hears of.
bool Looker::match(const Expr& condition, Frame& frame, const Frame& home, uint32_t slot, Key& pattern) {
  if (condition.kind == Kind::And) {
    return std::all_of(condition.args.begin(), condition.args.end(),
                       [&](const Expr* conjunct) { return match(*conjunct, frame, home, slot, pattern); });
  }
  if (condition.kind == Kind::Call)
    return within(condition, frame, [&](const Expr& body, Frame& inner) { return match(body, inner, home, slot, pattern); });
  if (condition.kind != Kind::Apply || condition.op != Op::Equal) return false;
  for (const bool left : {true, false}) {
    const Expr &about = *condition.args[left ? 0 : 1], &is = *condition.args[left ? 1 : 0];
    if (about.kind != Kind::Field || !is_slot(*about.args[0], frame, home, slot)) continue;
    Key key = key_of(is, frame);
    if (key.kind != Key::Kind::Value && key.kind != Key::Kind::Argument) return false;
    pattern.kind = Key::Kind::Record;
    pattern.members.emplace_back(about.index, std::move(key));
    return true;
  }
  return false;
}

void Looker::bind(const Binding& binding, const Expr* body, Frame& frame, Access::Kind kind, const Known& known) {
  Key pattern;
  for (const uint32_t slot : binding.slots) frame.slots[slot] = {.key = known(slot)};
  if (binding.slots.size() == 1 && !binding.tuple) {
    const uint32_t slot = binding.slots[0];
    pattern = known(slot);
    if (pattern.kind == Key::Kind::Any && body != nullptr) match(*body, frame, frame, slot, pattern);
    frame.slots[slot] = {.key = pattern};
  }
  if (binding.set == nullptr) return;
  if (const auto place = place_of(*binding.set, frame)) {
    access(kind, place->at(pattern));
    keys_on_the_way(*binding.set, frame);
  } else {
    value(*binding.set, frame, false);
  }
}

// --- What is looked at. `positive`: what is found in more sets, or more often, can only make it true.

void Looker::children(const Expr& e, Frame& frame) {
  for_each_child(e, [&](const Expr* child) { value(*child, frame, false); });
}

void Looker::value(const Expr& e, Frame& frame, bool positive) {
  if (enough()) return;
  if (e.impure) known_ = false;
  if (const auto place = e.kind == Kind::Variable || e.kind == Kind::Field || is_apply(e) ? place_of(e, frame) : std::nullopt) {
    access(Access::Kind::Reads, *place);
    return keys_on_the_way(e, frame);
  }
  const auto elements = [&](Access::Kind kind, const Expr* body) {
    for (const Binding& binding : e.bindings) bind(binding, e.bindings.size() == 1 ? body : nullptr, frame, kind);
  };
  switch (e.kind) {
    case Kind::Constant: case Kind::Global: return;
    case Kind::Variable: known_ = false; return;  // of an instance under ENABLED
    case Kind::Local:
      if (const Bound* bound = frame.find(e.index)) {
        if (bound->place) return access(Access::Kind::Reads, *bound->place);
        if (bound->expr != nullptr) value(*bound->expr, *bound->in, positive);
      }
      return;
    case Kind::Apply:
      if (e.op == Op::In || e.op == Op::NotIn) {
        if (const auto place = place_of(*e.args[1], frame)) {
          value(*e.args[0], frame, false);
          keys_on_the_way(*e.args[1], frame);
          return access(positive && e.op == Op::In ? Access::Kind::Tests : Access::Kind::Reads,
                        place->at(key_of(*e.args[0], frame)));
        }
      }
      return children(e, frame);
    case Kind::And: case Kind::Or:
      for (const Expr* arg : e.args) value(*arg, frame, positive);
      return;
    case Kind::Implies:
      value(*e.args[0], frame, false);
      return value(*e.args[1], frame, positive);
    case Kind::If:
      value(*e.args[0], frame, false);
      value(*e.args[1], frame, positive);
      return value(*e.args[2], frame, positive);
    case Kind::Case:
      for (size_t i = 0; i < e.args.size(); ++i) value(*e.args[i], frame, positive && (i % 2 == 1 || i + 1 == e.args.size()));
      return;
    case Kind::Let: bind_lets(e, frame); return value(*e.args[0], frame, positive);
    case Kind::Call: return within(e, frame, [&](const Expr& body, Frame& inner) { value(body, inner, positive); });
    case Kind::Closure:  // it may be applied to anything
      return within(e, frame, [&](const Expr& body, Frame&) {
        Frame& inner = frames_.emplace_back();
        const auto& slots = e.definition->slots;
        const size_t captured = slots.size() - std::min(e.args.size(), slots.size());
        for (size_t i = captured; i < slots.size(); ++i) inner.slots[slots[i]] = {.expr = e.args[i - captured], .in = &frame};
        value(body, inner, false);
      });
    case Kind::Exists:
      elements(positive ? Access::Kind::Tests : Access::Kind::Reads, e.args[0]);
      return value(*e.args[0], frame, positive);
    case Kind::Forall:
      elements(Access::Kind::Reads, nullptr);
      return value(*e.args[0], frame, positive);
    case Kind::Choose: case Kind::Filter:
      elements(Access::Kind::Reads, e.args[0]);
      return value(*e.args[0], frame, false);
    case Kind::Map: case Kind::Function:
      elements(Access::Kind::Reads, nullptr);
      return value(*e.args[0], frame, false);
    case Kind::Invoke: case Kind::Record: case Kind::RecordSet: case Kind::Field: case Kind::Except: return children(e, frame);
    case Kind::Unchanged:
      for (const uint32_t variable : e.variables) access(Access::Kind::Reads, {variable});
      return;
    default: known_ = false;
  }
}

// --- What is changed.

// Of two conjuncts that say what a variable will be, one is a test of what the other made of it.
void Looker::merge(Assigned& all, const Assigned& more, bool both) {
  for (const auto& [variable, changes] : more) {
    const auto [known, added] = all.try_emplace(variable, changes);
    if (added) continue;
    if (both && (known->second || changes)) {
      access(Access::Kind::Reads, {variable});
      access(Access::Kind::Writes, {variable});
    }
    known->second = known->second || changes;
  }
}

Looker::Assigned Looker::step(const Expr& e, Frame& frame) {
  Assigned assigned;
  if (enough()) return assigned;
  if (e.impure) known_ = false;
  if (e.level < Level::Action) {
    value(e, frame, true);
    return assigned;
  }
  switch (e.kind) {
    case Kind::And:
      for (const Expr* arg : e.args) merge(assigned, step(*arg, frame), true);
      return assigned;
    case Kind::Or:
      for (const Expr* arg : e.args) merge(assigned, step(*arg, frame), false);
      return assigned;
    case Kind::If:
      value(*e.args[0], frame, false);
      for (const size_t i : {1, 2}) merge(assigned, step(*e.args[i], frame), false);
      return assigned;
    case Kind::Case:
      for (size_t i = 0; i < e.args.size(); ++i) {
        if (i % 2 == 0 && i + 1 < e.args.size()) {
          value(*e.args[i], frame, false);
        } else {
          merge(assigned, step(*e.args[i], frame), false);
        }
      }
      return assigned;
    case Kind::Let: bind_lets(e, frame); return step(*e.args[0], frame);
    case Kind::Call: return within(e, frame, [&](const Expr& body, Frame& inner) { return step(body, inner); });
    case Kind::Exists:
      for (const Binding& binding : e.bindings)
        bind(binding, e.bindings.size() == 1 ? e.args[0] : nullptr, frame, Access::Kind::Tests);
      return step(*e.args[0], frame);
    case Kind::Forall: known_ = false; return assigned;
    case Kind::Unchanged:
      for (const uint32_t variable : e.variables) assigned[variable] = false;
      return assigned;
    case Kind::Apply: {
      const bool of_next = !e.args.empty() && e.args[0]->kind == Kind::Variable && e.args[0]->primed;
      if (!of_next || (e.op != Op::Equal && e.op != Op::In && e.op != Op::SubsetEq)) break;
      const uint32_t variable = e.args[0]->index;
      if (e.op == Op::Equal) {
        assigned[variable] = !is_old(*e.args[1], frame, {variable}, {});
        change({variable}, *e.args[1], frame);
      } else {
        assigned[variable] = true;
        access(Access::Kind::Writes, {variable});
        value(*e.args[1], frame, false);
      }
      return assigned;
    }
    default: break;
  }
  value(e, frame, true);
  return assigned;
}

// Whether the expression is what is at the place now: the variable itself, or @.
bool Looker::is_old(const Expr& e, const Frame& frame, const Place& place, At at) const {
  if (e.kind == Kind::Variable) return !e.primed && at.frame == nullptr && e.index == place.variable;
  if (e.kind != Kind::Local) return false;
  if (&frame == at.frame && e.index == at.slot) return true;
  const Bound* bound = frame.find(e.index);
  return bound != nullptr && bound->expr != nullptr && is_old(*bound->expr, *bound->in, place, at);
}

bool is_listed(const Expr& e) { return e.kind == Kind::Apply && e.op == Op::SetOf; }

bool Looker::is_old_but_for_elements(const Expr& e, Frame& frame, const Place& place, At at) {
  if (is_old(e, frame, place, at)) return true;
  const auto holds = [&](size_t side) { return is_old_but_for_elements(*e.args[side], frame, place, at); };
  switch (e.kind) {
    case Kind::Local: {
      const Bound* bound = frame.find(e.index);
      return bound != nullptr && bound->expr != nullptr && is_old_but_for_elements(*bound->expr, *bound->in, place, at);
    }
    case Kind::Call:
      return within(e, frame, [&](const Expr& body, Frame& inner) { return is_old_but_for_elements(body, inner, place, at); });
    case Kind::Apply:
      return (e.op == Op::Cup && (holds(0) || holds(1))) || (e.op == Op::SetMinus && is_listed(*e.args[1]) && holds(0));
    default: return false;
  }
}

// What is at the place becomes the expression's value.
void Looker::change(const Place& place, const Expr& e, Frame& frame, At at) {
  if (enough() || is_old(e, frame, place, at)) return;
  if (e.impure) known_ = false;
  switch (e.kind) {
    case Kind::Local:
      if (const Bound* bound = frame.find(e.index); bound != nullptr && bound->expr != nullptr)
        return change(place, *bound->expr, *bound->in, at);
      break;
    case Kind::If:
      value(*e.args[0], frame, false);
      change(place, *e.args[1], frame, at);
      return change(place, *e.args[2], frame, at);
    case Kind::Let: bind_lets(e, frame); return change(place, *e.args[0], frame, at);
    case Kind::Call: return within(e, frame, [&](const Expr& body, Frame& inner) { change(place, body, inner, at); });
    case Kind::Apply:
      if (e.op == Op::Plus || e.op == Op::Minus) {
        const bool left = is_old(*e.args[0], frame, place, at);
        if (!left && (e.op == Op::Minus || !is_old(*e.args[1], frame, place, at))) break;
        access(Access::Kind::Adds, place);
        return value(*e.args[left ? 1 : 0], frame, false);
      }
      if (!is_old_but_for_elements(e, frame, place, at)) break;
      if (e.op == Op::Cup) {
        const size_t old = is_old_but_for_elements(*e.args[0], frame, place, at) ? 0 : 1;
        change(place, *e.args[old], frame, at);
        return add(place, *e.args[1 - old], frame);
      }
      change(place, *e.args[0], frame, at);
      for (const Expr* element : e.args[1]->args) {
        value(*element, frame, false);
        access(Access::Kind::Writes, place.at(key_of(*element, frame)));
      }
      return;
    case Kind::Except:
      if (!is_old(*e.args[0], frame, place, at)) break;
      for (const Update& update : e.updates) {
        Place inner = place;
        for (const PathStep& step : update.path) {
          if (step.index != nullptr) value(*step.index, frame, false);
          inner = inner.at(step.index != nullptr ? key_of(*step.index, frame) : name_key(step.field));
        }
        if (update.at_slot >= 0) frame.slots[static_cast<uint32_t>(update.at_slot)] = {.place = inner};
        change(inner, *update.value, frame, {&frame, update.at_slot});
      }
      return;
    default: break;
  }
  access(Access::Kind::Writes, place);
  value(e, frame, false);
}

// The elements of the expression's value are added to the set at the place.
void Looker::add(const Place& place, const Expr& e, Frame& frame) {
  if (enough()) return;
  switch (e.kind) {
    case Kind::Local:
      if (const Bound* bound = frame.find(e.index); bound != nullptr && bound->expr != nullptr)
        return add(place, *bound->expr, *bound->in);
      break;
    case Kind::Call: return within(e, frame, [&](const Expr& body, Frame& inner) { add(place, body, inner); });
    case Kind::Global: return add(place, *spec_.globals[e.index].root.expr, frames_.emplace_back());
    case Kind::If:
      value(*e.args[0], frame, false);
      add(place, *e.args[1], frame);
      return add(place, *e.args[2], frame);
    case Kind::Constant:
      if (e.value.kind() != runtime::Kind::Set) break;
      for (const Value element : e.value->span()) access(Access::Kind::Adds, place.at(Key::of(element)));
      return;
    default: break;
  }
  value(e, frame, false);
  if (is_listed(e)) {
    for (const Expr* element : e.args) access(Access::Kind::Adds, place.at(key_of(*element, frame)));
  } else if (e.kind == Kind::Map) {  // its bindings are known now
    access(Access::Kind::Adds, place.at(key_of(*e.args[0], frame)));
  } else {
    access(Access::Kind::Adds, place.at({}));
  }
}

void Looker::look_at_step(const ActionNode& leaf) {
  Frame& frame = frames_.emplace_back();
  const auto argument = [&](uint32_t slot) -> Key {
    for (uint32_t i = 0; i < leaf.arguments.size(); ++i) {
      if (leaf.arguments[i]->kind == Kind::Local && leaf.arguments[i]->index == slot)
        return {.kind = Key::Kind::Argument, .argument = i};
    }
    return {};
  };
  for (auto at = leaf.path.begin(); at != leaf.path.end(); ++at) {
    const ActionNode& node = **at;
    for (const LetSlot& let : node.lets) {
      value(*let.value, frame, false);
      frame.slots[let.slot] = {.expr = let.value, .in = &frame, .key = argument(let.slot)};
    }
    if (node.kind != ActionNode::Kind::Bind) continue;
    // Nothing that may fail stands between it and what the body asks of it.
    const bool innermost = std::all_of(at + 1, leaf.path.end(), [](const ActionNode* inner) {
      return inner->kind == ActionNode::Kind::Bind && inner->binding.set->level == Level::Constant;
    });
    bind(node.binding, innermost ? leaf.body : nullptr, frame, Access::Kind::Tests, argument);
  }
  step(*leaf.body, frame);
}

}  // namespace

runtime::Footprints footprints(const Spec& spec) {
  runtime::Footprints all;
  const size_t actions = spec.actions.size() + spec.outer_actions.size();
  std::vector<std::optional<Looker>> lookers(actions);
  const auto look_at = [&](const ActionNode& leaf, size_t action) {
    if (!lookers[action]) lookers[action].emplace(spec);
    lookers[action]->look_at_step(leaf);
  };
  for (const ActionNode& node : spec.nodes) {
    if (node.kind != ActionNode::Kind::Leaf) continue;
    const bool outer = std::find(spec.outer_leaves.begin(), spec.outer_leaves.end(), &node) != spec.outer_leaves.end();
    look_at(node, node.action + (outer ? spec.actions.size() : 0));
  }
  for (auto& looker : lookers) all.actions.push_back(looker ? looker->found() : Footprint());
  for (const Predicate& predicate : spec.predicates) {
    Looker looker(spec);
    looker.look_at_predicate(predicate.root);
    all.predicates.push_back(looker.found());
  }
  return all;
}

}  // namespace trestle::core
