#include "validator/explore/checkpoint.h"

#include <algorithm>

#include "translator/runtime/atoms.h"
#include "validator/explore/checkpoint_bytes.h"
#include "validator/explore/search.h"

namespace trestle::explore {

using runtime::DamagedBytes;

namespace {

enum class Part : uint8_t { Search, Result };

}  // namespace

// --- One checkpoint, written.

class Checkpoint::Saving {
 public:
  Saving(Checkpoint& checkpoint, Part part)
      : checkpoint_(checkpoint), out_(checkpoint.model_.signature().layout, checkpoint.values_, checkpoint.journal_) {
    out_.byte(static_cast<uint8_t>(part));
    const uint32_t count = runtime::atom_count();
    out_.number(count - checkpoint.atoms_);
    for (; checkpoint.atoms_ < count; ++checkpoint.atoms_) out_.text(runtime::atom_text(checkpoint.atoms_));
  }

  void search(Search& search) {
    for (unsigned i = 0; i < search.workers; ++i) states(search.space.store(i), checkpoint_.stores_[i]);
    if (search.liveness) graph(search.liveness->graph());
    position(search);
    for (const auto& worker : search.team) write(out_, checkpoint_.model_, *worker);
    outcome(search);
    commit("level " + std::to_string(search.level) + ", " + std::to_string(search.space.size()) + " distinct states");
  }

  void result(const CheckResult& result) {
    write(out_, result);
    commit(std::string(to_string(result.verdict)));
  }

 private:
  void states(const StateStore& store, Saved& saved) {
    out_.number(store.size() - saved.states);
    for (; saved.states < store.size(); ++saved.states) {
      out_.state(store.words(saved.states));
      const Link link = store.link(saved.states);
      out_.state_id(link.parent());
      out_.id(link.action());
    }
    const auto& starts = store.level_starts;
    out_.number(starts.size() - saved.levels);
    for (; saved.levels < starts.size(); ++saved.levels) out_.number(starts[saved.levels]);
  }

  void graph(StateGraph& graph) {
    const size_t letters = graph.letters().size();
    out_.number(letters - checkpoint_.letters_);
    for (; checkpoint_.letters_ < letters; ++checkpoint_.letters_) {
      const Valuation valuation = graph.letters()[static_cast<Letter>(checkpoint_.letters_)];
      out_.number(valuation.size());
      for (uint64_t word : valuation) out_.number(word);
    }
    const std::vector<StateId> recorded = graph.take_recent();
    out_.number(recorded.size());
    for (StateId id : recorded) {
      out_.state_id(id);
      out_.text(graph.record_bytes(id));
    }
  }

  // Where in which level the search is.
  void position(const Search& search) {
    out_.number(search.level);
    for (const Search::Range& range : search.frontier) {
      out_.number(std::min(range.next.load(), range.end));
      out_.number(range.end);
    }
    out_.number(static_cast<uint64_t>(search.progress().seconds * 1e6));
    out_.number(search.violations);
    out_.number(search.liveness_due);
  }

  // The first violation of a search that went on.
  void outcome(const Search& search) {
    out_.number(search.outcome ? 1 : 0);
    if (!search.outcome) return;
    const Outcome& outcome = *search.outcome;
    out_.byte(static_cast<uint8_t>(outcome.verdict));
    write(out_, outcome.predicate);
    out_.state_id(outcome.parent);
    out_.words(outcome.last);
    out_.id(outcome.action);
    out_.number(outcome.last_stored ? 1 : 0);
  }

  void commit(const std::string& at) {
    out_.hand_on();
    ManifestEntries entries = checkpoint_.options_.identity;
    entries.emplace_back("at", at);
    checkpoint_.journal_.commit(entries);
  }

  Checkpoint& checkpoint_;
  Out out_;
};

// --- And read.

class Checkpoint::Restoring {
 public:
  Restoring(Checkpoint& checkpoint, std::string_view bytes)
      : checkpoint_(checkpoint), in_(bytes, checkpoint.model_.signature().layout, checkpoint.values_) {}

  // Whether there was anything.
  bool all(Search& search) {
    const bool any = !in_.empty();
    if (any && checkpoint_.model_.signature().has_behavior) search.start_liveness();
    while (!in_.empty()) {
      const Part part = in_.closed(Part::Result);
      atoms();
      if (part == Part::Search) {
        one(search);
      } else {
        checkpoint_.result_ = read_result(in_);
      }
    }
    if (any && search.liveness) search.liveness->graph_restored();
    return any;
  }

 private:
  void one(Search& search) {
    for (unsigned i = 0; i < search.workers; ++i) states(search, i);
    if (search.liveness) graph(search.liveness->graph());
    position(search);
    for (const auto& worker : search.team) read(in_, checkpoint_.model_, *worker);
    outcome(search);
  }

