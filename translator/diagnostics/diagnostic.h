// What is wrong with a text, and where. Kinds are a closed set (kinds.def); each is provoked by a test.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "translator/diagnostics/source.h"

namespace trestle {

enum class DiagnosticKind : uint16_t {
#define TRESTLE_DIAGNOSTIC(name, code, summary) name,
#include "translator/diagnostics/kinds.def"
};

std::string_view name(DiagnosticKind kind);  // "PrecedenceConflict"
int exit_code(
    DiagnosticKind kind);  // the process exit code it leads to: 150 parse, 151 config, ... (design, section 8)

enum class Severity : uint8_t { Error, Warning, Note };

struct Diagnostic {
  DiagnosticKind kind;
  Severity severity = Severity::Error;
  Span span;
  std::string message;  // one sentence without a final full stop, no line break
  std::string hint;     // what was expected or what to do; may be empty
};

// Collects diagnostics of one run. Not shared between threads.
class Diagnostics {
 public:
  void error(DiagnosticKind kind, Span span, std::string message, std::string hint = {});
  void warning(DiagnosticKind kind, Span span, std::string message, std::string hint = {});
  bool has_errors() const { return errors_ > 0; }
  size_t errors() const { return errors_; }
  const std::vector<Diagnostic>& all() const { return all_; }
  // Spans point into sources: one that diagnostics speak of must outlive them, also when nothing came of parsing it.
  void keep(std::shared_ptr<const Source> source) { sources_.push_back(std::move(source)); }

 private:
  std::vector<std::shared_ptr<const Source>> sources_;
  std::vector<Diagnostic> all_;
  size_t errors_ = 0;
};

// As people read it:
//   Raft.tla:12:7: error: unknown operator "Foo" [UnknownIdentifier]
//      12 |   /\ Foo(x)
//         |      ^^^
//         = expected ...
std::string render(const Diagnostic& diagnostic, bool color = false);
// The line of a span and the carets under it. A span over several lines is marked to the end of its first.
std::string excerpt(const Span& span, std::string_view color = {}, std::string_view reset = {});
std::string render(const Diagnostics& diagnostics, bool color = false);

}  // namespace trestle
