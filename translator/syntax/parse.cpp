#include "translator/syntax/parse.h"

#include <algorithm>
#include <unordered_set>

#include "TlaParser.h"
#include "translator/syntax/misspelt.h"
#include "translator/syntax/syntax_error.h"
#include "translator/syntax/token_stream.h"
#include "translator/syntax/tree.h"

namespace trestle::syntax {
namespace {

using Parser = ::TlaParser;

// Tokens in the order of the text, each once.
std::vector<std::string> words_of(const Source& source, const std::vector<Token>& tokens) {
  std::vector<std::string> order;
  std::unordered_set<std::string> seen;
  for (const Token& token : tokens) {
    std::string_view text = source.text().substr(token.begin, token.end - token.begin);
    if (text[0] != '"' && seen.emplace(text).second) order.emplace_back(text);
  }
  return order;
}

// One parser for all pieces of a text.
class PieceParser {
 public:
  PieceParser(const Source& source, const Pieces& pieces, Diagnostics& diagnostics)
      : source_(source), pieces_(pieces), diagnostics_(diagnostics), nothing_(pieces.tokens, 0, 0), parser_(&nothing_) {
    parser_.removeErrorListeners();
    parser_.setErrorHandler(std::make_shared<StopAtFirstError>());
    parser_.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::SLL);
  }

  size_t end(size_t piece) const {
    return piece + 1 < pieces_.begins.size() ? pieces_.begins[piece + 1] : pieces_.tokens.size() - 1;
  }

  // Applies a rule to a piece. What it returns lives until the next call; null after an error, which is reported
  // unless it only follows from one in the piece before.
  template <typename Context>
  Context* parse(size_t piece, Context* (Parser::*rule)(), bool after_error = false) {
    size_t begin = pieces_.begins[piece];
    auto stream = std::make_unique<PieceStream<Token>>(pieces_.tokens, begin, end(piece));
    parser_.setTokenStream(stream.get());
    stream_ = std::move(stream);
    try {
      return (parser_.*rule)();
    } catch (const Stopped& stopped) {
      report(begin, end(piece), stopped, after_error);
      return nullptr;
    }
  }

 private:
  const Token& token(size_t i) const { return pieces_.tokens[i]; }
  Span span(const Token& token) const { return {&source_, token.begin, token.end}; }
  static bool is_end(const Token& token) { return token.type == Parser::LIST_END || token.type == Parser::CASE_END; }

  void report(size_t begin, size_t end, const Stopped& stopped, bool after_error) {
    size_t at = stopped.token;
    while (at + 1 < pieces_.tokens.size() && is_end(token(at))) ++at;
    const Token& found = token(at);
    bool defines = std::any_of(pieces_.tokens.begin() + static_cast<ptrdiff_t>(begin),
                               pieces_.tokens.begin() + static_cast<ptrdiff_t>(end),
                               [](const Token& t) { return t.type == Parser::DEFINED_AS; });
    const Token& first = token(begin);
    bool begins_like_operand = first.type == Parser::IDENTIFIER ? !defines : stopped.token == begin;
    const bool astray = begin > 0 && begins_like_operand;
    if (astray && after_error) return;  // after an error just before, this is only where the parser went astray
    // A slip in the word in the way, or in the one before, which was taken for a name.
    const size_t word = astray ? begin : at;
    if (report_misspelt(word) || (word > 0 && report_misspelt(word - 1))) return;
    if (astray) {
      const bool equals = begin + 1 < end && token(begin + 1).type == Parser::EQUAL;
      bool proof = first.type == Parser::PROOF || first.type == Parser::BY || first.type == Parser::OBVIOUS;
      diagnostics_.error(DiagnosticKind::SyntaxError, span(first),
                         proof ? "`" + text(first) + "` does not follow a theorem"
                               : "`" + text(first) + "` begins no definition or statement",
                         proof    ? ""
                         : equals ? "a definition is written with =="
                         : after("!=", first) ? kNotEqual
                                              : "to go on with the expression before it, an operator or a comma is missing");
      return;
    }
    const std::string expected = describe_expected(stopped.expected);
    std::string what = found.begin == found.end ? "the end of the text" : "`" + text(found) + "`";
    std::string hint;
    if (token(stopped.token).type == Parser::LIST_END) {
      hint = "an item of a junction list ends here";
    } else if (found.type == Parser::BULLET_NEXT) {
      hint = "it is the next bullet of its list";
    } else if (found.type == Parser::DEFINED_AS && stopped.token > begin + 1) {
      hint = "to be equal is written =; if a definition begins before it, then the one above is not complete";
    } else if (at >= end && defines) {
      hint = "what begins in line " + std::to_string(source_.position(first.begin).line) + " is not complete";
    } else if (found.type == Parser::COMMA && (expects(stopped, Parser::RIGHT_PAREN) || expects(stopped, Parser::EXCEPT))) {
      hint = "a tuple is written <<a, b>>";
    } else if (found.type == Parser::RIGHT_PAREN && at > begin + 1 && text(token(at - 1)) == "(" &&
               token(at - 2).type == Parser::IDENTIFIER) {
      hint = "without parameters an operator has no ( )";
    } else if (found.type == Parser::LAMBDA) {
      hint = "a LAMBDA is the argument of an operator, or what a WITH puts in; a function is written [x \\in S |-> e]";
    } else if (found.type == Parser::COMMA && after_unchanged(at, begin)) {
      hint = "several variables are one tuple: UNCHANGED <<x, y>>";
    } else if (found.type == Parser::OTHER) {
      hint = "[] stands between the arms of a CASE: [] OTHER -> e";
    } else if (found.type == Parser::IDENTIFIER && text(found) == "in") {
      hint = "to be an element of is written \\in";
    } else if (found.type == Parser::ARROW && expects(stopped, Parser::MAPS_TO)) {
      hint = "[S -> T] is a set of functions; |-> gives values to the arguments of one, and to the fields of a record";
    } else if (at > begin && token(at - 1).type == Parser::EQUAL && expects(stopped, Parser::IDENTIFIER)) {
      hint = "a definition is written with ==";
    } else if (found.type == Parser::PROOF_STEP && at < end) {
      hint = "it is the number of a proof step; write spaces to compare, as in a < 1";
    }
    diagnostics_.error(DiagnosticKind::SyntaxError, span(found),
                       expected.empty() ? what + " does not belong here" : "expected " + expected + ", found " + what,
                       std::move(hint));
  }

