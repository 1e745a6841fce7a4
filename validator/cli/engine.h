// Which engine runs a spec: the evaluator, or native code made from it.
#pragma once

#include <memory>
#include <string>

#include "translator/codegen/native.h"
#include "translator/core/core.h"

namespace trestle::cli {

// The spec's shapes, inferred and then widened by `outside` values of earlier attempts; its code; that compiled.
struct NativeEngine {
  explicit NativeEngine(std::shared_ptr<const core::Spec> spec);

  std::unique_ptr<codegen::Native> make() const;
  void widen(const codegen::Native::Outside& outside);
  codegen::Unit unit() const;

  std::shared_ptr<const core::Spec> spec;  // as the engines need it
  std::vector<runtime::ShapeRef> shapes;
};

}  // namespace trestle::cli
