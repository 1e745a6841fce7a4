// The iteration: Init, then steps until the shapes do not grow, with widening; then a few steps down again.
#include "translator/core/infer.h"

#include <algorithm>

#include <fmt/format.h>

#include "translator/core/infer_internal.h"

namespace trestle::core {

namespace inference {

namespace {

using K = Shape::Kind;

constexpr int kPatience = 5;   // rounds before bounds are widened to constants of the spec
constexpr int kBounded = 24;   // rounds before they are given up
constexpr int kRounds = 60;    // then what still grows is Dynamic
constexpr int kNarrowing = 3;  // rounds down
constexpr int kDepth = 8;      // of nested parts

void integers_in(Value v, Thresholds& found, int depth = 0) {
  if (v.is_small()) {
    for (int64_t near = -1; near <= 1; ++near) found.insert(v.small() + near);
  } else if (v.is_object() && depth < 4 && v->kind >= runtime::Kind::Set && v->kind <= runtime::Kind::RecordSet) {
    integers_in(Value::integer(v->size), found, 4);
    for (uint32_t i = 0; i < v->size && i < 64; ++i) integers_in((*v.operator->())[i], found, depth + 1);
  }
}

}  // namespace

Interpreter::Interpreter(const Spec& spec, const Evidence& evidence, bool quick)
    : current(spec.variables.size(), shape::never()),
      spec_(spec),
      evidence_(evidence),
      globals_(spec.globals.size()),
      most_unrolled_(quick ? 0 : 1024),
      culprits_(spec.variables.size()),
      assignments_(spec.variables.size()),
      unchecked_(spec.variables.size(), shape::never()) {
  collect_thresholds();
}

void Interpreter::collect_thresholds() {
  for (const Expr& e : spec_.exprs) {
    if (e.kind == Kind::Constant) integers_in(e.value, thresholds_);
  }
  for (uint32_t i = 0; i < spec_.globals.size(); ++i) {
    const Abstract a = global(i);
    if (a.constant.defined()) integers_in(a.constant, thresholds_);
  }
}

World Interpreter::world() const {
  World w;
  w.next.resize(spec_.variables.size());
  w.assigned.resize(spec_.variables.size());
  return w;
}

void Interpreter::finish(World& world, std::vector<ShapeRef>& out) {
  if (world.dead) return;
  for (const Predicate& p : spec_.predicates) {
    if (p.kind != runtime::PredicateKind::ActionConstraint) continue;
    Frame frame(p.root.frame);
    assume(*p.root.expr, true, frame, world);
  }
  if (world.dead) return;
  for (size_t v = 0; v < out.size(); ++v) {
    if (!world.assigned[v]) continue;
    out[v] = shape::join(out[v], shape_of(variable_term(v, true), world));
  }
}

std::vector<ShapeRef> Interpreter::initial() {
  std::vector<ShapeRef> out(current.size(), shape::never());
  World w = world();
  Frame frame(spec_.init->frame);
  act(*spec_.init->expr, frame, w);
  if (w.dead) return out;
  for (size_t v = 0; v < out.size(); ++v) out[v] = w.next[v].shape;
  return out;
}

void Interpreter::run(const ActionNode& node, Frame& frame, World& world, std::vector<ShapeRef>& out) {
  switch (node.kind) {
    case ActionNode::Kind::Choice:
      for (const ActionNode* child : node.children) {
        World own = world;
        Frame slots = frame;
        run(*child, slots, own, out);
      }
      return;
    case ActionNode::Kind::Bind: {
      const ShapeRef x = element(eval(*node.binding.set, frame, world).shape);
      if (x->is(K::Never)) return;
      bind(node.binding, bound(x), frame);
      return run(*node.children[0], frame, world, out);
    }
    case ActionNode::Kind::Let:
      for (const LetSlot& l : node.lets) {
        frame[l.slot] = {};
        frame[l.slot].pending = l.value;
      }
      return run(*node.children[0], frame, world, out);
    case ActionNode::Kind::Leaf: act(*node.body, frame, world); return finish(world, out);
  }
}

World Interpreter::believed(bool constraints) {
  World w = world();
  for (const Predicate& p : spec_.predicates) {
    const bool holds =
        p.kind == runtime::PredicateKind::Invariant || (constraints && p.kind == runtime::PredicateKind::Constraint);
    if (!holds || p.on_steps || costly_.contains(&p)) continue;
    World tried = w;
    Frame frame(p.root.frame);
    const uint64_t before = steps_;
    limit_ = std::min(kMaxSteps, steps_ + kMaxStepsOfPredicate);
    assume(*p.root.expr, true, frame, tried);
    if (steps_ > limit_) {
      costly_.insert(&p);
      steps_ = before;
    } else if (!tried.dead) {
      w = std::move(tried);
    }
    limit_ = kMaxSteps;
  }
  return w;
}

std::vector<ShapeRef> Interpreter::step() {
  std::vector<ShapeRef> out(current.size(), shape::never());
  if (spec_.next == nullptr) return out;
  unchecked_.assign(current.size(), shape::never());
  World w = believed(true);
  Frame frame(spec_.next_frame);
  run(*spec_.next, frame, w, out);
  return out;
}

std::vector<ShapeRef> Interpreter::assuming_invariants() {
  World w = believed(false);
  std::vector<ShapeRef> shapes;
  for (size_t v = 0; v < current.size(); ++v) {
    shapes.push_back(shape_of(variable_term(v, false), w));
  }
  return shapes;
}

}  // namespace inference

namespace {

using namespace inference;
using K = Shape::Kind;

// Bounds where nothing gave one: from the values that were seen, or a guess.
class Bounds {
 public:
  ShapeRef bounded(ShapeRef s, ShapeRef seen) {
    if (s->parts.empty()) return s->is(K::Range) ? range(s, seen) : s;
    // Shapes share their parts.
    if (const auto at = known_.find({s, seen}); at != known_.end()) return at->second;
    return known_[{s, seen}] = bounded_parts(s, seen);
  }

