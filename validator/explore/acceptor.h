// An error model ready to read a state graph: its automaton and its conditions, looked up by letter.
//
// Conditions on what a behavior does infinitely often are bits ("marks") of the steps in the component it stays in: one
// bit for each formula that must recur and each promise of the automaton, and two for each response (`often`, `then`).
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "validator/explore/automaton.h"
#include "validator/explore/error_model.h"
#include "validator/explore/letters.h"

namespace trestle::explore {

class Acceptor {
 public:
  // Nothing when the automaton is too large.
  static std::optional<Acceptor> make(runtime::Formulas& formulas, const ErrorModel& model);

  using Marks = std::vector<uint64_t>;

  struct Move {  // of the automaton, on some letter
    uint32_t to;
    Marks marks;  // of the letter and of the automaton's transition
  };
  struct Reading {
    bool stays = false;                    // allowed in the component that a behavior stays in
    std::vector<std::vector<Move>> moves;  // by state of the automaton
  };
  // References stay valid.
  const Reading& read(const Letters& letters, Letter letter);

  const ErrorModel& model() const { return model_; }
  uint32_t states() const { return static_cast<uint32_t>(automaton_.states.size()); }
  std::optional<uint32_t> satisfied() const { return automaton_.satisfied; }
  // Any behavior from anywhere will do, if it stays in the right component.
  bool trivial() const { return model_.anywhere && automaton_.satisfied == 0u; }

  Marks no_marks() const { return Marks((count_ + 63) / 64); }
  // All that must recur does, with these marks on the steps of a component.
  bool recurs(const Marks& marks) const;
  // Responses whose `often` is there and `then` is not: bits of their `often`. Empty when there are none.
  std::optional<Marks> unanswered(const Marks& marks) const;
  // The marks that a behavior must see again and again to stay in a component with these: of what must recur, and
  // `then` of the responses whose `often` is there.
  Marks required(const Marks& marks) const;

 private:
  Acceptor(runtime::Formulas& formulas, const ErrorModel& model, Automaton automaton);

  const runtime::Formulas* formulas_;
  ErrorModel model_;
  Automaton automaton_;
  size_t promises_at_, responses_at_, count_;    // bits: recurring, promises, then often and then alternating
  std::deque<std::optional<Reading>> readings_;  // by letter
};

inline void join(Acceptor::Marks& marks, const Acceptor::Marks& more) {
  for (size_t i = 0; i < marks.size(); ++i) marks[i] |= more[i];
}
inline bool meet(const Acceptor::Marks& a, const Acceptor::Marks& b) {
  for (size_t i = 0; i < a.size(); ++i) {
    if ((a[i] & b[i]) != 0) return true;
  }
  return false;
}
inline bool includes(const Acceptor::Marks& all, const Acceptor::Marks& some) {
  for (size_t i = 0; i < all.size(); ++i) {
    if ((some[i] & ~all[i]) != 0) return false;
  }
  return true;
}

}  // namespace trestle::explore
