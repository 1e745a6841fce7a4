// A meaningless evaluation: TLA+ gives the expression no value that TLC would accept.
#pragma once

#include <stdexcept>
#include <string>

namespace trestle::runtime {

// Decides verdict and exit code.
enum class ErrorKind : uint8_t {
  Evaluation,   // evaluation-failed
  Assertion,    // TLC's Assert(FALSE, ...): assertion-failed
  Limit,        // a bound of ours (set too large, recursion too deep, memory): inconclusive or evaluation-failed as the
                // caller decides
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
  bool incomplete = false;  // a successor was generated, but not every variable has a value in it: TLC counts it
  std::string place;       // "file:line:column" of the innermost expression; empty until the engine filled it in
  std::string expression;  // its text
  std::string in;          // the action, invariant or definition being evaluated
};

}  // namespace trestle::runtime