  bool guessed = false;

 private:
  ShapeRef bounded_parts(ShapeRef s, ShapeRef seen) {
    switch (s->kind) {
      case K::Set: {
        if (s->parts[0]->count <= runtime::kMaxUniverse) return s;
        const ShapeRef set = shape::set(bounded(s->parts[0], element(seen)), s->capacity);
        guessed = guessed || set->capacity > 0;
        return set;
      }
      case K::Function: {
        std::map<ShapeRef, ShapeRef> seen_in;  // keys that had one shape keep one
        for (size_t i = 0; i < s->parts.size(); ++i) {
          ShapeRef& all = seen_in.try_emplace(s->parts[i], shape::never()).first->second;
          all = shape::join(all, applied(seen, shape::of(s->keys[i])));
        }
        std::vector<ShapeRef> parts;
        for (ShapeRef p : s->parts) parts.push_back(bounded(p, seen_in.at(p)));
        return shape::function(s->keys, std::move(parts));
      }
      case K::Sequence: {
        uint32_t capacity = s->capacity;
        if (capacity > kLong) {
          guessed = true;
          const ShapeRef longest = lengths(seen);
          const bool known = longest->is(K::Range) && longest->high < kLong;
          capacity =
              known ? std::max<int64_t>(longest->high + longest->high / 2 + 1, kLeastCapacity) : kGuessedCapacity;
        }
        return shape::sequence(bounded(s->parts[0], elements(seen)), capacity);
      }
      case K::Partial: {
        const ShapeRef f = shape::partial(bounded(s->parts[0], element(keys_of(seen))),
                                          bounded(s->parts[1], elements(seen)), s->capacity);
        guessed = guessed || f->capacity > 0;
        return f;
      }
      case K::Union: {
        ShapeRef all = shape::never();
        for (ShapeRef p : s->parts) all = shape::join(all, bounded(p, shape::meet(seen, p)));
        return all;
      }
      default: return s;
    }
  }

  std::map<std::pair<ShapeRef, ShapeRef>, ShapeRef> known_;
  static constexpr uint32_t kLong = 64, kGuessedCapacity = 8, kLeastCapacity = 4;
  static constexpr int64_t kGuessed = 1 << 16, kNear = 1 << 10;

  static ShapeRef keys_of(ShapeRef f) {
    const ShapeRef args[] = {f};
    return result(Op::Domain, args);
  }
  static ShapeRef elements(ShapeRef s) { return applied(s, shape::dynamic()); }

