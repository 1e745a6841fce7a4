#include "validator/explore/independence.h"

#include <algorithm>
#include <utility>

#include "translator/runtime/atoms.h"

namespace trestle::explore {
namespace {

using runtime::Access;
using runtime::Footprint;
using runtime::Key;

// Of an argument that is given, or of what the key's fields lead to in it.
Key given(const Key& key, runtime::Arguments arguments) {
  if (key.kind == Key::Kind::Argument) {
    if (key.argument >= arguments.size() || !arguments[key.argument].defined()) return {};
    runtime::Value value = arguments[key.argument];
    for (const uint32_t field : key.fields) {
      const int index = value.kind() == runtime::Kind::Record ? runtime::record_index(value->aux, field) : -1;
      if (index < 0) return {};
      value = value.object()[static_cast<uint32_t>(index)];
    }
    return Key::of(value);
  }
  Key result = key;
  for (auto& [field, member] : result.members) member = given(member, arguments);
  return result;
}

// As far as it does not matter whether a text is a string or a model value, or a key's text the text of a number.
Key logged(trace::Datum datum) {
  if (datum.loose()) return {};
  switch (datum.kind()) {
    case trace::DatumKind::Boolean: return Key::of(runtime::Value::boolean(datum.boolean()));
    case trace::DatumKind::Integer:
      return runtime::Value::fits(datum.integer()) ? Key::of(runtime::Value::integer(datum.integer())) : Key();
    case trace::DatumKind::String:
    case trace::DatumKind::Model: return Key::of(runtime::string_value(datum.text()));
    case trace::DatumKind::Record: {
      Key key{.kind = Key::Kind::Record};
      trace::Datum at = datum;
      for (uint32_t i = 0; i < datum.size(); ++i) {
        const trace::Datum field = i == 0 ? datum.first() : at.next();
        at = field.next();
        key.members.emplace_back(runtime::atom(field.text()), logged(at));
      }
      return key;
    }
    default: return {};
  }
}

// What the event's observation looks at. Of what a step adds or takes away it matters whether it was there.
void look(const trace::Event& event, const Check& check, Footprint& footprint) {
  using trace::Relation;
  const trace::Observation& observation = check.observation;
  Access access{Access::Kind::Reads, check.variable};
  if (observation.relation == Relation::Updates) return footprint.accesses.push_back(std::move(access));
  if (observation.path != trace::Observation::kNoPath) {
    const trace::Datum path = event.value(observation.path);
    trace::Datum element = path;
    for (uint32_t i = 0; i < path.size(); ++i) {
      element = i == 0 ? path.first() : element.next();
      access.path.push_back(logged(element));
    }
  }
  if (observation.relation == Relation::Add || observation.relation == Relation::Remove) {
    for (size_t i = 0, n = footprint.accesses.size(); i < n; ++i) {
      const Access& own = footprint.accesses[i];
      if (!own.changes() || !may_meet(own, access)) continue;
      const auto& path = own.path.size() > access.path.size() ? own.path : access.path;
      footprint.accesses.push_back({Access::Kind::Reads, check.variable, path});
    }
  }
  const bool element = observation.relation == Relation::Add || observation.relation == Relation::Remove ||
                       observation.relation == Relation::Contains;
  if (observation.relation == Relation::Contains) {  // of a set, or of a sequence: then at any of its positions
    Access& positions = footprint.accesses.emplace_back(access);
    positions.path.push_back({.kind = Key::Kind::Position});
    access.kind = Access::Kind::Tests;
  }
  if (element) access.path.push_back(logged(event.value(observation.value)));
  footprint.accesses.push_back(std::move(access));
}

// Whether the second's place matters for the first, which is to be taken before it instead of after it.
bool hinders(Access::Kind first, Access::Kind second) {
  switch (first) {
    case Access::Kind::Tests:
    case Access::Kind::Reads: return second >= Access::Kind::Adds;
    case Access::Kind::Adds: return second == Access::Kind::Reads || second == Access::Kind::Writes;
    case Access::Kind::Writes: return true;
  }
  return true;
}

}  // namespace

Independence::Known& Independence::known(uint32_t number, uint32_t position) {
  if (number >= chains_.size()) chains_.resize(number + 1);
  Chain& chain = chains_[number];
  if (chain.events.empty()) chain.base = position;
  while (position < chain.base) {
    chain.events.emplace_front();
    --chain.base;
  }
  while (position - chain.base >= chain.events.size()) chain.events.emplace_back();
  return chain.events[position - chain.base];
}

void Independence::release(const trace::Cut& cut) {
  for (uint32_t number = 0; number < chains_.size(); ++number) {
    Chain& chain = chains_[number];
    for (; !chain.events.empty() && chain.base < cut[number]; ++chain.base) chain.events.pop_front();
  }
}

Footprint Independence::footprint_of(const trace::Event& event) {
  const Reading& reading = mapping_.read(context_, event, trace_);
  if (reading.part != Part::Whole) return {};
  Footprint footprint{true};
  for (const Candidate& candidate : reading.candidates) {
    if (candidate.action >= footprints_.actions.size() || !footprints_.actions[candidate.action].known) return {};
    for (const Access& access : footprints_.actions[candidate.action].accesses) {
      Access& own = footprint.accesses.emplace_back(access);
      for (Key& key : own.path) key = given(key, candidate.arguments);
    }
  }
  for (const Check& check : reading.checks) look(event, check, footprint);
  std::sort(footprint.accesses.begin(), footprint.accesses.end());
  footprint.accesses.erase(std::unique(footprint.accesses.begin(), footprint.accesses.end()), footprint.accesses.end());
  return footprint;
}

uint32_t Independence::class_of(uint32_t chain, uint32_t position) {
  uint32_t& number = known(chain, position).of;
  if (number != UINT32_MAX) return number;
  Footprint footprint;
  try {
    footprint = footprint_of(*trace_.event(chain, position));
  } catch (const trace::TraceError&) {  // to be told when it is that event's turn
  }
  context_.arena.reset();
  if (!footprint.known) return number = kUnknown;
  const auto [found, added] = numbers_.try_emplace(footprint, static_cast<uint32_t>(classes_.size()));
  if (added) {
    Class& made = classes_.emplace_back(Class{std::move(footprint), 0});
    const auto changes = [&](const Access& looked_at) {
      return std::any_of(made.footprint.accesses.begin(), made.footprint.accesses.end(),
                         [&](const Access& own) { return own.changes() && may_meet(own, looked_at); });
    };
    for (runtime::PredicateId id = 0; id < footprints_.predicates.size(); ++id) {
      const Footprint& looks = footprints_.predicates[id];
      if ((judged_ & predicate(id)) == 0) continue;
      if (!looks.known || std::any_of(looks.accesses.begin(), looks.accesses.end(), changes)) made.seen |= predicate(id);
    }
  }
  return number = found->second;
}

bool Independence::hinders(uint32_t first, uint32_t second, Predicates predicates) {
  if (first == kUnknown || second == kUnknown) return true;
  if ((classes_[first].seen & classes_[second].seen & predicates) != 0) return true;
  const auto [found, added] = meet_.try_emplace(uint64_t{first} << 32 | second);
  if (added) {
    for (const Access& a : classes_[first].footprint.accesses) {
      for (const Access& b : classes_[second].footprint.accesses) {
        found->second = found->second || (explore::hinders(a.kind, b.kind) && may_meet(a, b));
      }
    }
  }
  return found->second;
}

bool Independence::comes_first(const trace::Cut& cut, uint32_t chain, const std::vector<uint32_t>& without,
                               Predicates predicates) {
  const uint32_t position = cut[chain];
  const uint32_t own = class_of(chain, position);
  if (own == kUnknown || compared_ > kCompared) return false;
  if (position > 0) known(chain, position - 1);
  Known& event = known(chain, position);
  if (!event.asked) {
    event.asked = true;
    trace::Cut from = cut;
    if (position > 0 && known(chain, position - 1).before) {  // that was before this one, too
      const trace::Cut& earlier = *known(chain, position - 1).before;
      for (uint32_t other = 0; other < trace_.chains(); ++other) {
        if (earlier[other] > from[other]) from = from.at(other, earlier[other]);
      }
    }
    event.before = trace_.largest_without(from, chain, kReadAhead);
  }
  if (!event.before) return false;
  const trace::Cut before = *event.before;
  const auto compared = predicates == kAll ? &Known::all : &Known::some;
  if ((event.*compared).predicates != predicates) event.*compared = {predicates, {}};
  std::vector<Passed> passed = std::move((event.*compared).passed);
  passed.resize(trace_.chains());
  bool first = true;
  for (uint32_t other = 0; first && other < passed.size(); ++other) {
    if (other == chain || std::find(without.begin(), without.end(), other) != without.end()) continue;
    Passed& back = passed[other];
    back.from = std::min(back.from, before[other]);
    while (!back.stopped && back.from > cut[other]) {
      ++compared_;
      back.stopped = hinders(own, class_of(other, back.from - 1), predicates);
      if (!back.stopped) --back.from;
    }
    first = back.from <= cut[other];
  }
  (known(chain, position).*compared).passed = std::move(passed);
  return first;
}

}  // namespace trestle::explore
