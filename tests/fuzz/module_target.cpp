// Any bytes, as a module and as an expression: what parses must print, and its text must parse again.
#include <cstdlib>
#include <iostream>

#include "translator/syntax/parse.h"

using namespace trestle;

namespace {

[[noreturn]] void give_up(const std::string& why) {
  std::cerr << why << std::endl;
  std::abort();
}

void check_span(const Span& span, const Source& source) {
  if (span.source && (span.begin > span.end || span.end > source.text().size())) give_up("a span outside its text");
}

void check_diagnostics(const Diagnostics& diagnostics, const Source& source, bool parsed) {
  if (parsed == diagnostics.has_errors()) give_up("neither a result nor an error, or both");
  for (const Diagnostic& diagnostic : diagnostics.all()) check_span(diagnostic.span, source);
  render(diagnostics);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto source = std::make_shared<Source>("fuzz.tla", std::string(reinterpret_cast<const char*>(data), size));
  syntax::Limits limits;
  limits.depth = 200;

  Diagnostics of_module;
  auto module = syntax::parse(source, of_module, limits);
  check_diagnostics(of_module, *source, module != nullptr);
  if (module) {
    syntax::print(*module);
    for (const ast::Expr& expr : module->exprs) check_span(expr.span, *source);
  }
  Diagnostics of_tokens;
  syntax::print_tokens(source, of_tokens);

  Diagnostics of_expression;
  auto expression = syntax::parse_expression(source, "e", {}, of_expression, limits);
  check_diagnostics(of_expression, *source, expression != nullptr);
  if (expression) {
    std::string text = syntax::to_tla(*expression->units.at(0)->body);
    Diagnostics of_text;
    auto again = syntax::parse_expression(std::make_shared<Source>("again", text), "e", {}, of_text);
    if (!again) give_up("does not parse again: " + text + "\n" + render(of_text));
    std::string twice = syntax::to_tla(*again->units.at(0)->body);
    if (twice != text) give_up("not the same again: " + text + "\n" + twice);
  }
  return 0;
}
