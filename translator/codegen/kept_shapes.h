// Inferred shapes, kept beside the units that are made of them: where a run is short, finding them takes most of it.
//
// They are as good as when they were found for the same specification and constants by the same program. What a
// specification reads besides (files, the environment) may have changed: then some value does not fit, which is noticed
// as always.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "translator/core/core.h"
#include "translator/runtime/shape.h"

namespace trestle::codegen {

class KeptShapes {
 public:
  // `folder` is that of the cache.
  KeptShapes(const std::filesystem::path& folder, const core::Spec& spec, const std::vector<runtime::Value>& globals);

  std::optional<std::vector<runtime::ShapeRef>> find() const;
  void keep(const std::vector<runtime::ShapeRef>& shapes) const;  // nothing when the folder cannot be written

 private:
  std::filesystem::path path_;
  size_t variables_;
};

}  // namespace trestle::codegen
