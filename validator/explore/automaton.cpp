#include "validator/explore/automaton.h"

#include <algorithm>
#include <map>
#include <set>

namespace trestle::explore {
namespace {

using runtime::Formula;
using runtime::FormulaId;
using runtime::Formulas;

constexpr size_t kMostStates = 4096;
constexpr size_t kMostTransitions = 4096;  // of a state, before those that say less than others are dropped

using Owed = std::set<FormulaId>;

// One way to do now what has to be done now.
struct Way {
  std::set<FormulaId> now;  // without temporal operators
  Owed next;
  std::set<FormulaId> put_off;

  bool covers(const Way& other) const {
    const auto within = [](const auto& a, const auto& b) {
      return std::includes(b.begin(), b.end(), a.begin(), a.end());
    };
    return within(now, other.now) && within(next, other.next) && within(put_off, other.put_off);
  }
  auto operator<=>(const Way&) const = default;
};

class Construction {
 public:
  explicit Construction(Formulas& formulas) : formulas_(formulas) {}

  std::optional<Automaton> run(FormulaId formula) {
    number({formula});
    for (size_t i = 0; i < states_.size(); ++i) {
      const Owed owed = states_[i];
      ways_.clear();
      expand({owed.begin(), owed.end()}, {});
      if (too_large_ || states_.size() > kMostStates) return std::nullopt;
      drop_covered();
      auto& transitions = out_.states.emplace_back();
      for (const Way& way : ways_) {
        uint64_t put_off = 0;
        for (FormulaId promise : way.put_off) put_off |= uint64_t{1} << promise_number(promise);
        if (promises_.size() > 64) return std::nullopt;
        const FormulaId guard = formulas_.conjunction({way.now.begin(), way.now.end()});
        if (guard != formulas_.truth(false)) transitions.push_back({guard, number(way.next), ~put_off});
      }
    }
    out_.promises = static_cast<unsigned>(promises_.size());
    for (auto& transitions : out_.states) {
      for (auto& transition : transitions) transition.kept &= out_.all_promises();
    }
    if (const auto it = numbers_.find({}); it != numbers_.end()) out_.satisfied = it->second;
    return std::move(out_);
  }

 private:
  uint32_t number(Owed owed) {
    owed.erase(formulas_.truth(true));
    const auto [it, added] = numbers_.try_emplace(owed, static_cast<uint32_t>(states_.size()));
    if (added) states_.push_back(std::move(owed));
    return it->second;
  }

  unsigned promise_number(FormulaId promise) {
    return promises_.try_emplace(promise, static_cast<unsigned>(promises_.size())).first->second;
  }

  void expand(std::vector<FormulaId> todo, Way way) {
    if (too_large_) return;
    while (!todo.empty()) {
      const FormulaId f = todo.back();
      todo.pop_back();
      const Formula of = formulas_[f];
      if (!of.temporal) {
        if (f == formulas_.truth(false)) return;
        if (f != formulas_.truth(true)) way.now.insert(f);
        continue;
      }
      switch (of.kind) {
        case Formula::Kind::And: todo.insert(todo.end(), of.args.begin(), of.args.end()); break;
        case Formula::Kind::Always:
          todo.push_back(of.args[0]);
          way.next.insert(f);
          break;
        case Formula::Kind::Or: {
          std::vector<FormulaId> plain;  // stays one guard
          for (FormulaId arg : of.args) {
            if (!formulas_[arg].temporal) {
              plain.push_back(arg);
              continue;
            }
            auto rest = todo;
            rest.push_back(arg);
            expand(std::move(rest), way);
          }
          todo.push_back(formulas_.disjunction(std::move(plain)));
          break;
        }
        case Formula::Kind::Eventually: {
          Way later = way;
          later.next.insert(f);
          later.put_off.insert(f);
          expand(todo, std::move(later));
          todo.push_back(of.args[0]);
          break;
        }
        case Formula::Kind::False:
        case Formula::Kind::True:
        case Formula::Kind::Atom: break;
      }
    }
    ways_.push_back(std::move(way));
    too_large_ = ways_.size() > kMostTransitions;
  }

  void drop_covered() {
    std::sort(ways_.begin(), ways_.end());
    ways_.erase(std::unique(ways_.begin(), ways_.end()), ways_.end());
    std::vector<Way> kept;
    for (size_t i = 0; i < ways_.size(); ++i) {
      bool covered = false;
      for (size_t j = 0; j < ways_.size() && !covered; ++j) covered = i != j && ways_[j].covers(ways_[i]);
      if (!covered) kept.push_back(ways_[i]);
    }
    ways_ = std::move(kept);
  }

  Formulas& formulas_;
  Automaton out_;
  std::vector<Owed> states_;
  std::map<Owed, uint32_t> numbers_;
  std::map<FormulaId, unsigned> promises_;
  std::vector<Way> ways_;
  bool too_large_ = false;
};

}  // namespace

std::optional<Automaton> make_automaton(Formulas& formulas, FormulaId formula) {
  return Construction(formulas).run(formula);
}

}  // namespace trestle::explore
