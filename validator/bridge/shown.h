// What a file shows of states and steps, held against those of the model: by name, as the format writes values, and as
// ALIAS makes them. Private to this folder.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "validator/bridge/hold.h"
#include "validator/bridge/spec_steps.h"

namespace trestle::bridge {

class Shown {
 public:
  // `alias`: states whose names are all those of variables are by ALIAS, too, as where it gives a variable's name another value.
  Shown(const runtime::Model& model, runtime::Context& context, const RecordedBehavior& recorded, bool alias);

  bool anything() const { return anything_; }  // some name is a variable's, or may be one of ALIAS
  const std::set<std::string>& unknown() const { return unknown_; }  // names that are no variable's
  // Whether ALIAS may have written a state: it is known only with the next one.
  bool by_alias(size_t i) const { return alias_[i]; }

  bool fits(size_t i, const State& words);
  bool alias_fits(size_t i, const State& words, const State* next) {
    return !alias_[i] || alias_differs(i, words, next).empty();
  }
  std::vector<Differing> differs(size_t i, const State& words);
  // Name by name: what differs between the file and ALIAS of a state with its next, at the context's level.
  std::vector<Differing> alias_differs(size_t i, const State& words, const State* next);
  // Arguments of which the file says nothing, or another number (of an action that calls this one), fit any.
  bool arguments_fit(const RecordedAction& told, const Node& node);

 private:
  std::optional<size_t> variable(const std::string& name) const;
  runtime::Value alias_of(const State& words, const State* next);

  const runtime::Model& model_;
  const runtime::Signature& signature_;
  runtime::Context& context_;
  const RecordedBehavior& recorded_;
  std::vector<std::vector<std::optional<size_t>>> variables_;  // by state and name in it
  std::vector<bool> alias_;
  std::set<std::string> unknown_;
  bool anything_ = false;
};

}  // namespace trestle::bridge
