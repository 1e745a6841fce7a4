// The inside of check(): what the workers of one search share, and what each does. Not for other folders.
//
// The search goes level by level. A level's states lie at the end of the workers' stores; workers take them in blocks,
// their own first. Successors gather in a batch before they are looked up, so that the table's cache misses overlap.
// Workers meet at a barrier when the table has to grow, when a level ends and when a checkpoint is due, and share
// nothing else that is written often.
#pragma once

#include <atomic>
#include <barrier>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "translator/runtime/model.h"
#include "translator/runtime/packed.h"
#include "validator/explore/check.h"
#include "validator/explore/checkpoint.h"
#include "validator/explore/liveness.h"
#include "validator/explore/state_space.h"

namespace trestle::explore {

class Worker;

// Why a search ended before it was complete, or the first violation when it goes on.
struct Outcome {
  Verdict verdict = Verdict::Ok;
  std::optional<runtime::PredicateId> predicate = {};
  std::optional<Failure> failure = {};
  std::string reason = {};
  // The behavior: up to `parent`, then `last` when there is one (it need not be among the stored states).
  StateId parent = kNoState;
  std::vector<Word> last = {};
  runtime::ActionId action = runtime::kNoAction;
  bool last_stored = false;                   // `last` was stored as new before it was found to be wrong
  std::optional<Liveness::Shown> shown = {};  // a temporal property is violated up to here
};

Outcome failure_outcome(const runtime::EvalError& error, Phase phase);

// Of a counter that only its owner writes; others may read at any time.
inline void increment(std::atomic<uint64_t>& counter, uint64_t by = 1) {
  counter.store(counter.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
}

struct Search {
  static constexpr uint64_t kFirstLook = 1 << 17;  // states

  Search(const runtime::Model& model, const CheckOptions& options);
  ~Search();

  const runtime::Model& model;
  const runtime::Signature& signature;
  const CheckOptions& options;
  const unsigned workers;
  StateSpace space;
  std::vector<runtime::PredicateId> assumptions, invariants, implied_inits, implied_actions, constraints,
      action_constraints, postconditions;
  // A stored state is known to satisfy the constraints, and nothing else is asked of it when it is met again.
  const bool admits_known;
  const bool temporal;                 // properties of whole behaviors are checked:
  std::unique_ptr<Liveness> liveness;  // since the assumptions hold
  // Long before everything is explored a violation may be there to see: looked for at the end of a level, each time
  // when there are twice as many states.
  uint64_t liveness_due = kFirstLook;
  std::optional<Liveness::Violation> violation = {};

  // The first outcome wins, but for one that ends a search which went on. Stops the search unless `go_on`.
  // `times`: how often the violation is met here.
  void conclude(Outcome outcome, bool go_on = false, uint64_t times = 1);
  bool all_pure(const std::vector<runtime::PredicateId>& predicates) const;  // none of them has an effect
  bool stopped() const { return stop.load(std::memory_order_relaxed); }
  void run(unsigned worker);  // body of a worker's thread

  std::atomic<uint64_t> level{1};  // of the states being expanded
  uint64_t deepest = 1;            // level of a stored state, in a depth-first search
  std::atomic<bool> stop{false};
  std::atomic<bool> cut_short{false};  // a limit was reached, or the user stopped the run
  std::atomic<uint64_t> violations{0};
  std::optional<Outcome> outcome;  // guarded by `outcome_mutex` while workers run
  std::mutex outcome_mutex;
  std::vector<std::string> warnings;  // of evaluations; guarded likewise
  std::vector<std::unique_ptr<Worker>> team;
  runtime::Exploration exploration;  // what TLCGet sees
  std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
  Progress progress() const;
  size_t memory_limit() const;                        // bytes resident
  uint64_t diameter() const;                          // the highest level with a stored state; 1 at least
  std::vector<runtime::Registers> registers() const;  // of all workers

  // The level's states in one store that no worker has taken yet.
  struct alignas(64) Range {
    std::atomic<uint64_t> next{0};
    uint64_t end = 0;
  };
  std::vector<Range> frontier;
  // Takes up to `most` states, own store first. False when the level has none left.
  bool take(unsigned worker, uint64_t most, unsigned& store, uint64_t& begin, uint64_t& end);
  void start_liveness();
  void grow(unsigned worker);  // by one worker alone, or at a meeting of all
  void grow_alone();           // while nobody else is at work
  std::atomic<bool> growth_requested{false};

  // The run leaves checkpoints. Requests are met when no worker is in the middle of something.
  Checkpoint* checkpoint = nullptr;
  void restore();  // goes on from the last one, if there is any; before the workers start
  std::atomic<bool> checkpoint_requested{false};

  // The model may change its engine, and with it the layout of states: at a meeting of all, or by one worker while the
  // others have not begun.
  runtime::Engines* const engines;
  bool wants_change() const {
    return change_requested.load(std::memory_order_relaxed) || (engines && engines->ready());
  }
  std::atomic<bool> change_requested{false};
  void outgrow(const runtime::Misfit& misfit);  // a value does not fit: the next change is to a layout that holds it
  void change_engine();
  void change_for_initial_states();

  // Initial states are enumerated by all workers, once there are many: each finds the same, and that it does has no
  // effect that is to happen once.
  const bool may_share_initial_states;
  void share_initial_states();  // by the first worker: the others join in

  // Whether a worker that is between two blocks of states should wait for what the others have to be at rest for.
  bool wants_pause() const { return checkpoint_requested.load(std::memory_order_relaxed) || wants_change(); }
  void pause(unsigned worker);
  void pause_for_change();  // in the middle of a block: nothing but a change is done
  // The same as conclude, for what ends a run that may be taken up again: after a last checkpoint, if that is to be had
  // soon.
  void interrupt(Outcome outcome);
  // Set once the search is to end without waiting for what is being evaluated: Context::stop of all workers.
  std::atomic<bool> abandoned{false};

  Liveness::Team liveness_team() const;

 private:
  struct Meeting {
    Search* search;
    void operator()() noexcept { search->met(); }
  };
  void hand_on_registers();  // the first worker's
  void meet();
  void met() noexcept;  // what the last one to arrive does
  void decide() noexcept;
  void advance();                   // to the next level
  void take_up();                   // the level that a checkpoint was taken in
  void share_out(uint64_t states);  // of the level, unless it lies too deep
  void save_checkpoint() noexcept;
  void look_for_violation() noexcept;
  void recode(const runtime::Layout& before);
  // Whether the table of states is to be filled anew; ends the search when there is no room for it.
  bool begin_growth();

  std::barrier<Meeting> barrier_;
  bool started_levels_ = false;
  bool others_called_ = false;  // by the first worker, to the initial states, before a meeting
  bool restored_ = false;  // and the level not yet taken up
  bool finished_ = false;  // these two change at a meeting, or by the first worker while it is alone at work
  bool alone_ = false;     // the level is too small to share: the first worker does it
  std::optional<runtime::Misfit> outgrown_;  // guarded by outcome_mutex
  bool ended_ = false;                       // `outcome` is what ended the search; guarded by outcome_mutex
  std::optional<Outcome> ending_;            // once the next checkpoint is taken; guarded by outcome_mutex
  std::chrono::steady_clock::time_point patience_;
  bool rehashing_ = false, shared_ = false, over_ = false, initial_shared_ = false;  // these at meetings only: what the others may read
};

class alignas(64) Worker final : public runtime::StepSink, public runtime::StateSink {
 public:
  Worker(Search& search, unsigned id);
  void use_layout();  // of the model, as it is now

  void check_assumptions();
  void initial_states();
  void explore_level();  // until it has no states left
  void explore_depth_first();
  void check_postconditions();

  bool step(const runtime::Step& step) override;
  packed::Sink* rows() override { return skip_ > 0 ? nullptr : &rows_; }
  bool state(const Word* state) override;

  runtime::Context context;
  // What is being looked at, for Trace: a stored state, and a successor of it (or, without one, an initial state).
  struct Focus {
    StateId at = kNoState;
    const Word* next = nullptr;
  } focus;
  bool idle = false;             // arrived at the barrier because its level is done
  bool busy = false;             // in the middle of a block of states
  StateId expanding = kNoState;  // whose successors are being computed
  std::vector<ActionCount> actions;
  ActionCount init;
  uint64_t generated() const { return generated_.load(std::memory_order_relaxed); }
  uint64_t expanded() const { return expanded_.load(std::memory_order_relaxed); }
  // As TLC's queue would be while this one, the only one there is, looks at a state: what is judged is not in it yet.
  uint64_t queued() const;
  void restore_counts(uint64_t generated, uint64_t expanded) { generated_ = generated, expanded_ = expanded; }

 private:
  struct Rows : packed::Sink {
    Worker* worker;
  };

  bool add(const Word* state, runtime::ActionId action, uint64_t multiplicity);
  bool take_initial(const Word* state);
  void begin(StateId parent);  // of the rows that follow
  void begin_anew();           // with no rows
  void drop_begun();           // forgets the rows of what was begun last
  size_t count() const { return static_cast<size_t>(rows_.at - pending_words_.data()) / (width_ + 1); }
  void expand(StateId id);
  bool fail(StateId id, const runtime::EvalError* error);  // none: a deadlock; false when the search is over already
  bool record(StateId next);  // the steps of `recording_`, and turns to those of `next`; false when the search is over
  void heed_exit(size_t settled);  // after a row was settled
  void leave();
  void flush();       // settles what is pending, in order
  void settle_all();  // and records the last state's steps
  // These with code for states of so many words, or any when 0.
  template <size_t W>
  void flush_as();
  template <typename Do>
  void by_width(const Do& run);  // with the words of a state as a constant: 1 to 4, or 0 for any
  void prepare();                // the rows that are there: their slots arrive while others are written
  template <size_t W>
  void prepare_as();
  void identify(size_t begin, size_t end);
  template <size_t W>
  void settle_quickly(size_t begin, size_t end);
  template <size_t W>
  bool settle_together(size_t begin, std::span<const uint32_t> left);
  const Word* const* known_to_hold(size_t begin, std::span<const uint32_t> numbers, const Word** before) const;
  template <size_t W>
  size_t drop_known(size_t begin, std::span<const uint32_t> left, uint32_t* unseen);
  template <size_t W>
  bool store(size_t i);  // whether it is new
  template <size_t W>
  void tally(size_t begin, size_t end);  // counts rows as generated
  size_t rows_before_exit(size_t begin, size_t end) const;
  template <size_t W>
  bool settle(size_t i);  // these return false when the search is over
  bool settle_new(size_t i);
  template <typename Judge>
  bool counted(size_t i, const Judge& judge);  // as generated, around judging it
  template <size_t W>
  bool admit(size_t i, ActionCount& count);
  bool judge_state(size_t i);
  bool judge_step(size_t i);
  bool judge(size_t i, const std::vector<runtime::PredicateId>& predicates, Verdict verdict, Phase phase,
             const Word* state, const Word* next);
  bool all_hold(const std::vector<runtime::PredicateId>& predicates, const Word* state, const Word* next);
  void conclude(size_t i, Outcome outcome, bool go_on);
  void finish_expansion(size_t failed);
  const Word* words(size_t i) const { return pending_words_.data() + i * (width_ + 1); }
  runtime::ActionId action(size_t i) const { return packed::Sink::action(words(i)[width_]); }
  uint32_t multiplicity(size_t i) const { return packed::Sink::multiplicity(words(i)[width_]); }
  Link link(size_t i) const { return Link(parents_[i], action(i)); }
  ActionCount& count_of(size_t i) { return parents_[i] == kNoState ? init : actions[action(i)]; }
  const Word* key(size_t i) const { return identity_ ? pending_keys_.data() + i * width_ : words(i); }

  Search& search_;
  const unsigned id_;
  size_t width_ = 0;  // words of a state
  const bool identity_;
  const bool judges_all_;  // something is evaluated on every successor, or only
  const bool judges_new_;  // on states not seen before
  const bool judges_together_;
  const bool judges_each_;  // a constraint has effects: a step that comes several times at once is judged each time
  // What is pending: rows, that models write or step() does; and of each
  std::vector<Word> pending_words_, pending_keys_;
  std::vector<StateId> parents_;
  std::vector<StateSpace::Probe> probes_;
  std::vector<uint8_t> no_identity_;  // VIEW or SYMMETRY has no value here
  const Word* prepared_ = nullptr;    // rows up to here have a parent and a hash
  size_t together_ = 0;               // words of the rows that are prepared together
  Rows rows_;
  uint64_t room_ = 0;             // states to be stored before the table's size is looked at again
  const Word* enough_ = nullptr;  // rows up to here are worth a flush
  struct Begun {
    StateId parent;
    Word* row;
  };
  std::vector<Begun> begun_;   // whose successors the rows are, and where they begin; the last's are being written
  size_t unprepared_ = 0;      // the first of these whose rows are not prepared
  bool unidentified_ = false;  // some of those being flushed
  bool last_stored_ = false;   // the successor being settled was new, and is stored
  bool finishing_ = false;     // an outcome was found, and states are only stored
  uint64_t emitted_ = 0;       // rows_.given when that was to count from:
  uint64_t emitted() const {
    return rows_.given - emitted_;
  }                                   // successors of the state being expanded
  uint64_t skip_ = 0;                 // of which the first were dealt with before
  uint64_t initial_ = 0;              // initial states enumerated,
  uint64_t passed_over_ = 0;          // of which the first were dealt with before,
  bool changing_ = false;             // until it was stopped for another engine
  bool exiting_ = false;              // TLCSet("exit", TRUE) was seen
  std::optional<StateId> last_expanded_;  // and when rows were being settled: the last state whose successors count
  StateId recording_ = kNoState;      // whose steps gather for the temporal checker
  std::vector<StateGraph::Successor> successors_;
  std::vector<Word> successor_words_;  // of these, when they are not those stored
  std::atomic<uint64_t> generated_{0}, expanded_{0};
};

}  // namespace trestle::explore
