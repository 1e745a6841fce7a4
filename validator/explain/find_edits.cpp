#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "validator/explain/alternatives.h"
#include "validator/explain/edits.h"
#include "validator/explain/explain.h"
#include "validator/explain/fit.h"
#include "validator/explain/members.h"

namespace trestle::explain {
namespace {

using explore::Candidate;
using explore::Window;
using explore::WindowEvent;
using runtime::ActionId;

constexpr uint64_t kMostCalls = 20'000;  // of the model, for all edits together
constexpr uint64_t kPatience = 1'500;    // for one
constexpr size_t kBack = 32;             // events before the end of what is explained that are edited
constexpr size_t kAhead = 32;            // events behind it that may belong earlier
constexpr double kSecondsForEdits = 10;
constexpr size_t kMostStates = 16;  // from which a missing step is tried
constexpr size_t kMostBest = 5;

// What an event says, without when and where.
std::string content(const runtime::Signature& signature, const Slot& slot) {
  const trace::Event& event = *slot.event;
  std::string text = trace::to_string(event);
  for (const auto& observation : event.before) text += "\n" + trace::to_string(event, observation, false);
  for (const auto& observation : event.after) text += "\n" + trace::to_string(event, observation, true);
  for (const Candidate& candidate : slot.reading->candidates)
    if (is_rule(signature, candidate.action, candidate.arguments)) text += "\n" + member_text(candidate.arguments[0]);
  return text;
}

class Finder {
 public:
  Finder(const runtime::Model& model, const Window& window)
      : model_(model),
        signature_(model.signature()),
        window_(window),
        fit_(model, window, kMostCalls, kSecondsForEdits),
        explained_(window.explained - window.start) {}

  Edits find();

 private:
  // Where an edit of an event begins to matter: what has happened, and the states that explain it.
  size_t origin(size_t event) const { return std::min(event, explained_); }
  Events prefix(size_t events) const { return Events().set() >> (kMostEvents - events); }
  const WindowEvent& at(size_t event) const { return window_.events[window_.start + event]; }

  bool prepare();  // false: what is explained cannot be explained again
  void fields(size_t event);
  void swapped(size_t event);
  void missing(size_t position, size_t before);
  void bounds();
  void moved(size_t event);
  void without(size_t event);
  void two_missing();
  void replaced(size_t event);

  // Steps that lead from some states to different ones, by the state they lead to.
  struct Led {
    std::set<std::string> steps;
    ActionId action = runtime::kNoAction;
    bool logged = false;  // the log has events for this action
  };
  std::map<State, Led> steps_from(const States& states);

  void consider(Edit edit, const std::vector<Slot>& slots, const Events& done, const States& states, size_t removed);
  void rank();

