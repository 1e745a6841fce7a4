// A behavior in a file as if it had a model: its names as a signature, its states under a layout. For showing it as
// behaviors of a spec are shown, without the spec. It has no steps of its own.
#pragma once

#include "translator/runtime/model.h"
#include "validator/bridge/behavior_file.h"
#include "validator/explore/behavior.h"

namespace trestle::bridge {

class RecordedModel final : public runtime::Model {
 public:
  RecordedModel(const RecordedBehavior& behavior, std::string module);

  const explore::Behavior& behavior() const { return behavior_; }

  const runtime::Signature& signature() const override { return signature_; }
  void initial_states(runtime::Context&, runtime::StateSink&) const override {}
  void steps(runtime::Context&, const runtime::Word*, runtime::StepSink&) const override {}
  void steps(runtime::Context&, const runtime::Word*, runtime::ActionId, runtime::Arguments,
             runtime::StepSink&) const override {}
  bool holds(runtime::Context&, runtime::PredicateId, const runtime::Word*, const runtime::Word*) const override {
    return true;
  }
  void identity(runtime::Context&, const runtime::Word*, runtime::Word*) const override {}
  runtime::Value evaluate(runtime::Context&, runtime::ExpressionId, const runtime::Word*,
                          const runtime::Word*) const override {
    return {};
  }

 private:
  runtime::ActionId action_of(const RecordedAction& action);

  runtime::Signature signature_;
  explore::Behavior behavior_;
};

}  // namespace trestle::bridge
