// What expanding temporal formulas needs to evaluate: conditions and sets that are constant.
#include "translator/core/temporal.h"

#include "translator/evaluator/model.h"
#include "translator/runtime/store.h"

namespace trestle::evaluator {

std::shared_ptr<const core::Spec> expand_temporal(std::shared_ptr<const core::Spec> spec) {
  if (spec->temporal || spec->properties.empty()) return spec;
  Context context;
  Evaluator model(spec, runtime::Layout(spec->variables.size()));
  auto evaluate = [&](const core::Root& root) {
    Lease lease = model.machine(context);
    model.load(*lease, nullptr, nullptr);
    try {
      return runtime::keep((*lease).evaluate(model.compile(root)));
    } catch (runtime::EvalError& e) {
      model.rethrow(context, e, "a temporal formula");
    }
  };
  const core::Constants constants{
      .truth =
          [&](const core::Root& root) {
            const Value v = evaluate(root);
            if (v.is_boolean()) return v.truth();
            runtime::EvalError error(runtime::ErrorKind::Evaluation, "a part of a temporal formula is not a Boolean");
            error.place = to_string(root.expr->span);
            throw error;
          },
      .elements =
          [&](const core::Root& root) {
            std::vector<Value> elements;
            runtime::Elements each(context, evaluate(root));
            for (Value x; each.next(x);) elements.push_back(runtime::intern(context, x));
            return elements;
          },
  };
  return core::expand_temporal(std::move(spec), constants);
}

}  // namespace trestle::evaluator
