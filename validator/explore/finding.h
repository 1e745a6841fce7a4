// What any exploration ends with: a verdict, and what shows it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/explore/behavior.h"
#include "validator/explore/verdict.h"

namespace trestle::explore {

// An evaluation that has no value.
struct Failure {
  runtime::EvalError error;
  Phase phase;
};

struct Finding {
  Verdict verdict = Verdict::Ok;
  std::optional<runtime::PredicateId> predicate = {};  // that is false, or has no value
  std::string violated = {};                           // its name, or empty
  Behavior behavior = {};                              // that shows the violation or led to the failure
  std::optional<Failure> failure = {};
  std::string reason = {};  // why a run is inconclusive
  std::vector<std::string> warnings = {};
};

// Of workers each gives its own.
void add_once(std::vector<std::string>& warnings, std::string warning);

// How often an action led to a state, and to one not met before.
struct ActionCount {
  uint64_t generated = 0;
  uint64_t distinct = 0;
};

// Adds a worker's counts to those of others.
void add_counts(std::vector<runtime::ExpressionCount>& sum, std::span<const runtime::ExpressionCount> more);

// The verdict of an evaluation that failed: TLC's, and inconclusive where a limit of ours was the cause.
Verdict verdict_of(const runtime::EvalError& error, Phase phase);

int exit_code(const Finding& finding);

}  // namespace trestle::explore
