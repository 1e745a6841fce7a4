// What the rules of a mapping say of two states, without the action: would another state after the step have shown?
#pragma once

#include "translator/runtime/model.h"
#include "validator/explore/mapping.h"
#include "validator/mapping/observe_file.h"
#include "validator/mapping/observed.h"

namespace trestle::mapping {

// The same rules, but the step of each is to the state that the event itself names: to be lowered like the file.
ObserveFile with_given_steps(ObserveFile file, const runtime::Signature& signature);

class Shown {
 public:
  // `given` makes the rules that with_given_steps() made of `file`.
  Shown(const ObservedModel& model, MakeRules given, const ObserveFile& file);

  // Whether some rule that the event may stand for accepts the two states, or none of its candidates is a rule.
  bool accepts(const explore::Reading& reading, const runtime::Word* before, const runtime::Word* after);

 private:
  const ObservedModel& model_;
  const ObserveFile& file_;
  ObservedModel given_;
  runtime::Context context_;
};

}  // namespace trestle::mapping
