// Core IR to C++: a unit, and what the host needs to run it; or a library, which runs alone.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "translator/core/core.h"
#include "translator/evaluator/part.h"
#include "translator/runtime/shape.h"

namespace trestle::codegen {

struct Unit {
  std::string source;
  std::vector<runtime::ShapeRef> shapes;                  // of the variables: the layout it was made for
  std::vector<runtime::ShapeRef> exchanged;               // of values that pass between host and unit, by number
  std::vector<runtime::Value> atoms, constants;           // by number
  std::vector<evaluator::Parts::Expression> expressions;  // left to the evaluator
  std::vector<evaluator::Parts::Leaf> leaves;             // so are these actions
  // EXCEPTs that may change nothing: the expression, and its field's atom if it is at one.
  std::vector<std::pair<const core::Expr*, std::optional<uint32_t>>> ignored;
  std::vector<bool> predicates;                           // which of Spec::predicates are native
  bool identity = false;                                  // SYMMETRY or VIEW is
  runtime::ShapeRef view = nullptr;                       // of VIEW's values, when that is
  bool steps = false;                                     // Next is
  bool initial = false;                                   // initial states are
  std::vector<bool> bound;                                // which actions are, when their arguments are given
  std::vector<std::string> left;                          // what is left to the evaluator, and why, for people
};

// What the constants of a spec are, as an engine knows it.
struct Constants {
  std::vector<runtime::Value> globals;  // of Spec::globals; undefined where one has no value that can be kept
  std::function<runtime::Value(const core::Expr&)>
      closed;  // of a constant expression without names; undefined likewise
  std::vector<std::vector<runtime::Value>> permutations = {};  // of SYMMETRY: pairs from, to; without the identity
  bool with_arguments = false;                                 // steps of single actions are wanted, too
};

// What a library of a model is called.
struct LibraryNames {
  std::string name;     // of the namespace
  std::string file;     // of the files, without their extension
  std::string config;   // of the .cfg, for people
  std::string version;  // of Trestle
};

// A model as C++ that a program is compiled with: no host, nothing left to the evaluator.
struct LibraryText {
  std::string header, source;
  std::vector<std::string> left;  // what is not native, and throws: why, and where
};

// `shapes`: of the variables (core/infer.h).
Unit generate(const core::Spec& spec, const std::vector<runtime::ShapeRef>& shapes, const Constants& constants);
LibraryText generate_library(const core::Spec& spec, const std::vector<runtime::ShapeRef>& shapes,
                             const Constants& constants, const LibraryNames& names);

}  // namespace trestle::codegen