  const runtime::Model& model_;
  const runtime::Signature& signature_;
  const Window& window_;
  Fit fit_;
  const size_t explained_;      // of slots_
  std::vector<Slot> slots_;     // the events from Window::start on
  std::vector<States> before_;  // by position, up to explained_: what explains those before it
  std::set<ActionId> logged_;   // actions that events stand for
  std::vector<size_t> stuck_;   // the events that could come next
  Edits edits_;
};

bool Finder::prepare() {
  const size_t count = std::min(window_.events.size() - window_.start, kMostEvents);
  std::vector<size_t> last_of_chain;
  for (size_t i = 0; i < count; ++i) {
    const WindowEvent& event = at(i);
    Slot slot{.event = &event.event, .reading = &event.reading, .needs = {}};
    for (const uint32_t other : event.after) {
      if (other >= window_.start && other - window_.start < count) slot.needs.set(other - window_.start);
    }
    if (last_of_chain.size() <= event.chain) last_of_chain.resize(event.chain + 1, SIZE_MAX);
    if (last_of_chain[event.chain] != SIZE_MAX) slot.needs.set(last_of_chain[event.chain]);
    last_of_chain[event.chain] = i;
    for (const Candidate& candidate : event.reading.candidates) {
      if (is_rule(signature_, candidate.action, candidate.arguments)) {
        for (const ActionId action : actions_in(signature_, candidate.action)) logged_.insert(action);
      } else {
        logged_.insert(candidate.action);
      }
    }
    slots_.push_back(slot);
  }
  before_.push_back(window_.states);
  for (size_t i = 0; i < explained_; ++i) {
    before_.push_back(fit_.after(before_.back(), slots_[i]));
    if (before_.back().empty()) {
      edits_.all_tried = false;
      return false;
    }
  }
  const Events done = prefix(explained_);
  for (size_t i = explained_; i < count; ++i) {
    if ((slots_[i].needs & ~done).none()) stuck_.push_back(i);
  }
  edits_.ahead = count - explained_;
  return !stuck_.empty();
}

void Finder::consider(Edit edit, const std::vector<Slot>& slots, const Events& done, const States& states,
                      size_t removed) {
  if (states.empty() || fit_.exhausted()) return;
  ++edits_.tried;
  const Events reached = fit_.reach(slots, done, states, kPatience);
  const size_t count = reached.count();
  edit.to_the_end = count == slots.size();
  if (count <= explained_ + removed && !edit.to_the_end) return;
  edit.explains = count - explained_ - std::min(removed, count - explained_);
  if (edit.kind == EditKind::Replaced && edit.explains == 0) return;  // anything may have happened
  if (edit.kind == EditKind::Moved && edit.later) {
    if (!reached[edit.event]) return;
    // It stands behind the one that came just before it.
    const std::vector<size_t>& order = fit_.order();
    const auto place = std::find(order.begin(), order.end(), edit.event);
    if (place == order.begin() || place == order.end()) return;
    edit.other = *(place - 1);
    edit.cause = at(edit.other).chain == at(edit.event).chain ? Cause::LogOrder : Cause::ClockOrder;
  }
  edit.event += window_.start;
  edit.other += window_.start;
  edits_.best.push_back(std::move(edit));
}

void Finder::fields(size_t event) {
  const Events done = prefix(origin(event)).set(event);
  for (Alternative& other : alternatives(fit_, signature_, slots_[event], before_[origin(event)])) {
    Edit edit{.kind = EditKind::Field, .cause = other.parameter ? Cause::Mapping : Cause::Value, .event = event};
    edit.field = std::move(other.field.name);
    edit.logged = std::move(other.field.logged);
    edit.expected = std::move(other.field.expected);
    consider(edit, slots_, done, other.states, 0);
  }
}

// With the next event of its chain.
void Finder::swapped(size_t event) {
  size_t next = event + 1;
  while (next < slots_.size() && at(next).chain != at(event).chain) ++next;
  if (next == slots_.size()) return;
  if (content(signature_, slots_[event]) == content(signature_, slots_[next])) return;
  std::vector<Slot> slots = slots_;
  std::swap(slots[event].event, slots[next].event);
  std::swap(slots[event].reading, slots[next].reading);
  consider({.kind = EditKind::Swapped, .cause = Cause::LogOrder, .event = event, .other = next}, slots,
           prefix(origin(event)), before_[origin(event)], 0);
}

std::map<State, Finder::Led> Finder::steps_from(const States& states) {
  std::map<State, Led> led;
  const auto take = [&](ActionId action, bool logged) {
    for (size_t i = 0; i < std::min(states.size(), kMostStates); ++i) {
      fit_.steps(states[i], action, {}, [&](const State& before, const runtime::Step& step) {
        State next{{step.next, step.next + fit_.layout().words()}, before.spent};
        next.spent.hidden = 0;
        if (next.words == before.words) return;
        Led& to = led[std::move(next)];
        if (to.logged && !logged) return;  // it has a name that the log uses
        to.logged = logged;
        if (to.steps.empty()) to.action = action;
        to.steps.insert(step_text(signature_, action, {step.arguments.begin(), step.arguments.end()}));
      });
    }
  };
  for (const ActionId action : logged_) take(action, true);
  for (ActionId action = 0; action < signature_.actions.size(); ++action) {
    if (!logged_.contains(action)) take(action, false);
  }
  return led;
}

std::string either(const std::set<std::string>& steps) {
  std::string text;
  for (const std::string& step : steps) text += (text.empty() ? "" : " or ") + step;
  return text;
}

void Finder::missing(size_t position, size_t before) {
  for (const auto& [state, led] : steps_from(before_[position])) {
    consider({.kind = EditKind::Missing,
              .cause = led.logged ? Cause::LostLine : Cause::Unlogged,
              .event = before,
              .step = either(led.steps),
              .action = led.action},
             slots_, prefix(position), {state}, 0);
  }
}

// One step more than may be between two events, or than there may be of its kind.
void Finder::bounds() {
  const States& states = before_[explained_];
  const auto allow = [&](std::string step, uint32_t at_most, const std::function<bool(explore::Spent&)>& one_more) {
    States more;
    for (const State& state : states) {
      State with = state;
      if (one_more(with.spent)) more.push_back(std::move(with));
    }
    consider({.kind = EditKind::Bound, .cause = Cause::Bound, .event = stuck_.front(), .step = std::move(step), .at_most = at_most},
             slots_, prefix(explained_), more, 0);
  };
  if (window_.hidden.empty()) return;
  allow("", window_.max_hidden, [](explore::Spent& spent) { return --spent.hidden, true; });
  for (const auto& [action, budget] : window_.hidden) {
    if (!budget) continue;
    allow(signature_.action(action).name, budget->at_most, [budget = *budget](explore::Spent& spent) {
      return spent.counted[budget.counter] == budget.at_most && spent.counted[budget.counter]-- > 0;
    });
  }
}

// Two steps, where no single edit leaves everything in the log as it is.
void Finder::two_missing() {
  const auto keeps_all = [](const Edit& edit) { return edit.kind < EditKind::Superfluous && edit.to_the_end; };
  if (std::any_of(edits_.best.begin(), edits_.best.end(), keeps_all)) return;
  for (const auto& [between, first] : steps_from(before_[explained_])) {
    for (const auto& [state, second] : steps_from({between})) {
      consider({.kind = EditKind::Missing,
                .cause = first.logged && second.logged ? Cause::LostLine : Cause::Unlogged,
                .event = stuck_.front(),
                .two = true,
                .step = either(first.steps) + ", then " + either(second.steps),
                .action = first.action},
               slots_, prefix(explained_), {state}, 0);
    }
    if (fit_.exhausted()) return;
  }
}

void Finder::replaced(size_t event) {
  for (const auto& [state, led] : steps_from(before_[explained_])) {
    consider({.kind = EditKind::Replaced,
              .cause = Cause::Divergence,
              .event = event,
              .step = either(led.steps),
              .action = led.action},
             slots_, prefix(explained_).set(event), {state}, 1);
  }
}

void Finder::without(size_t event) {
  Edit edit{.kind = EditKind::Superfluous, .cause = Cause::NoStep, .event = event};
  const std::string said = content(signature_, slots_[event]);
  for (size_t i = event; i-- > 0;) {
    if (at(i).chain != at(event).chain) continue;
    if (content(signature_, slots_[i]) == said) {
      edit.kind = EditKind::Repeated;
      edit.cause = Cause::LoggedTwice;
      edit.other = i;
    }
    break;
  }
  consider(edit, slots_, prefix(origin(event)).set(event), before_[origin(event)], event >= explained_ ? 1 : 0);
}

// An event that could come next is left for later; one that could not comes at once.
void Finder::moved(size_t event) {
  std::vector<Slot> slots = slots_;
  for (Slot& slot : slots) slot.needs.reset(event);
  if (std::find(stuck_.begin(), stuck_.end(), event) != stuck_.end()) {
    consider({.kind = EditKind::Moved, .cause = Cause::ClockOrder, .event = event, .later = true}, slots,
             prefix(explained_), before_[explained_], 0);
    return;
  }
  const size_t stuck = stuck_.front();
  // Those before it in its chain do not need it, but everything else that did still does.
  consider({.kind = EditKind::Moved,
            .cause = at(event).chain == at(stuck).chain ? Cause::LogOrder : Cause::ClockOrder,
            .event = event,
            .other = stuck},
           slots_, prefix(explained_).set(event), fit_.after(before_[explained_], slots_[event]), 1);
}

void Finder::rank() {
  const auto distance = [&](const Edit& edit) {
    const size_t middle = window_.explained;
    return edit.event < middle ? 2 * (middle - edit.event) - 1 : 2 * (edit.event - middle);
  };
  // A step that seems to be missing, and is logged by another node, was not lost.
  std::set<std::string> missing;
  for (const Edit& edit : edits_.best) {
    if (edit.kind == EditKind::Missing) missing.insert(edit.step);
  }
  const auto preference = [&](const Edit& edit) {
    const bool logged_elsewhere = edit.kind == EditKind::Moved && edit.cause == Cause::ClockOrder &&
                                  missing.contains(as_step(window_.events[edit.event].event));
    if (edit.two) return 2 * static_cast<int>(EditKind::Superfluous) + 1;
    return logged_elsewhere ? 2 * static_cast<int>(EditKind::Missing) - 1 : 2 * static_cast<int>(edit.kind);
  };
  std::stable_sort(edits_.best.begin(), edits_.best.end(), [&](const Edit& a, const Edit& b) {
    if (a.to_the_end != b.to_the_end) return a.to_the_end;
    if (!a.to_the_end && a.explains != b.explains) return a.explains > b.explains;
    if (preference(a) != preference(b)) return preference(a) < preference(b);
    return distance(a) < distance(b);
  });
  // A step that is missing may be missing anywhere between two events: the place nearest to the end is shown.
  std::vector<Edit> best;
  std::set<std::pair<EditKind, std::string>> steps;
  for (Edit& edit : edits_.best) {
    if (best.size() == kMostBest && edit.kind != EditKind::Bound) continue;
    // What helps far less than the best only distracts.
    if (!best.empty() && (edit.explains == 0 || 4 * (edit.explains + 1) < best.front().explains)) continue;
    if (!edit.step.empty() && !steps.insert({edit.kind, edit.step}).second) continue;
    // A bound is the mapping's, and easier to judge than the log: it is always shown.
    if (best.size() == kMostBest) best.pop_back();
    best.push_back(std::move(edit));
  }
  edits_.best = std::move(best);
}

Edits Finder::find() {
  if (!prepare()) return edits_;
  for (const size_t event : stuck_) {
    fields(event);
    without(event);
    swapped(event);
  }
  missing(explained_, stuck_.front());
  bounds();
  for (const size_t event : stuck_) {
    moved(event);
    replaced(event);
  }
  for (size_t event = explained_; event < std::min(slots_.size(), explained_ + kAhead); ++event) {
    if (std::find(stuck_.begin(), stuck_.end(), event) == stuck_.end()) moved(event);
  }
  for (size_t back = 1; back <= std::min(kBack, explained_) && !fit_.exhausted(); ++back) {
    const size_t event = explained_ - back;
    swapped(event);
    fields(event);
    missing(event, event);
    without(event);
  }
  two_missing();
  edits_.all_tried = !fit_.exhausted();
  edits_.calls = fit_.calls();
  rank();
  return edits_;
}

}  // namespace

Edits find_edits(const runtime::Model& model, const Window& window) {
  if (window.events.size() <= window.explained || window.states.empty()) return {};
  return Finder(model, window).find();
}

}  // namespace trestle::explain
