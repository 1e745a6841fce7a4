// A meaningless evaluation: TLA+ gives the expression no value that TLC would accept.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace trestle::runtime {

// Decides verdict and exit code.
enum class ErrorKind : uint8_t {
  Evaluation,   // evaluation-failed
  Assertion,    // TLC's Assert(FALSE, ...): assertion-failed
  TooLarge,     // a set too large to list, a recursion without end: evaluation-failed, as in TLC
  Limit,        // a bound of ours (memory, size of the values kept): inconclusive
  Unsupported,  // an operator that Trestle does not run
};

// Thrown by operators, with operands in the message as TLA+ text. The engine adds the place (it knows which expression
// it was evaluating) before it leaves Model's functions.
class EvalError : public std::runtime_error {
 public:
  EvalError(ErrorKind kind, std::string message, std::string hint = {})
      : std::runtime_error(std::move(message)), kind(kind), hint(std::move(hint)) {}

  ErrorKind kind;
  std::string hint;
  // Whether it is an operator of a standard module that refuses, in Java: in a step TLC has its general exit code for that.
  // What throws may know; otherwise the engine fills it in.
  std::optional<bool> general;
  std::string place;             // "file:line:column" of the innermost expression; empty until the engine filled it in
  std::string expression;        // its text
  std::string excerpt;           // its line with carets under it, as diagnostics show theirs
  std::string in;                // the action, invariant or definition being evaluated
  // Where a witnessing model knows (evaluator.h): "p = 2", for the names in the expression; "Get(s = <<>>, i = 1) at M.tla:6:12",
  // the calls that led there, the innermost first.
  std::vector<std::string> names, calls;
  uint32_t action = UINT32_MAX;  // the action (ActionId) whose steps were being computed
  std::vector<uint64_t>
      unfinished;  // words of the state that was to be, where the error is that variables have no value
};

}  // namespace trestle::runtime
