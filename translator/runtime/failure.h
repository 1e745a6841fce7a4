// Throwing EvalErrors from operators, out of line so that the operators stay small.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "translator/runtime/eval_error.h"
#include "translator/runtime/print.h"

namespace trestle::runtime {

template <typename... T>
[[noreturn, gnu::cold, gnu::noinline]] void fail(fmt::format_string<T...> format, T&&... arguments) {
  throw EvalError(ErrorKind::Evaluation, fmt::format(format, std::forward<T>(arguments)...));
}

// The same with a hint: what to do about it.
template <typename... T>
[[noreturn, gnu::cold, gnu::noinline]] void fail_with(const char* hint, fmt::format_string<T...> format, T&&... arguments) {
  throw EvalError(ErrorKind::Evaluation, fmt::format(format, std::forward<T>(arguments)...), hint);
}

// The same where it is known whether TLC has its general exit code for it; empty: the engine knows.
template <typename... T>
[[noreturn, gnu::cold, gnu::noinline]] void fail_in(std::optional<bool> general, fmt::format_string<T...> format,
                                                    T&&... arguments) {
  EvalError error(ErrorKind::Evaluation, fmt::format(format, std::forward<T>(arguments)...));
  error.general = general;
  throw error;
}

inline std::string show(Value v) { return to_short_string(v); }

// "The first argument of Len should be a sequence, but instead it is: 3"
[[noreturn, gnu::cold]] void bad_argument(std::string_view which, std::string_view op, std::string_view expected,
                                          Value actual);

}  // namespace trestle::runtime
