// Whether a lasso violates the temporal property that the file says it does, under the fairness of the spec. Of a lasso
// about which the file says nothing, what it violates. Private to this folder.
#pragma once

#include "validator/bridge/hold.h"

namespace trestle::bridge {

// `held` is whole and without a difference. `several`: other states of the spec may be meant as well, so a lasso that
// shows nothing proves nothing. Throws EvalError where the model does.
void claim_temporal(const runtime::Model& model, runtime::Context& context, const RecordedBehavior& recorded,
                    bool several, Held& held);

}  // namespace trestle::bridge
