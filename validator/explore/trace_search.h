// The inside of validate(): one search over cuts. Not for other folders.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <unordered_set>
#include <vector>

#include "translator/runtime/bytes.h"
#include "translator/runtime/store.h"

#include "validator/explore/independence.h"
#include "validator/explore/orbit.h"
#include "validator/explore/split_steps.h"
#include "validator/explore/state_set.h"
#include "validator/explore/validate.h"
#include "validator/trace/by_form.h"
#include "validator/trace/expectation.h"
#include "validator/trace/ring.h"

namespace trestle::explore {

using runtime::Word;

class TraceSearch {
 public:
  TraceSearch(const runtime::Model& model, trace::Trace& trace, Mapping& mapping, const ValidateOptions& options);

  ValidateResult run();

  // What another process needs to go on (trace_checkpoint.cpp). Throws DamagedBytes, Misfit.
  void write(runtime::BytesWriter& out);
  void read(runtime::BytesReader& in);

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  static constexpr uint32_t kMarkedEvery = 1024;  // events
  static constexpr uint64_t kForgottenEvery = 16;  // events
  static constexpr uint64_t kLookedEvery = 65'536;  // states
  static constexpr uint64_t kFarBehind = 256;  // events
  static constexpr uint64_t kWithoutHidden = 4096;  // cuts
  static constexpr uint32_t kTogether = 64;  // states of a cut that go on together, before others of it
  static constexpr uint64_t kAtOnce = 256;   // steps of an event that are found before those of the next
  static constexpr uint32_t kWide = 64;      // states of a cut from which on one stands for those of its orbit

  struct CutNode;

  // How a state of a cut was reached first, and what is left to do with it.
  struct Entry {
    CutNode* from = nullptr;  // null: an initial state; gone when its level is below kept_
    uint32_t from_state = kNone;
    runtime::ActionId action = runtime::kNoAction;
    uint32_t arguments = kNone;  // number in arguments_; none: they are not kept
    uint32_t violation = 0;  // number in violations_, from 1; 0: every predicate held on the way
    bool composed = false;   // of several steps, which were judged one by one
    uint16_t hidden = 0;     // hidden steps since the last event
    bool inside = false;     // the step from `from` was hidden: both belong to one cut
    bool hidden_tried = false;
    bool stepped = false;    // by the branch that was tried last
    bool settled = false;    // one that is enough had a step
  };
  // An event that may come next: it was tried from the states before `done`, and of that one it took so many steps.
  struct Branch {
    uint32_t chain;
    uint32_t done = 0;
    uint64_t taken : 63 = 0;
    bool enough : 1 = false;  // for the states from which it is possible (trace_reduction.cpp)
  };
  // A state's mark: whether something was violated on the way, and what it remembers besides (mapping.h).
  static constexpr uint64_t kViolated = 1;
  static constexpr SplitSteps::Taken taken(uint64_t mark) { return static_cast<uint32_t>(mark) >> 1; }
  static constexpr uint64_t with_taken(uint64_t mark, SplitSteps::Taken taken) {
    return (mark & ~uint64_t{0xFFFFFFFE}) | uint64_t{taken} << 1;
  }
  static constexpr uint32_t counter_shift(uint32_t counter) { return 32 + 8 * counter; }

  struct CutNode {
    trace::Cut cut;
    uint32_t chain = kNone;  // whose event came last on the way that made this node
    StateSet states{0};
    std::vector<Entry> entries;  // by state
    std::unique_ptr<StateSet> orbits;  // representatives of the states, when these are many,
    std::vector<uint32_t> standing;    // and which state stands for each
    std::vector<Branch> branches;
    bool opened = false;     // the first branch is known
    bool all_known = false;  // all are
    bool queued = false;
    bool reduced = false;    // one of them is enough,
    bool left_out = false;   // and from where it is not possible others may be,
    bool for_now = false;    // or everywhere, when other predicates come to matter
    bool asleep = false;     // until a way that matters leads here

    void reset(size_t width) {
      chain = kNone;
      states.clear(width);
      entries.clear();
      orbits.reset();
      standing.clear();
      branches.clear();
      opened = all_known = queued = reduced = left_out = for_now = asleep = false;
    }
  };
  // The cuts of one size. What was forgotten is kept for its memory.
  class Level {
   public:
    std::span<const std::unique_ptr<CutNode>> nodes() const { return {nodes_.data(), used_}; }
    CutNode* add(size_t width) {
      if (used_ == nodes_.size()) nodes_.push_back(std::make_unique<CutNode>());
      CutNode* node = nodes_[used_++].get();
      node->reset(width);
      return node;
    }
    void forget() {
      if (nodes_.size() > kSpare) nodes_.resize(kSpare);
      used_ = 0;
      queue.clear();
      held.clear();
    }
    std::vector<CutNode*> queue;  // those with work left
    std::vector<CutNode*> held;   // those from which only hidden steps are left, while others are looked at