  bool report_misspelt(size_t i) {
    if (token(i).type != Parser::IDENTIFIER || is_declared(text(token(i)))) return false;
    // \nin is a backslash and a word, \inn is \in and one.
    const bool op = i > 0 && text(token(i - 1)).starts_with("\\") && token(i - 1).end == token(i).begin;
    const Span word = op ? join(span(token(i - 1)), span(token(i))) : span(token(i));
    const std::string_view meant = op ? meant_operator(word.text()) : meant_keyword(word.text());
    if (meant.empty()) return false;
    diagnostics_.error(DiagnosticKind::SyntaxError, word,
                       "`" + std::string(word.text()) + "` is no " + (op ? "operator" : "keyword"),
                       "did you mean " + std::string(meant) + "?");
    return true;
  }

  // Whether the text seems to define or declare that name somewhere.
  bool is_declared(std::string_view name) const {
    for (size_t i = 1; i + 1 < pieces_.tokens.size(); ++i) {
      if (token(i).type != Parser::IDENTIFIER || text(token(i)) != name) continue;
      const uint16_t before = token(i - 1).type, after = token(i + 1).type;
      if (after == Parser::DEFINED_AS || before == Parser::VARIABLE || before == Parser::CONSTANT || before == Parser::COMMA ||
          before == Parser::QUANTIFIER)
        return true;
    }
    return false;
  }

  static constexpr const char* kNotEqual = "unequal is written # or /=";

  // Whether the text right before a token, but for blanks, is this.
  bool after(std::string_view before, const Token& token) const {
    std::string_view text = source_.text().substr(0, token.begin);
    text.remove_suffix(text.size() - std::min(text.size(), text.find_last_not_of(" \t") + 1));
    return text.ends_with(before);
  }

  bool after_unchanged(size_t at, size_t begin) const {
    return at >= begin + 2 && token(at - 1).type == Parser::IDENTIFIER && text(token(at - 2)) == "UNCHANGED";
  }

  static bool expects(const Stopped& stopped, size_t type) {
    return std::find(stopped.expected.begin(), stopped.expected.end(), type) != stopped.expected.end();
  }

  std::string text(const Token& token) const {
    std::string_view all = source_.text().substr(token.begin, token.end - token.begin);
    return all.size() <= 40 ? std::string(all) : std::string(all.substr(0, 37)) + "...";
  }

  const Source& source_;
  const Pieces& pieces_;
  Diagnostics& diagnostics_;
  PieceStream<Token> nothing_;
  std::unique_ptr<PieceStream<Token>> stream_;
  Parser parser_;
};

constexpr size_t kMostErrors = 20;  // after so many, more would teach nothing

// Puts modules together from pieces.
class ModuleParser {
 public:
  ModuleParser(std::shared_ptr<const Source> source, const Pieces& pieces, const Limits& limits,
               Diagnostics& diagnostics)
      : source_(std::move(source)),
        pieces_(pieces),
        limits_(limits),
        diagnostics_(diagnostics),
        parser_(*source_, pieces, diagnostics),
        builder_(*source_, pieces.tokens, limits, diagnostics) {}

