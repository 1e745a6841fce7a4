// A spec's Model that starts on the evaluator at once, has native code made in the background, and goes over to it when
// that is ready. A value that outgrows the native layout takes it back to the evaluator, whose states hold every value,
// until wider code is there. So does native code that leaves many states to the evaluator, for good.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "translator/codegen/native.h"
#include "translator/core/infer.h"
#include "translator/evaluator/part.h"
#include "translator/runtime/thread.h"

namespace trestle::codegen {

struct TieredOptions {
  bool wait = false;                     // begin with native code, however long that takes,
  const std::atomic<bool>* interrupted = nullptr;  // until this is set
  std::chrono::milliseconds delay{300};  // what ends sooner is not worth compiling
  bool arguments = false;                // steps of single actions are asked for, too
  CompileOptions compile = {};
  std::function<void(std::string_view)> notice = {};  // from another thread: no compiler, or an error of ours
};

class Tiered final : public runtime::Model, public runtime::Engines {
 public:
  Tiered(std::shared_ptr<const core::Spec> spec, TieredOptions options);
  ~Tiered() override;

  const runtime::Signature& signature() const override { return signature_; }
  void initial_states(runtime::Context& context, runtime::StateSink& sink) const override {
    current_->initial_states(context, sink);
  }
  void steps(runtime::Context& context, const runtime::Word* state, runtime::StepSink& sink) const override {
    current_->steps(context, state, sink);
  }
  void steps(runtime::Context& context, const runtime::Word* state, runtime::ActionId action,
             runtime::Arguments arguments, runtime::StepSink& sink) const override {
    current_->steps(context, state, action, arguments, sink);
  }
  bool holds(runtime::Context& context, runtime::PredicateId predicate, const runtime::Word* state,
             const runtime::Word* next) const override {
    return current_->holds(context, predicate, state, next);
  }
  size_t holding(runtime::Context& context, std::span<const runtime::PredicateId> predicates, Rows rows,
                 std::span<const uint32_t> numbers, uint32_t* holding) const override {
    return current_->holding(context, predicates, rows, numbers, holding);
  }
  void identity(runtime::Context& context, const runtime::Word* state, runtime::Word* identity) const override {
    current_->identity(context, state, identity);
  }
  Value evaluate(runtime::Context& context, runtime::ExpressionId expression, const runtime::Word* state,
                 const runtime::Word* next) const override {
    return current_->evaluate(context, expression, state, next);
  }
  runtime::Engines* engines() const override { return const_cast<Tiered*>(this); }

  bool ready() const override {
    return ready_.load(std::memory_order_relaxed) || (running_ != nullptr && running_->hopeless());
  }
  void change() override;
  void outgrow(const runtime::Misfit& misfit) override;

  bool native() const { return current_ != evaluator_.get(); }
  const Unit* unit() const { return natives_.empty() ? nullptr : &natives_.back()->unit(); }  // the newest that ran
  uint64_t left() const;  // states whose successors native code left to the evaluator
  std::string given_up() const;  // why there is no native code, as the notice says it; empty while there may be

 private:
  void give_up(const std::string& why);
  void work();  // the background thread
  void make();
  std::vector<runtime::ShapeRef> first_shapes(const evaluator::Parts& parts, const std::vector<runtime::Value>& globals);
  void use(const runtime::Model& model);

  std::shared_ptr<const core::Spec> spec_;
  TieredOptions options_;
  std::unique_ptr<runtime::Model> evaluator_;
  std::vector<std::unique_ptr<Native>> natives_;  // the last is the newest
  const runtime::Model* current_ = nullptr;
  const Native* running_ = nullptr;  // when that is native
  runtime::Signature signature_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<runtime::ShapeRef> shapes_;  // guarded by the mutex; empty until inferred
  std::vector<runtime::Misfit> outside_;   // values that did not fit, not yet widened for
  std::vector<int> grown_;                 // how often, by variable
  std::string given_up_;
  bool wanted_ = true;
  std::atomic<bool> ready_{false}, ended_{false}, failed_{false};
  std::unique_ptr<Native> made_;
  std::unique_ptr<runtime::DeepThread> thread_;
};

// The shapes that a spec's variables are believed to have, as the tiers begin with.
std::vector<core::Inferred> inferred_variables(const std::shared_ptr<const core::Spec>& spec);

// The unit of a spec as the tiers make it, for whoever wants to know what is native.
Unit unit_of(const std::shared_ptr<const core::Spec>& spec);
// The same as a library.
LibraryText library_of(const std::shared_ptr<const core::Spec>& spec, const LibraryNames& names);

}  // namespace trestle::codegen