  ShapeRef range(ShapeRef s, ShapeRef seen) {
    if (s->count != Shape::kMany) return s;
    guessed = true;
    const ShapeRef met = shape::meet(seen, s);
    if (!met->is(K::Range) || met->count == Shape::kMany) {
      if (s->low != runtime::kNoLow) return shape::range(s->low, s->low + kGuessed - 1);
      if (s->high != runtime::kNoHigh) return shape::range(s->high - kGuessed + 1, s->high);
      return shape::range(-kGuessed / 2, kGuessed / 2 - 1);
    }
    // A whole number of bits, for at least three times what was met: that costs less than to find out that it was too
    // little. A bound that is known counts, unless it is far away.
    const auto near = [&](int64_t bound) { return bound - met->high <= kNear && met->low - bound <= kNear; };
    const bool from_low = s->low != runtime::kNoLow && near(s->low),
               from_high = s->high != runtime::kNoHigh && near(s->high);
    int64_t low = from_low ? s->low : met->low, high = from_high ? s->high : met->high;
    int64_t size = 4;
    while (size < 3 * (high - low + 1)) size *= 2;
    if (from_high && !from_low) return shape::range(high - size + 1, high);
    if (!from_low) low -= (size - (high - low + 1)) / 2;  // it may go down
    return shape::range(low, low + size - 1);
  }
};

std::string why(uint32_t variable, ShapeRef shape, const Interpreter& interpreter) {
  if (shape->is(K::Never)) return "no value is known that it could have";
  if (interpreter.culprit(variable) != nullptr) return "no shape is known for the value of this expression";
  return fmt::format("too large for a state: {}", shape::print(shape));
}

// From Init until no step leads out of `current`, and then down again as far as that is easy. False when it takes too
// long.
bool iterate(const Spec& spec, Interpreter& interpreter) {
  const size_t n = spec.variables.size();
  const std::vector<ShapeRef> initial = interpreter.initial();
  interpreter.current = initial;
  const auto stepped = [&](const std::vector<ShapeRef>& from) {
    std::vector<ShapeRef> shapes = interpreter.step();
    for (size_t v = 0; v < n; ++v) shapes[v] = shape::join(from[v], shapes[v]);
    return shapes;
  };
  const auto believed = [&](std::vector<ShapeRef> shapes) {
    interpreter.current = shapes;
    const std::vector<ShapeRef> narrowed = interpreter.assuming_invariants();
    for (size_t v = 0; v < n; ++v) {
      if (!narrowed[v]->is(K::Never)) shapes[v] = shape::join(narrowed[v], initial[v]);
    }
    return shapes;
  };
  for (int round = 0; round < 2 * kRounds; ++round) {
    const std::vector<ShapeRef> old = interpreter.current;
    std::vector<ShapeRef> now = stepped(old);
    for (size_t v = 0; v < n; ++v) {
      now[v] = limited(now[v], kDepth);
      if (round >= kPatience) {
        now[v] = widened(old[v], now[v], round < kBounded ? interpreter.thresholds() : Thresholds{});
      }
      if (round >= kRounds && now[v] != old[v]) now[v] = shape::dynamic();
    }
    interpreter.current = believed(std::move(now));
    if (interpreter.exhausted()) return false;
    if (interpreter.current == old) break;
  }
  for (int round = 0; round < kNarrowing; ++round) interpreter.current = believed(stepped(initial));
  return !interpreter.exhausted();
}

// The longest sequence of thousands that it has in it, a log that a state holds, say: it stays a handle, and a shape of it takes long
// to find.
uint32_t length_of_log(Value v) {
  constexpr uint32_t kLong = 1024;
  const auto kind = v.kind();
  if (kind == runtime::Kind::Tuple && v->size > kLong) return v->size;
  uint32_t longest = 0;
  if (kind == runtime::Kind::Tuple || kind == runtime::Kind::Record || kind == runtime::Kind::Function)
    for (const Value item : v->span()) longest = std::max(longest, length_of_log(item));
  return longest;
}

std::vector<Inferred> described(const Spec& spec, const Interpreter& interpreter, const Evidence& evidence) {
  std::vector<Inferred> inferred(spec.variables.size());
  runtime::Context context;
  for (size_t v = 0; v < inferred.size(); ++v) {
    ShapeRef seen = shape::never();
    const std::span<const Value> met =
        evidence.samples.empty() ? std::span<const Value>{} : std::span<const Value>(evidence.samples[v]);
    uint32_t log = 0;
    for (const Value value : met) log = std::max(log, length_of_log(value));
    if (log != 0) {
      inferred[v].shape = shape::dynamic();
      inferred[v].reason = fmt::format("too large for a state: a sequence of {} elements", log);
      continue;
    }
    for (const Value value : met) seen = shape::join(seen, shape::of(value));
    Bounds bounds;
    // What was met fits, whatever was believed; and what a conjunct about the next state refuses is made first, by
    // native code in the variable's shape.
    const ShapeRef made = stretched(interpreter.current[v], interpreter.unchecked(v));
    ShapeRef bounded = shape::join(bounds.bounded(made, seen), seen);
    for (const Value value : met) bounded = shape::roomy(context, bounded, value);
    const ShapeRef sparse = shape::sparse(context, bounded, met);
    inferred[v].shape = bounded->is(K::Never) ? shape::dynamic() : shape::settled(sparse);
    inferred[v].guessed = bounds.guessed || sparse != bounded;
    if (!inferred[v].shape->dynamic) continue;
    inferred[v].reason = why(v, bounded, interpreter);
    const Expr* place = interpreter.culprit(v) != nullptr ? interpreter.culprit(v) : interpreter.assignment(v);
    if (place != nullptr) inferred[v].span = place->span;
  }
  return inferred;
}

}  // namespace

std::vector<Inferred> infer_variables(const Spec& spec, const Evidence& evidence) {
  if (spec.init) {
    for (const bool quick : {false, true}) {
      Interpreter interpreter(spec, evidence, quick);
      if (iterate(spec, interpreter)) return described(spec, interpreter, evidence);
    }
  }
  std::vector<Inferred> inferred(spec.variables.size());
  for (Inferred& v : inferred) {
    v.shape = shape::dynamic();
    v.reason = spec.init ? "finding a shape takes too long" : "there is no initial predicate";
  }
  return inferred;
}

std::vector<ShapeRef> shapes_of(const std::vector<Inferred>& variables) {
  std::vector<ShapeRef> shapes;
  for (const Inferred& v : variables) shapes.push_back(v.shape);
  return shapes;
}

uint32_t dynamic_bits(ShapeRef s) {
  if (!s->dynamic) return 0;
  uint32_t bits = 0;
  switch (s->kind) {
    case K::Dynamic: return s->bits;
    case K::Function:
      for (ShapeRef p : s->parts) bits += dynamic_bits(p);
      return bits;
    case K::Sequence: return s->capacity * dynamic_bits(s->parts[0]);
    case K::Partial: return (s->capacity != 0 ? s->capacity : s->parts[0]->count) * dynamic_bits(s->parts[1]);
    default:
      for (ShapeRef p : s->parts) bits = std::max(bits, dynamic_bits(p));
      return bits;
  }
}

StateBits bits_of(const std::vector<ShapeRef>& variables) {
  StateBits bits;
  for (const ShapeRef s : variables) {
    bits.all += s->bits;
    bits.dynamic += dynamic_bits(s);
  }
  return bits;
}

std::string print_layout(const Spec& spec, const std::vector<Inferred>& variables) {
  size_t width = 0;
  std::vector<ShapeRef> shapes;
  for (const Variable& v : spec.variables) width = std::max(width, v.name.size());
  std::string text;
  for (size_t i = 0; i < variables.size(); ++i) {
    const Inferred& v = variables[i];
    text += fmt::format("{:<{}}  {:>5} bits  {}{}\n", spec.variables[i].name, width, v.shape->bits,
                        shape::print(v.shape), v.guessed ? "  (a bound is a guess)" : "");
    if (!v.reason.empty()) {
      text += fmt::format("{:<{}}  {} [{}]\n", "", width + 12, v.reason, v.span ? to_string(v.span) : "no place");
    }
    shapes.push_back(v.shape);
  }
  const StateBits bits = bits_of(shapes);
  return text + fmt::format("{} bits a state, {} of them value handles; {} words\n", bits.all, bits.dynamic,
                            (bits.all + 63) / 64);
}

}  // namespace trestle::core