  // `broken` are the offsets, in order, at which errors have been reported: their pieces are not parsed.
  std::shared_ptr<ast::Module> run(const std::vector<uint32_t>& broken) {
    auto is_broken = [&](size_t piece) {
      uint32_t begin = token(pieces_.begins[piece]).begin, end = token(parser_.end(piece) - 1).end;
      auto first = std::lower_bound(broken.begin(), broken.end(), begin);
      return first != broken.end() && *first < end;
    };
    size_t errors = diagnostics_.errors();
    bool error_before = false;
    auto proof = pieces_.proofs.begin();
    for (size_t piece = 0; piece < pieces_.begins.size() && !done_; ++piece) {
      bool error = false;
      if (diagnostics_.errors() >= errors + kMostErrors) return nullptr;
      uint16_t type = token(pieces_.begins[piece]).type;
      while (proof != pieces_.proofs.end() && proof->piece < piece) ++proof;
      bool first = type_before_ == Parser::BEGIN_MODULE;
      if (type == Parser::BEGIN_MODULE) {
        if (!begin_module(piece)) return nullptr;
      } else if (is_broken(piece)) {
        error = true;  // reported already
      } else if (type == Parser::EXTENDS) {
        extends(piece, first);
      } else if (type == Parser::END_MODULE) {
        end_module(piece);
      } else if (proof != pieces_.proofs.end() && proof->piece == piece) {
        auto* context = parser_.parse(piece, &Parser::proofPiece);
        error = !context || !builder_.proof(context, proof->level);
        if (!context) builder_.abandon_proof();
      } else {
        auto* context = parser_.parse(piece, &Parser::piece, error_before);
        const ast::Unit* unit = context ? builder_.unit(context->unit()) : nullptr;
        error = !unit;
        if (unit) open_.back()->units.push_back(unit);
      }
      error_before = error;
      type_before_ = type;
    }
    if (!done_ && !open_.empty()) {
      diagnostics_.error(DiagnosticKind::SyntaxError, end_of_text(), "module `" + open_.back()->name + "` has no end",
                         "expected a line of ====");
    }
    return module_;
  }

 private:
  const Token& token(size_t i) const { return pieces_.tokens[i]; }
  Span span(const Token& token) const { return {source_.get(), token.begin, token.end}; }
  Span end_of_text() const { return span(pieces_.tokens.back()); }

  bool begin_module(size_t piece) {
    auto* context = parser_.parse(piece, &Parser::piece);
    if (!context) return false;
    if (open_.size() == limits_.depth) {
      diagnostics_.error(DiagnosticKind::TooLarge, builder_.span(context),
                         "modules nested deeper than " + std::to_string(limits_.depth) + " levels");
      return false;
    }
    auto module = std::make_shared<ast::Module>();
    module->source = source_;
    module->name = builder_.text(context->moduleHeader()->name);
    module->name_span = builder_.span(context->moduleHeader()->name);
    module->span = builder_.span(context->moduleHeader());
    if (open_.empty()) {
      module_ = module;
    } else {
      ast::Unit& unit = open_.back()->owned_units.emplace_back();
      unit.kind = ast::UnitKind::Submodule;
      unit.span = module->span;
      unit.name = module->name;
      unit.name_span = module->name_span;
      unit.module = module;
      open_.back()->units.push_back(&unit);
    }
    open_.push_back(module);
    builder_.enter(*module);
    return true;
  }

  void end_module(size_t piece) {
    ast::Module& module = *open_.back();
    module.span = join(module.span, span(token(pieces_.begins[piece])));
    open_.pop_back();
    done_ = open_.empty();
    if (done_) return;
    // The unit it is was made when the module began.
    open_.back()->owned_units.back().span = module.span;
    builder_.enter(*open_.back());
  }

  void extends(size_t piece, bool first) {
    auto* context = parser_.parse(piece, &Parser::piece);
    if (!context) return;
    if (!first) {
      diagnostics_.error(DiagnosticKind::SyntaxError, builder_.span(context->extends()->start),
                         "EXTENDS must come first in its module, and once");
      return;
    }
    for (const antlr4::Token* name : context->extends()->names) {
      open_.back()->extends.push_back({builder_.text(name), builder_.span(name)});
    }
  }

