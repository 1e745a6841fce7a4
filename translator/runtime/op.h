// The implementations behind op.def, one function per operator, named as there. Their arguments are as many as the
// table says; the table in op.cpp is the only user.
#pragma once

#include "translator/runtime/operators.h"

namespace trestle::runtime::op {

#define TRESTLE_OP(name, symbol, arity) Value name(Context& context, const Value* arguments, uint32_t count);
#include "translator/runtime/op.def"

}  // namespace trestle::runtime::op
