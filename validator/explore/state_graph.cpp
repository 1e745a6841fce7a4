#include "validator/explore/state_graph.h"

#include <algorithm>
#include <cstring>

#include <boost/sort/insert_sort/insert_sort.hpp>

#include "validator/explore/finding.h"

namespace trestle::explore {
namespace {

constexpr size_t kChunk = size_t{1} << 20, kPage = size_t{1} << 12;

constexpr size_t kStep = 16;  // bytes, at most: a difference of nodes, and a letter

uint8_t* write(uint8_t* to, uint64_t value) {
  for (; value >= 0x80; value >>= 7) *to++ = static_cast<uint8_t>(value | 0x80);
  *to++ = static_cast<uint8_t>(value);
  return to;
}

}  // namespace

StateGraph::StateGraph(const runtime::Model& model, const StateSpace& space, size_t in_memory)
    : model_(model), space_(space), stores_(space.stores()), logs_(space.stores()), in_memory_(in_memory) {
  const auto& atoms = model.signature().temporal.atoms;
  words_ = std::max<size_t>(1, (atoms.size() + 63) / 64);
  std::vector<std::optional<uint32_t>> enabled(atoms.size());
  for (uint32_t i = 0; i < atoms.size(); ++i) {
    if (atoms[i].enabled_by) enabled[*atoms[i].enabled_by] = i;
  }
  for (uint32_t i = 0; i < atoms.size(); ++i) {
    if (atoms[i].on_steps) {
      step_atoms_.push_back({i, atoms[i].predicate, enabled[i]});
    } else {
      state_atoms_.push_back({i, atoms[i].predicate});
    }
  }
  for (uint64_t i = 0; i < stores_; ++i) {
    records_.emplace_back(space.store(static_cast<unsigned>(i)).capacity() * sizeof(const uint8_t*));
  }
}

Node StateGraph::nodes() const {
  uint64_t most = 0;
  for (unsigned i = 0; i < stores_; ++i) most = std::max(most, space_.store(i).size());
  return most * stores_;
}

void StateGraph::evaluate_state(runtime::Context& context, const Word* state, Valuation& valuation) const {
  try {
    for (const StateAtom& atom : state_atoms_) {
      if (model_.holds(context, atom.predicate, state)) set_bit(valuation, atom.atom);
    }
  } catch (const runtime::EvalError&) {
    Failures failures;
    for (const StateAtom& atom : state_atoms_) evaluate(context, atom.atom, atom.predicate, state, nullptr, valuation, failures);
    raise_relevant(failures, valuation);
  }
}

void StateGraph::evaluate_step(runtime::Context& context, const Word* state, const Word* next, bool same,
                               Valuation& valuation) const {
  const auto known = [&](const StepAtom& atom) { return atom.enabled && (same || !bit(valuation, *atom.enabled)); };
  try {
    for (const StepAtom& atom : step_atoms_) {
      if (!known(atom) && model_.holds(context, atom.predicate, state, next)) set_bit(valuation, atom.atom);
    }
  } catch (const runtime::EvalError&) {
    Failures failures;
    for (const StepAtom& atom : step_atoms_) {
      if (!known(atom)) evaluate(context, atom.atom, atom.predicate, state, next, valuation, failures);
    }
    raise_relevant(failures, valuation);
  }
}

// Where some atom has no value.
void StateGraph::evaluate(runtime::Context& context, uint32_t atom, uint32_t predicate, const Word* state,
                          const Word* next, Valuation& valuation, Failures& failures) const {
  try {
    if (model_.holds(context, predicate, state, next)) set_bit(valuation, atom);
  } catch (const runtime::EvalError& error) {
    if (verdict_of(error, Phase::Liveness) == Verdict::Inconclusive) throw;
    failures.emplace_back(atom, error);
  }
}

// An atom without a value is an error where it makes a difference, which only the others tell.
void StateGraph::raise_relevant(const Failures& failures, const Valuation& valuation) const {
  const runtime::Temporal& temporal = model_.signature().temporal;
  for (const auto& [atom, error] : failures) {
    if (holds(temporal.formulas, temporal.atoms[atom].relevant, valuation)) throw error;
  }
}

Valuation StateGraph::evaluate(runtime::Context& context, const Word* state, const Word* next) const {
  Valuation valuation(words_);
  evaluate_state(context, state, valuation);
  evaluate_step(context, state, next, equal_words(state, next, space_.words()), valuation);
  return valuation;
}

Letter StateGraph::letter(Log& log, const Valuation& valuation) {
  if (words_ > 1) return letters_.number(valuation);
  Log::Last& last = log.last[(valuation[0] ^ valuation[0] >> 6 ^ valuation[0] >> 12) % log.last.size()];
  if (last.used && last.bits == valuation[0]) return last.letter;
  const auto [it, added] = log.known.try_emplace(valuation[0], 0);
  if (added) it->second = letters_.number(valuation);
  last = {valuation[0], it->second, true};
  return it->second;
}

void StateGraph::record(unsigned worker, runtime::Context& context, StateId from, std::vector<Successor>& successors) {
  Log& log = logs_[worker];
  const Word* state = space_.state(from);
  const auto mark = context.arena.mark();
  Valuation &of_state = log.of_state, &valuation = log.valuation;
  of_state.assign(words_, 0);
  evaluate_state(context, state, of_state);
  valuation = of_state;
  evaluate_step(context, state, state, true, valuation);
  const Letter stuttering = letter(log, valuation);

  const auto before_it = [&](const Successor& a, const Successor& b) { return node(a.id) < node(b.id); };
  constexpr size_t kFew = 24;
  if (successors.size() <= kFew) {
    boost::sort::insert_sort(successors.begin(), successors.end(), before_it);
  } else if (!std::is_sorted(successors.begin(), successors.end(), before_it)) {
    std::stable_sort(successors.begin(), successors.end(), before_it);
  }
  // How many steps there are is only known behind them: room for that is left in front.
  constexpr size_t kHead = 2 * kStep;
  if (log.encoded.size() < kHead + kStep * successors.size()) log.encoded.resize(kHead + 2 * kStep * successors.size());
  uint8_t* out = log.encoded.data() + kHead;
  uint32_t count = 0;
  Node before = node(from);
  std::optional<std::pair<Node, Letter>> last;
  const Successor* evaluated = nullptr;
  for (const Successor& successor : successors) {
    if (evaluated != nullptr && evaluated->id == successor.id &&
        equal_words(evaluated->words, successor.words, space_.words())) {
      continue;
    }
    evaluated = &successor;
    valuation = of_state;
    evaluate_step(context, state, successor.words, equal_words(state, successor.words, space_.words()), valuation);
    context.arena.reset(mark);
    const std::pair step(node(successor.id), letter(log, valuation));
    if (step == last || (successor.id == from && step.second == stuttering)) continue;
    last = step;
    if (count == 0) {
      const auto difference = static_cast<int64_t>(step.first - before);
      out = write(out, static_cast<uint64_t>(difference) << 1 ^ static_cast<uint64_t>(difference >> 63));
    } else {
      out = write(out, step.first - before);
    }
    out = write(out, step.second);
    before = step.first;
    ++count;
  }
  uint8_t head[kHead];
  const auto bytes = static_cast<size_t>(write(write(head, count), stuttering) - head);
  uint8_t* begin = log.encoded.data() + kHead - bytes;
  std::memcpy(begin, head, bytes);
  store(log, from, begin, static_cast<size_t>(out - begin));
  if (keeps_recent_) log.recent.push_back(from);
}

void StateGraph::store(Log& log, StateId id, const uint8_t* record, size_t bytes) {
  if (log.used + bytes > log.size) add_chunk(log, bytes);
  uint8_t* at = log.chunk + log.used;
  std::memcpy(at, record, bytes);
  log.used += bytes;
  place(StateSpace::worker(id), StateSpace::position(id)).store(at, std::memory_order_release);
}

void StateGraph::add_chunk(Log& log, size_t least) {
  if (log.spilled) Spill::release(log.chunk, log.size);
  log.size = std::max(kChunk, (least + kPage - 1) / kPage * kPage);
  log.chunk = bytes_in_memory_.load(std::memory_order_relaxed) >= in_memory_ ? spill_.extend(log.size) : nullptr;
  log.spilled = log.chunk != nullptr;
  if (!log.spilled) {
    log.chunks.push_back(std::make_unique_for_overwrite<uint8_t[]>(log.size));
    log.chunk = log.chunks.back().get();
    bytes_in_memory_.fetch_add(log.size, std::memory_order_relaxed);
  }
  log.bytes += log.size;
  log.used = 0;
}

std::vector<StateId> StateGraph::take_recent() {
  std::vector<StateId> all;
  for (Log& log : logs_) {
    all.insert(all.end(), log.recent.begin(), log.recent.end());
    log.recent.clear();
  }
  return all;
}

std::string_view StateGraph::record_bytes(StateId id) const {
  Steps steps(*this, node(id));
  const uint8_t* begin = record_of(node(id));
  while (steps.next()) {
  }
  return {reinterpret_cast<const char*>(begin), static_cast<size_t>(steps.at() - begin)};
}

void StateGraph::restore_record(StateId id, std::string_view bytes) {
  store(logs_[0], id, reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

Letter StateGraph::stuttering(Node node) const {
  Steps steps(*this, node);
  steps.next();
  return steps.letter();
}

void StateGraph::clear() {
  for (unsigned i = 0; i < stores_; ++i) {
    std::fill_n(static_cast<const uint8_t**>(records_[i].data()), space_.store(i).size(), nullptr);
  }
  for (Log& log : logs_) {
    if (log.chunks.empty() || log.spilled) continue;
    log.chunks.erase(log.chunks.begin(), log.chunks.end() - 1);  // the last one is used again
    log.bytes = log.size;
    log.used = 0;
  }
}

size_t StateGraph::bytes() const {
  size_t total = nodes() * sizeof(const uint8_t*);
  for (const Log& log : logs_) total += log.bytes;
  return total;
}

StateGraph::Steps::Steps(const StateGraph& graph, Node from) : at_(graph.record_of(from)), to_(from) {
  if (at_ != nullptr) left_ = static_cast<uint32_t>(read()) + 1;
}

}  // namespace trestle::explore
