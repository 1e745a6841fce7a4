// A context to evaluate in while code is generated: what Print says there is told by the run itself.
#pragma once

#include "translator/runtime/context.h"

namespace trestle::codegen {

class QuietContext : public runtime::Context {
 public:
  QuietContext() {
    exploration = &exploration_;
    exploration_.print = [](std::string_view) {};
  }

 private:
  runtime::Exploration exploration_;
};

}  // namespace trestle::codegen