   private:
    static constexpr size_t kSpare = 4;

    std::vector<std::unique_ptr<CutNode>> nodes_;
    size_t used_ = 0;
  };
  // Nodes by their cut.
  struct CutHash {
    using is_transparent = void;
    size_t operator()(const trace::Cut& cut) const { return cut.hash(); }
    size_t operator()(const CutNode* node) const { return node->cut.hash(); }
  };
  struct CutEqual {
    using is_transparent = void;
    bool operator()(const CutNode* a, const CutNode* b) const { return a == b; }
    bool operator()(const trace::Cut& a, const CutNode* b) const { return a == b->cut; }
    bool operator()(const CutNode* a, const trace::Cut& b) const { return a->cut == b; }
  };

  class Sink;
  using Expectations = std::vector<std::optional<trace::Expectation>>;  // by check; none: holds() is asked

  void search();
  void start();
  void advance(CutNode* node);  // does some of the node's work
  // The branches that the node needs, and what they leave out when it comes to matter (trace_reduction.cpp).
  Independence* independence();
  void reduce();
  void know_branches(CutNode* node);
  bool tests_a_set(runtime::ActionId action) const;
  bool stuck(const CutNode* node) const;  // with some of its states
  bool may_matter(const CutNode* node) const { return !node->asleep && (node->for_now || stuck(node)); }
  void begin_again(CutNode* node);
  bool take_up_left_out();
  bool far_behind(uint64_t events) const { return events + kFarBehind <= deepest_queued_; }
  void work_on(CutNode* node);
  CutNode* left_behind();
  bool has_work(const CutNode* node) const { return has_events(node) || has_hidden(node); }
  bool is_over(const CutNode* node) const;     // whatever is left to do with it
  bool has_events(const CutNode* node) const;  // to try
  bool has_hidden(const CutNode* node) const;
  const trace::Event* last_event(const CutNode& node);
  void reach(CutNode* node);  // with more events than any before
  void try_event(CutNode* node, Branch& branch);
  const Expectations* expected_of(const trace::Event& event);  // null when nothing is known of events like this
  bool shows(const trace::Event& event, const Word* before, const Word* after);  // what was read of the event
  bool may_become(const trace::Event& event, const Word* before, uint32_t variable, runtime::Value value);
  const std::optional<runtime::Value>& made_of(size_t number, const trace::Event& event, const Word* before);
  bool makes(size_t number, const trace::Event& event, const Word* before, const Word* after);
  void try_hidden(CutNode* node);
  // A state that explains the node's cut; whether that was news.
  bool add(CutNode* node, const Word* state, const Entry& entry, const Word* before, uint64_t memory);
  // Whether another state of the node stands for this one, which is not among them (trace_orbits.cpp).
  bool stood_for(CutNode* node, const Word* state, uint64_t mark, uint16_t hidden);
  void know_orbits();
  // Those that were found by a step of an event from a state of the node.
  uint32_t keep_arguments(runtime::Arguments arguments);
  void note_composed(Entry& entry, uint32_t found) const;
  const std::vector<uint32_t>& likely_first(const Word* before);
  CutNode* add_found(CutNode* node, CutNode* after, const Branch& branch, uint32_t from, uint64_t memory);
  void know_invariants();
  bool all_invariants(const Word* state, runtime::ActionId action);
  // The first of these that does not hold, and why it has no value if it has none.
  struct Broken {
    runtime::PredicateId predicate;
    std::string error;
  };
  std::optional<Broken> broken(const std::vector<runtime::PredicateId>& predicates, const Word* state, const Word* next);
  // The number of a violation that reaching `state` makes, 0 for none. They held before the step, if there was one.
  uint32_t judge(const CutNode& node, const Entry& entry, const Word* state, const Word* before);
  uint32_t judge_composed(const runtime::Step& step, const trace::Event* event, const Word* before);
  uint32_t violated(const Broken& broken, bool property, const trace::Event* event, const Word* state);
  // The steps of an action, of the event or hidden. An EvalError counts as "no step", and false is returned.
  bool find_steps(const Word* state, const Candidate& candidate, const trace::Event* event, Sink& sink);
  void no_steps(runtime::ActionId action, const runtime::EvalError& error, const trace::Event* event);