  // What a specification is read into registers the same atoms each time; those met while running follow.
  void atoms() {
    for (size_t left = in_.count(); left-- > 0; ++checkpoint_.atoms_) {
      if (runtime::atom(in_.text()) != checkpoint_.atoms_) {
        throw CheckpointError("the checkpoint in " + checkpoint_.options_.folder.string() +
                              " does not fit: what the specification reads from files or the environment has changed");
      }
    }
  }

  void states(Search& search, unsigned worker) {
    StateSpace& space = search.space;
    runtime::Context& context = search.team[0]->context;
    Saved& saved = checkpoint_.stores_[worker];
    std::vector<Word> key(space.words());
    for (size_t left = in_.count(); left-- > 0; ++saved.states) {
      const std::vector<Word> words = in_.state();
      const StateId parent = in_.state_id();
      const Link link(parent, in_.id());
      if (space.has_identity()) {
        context.level = parent == kNoState ? 1 : static_cast<int64_t>(search.level);
        std::fill(key.begin(), key.end(), 0);
        checkpoint_.model_.identity(context, words.data(), key.data());
        context.arena.reset();
      } else {
        key = words;
      }
      if (space.needs_growth(1)) {
        search.grow_alone();
        if (search.stopped()) throw CheckpointError("the checkpoint in " + checkpoint_.options_.folder.string() + " does not fit into memory");
      }
      const uint64_t hash = space.hash(key.data());
      if (!space.insert(worker, hash, space.home(hash), key.data(), words.data(), link).inserted) throw DamagedBytes();
    }
    auto& starts = space.store(worker).level_starts;
    for (size_t left = in_.count(); left-- > 0; ++saved.levels) {
      if (saved.levels == 0) starts.clear();
      starts.push_back(in_.number());
    }
  }

  void graph(StateGraph& graph) {
    for (size_t left = in_.count(); left-- > 0; ++checkpoint_.letters_) {
      Valuation valuation(in_.count());
      for (uint64_t& word : valuation) word = in_.number();
      if (graph.letters().number(valuation) != checkpoint_.letters_) throw DamagedBytes();
    }
    for (size_t left = in_.count(); left-- > 0;) {
      const StateId id = in_.state_id();
      graph.restore_record(id, in_.text());
    }
  }

  void position(Search& search) {
    search.level = in_.number();
    for (Search::Range& range : search.frontier) {
      range.next = in_.number();
      range.end = in_.number();
    }
    search.started = std::chrono::steady_clock::now() - std::chrono::microseconds(in_.number());
    search.violations = in_.number();
    search.liveness_due = in_.number();
  }

  void outcome(Search& search) {
    if (in_.number() == 0) return;
    Outcome outcome;
    outcome.verdict = in_.closed(Verdict::Inconclusive);
    outcome.predicate = read_predicate(in_);
    outcome.parent = in_.state_id();
    outcome.last = in_.words();
    outcome.action = in_.id();
    outcome.last_stored = in_.number() != 0;
    search.outcome = std::move(outcome);
  }

  Checkpoint& checkpoint_;
  In in_;
};

// ---

Checkpoint::Checkpoint(const runtime::Model& model, const Checkpointing& options)
    : model_(model), options_(options), journal_(options.folder) {
  const auto found = Journal::manifest(options.folder);
  if (!found) return;
  for (const auto& [name, value] : options.identity) {
    const auto entry =
        std::find_if(found->begin(), found->end(), [&, &name = name](const auto& e) { return e.first == name; });
    if (entry != found->end() && entry->second == value) continue;
    throw CheckpointError("the checkpoint in " + options.folder.string() + " is of another run: its " + name + " was " +
                          (entry == found->end() ? "not noted" : entry->second) + ", this one's is " + value);
  }
}

bool Checkpoint::restore(Search& search) {
  stores_.resize(search.workers);
  bool any = false;
  try {
    any = Restoring(*this, journal_.read()).all(search);
  } catch (const DamagedBytes&) {
    throw CheckpointError("the checkpoint in " + options_.folder.string() + " is damaged: journal");
  }
  journal_.release();
  return any;
}

template <typename Write>
void Checkpoint::attempt(const Write& write) noexcept {
  if (failed_) return;
  try {
    write();
  } catch (const std::exception& error) {
    failed_ = true;  // what was numbered on the way is lost
    if (options_.notice) options_.notice(std::string(error.what()) + "; no more checkpoints are written");
  }
}

void Checkpoint::save(Search& search) noexcept {
  attempt([&] { Saving(*this, Part::Search).search(search); });
}

void Checkpoint::save(const CheckResult& result) noexcept {
  attempt([&] { Saving(*this, Part::Result).result(result); });
}

}  // namespace trestle::explore
