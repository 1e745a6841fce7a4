#include "translator/codegen/native.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <memory>

#include <boost/container/small_vector.hpp>

#include "translator/codegen/host.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/store.h"

namespace trestle::codegen {

using runtime::Context;
using runtime::EvalError;
using runtime::Word;

namespace {

// A row at a time, for who takes no rows.
struct Row : packed::Sink {
  Row(size_t words, bool (*take)(Sink*)) : packed::Sink{nullptr, nullptr, 0, take}, row(words + 1), words(words) {
    rewind();
  }
  void rewind() { at = row.data(), end = at + row.size(); }
  boost::container::small_vector<Word, 32> row;
  const size_t words;
};

struct Taking : Row {
  Taking(size_t words, runtime::StepSink& to, runtime::ActionId only = runtime::kNoAction)
      : Row(words, &take), to(to), only(only) {}
  static bool take(packed::Sink* self) {
    auto& taking = *static_cast<Taking*>(self);
    taking.rewind();
    const Word last = taking.row.back();
    const runtime::ActionId of = taking.only == runtime::kNoAction ? action(last) : taking.only;
    return taking.to.step({of, {}, taking.row.data(), multiplicity(last)});
  }
  runtime::StepSink& to;
  const runtime::ActionId only;  // the action as the caller knows it; none: as the unit numbers it
};

struct TakingStates : Row {
  TakingStates(size_t words, runtime::StateSink& to) : Row(words, &take), to(to) {}
  static bool take(packed::Sink* self) {
    auto& taking = *static_cast<TakingStates*>(self);
    taking.rewind();
    for (uint32_t i = 0; i < multiplicity(taking.row.back()); ++i) {
      if (!taking.to.state(taking.row.data())) return false;
    }
    return true;
  }
  runtime::StateSink& to;
};

// The evaluator's successors, without those that were given already.
struct Rest final : runtime::StepSink, runtime::StateSink {
  bool step(const runtime::Step& step) override {
    if (skip >= step.multiplicity) {
      skip -= step.multiplicity;
      return true;
    }
    runtime::Step left = step;
    left.multiplicity -= static_cast<uint32_t>(skip);
    skip = 0;
    return steps->step(left);
  }
  bool state(const Word* state) override {
    if (skip > 0) {
      --skip;
      return true;
    }
    return states->state(state);
  }
  uint64_t skip = 0;
  runtime::StepSink* steps = nullptr;
  runtime::StateSink* states = nullptr;
};

}  // namespace

Native::Native(std::shared_ptr<const core::Spec> spec, Unit unit, Library library)
    : spec_(std::move(spec)),
      unit_(std::move(unit)),
      library_(std::move(library)),
      parts_(spec_, runtime::Layout(unit_.shapes), unit_.expressions, unit_.leaves),
      binds_more_(parts_.binds_more()) {
  Context context;
  const Call call(unit_, parts_, context, nullptr);
  library_.table().load(&host(), reinterpret_cast<const packed::Value*>(unit_.constants.data()));
}

void Native::initial_states(Context& context, runtime::StateSink& sink) const {
  TakingStates taking(library_.table().words, sink);
  if (library_.table().initial != nullptr) {
    const Call call(unit_, parts_, context, nullptr);
    try {
      library_.table().initial(taking);
      return;
    } catch (const packed::Misfit&) {
    } catch (const EvalError&) {
    }
  }
  Rest rest;
  rest.skip = taking.given;
  rest.states = &sink;
  parts_.model().initial_states(context, rest);
}

namespace {

// Expansions of one thread, of late.
struct Seen {
  const Native* of = nullptr;
  uint32_t calls = 0, misfits = 0;
};
thread_local Seen seen;

struct Nowhere final : runtime::StepSink {
  bool step(const runtime::Step&) override { return true; }
};

// Of this thread alone: a machine with other work on it makes nothing slower than something else.
int64_t nanoseconds_worked() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

// What takes long here may be no work for the evaluator, which bounds subsets by what is asked of them: then it is better.
// What took long may also have been whoever takes the rows: before it is held against native code, it is asked once more for
// nobody.
void Native::compare(Context& context, const Word* state, std::chrono::nanoseconds taken) const {
  constexpr int64_t kEnough = 200'000'000;
  constexpr int kClearly = 3;
  if (!unit_.leaves.empty()) return;
  const auto impure = [](const evaluator::Parts::Expression& left) { return left.expr->impure; };
  if (std::any_of(unit_.expressions.begin(), unit_.expressions.end(), impure)) return;  // it might print twice
  Nowhere nowhere;
  const int64_t begin = nanoseconds_worked();
  try {
    parts_.model().steps(context, state, nowhere);
  } catch (const EvalError&) {
    return;
  } catch (const runtime::Misfit&) {
    return;
  }
  const int64_t between = nanoseconds_worked();
  const int64_t evaluated = between - begin;
  int64_t here = taken.count();
  if (here > kClearly * evaluated) {
    Taking rows(library_.table().words, nowhere);
    library_.table().steps(state, rows);
    here = nanoseconds_worked() - between;
  }
  const int64_t all_evaluated = evaluated_ += evaluated, all_here = taken_ += here;
  if (all_here > kEnough && all_here > kClearly * all_evaluated) hopeless_ = true;
}

void Native::note(bool misfit) const {
  constexpr uint32_t kWindow = 2048;
  if (seen.of != this) seen = {this, 0, 0};
  seen.misfits += misfit ? 1 : 0;
  if (misfit) left_.fetch_add(1, std::memory_order_relaxed);
  if (++seen.calls < kWindow) return;
  if (seen.misfits > kWindow / 4) hopeless_ = true;
  seen.calls = seen.misfits = 0;
}

void Native::steps(Context& context, const Word* state, runtime::StepSink& sink) const {
  packed::Sink* const rows = sink.rows();
  return rows != nullptr ? steps(context, state, *rows, sink) : steps_one_by_one(context, state, sink);
}

void Native::steps_one_by_one(Context& context, const Word* state, runtime::StepSink& sink) const {
  Taking taking(library_.table().words, sink);
  steps(context, state, taking, sink);
}

void Native::steps(Context& context, const Word* state, packed::Sink& rows, runtime::StepSink& sink) const {
  constexpr uint32_t kFirst = 64;
  constexpr auto kLong = std::chrono::milliseconds(2);
  const uint64_t before = rows.given;
  if (library_.table().steps != nullptr) {
    const Call call(unit_, parts_, context, state);
    const bool timed = seen.calls % (seen.calls < kFirst ? 4 : kFirst) == 0;
    std::chrono::steady_clock::time_point started;
    if (timed) started = std::chrono::steady_clock::now();
    try {
      library_.table().steps(state, rows);
      note(false);
      if (!timed) return;
      const auto taken = std::chrono::steady_clock::now() - started;
      if (taken > kLong) compare(context, state, taken);
      return;
    } catch (const packed::Misfit&) {
    } catch (const EvalError&) {
    } catch (const runtime::Misfit&) {
    }
  }
  note(true);
  evaluate_rest(context, state, rows.given - before, sink);
}

void Native::evaluate_rest(Context& context, const Word* state, uint64_t given, runtime::StepSink& sink) const {
  Rest rest;
  rest.skip = given;
  rest.steps = &sink;
  parts_.model().steps(context, state, rest);
}

void Native::steps(Context& context, const Word* state, runtime::ActionId action, runtime::Arguments arguments,
                   runtime::StepSink& sink) const {
  constexpr size_t kMostArguments = 16;
  const size_t parameters = signature().action(action).parameters.size();
  const auto given = [](Value v) { return v.defined(); };
  const bool all_given = arguments.size() == parameters && std::all_of(arguments.begin(), arguments.end(), given);
  if ((!all_given || binds_more_[action]) && parts_.foretells(action, arguments, sink)) {
    return parts_.model().steps(context, state, action, arguments, sink);
  }
  Taking taking(library_.table().words, sink, action);
  if (const auto function = library_.table().bound[action]; function != nullptr && parameters <= kMostArguments) {
    alignas(Value) std::byte room[sizeof(Value) * kMostArguments];  // not all of it is used
    const auto* const values = reinterpret_cast<const Value*>(room);
    Value* const open = std::uninitialized_copy(arguments.begin(), arguments.end(), reinterpret_cast<Value*>(room));
    std::uninitialized_fill(open, reinterpret_cast<Value*>(room) + parameters, Value());
    const Call call(unit_, parts_, context, state);
    try {
      function(state, reinterpret_cast<const packed::Value*>(values), taking);
      note(false);
      return;
    } catch (const packed::Misfit&) {
    } catch (const EvalError&) {
    } catch (const runtime::Misfit&) {
    }
  }
  note(true);
  Rest rest;
  rest.skip = taking.given;
  rest.steps = &sink;
  parts_.model().steps(context, state, action, arguments, rest);
}

// Within a Call. `other`: of a step predicate the next state, of another one that it is known to hold of, or null.
inline bool Native::ask(Context& context, runtime::PredicateId predicate, const Word* state, const Word* other) const {
  if (const auto function = library_.table().predicates[predicate]; function != nullptr) {
    try {
      return function(state, other);
    } catch (const packed::Misfit&) {
    } catch (const EvalError&) {
    }
  }
  return parts_.model().holds(context, predicate, state, signature().predicates[predicate].on_steps ? other : nullptr);
}

bool Native::holds(Context& context, runtime::PredicateId predicate, const Word* state, const Word* next) const {
  const Call call(unit_, parts_, context, state);
  return ask(context, predicate, state, signature().predicates[predicate].on_steps ? next : nullptr);
}

size_t Native::holding(Context& context, std::span<const runtime::PredicateId> predicates, Rows rows,
                       std::span<const uint32_t> numbers, uint32_t* holding) const {
  Call call(unit_, parts_, context, nullptr);
  const uint32_t* left = numbers.data();
  size_t n = numbers.size();
  if (predicates.empty()) std::copy_n(left, n, holding);
  for (const runtime::PredicateId predicate : predicates) {
    size_t kept = 0;
    for (size_t i = 0; i < n; ++i) {
      const uint32_t number = left[i];
      call.state = rows[number];
      holding[kept] = number;
      kept += ask(context, predicate, call.state, rows.before != nullptr ? rows.before[number] : nullptr) ? 1 : 0;
    }
    left = holding;
    n = kept;
  }
  return n;
}

void Native::identity(Context& context, const Word* state, Word* identity) const {
  if (library_.table().identity == nullptr) return parts_.model().identity(context, state, identity);
  if (unit_.view == nullptr) return library_.table().identity(state, identity);
  const Call call(unit_, parts_, context, state);
  try {
    return library_.table().identity(state, identity);
  } catch (const packed::Misfit&) {
  } catch (const EvalError&) {
  }
  // The same value may have come out of native code elsewhere; what that cannot hold is marked by a bit it never uses.
  const size_t words = signature().layout.words();
  parts_.model().identity(context, state, identity);
  const Value view = runtime::from_handle(static_cast<uint32_t>(identity[0]));
  const Word handle = identity[0];
  std::fill(identity, identity + words, 0);
  if (runtime::encode(context, unit_.view, view, identity, 0)) return;
  std::fill(identity, identity + words, 0);
  identity[0] = handle;
  identity[words - 1] |= Word{1} << 63;
}

Value Native::evaluate(Context& context, runtime::ExpressionId expression, const Word* state, const Word* next) const {
  return parts_.model().evaluate(context, expression, state, next);
}

}  // namespace trestle::codegen
