// Which events of a trace may be taken before all others that the order allows to come before them: because what they look
// at and change meets nothing that those change or look at (ADR 51).
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

#include "translator/runtime/footprint.h"
#include "validator/explore/mapping.h"
#include "validator/trace/trace.h"

namespace trestle::explore {

class Independence {
 public:
  // Predicates, by number; the last bit stands for all from there on.
  using Predicates = uint64_t;
  static constexpr Predicates kAll = ~Predicates{0};
  static Predicates predicate(runtime::PredicateId id) { return Predicates{1} << std::min<uint32_t>(id, 63); }

  Independence(runtime::Context& context, trace::Trace& trace, Mapping& mapping, const runtime::Footprints& footprints,
               Predicates judged)
      : context_(context), trace_(trace), mapping_(mapping), footprints_(footprints), judged_(judged) {}

  // Whether every way to go on from the cut that takes the chain's next event at all can take it first: with the same
  // states at its end, and where each of these predicates has held all the time, it still does. And every other way can
  // take it besides, where it is possible now. Ways that take no more events of the chains in `without` are meant.
  bool comes_first(const trace::Cut& cut, uint32_t chain, const std::vector<uint32_t>& without, Predicates predicates);

  // Events before the cut are not asked for any more.
  void release(const trace::Cut& cut);

 private:
  static constexpr uint32_t kUnknown = 0;            // the class of events of which nothing is known
  static constexpr uint64_t kReadAhead = 100'000;    // events
  static constexpr uint64_t kCompared = 20'000'000;  // pairs of events, in all

  // Events that look at and change the same.
  struct Class {
    runtime::Footprint footprint;
    Predicates seen = kAll;  // that look at what these change
  };
  // Of another chain's events before a certain one, from the last: which were found to be no hindrance.
  struct Passed {
    uint32_t from = UINT32_MAX;  // these and later ones
    bool stopped = false;        // the one before is a hindrance
  };
  struct Compared {
    Predicates predicates = 0;
    std::vector<Passed> passed = {};  // by chain
  };
  struct Known {
    uint32_t of = UINT32_MAX;  // class
    bool asked = false;
    std::optional<trace::Cut> before = {};  // all that may come before it; nothing: that is not known
    Compared some, all;                     // for some predicates, and for all
  };
  struct Chain {
    uint32_t base = 0;
    std::deque<Known> events;
  };

  Known& known(uint32_t chain, uint32_t position);
  uint32_t class_of(uint32_t chain, uint32_t position);
  runtime::Footprint footprint_of(const trace::Event& event);
  bool hinders(uint32_t first, uint32_t second, Predicates predicates);

  runtime::Context& context_;
  trace::Trace& trace_;
  Mapping& mapping_;
  const runtime::Footprints& footprints_;
  const Predicates judged_;
  std::vector<Chain> chains_;
  std::vector<Class> classes_ = std::vector<Class>(1);
  std::unordered_map<runtime::Footprint, uint32_t, runtime::FootprintHash> numbers_;
  std::unordered_map<uint64_t, bool> meet_;  // by two classes
  uint64_t compared_ = 0;
};

}  // namespace trestle::explore