  std::shared_ptr<const Source> source_;
  const Pieces& pieces_;
  const Limits& limits_;
  Diagnostics& diagnostics_;
  PieceParser parser_;
  TreeBuilder builder_;
  std::vector<std::shared_ptr<ast::Module>> open_;
  std::shared_ptr<ast::Module> module_;
  uint16_t type_before_ = 0;
  bool done_ = false;
};

// The filtered tokens, and one that stands for the end of the text.
Pieces pieces_of(const Source& source, const std::vector<Token>& tokens, TextKind kind, const Limits& limits,
                 Diagnostics& diagnostics) {
  Pieces pieces = filter(source, tokens, kind, limits, diagnostics);
  if (pieces.tokens.empty()) return pieces;
  Token end = pieces.tokens.back();
  end.type = 0;
  end.begin = end.end = static_cast<uint32_t>(source.text().size());
  pieces.tokens.push_back(end);
  return pieces;
}

std::shared_ptr<const ast::Module> parse_module(std::shared_ptr<const Source> source, Diagnostics& diagnostics,
                                                const Limits& limits) {
  std::vector<Token> tokens = tokenize(*source, TextKind::Module, limits, diagnostics);
  if (tokens.empty()) return nullptr;
  Pieces pieces = pieces_of(*source, tokens, TextKind::Module, limits, diagnostics);
  if (pieces.tokens.empty()) return nullptr;
  std::vector<uint32_t> broken;
  for (const Diagnostic& error : diagnostics.all()) broken.push_back(error.span.begin);
  std::sort(broken.begin(), broken.end());
  auto module = ModuleParser(source, pieces, limits, diagnostics).run(broken);
  if (module) module->words = words_of(*source, tokens);
  return module;
}

}  // namespace

std::shared_ptr<const ast::Module> parse(std::shared_ptr<const Source> source, Diagnostics& diagnostics,
                                         Limits limits) {
  diagnostics.keep(source);
  Diagnostics found;
  auto module = parse_module(source, found, limits);
  // The passes over the text report one after the other; people read from top to bottom.
  std::vector<Diagnostic> ordered = found.all();
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
  if (ordered.size() > kMostErrors) ordered.resize(kMostErrors);
  for (Diagnostic& one : ordered) diagnostics.error(one.kind, one.span, std::move(one.message), std::move(one.hint));
  return found.has_errors() ? nullptr : module;
}

std::shared_ptr<const ast::Module> parse_expression(std::shared_ptr<const Source> source, const std::string& name,
                                                    const std::vector<std::string>& parameters,
                                                    Diagnostics& diagnostics, Limits limits) {
  diagnostics.keep(source);
  size_t errors = diagnostics.errors();
  std::vector<Token> tokens = tokenize(*source, TextKind::Expression, limits, diagnostics);
  if (diagnostics.errors() > errors) return nullptr;
  if (tokens.empty()) {
    diagnostics.error(DiagnosticKind::SyntaxError, {source.get(), 0, 0}, "expected an expression, found nothing");
    return nullptr;
  }
  Pieces pieces = pieces_of(*source, tokens, TextKind::Expression, limits, diagnostics);
  if (diagnostics.errors() > errors) return nullptr;
  PieceParser parser(*source, pieces, diagnostics);
  auto* context = parser.parse(0, &Parser::onlyExpression);
  if (!context) return nullptr;
  auto module = std::make_shared<ast::Module>();
  module->source = source;
  module->name = name;
  module->span = {source.get(), 0, static_cast<uint32_t>(source->text().size())};
  TreeBuilder builder(*source, pieces.tokens, limits, diagnostics);
  builder.enter(*module);
  const ast::Expr* body = builder.expression(context->expression());
  if (!body) return nullptr;
  module->units.push_back(builder.definition_of(name, parameters, body));
  module->words = words_of(*source, tokens);
  return module;
}

std::string print_tokens(std::shared_ptr<const Source> source, Diagnostics& diagnostics) {
  diagnostics.keep(source);
  std::vector<Token> tokens = tokenize(*source, TextKind::Module, {}, diagnostics);
  std::string out;
  Pieces pieces = filter(*source, tokens, TextKind::Module, {}, diagnostics);
  for (size_t i = 0; i < pieces.tokens.size(); ++i) {
    const Token& token = pieces.tokens[i];
    Position at = source->position(token.begin);
    out += std::to_string(at.line) + ":" + std::to_string(at.column) + " " + token_name(token.type);
    if (token.end > token.begin) {
      out.append(" ").append(source->text().substr(token.begin, token.end - token.begin));
    }
    out += '\n';
  }
  return out;
}

}  // namespace trestle::syntax
