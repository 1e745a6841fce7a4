#include "validator/explore/replay.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "validator/trace/match.h"

namespace trestle::explore {

using runtime::ActionId;
using runtime::Word;

// Steps as nodes of a level, each state once.
class Conversation::Sink final : public runtime::StepSink {
 public:
  Sink(const Conversation& conversation, uint32_t parent, Level& level)
      : conversation_(conversation), from_(conversation.levels_.back()[parent].state), parent_(parent), level_(level) {}

  bool step(const runtime::Step& step) override {
    const size_t words = conversation_.signature_.layout.words();
    if (!conversation_.fits(from_, step.next)) return true;
    const auto known = [&](const Node& node) {
      return std::equal(step.next, step.next + words, node.state.words.data());
    };
    if (std::any_of(level_.begin(), level_.end(), known)) return true;
    Node& node = level_.emplace_back();
    node.parent = parent_;
    node.state = {.words = {step.next, step.next + words}, .action = step.action};
    for (const runtime::Value argument : step.arguments) node.state.arguments.push_back(runtime::intern(argument));
    return level_.size() <= conversation_.bench_.max_states;
  }

 private:
  const Conversation& conversation_;
  const BehaviorState& from_;
  uint32_t parent_;
  Level& level_;
};

bool Conversation::fits(const BehaviorState& from, const Word* next) const {
  return event_ == nullptr ||
         explore::fits(bench_.context, signature_.layout, *event_, reading_, from.words.data(), next);
}

void Conversation::add_steps(uint32_t from, ActionId action, runtime::Arguments arguments, Level& level) const {
  Sink sink(*this, from, level);
  const auto mark = bench_.context.arena.mark();
  bench_.context.level = static_cast<int64_t>(levels_.size());
  bench_.model.steps(bench_.context, levels_.back()[from].state.words.data(), action, arguments, sink);
  bench_.context.arena.reset(mark);
}

// An event that says nothing else is read as the very step that was asked for.
bool Conversation::candidate_for(const BehaviorState& to) const {
  return std::any_of(reading_.candidates.begin(), reading_.candidates.end(), [&](const Candidate& candidate) {
    if (candidate.action != to.action) return false;
    for (size_t i = 0; i < candidate.arguments.size() && i < to.arguments.size(); ++i) {
      if (candidate.arguments[i].defined() && !same(candidate.arguments[i], to.arguments[i])) return false;
    }
    return true;
  });
}

void Conversation::add_asked(const Request& request, uint32_t from, Level& level) const {
  if (event_ == nullptr || candidate_for(request.to)) {
    return add_steps(from, request.to.action, request.to.arguments, level);
  }
  Level asked, read;
  add_steps(from, request.to.action, request.to.arguments, asked);
  if (asked.empty()) return;
  for (const Candidate& candidate : reading_.candidates) add_steps(from, candidate.action, candidate.arguments, read);
  const BehaviorState& before = levels_.back()[from].state;
  for (Node& node : asked) {
    const auto here = [&](const Node& other) { return other.state.words == node.state.words; };
    const bool stutters = reading_.stutters && node.state.words == before.words;
    if (!stutters && std::none_of(read.begin(), read.end(), here)) continue;
    if (std::none_of(level.begin(), level.end(), here)) level.push_back(std::move(node));
  }
}

std::vector<Check> Conversation::differing(const Word* before, const Word* after) const {
  std::vector<Check> found;
  const runtime::Layout& layout = signature_.layout;
  for (const Check& check : reading_.checks) {
    const bool held =
        trace::holds(*event_, check.observation, check.after, layout.get(bench_.context, before, check.variable),
                     layout.get(bench_.context, after, check.variable));
    if (!held) found.push_back(check);
  }
  return found;
}

Conversation::Outcome Conversation::enter(Level level, const BehaviorState& given) {
  if (level.size() > bench_.max_states) return Outcome::TooMany;
  const auto same_state = [&](const Node& node) { return node.state.words == given.words; };
  const auto found = std::find_if(level.begin(), level.end(), same_state);
  at_ = found == level.end() ? 0 : static_cast<uint32_t>(found - level.begin());
  const bool as_given = found != level.end();
  // The step is the one that was given, although another one may lead there, too.
  if (as_given && given.action != runtime::kNoAction && found->state.action != given.action &&
      reading_.candidates.empty()) {
    found->state = given;
  }
  levels_.push_back(std::move(level));
  return as_given ? Outcome::AsGiven : Outcome::Otherwise;
}

Conversation::Outcome Conversation::diverge(const Request& request, Divergence divergence) {
  divergence.step = request.step;
  divergence.role = request.role;
  divergence.to = request.to;
  if (!levels_.empty()) divergence.before = at();
  divergence_ = std::move(divergence);
  return Outcome::Diverged;
}

Conversation::Outcome Conversation::start(const BehaviorState& initial) {
  levels_.clear();
  divergence_.reset();
  event_ = nullptr;
  const Request request{0, Role::Asked, initial};
  const Reply reply = bench_.implementation.ask(request);
  if (reply.kind != Reply::Kind::Shows) return diverge(request, {.kind = reply.kind, .text = reply.text});
  return shown(request, reply.event);
}

Conversation::Outcome Conversation::step(const BehaviorState& to) {
  const Role role = bench_.role(to.action);
  const Request request{levels_.size(), role, to};
  event_ = nullptr;
  reading_.clear();
  if (role == Role::Hidden) {
    Level level;
    for (uint32_t from = 0; from < levels_.back().size(); ++from) {
      add_steps(from, to.action, to.arguments, level);
    }
    return enter(std::move(level), to);
  }
  const Reply reply = bench_.implementation.ask(request);
  switch (reply.kind) {
    case Reply::Kind::Shows: return shown(request, reply.event);
    case Reply::Kind::Refused: return refused(request, reply.text);
    case Reply::Kind::Ended:
    case Reply::Kind::Late: break;
  }
  return diverge(request, {.kind = reply.kind, .text = reply.text});
}

Conversation::Outcome Conversation::shown(const Request& request, const trace::Event& event) {
  event_ = &event;
  reading_ = bench_.mapping.read(bench_.context, event, bench_.replies);
  Level level;
  if (request.step == 0) {
    const Word* state = request.to.words.data();
    if (explore::fits(bench_.context, signature_.layout, event, reading_, state, state)) {
      level.push_back({{.words = request.to.words}, 0});
    }
  } else {
    for (uint32_t from = 0; from < levels_.back().size() && level.size() <= bench_.max_states; ++from) {
      if (request.role != Role::System) {
        add_asked(request, from, level);
        continue;
      }
      for (const Candidate& candidate : reading_.candidates)
        add_steps(from, candidate.action, candidate.arguments, level);
    }
  }
  if (!level.empty()) {
    const Outcome outcome = enter(std::move(level), request.to);
    event_ = nullptr;
    return outcome;
  }
  Divergence divergence{.kind = Reply::Kind::Shows, .event = event};
  const Word* after = request.to.words.data();
  divergence.differing = differing(request.step == 0 ? after : at().words.data(), after);
  divergence.reading = reading_;
  for (Candidate& candidate : divergence.reading.candidates) {
    for (runtime::Value& argument : candidate.arguments) {
      if (argument.defined()) argument = runtime::intern(argument);  // to keep it
    }
  }
  event_ = nullptr;
  return diverge(request, std::move(divergence));
}

// It is in one of the states in which the step is not possible, if there are any.
Conversation::Outcome Conversation::refused(const Request& request, const std::string& why) {
  if (request.role == Role::System) return Outcome::NotTaken;
  Level& states = levels_.back();
  std::vector<uint32_t> possible;
  for (uint32_t from = 0; from < states.size(); ++from) {
    Level level;
    add_steps(from, request.to.action, request.to.arguments, level);
    if (!level.empty()) possible.push_back(from);
  }
  if (possible.size() == states.size()) return diverge(request, {.kind = Reply::Kind::Refused, .text = why});
  Level left;
  for (uint32_t from = 0; from < states.size(); ++from) {
    if (!std::binary_search(possible.begin(), possible.end(), from)) left.push_back(std::move(states[from]));
  }
  states = std::move(left);
  at_ = 0;
  return Outcome::NotTaken;
}

Conversation::Outcome Conversation::finish() {
  const std::optional<Reply> reply = bench_.implementation.finish();
  if (!reply) return Outcome::AsGiven;
  const BehaviorState last = at();
  return diverge({levels_.size() - 1, bench_.role(last.action), last}, {.kind = reply->kind, .text = reply->text});
}

Behavior Conversation::behavior() const {
  Behavior behavior;
  uint32_t node = at_;
  for (size_t level = levels_.size(); level-- > 0;) {
    behavior.states.push_back(levels_[level][node].state);
    node = levels_[level][node].parent;
  }
  std::reverse(behavior.states.begin(), behavior.states.end());
  return behavior;
}

bool same_fault(const Divergence& a, const Divergence& b) {
  const auto variables = [](const Divergence& divergence) {
    std::set<uint32_t> numbers;
    for (const Check& check : divergence.differing) numbers.insert(check.variable);
    return numbers;
  };
  const bool same_end = a.kind != Reply::Kind::Ended || a.text == b.text;
  return a.kind == b.kind && a.to.action == b.to.action && same_end && variables(a) == variables(b);
}

std::string step_name(const runtime::Signature& signature, const BehaviorState& step) {
  if (step.action == runtime::kNoAction) return "the initial state";
  std::string name = signature.action(step.action).name;
  for (size_t i = 0; i < step.arguments.size(); ++i) {
    name += (i == 0 ? "(" : ", ") + runtime::to_short_string(step.arguments[i]);
  }
  return name + (step.arguments.empty() ? "" : ")");
}

namespace {

// Without steps that are none, and with the arguments of each.
Behavior spelled_out(const Bench& bench, Behavior behavior) {
  std::vector<BehaviorState> states;
  for (BehaviorState& state : behavior.states) {
    if (!states.empty()) {
      if (state.action == runtime::kNoAction && state.words == states.back().words) continue;
      const bool told = state.action != runtime::kNoAction &&
                        state.arguments.size() == bench.model.signature().action(state.action).parameters.size();
      if (!told) {
        state = explain_step(bench.model, bench.context, states.back().words.data(), state.words.data(),
                             static_cast<int64_t>(states.size()), state.action);
      }
    }
    states.push_back(std::move(state));
  }
  behavior.states = std::move(states);
  return behavior;
}

}  // namespace

ReplayResult replay(const Bench& bench, const Behavior& given) {
  const auto started = std::chrono::steady_clock::now();
  const runtime::Signature& signature = bench.model.signature();
  const Behavior behavior = spelled_out(bench, given);
  Conversation conversation(bench);
  ReplayResult result{.steps = behavior.size() - 1};
  const auto end = [&](Verdict verdict, std::string reason) {
    result.verdict = verdict;
    result.reason = std::move(reason);
  };
  const auto in_step = [&](size_t i) {
    return i == 0 ? std::string("at the start")
                  : "in step " + std::to_string(i) + ", " + step_name(signature, behavior.states[i]);
  };
  const auto take = [&](size_t i) {
    const BehaviorState& to = behavior.states[i];
    switch (i == 0 ? conversation.start(to) : conversation.step(to)) {
      case Conversation::Outcome::AsGiven: result.replayed = i; break;
      case Conversation::Outcome::Otherwise:
        end(Verdict::Inconclusive, in_step(i) +
                                       ", the implementation did something else than the behavior has, and the "
                                       "specification allows both: this behavior was not replayed");
        break;
      case Conversation::Outcome::NotTaken:
        end(Verdict::Inconclusive, in_step(i) +
                                       ", the system did not take the step, which the specification allows: this "
                                       "behavior was not replayed");
        break;
      case Conversation::Outcome::TooMany:
        end(Verdict::Inconclusive, in_step(i) + ", more than " + std::to_string(bench.max_states) +
                                       " states of the specification agree with what the implementation showed");
        break;
      case Conversation::Outcome::Diverged: end(Verdict::Rejected, in_step(i)); break;
    }
  };
  size_t i = 0;
  try {
    for (; i < behavior.size() && result.reason.empty(); ++i) {
      if (bench.stopped()) {
        end(Verdict::Inconclusive, "interrupted before step " + std::to_string(i));
      } else {
        take(i);
      }
    }
    if (result.reason.empty() && conversation.finish() == Conversation::Outcome::Diverged) {
      end(Verdict::Rejected, "after the last step");
    }
  } catch (const Interrupted&) {
    end(Verdict::Inconclusive, i < behavior.size() ? "interrupted in step " + std::to_string(i) : "interrupted after the last step");
  }
  result.divergence = conversation.divergence();
  result.behavior.states.assign(
      behavior.states.begin(),
      behavior.states.begin() +
          static_cast<ptrdiff_t>(result.divergence ? result.divergence->step + 1 : behavior.size()));
  if (!result.divergence) {
    result.behavior.end = behavior.end;
    result.behavior.back_to = behavior.back_to;
    result.behavior.back_action = behavior.back_action;
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return result;
}

}  // namespace trestle::explore