  CutNode* node_at(trace::Cut cut);  // made when new
  CutNode* node_after(const CutNode* node, uint32_t chain);  // one more event of that chain
  Level& level(uint64_t depth) {
    while (depth - kept_ >= levels_.size()) levels_.push_back();
    return levels_[depth - kept_];
  }
  template <class Visit>
  void each_node(uint64_t from, const Visit& visit) {  // with so many events or more
    for (uint64_t depth = from; depth < kept_ + levels_.size(); ++depth) {
      for (const auto& node : level(depth).nodes()) visit(*node);
    }
  }
  void queue(CutNode* node);
  bool take_up_held();
  CutNode* next();  // with the most events
  void forget();    // what nothing can lead to any more
  void leave_floor();
  void raise_floor();
  void begin();
  void look_up();
  void look_at_memory();
  void save();
  trace::Cut needed_from();
  // The trace is explained by what violates something: from then on only what violates nothing is of interest.
  bool is_doomed(const Entry& entry) const { return final_ != nullptr && entry.violation != 0; }
  bool all_doomed(const CutNode* node) const;
  bool over_limits();
  void reclaim();
  void tell_needed(const runtime::Tenancy::Tell& tell);
  void change_engine();
  void outgrow(const runtime::Misfit& misfit);  // goes on under a layout that holds the value
  void recode(const runtime::Layout& before);
  std::vector<Word> recoded(const runtime::Layout& before, const Word* state);

  // Which step the event, of this place, is a part of.
  uint32_t split_step(const Reading& reading, const trace::Event& event, uint32_t chain, uint32_t position);
  Spent spent(const CutNode& node, uint32_t state) const;
  ValidateResult finish();
  void settle(const ValidateResult& result) const;
  void describe_end(ValidateResult& result, CutNode* node);
  uint32_t explaining(const CutNode* node) const;  // the state that is shown: reached without a violation if any is
  std::vector<ExplainedStep> behavior_to(CutNode* node, uint32_t state);
  bool was_kept(const Entry& entry, const CutNode* node) const;  // entry.from is still there
  ExplainedStep step_of(CutNode* node, uint32_t state);
  // What is around the end of the prefix that this state explains, of that behavior, whose split steps become keys (window.cpp).
  Window window(CutNode* end, uint32_t state, std::vector<ExplainedStep>& behavior);
  Reading read_to_keep(const trace::Event& event);  // valid whatever is read next

  const runtime::Model& model_;
  const runtime::Signature& signature_;
  trace::Trace& trace_;
  Mapping& mapping_;
  const ValidateOptions& options_;
  const bool ordered_;  // the trace is, totally
  size_t width_;        // words of a state
  runtime::Engines* const engines_;
  runtime::Context context_;
  std::optional<runtime::Tenancy> tenancy_;
  std::vector<runtime::PredicateId> invariants_, init_properties_, step_properties_;
  bool pure_invariants_ = true;
  std::vector<std::vector<runtime::PredicateId>> breakable_;  // by action: invariants that may be false after it

  std::unordered_set<CutNode*, CutHash, CutEqual> nodes_;
  trace::Ring<Level> levels_;                                 // by number of events, from kept_
  uint64_t kept_ = 0;   // depth of levels_[0]
  uint64_t floor_ = 0;  // the lowest depth that may have work left
  uint64_t deepest_queued_ = 0;
  uint64_t held_ = 0;      // so many nodes are,
  uint64_t patience_ = 0;  // and so many are looked at until these are taken up
  CutNode* deepest_ = nullptr;  // the cut with the most events reached so far; the first of them
  CutNode* final_ = nullptr;    // the whole trace
  bool explained_ = false;      // by a behavior that violates nothing
  const Reading* reading_ = nullptr;  // of the event that is being tried
  SplitSteps split_;
  trace::ByForm<Expectations> expected_;                 // under the layout
  const Expectations* expecting_ = nullptr;              // of the event that was read
  // By check of updates, what they make of the state at hand, once that was asked; none: they cannot be applied.
  std::vector<std::optional<std::optional<runtime::Value>>> made_;
  StateSet found_;  // by the Sink that is in use
  std::vector<runtime::ActionId> found_by_;
  std::vector<uint32_t> found_with_;                       // by arguments, when they are kept
  std::vector<uint32_t> found_order_;
  std::vector<std::vector<Word>> masks_;                   // by variable, under the layout: its bits of a state
  std::vector<std::optional<uint32_t>> found_violating_;   // of composed steps: what judge_composed() found
  std::vector<std::vector<runtime::Value>> arguments_;

  std::optional<Orbits> orbits_;  // once something was wide
  std::optional<Independence> independence_;
  bool reducing_ = false;    // the first order did not lead to the end
  bool doubtful_ = false;    // what was added to a set may have kept a test from having a value
  bool everything_ = false;  // every cut is looked at
  bool rejected_ = false;    // it is: the longest prefix is still to be found
  Independence::Predicates judged_ = 0, violated_ = 0;
  Independence::Predicates minded_ = 0;  // whether these are violated does not depend on what was left out

  std::vector<TraceViolation> violations_;
  std::optional<runtime::EvalError> error_;  // the first
  std::string incomplete_;                   // why some step could not be computed
  std::string limit_;                        // which bound ended the search
  bool told_no_mark_ = false;                // why no checkpoint is written
  bool given_up_ = false;                    // alternatives further back than ValidateOptions::reach
  uint64_t states_ = 0;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point reported_ = started_, saved_ = started_;
};

}  // namespace trestle::explore
