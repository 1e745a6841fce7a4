#include "TlaLexer.h"
#include "translator/syntax/scan.h"

namespace trestle::syntax {
namespace {

using Lexer = ::TlaLexer;

// Offset of the first `---- MODULE`; blanks between are optional. npos when there is none.
size_t find_module(std::string_view text) {
  for (size_t word = text.find("MODULE"); word != std::string_view::npos; word = text.find("MODULE", word + 1)) {
    size_t at = word;
    while (at > 0 && text[at - 1] == ' ') --at;
    size_t dashes = at;
    while (dashes > 0 && text[dashes - 1] == '-') --dashes;
    if (at - dashes >= 4) return dashes;
  }
  return std::string_view::npos;
}

}  // namespace

std::vector<Token> tokenize(const Source& source, TextKind kind, const Limits& limits, Diagnostics& diagnostics) {
  if (!is_readable(source, limits, diagnostics)) return {};
  size_t begin = kind == TextKind::Module ? find_module(source.text()) : 0;
  if (begin == std::string_view::npos) {
    diagnostics.error(DiagnosticKind::SyntaxError, {&source, 0, 0}, "the text has no module",
                      "expected a line like ---- MODULE Name ----");
    return {};
  }
  size_t open = 0;  // modules
  return scan<Lexer>(source, begin, DiagnosticKind::LexicalError, limits, diagnostics, [&open](const Token& token) {
    if (token.type == Lexer::BEGIN_MODULE) ++open;
    return token.type == Lexer::END_MODULE && --open == 0;
  });
}

std::string token_name(uint16_t type) {
  static antlr4::ANTLRInputStream nothing;
  static const Lexer lexer(&nothing);
  return lexer.getVocabulary().getSymbolicName(type);
}

}  // namespace trestle::syntax
