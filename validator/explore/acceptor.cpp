#include "validator/explore/acceptor.h"

#include <utility>

namespace trestle::explore {

std::optional<Acceptor> Acceptor::make(runtime::Formulas& formulas, const ErrorModel& model) {
  auto automaton = make_automaton(formulas, model.rest);
  if (!automaton) return std::nullopt;
  return Acceptor(formulas, model, *std::move(automaton));
}

Acceptor::Acceptor(runtime::Formulas& formulas, const ErrorModel& model, Automaton automaton)
    : formulas_(&formulas),
      model_(model),
      automaton_(std::move(automaton)),
      promises_at_(model_.recurring.size()),
      responses_at_(promises_at_ + automaton_.promises),
      count_(std::max<size_t>(1, responses_at_ + 2 * model_.responses.size())) {}

const Acceptor::Reading& Acceptor::read(const Letters& letters, Letter letter) {
  while (readings_.size() <= letter) readings_.emplace_back();
  std::optional<Reading>& known = readings_[letter];
  if (known) return *known;
  const Valuation valuation = letters[letter];
  const auto is_true = [&](runtime::FormulaId f) { return holds(*formulas_, f, valuation); };
  Reading& reading = known.emplace();
  reading.stays = is_true(model_.finally);
  Marks marks = no_marks();
  for (size_t i = 0; i < model_.recurring.size(); ++i) {
    if (is_true(model_.recurring[i])) set_bit(marks, i);
  }
  for (size_t i = 0; i < model_.responses.size(); ++i) {
    if (is_true(model_.responses[i].often)) set_bit(marks, responses_at_ + 2 * i);
    if (is_true(model_.responses[i].then)) set_bit(marks, responses_at_ + 2 * i + 1);
  }
  reading.moves.resize(automaton_.states.size());
  for (size_t state = 0; state < automaton_.states.size(); ++state) {
    for (const auto& transition : automaton_.states[state]) {
      if (!is_true(transition.guard)) continue;
      Move& move = reading.moves[state].emplace_back(Move{transition.to, marks});
      for (unsigned i = 0; i < automaton_.promises; ++i) {
        if (transition.kept >> i & 1) set_bit(move.marks, promises_at_ + i);
      }
    }
  }
  return reading;
}

bool Acceptor::recurs(const Marks& marks) const {
  for (size_t i = 0; i < responses_at_; ++i) {
    if (!bit(marks, i)) return false;
  }
  return true;
}

std::optional<Acceptor::Marks> Acceptor::unanswered(const Marks& marks) const {
  std::optional<Marks> found;
  for (size_t i = responses_at_; i + 1 < count_; i += 2) {
    if (!bit(marks, i) || bit(marks, i + 1)) continue;
    if (!found) found = no_marks();
    set_bit(*found, i);
  }
  return found;
}

Acceptor::Marks Acceptor::required(const Marks& marks) const {
  Marks required = no_marks();
  for (size_t i = 0; i < responses_at_; ++i) set_bit(required, i);
  for (size_t i = responses_at_; i + 1 < count_; i += 2) {
    if (bit(marks, i)) set_bit(required, i + 1);
  }
  return required;
}

}  // namespace trestle::explore
