// TLC's .cfg files.
#include <algorithm>

#include "CfgLexer.h"
#include "CfgParser.h"
#include "translator/syntax/misspelt.h"
#include "translator/syntax/operators.h"
#include "translator/syntax/parse.h"
#include "translator/syntax/scan.h"
#include "translator/syntax/syntax_error.h"
#include "translator/syntax/token_stream.h"
#include "translator/syntax/tree.h"

namespace trestle::syntax {
namespace {

using Parser = ::CfgParser;
using ast::ConfigKind;

std::string spelling(size_t type) {
  switch (type) {
    case antlr4::Token::EOF:
    case Parser::CONSTANT:
    case Parser::ONE_NAME:
    case Parser::MANY_NAMES: return "a statement (CONSTANT, INVARIANT, ...)";
    case Parser::IDENTIFIER: return "a name";
    case Parser::SYMBOL: return "";
    case Parser::NUMBER: return "a number";
    case Parser::STRING: return "a string";
    case Parser::EQUAL: return "`=`";
    case Parser::SUBSTITUTE: return "`<-`";
    case Parser::BANG: return "`!`";
    case Parser::COMMA: return "`,`";
    case Parser::LEFT_PAREN: return "`(`";
    case Parser::RIGHT_PAREN: return "`)`";
    case Parser::LEFT_BRACKET: return "`[`";
    case Parser::RIGHT_BRACKET: return "`]`";
    case Parser::LEFT_BRACE: return "a set";
    default: return "`}`";
  }
}

std::string expected_text(const std::vector<size_t>& expected) {
  std::vector<std::string> alternatives;
  for (size_t type : expected) {
    std::string alternative = spelling(type);
    bool known = std::find(alternatives.begin(), alternatives.end(), alternative) != alternatives.end();
    if (!alternative.empty() && !known) alternatives.push_back(std::move(alternative));
  }
  return join_alternatives(alternatives);
}

// By the statement's name or, where it has one, its plural.
ConfigKind kind_of(std::string_view keyword) {
  if (keyword == "PROPERTIES") return ConfigKind::Property;
  for (int i = 0; i <= static_cast<int>(ConfigKind::Possible); ++i) {
    std::string_view singular = name(static_cast<ConfigKind>(i));
    if (keyword == singular || keyword == std::string(singular) + "S") return static_cast<ConfigKind>(i);
  }
  return ConfigKind::Constant;
}

class ConfigBuilder {
 public:
  ConfigBuilder(const Source& source, const std::vector<Token>& tokens, ast::ConfigFile& file)
      : source_(source), tokens_(tokens), file_(file) {}

  void file(Parser::FileContext* context) {
    for (auto* item : context->statements) statement(item);
  }

 private:
  Span span(const antlr4::Token* token) const {
    const Token& own = tokens_[token->getTokenIndex()];
    return {&source_, own.begin, own.end};
  }
  Span span(const antlr4::ParserRuleContext* context) const { return join(span(context->start), span(context->stop)); }

  void statement(Parser::StatementContext* context) {
    for (auto* item : context->constants) constant(item);
    if (!context->keyword) return;
    for (auto* path : context->names) {
      ast::ConfigEntry& entry = file_.entries.emplace_back();
      entry.kind = kind_of(span(context->keyword).text());
      entry.name_span = span(path);
      entry.span = join(span(context->keyword), entry.name_span);
      entry.name = name(path);
    }
  }

  void constant(Parser::ConstantContext* context) {
    ast::ConfigEntry& entry = file_.entries.emplace_back();
    entry.kind = ConfigKind::Constant;
    entry.span = span(context);
    entry.name = name(context->name);
    entry.name_span = span(context->name);
    for (auto* argument : context->arguments) entry.arguments.push_back(value(argument));
    if (context->module) entry.replacement_module = span(context->module).text();
    if (context->replacement) {
      entry.replacement = name(context->replacement);
      entry.replacement_span = span(context->replacement);
    } else {
      entry.value.push_back(value(context->assigned));
    }
  }

  // A name, with operators in their canonical spelling; blanks around ! go.
  std::string name(Parser::PathContext* context) const {
    std::string out;
    for (const antlr4::Token* part : context->parts) {
      std::string_view text = span(part).text();
      const Operator* op = part->getType() == Parser::SYMBOL ? find_operator(text) : nullptr;
      out.append(out.empty() ? "" : "!").append(op ? op->symbol : text);
    }
    return out;
  }

  ast::ConfigValue value(Parser::ValueContext* context) const {
    using Kind = ast::ConfigValue::Kind;
    ast::ConfigValue out{Kind::Set, {}, {}, span(context)};
    std::string_view text = out.span.text();
    switch (context->start->getType()) {
      case Parser::NUMBER: out.kind = Kind::Number; break;
      case Parser::STRING: out.kind = Kind::String; break;
      case Parser::IDENTIFIER: out.kind = text == "TRUE" || text == "FALSE" ? Kind::Boolean : Kind::ModelValue; break;
      default:
        for (auto* element : context->elements) out.elements.push_back(value(element));
        return out;
    }
    out.text = out.kind == Kind::String ? unquote(text) : std::string(text);
    if (out.kind == Kind::Number) out.text = decimal(text);
    return out;
  }

  static std::string decimal(std::string_view text) {
    bool negative = text[0] == '-';
    text.remove_prefix(negative);
    text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1));
    return (negative && text != "0" ? "-" : "") + std::string(text);
  }

  const Source& source_;
  const std::vector<Token>& tokens_;
  ast::ConfigFile& file_;
};

// Sets within sets are bounded before anything recurses into them.
bool too_deep(const Source& source, const std::vector<Token>& tokens, const Limits& limits, Diagnostics& diagnostics) {
  size_t depth = 0;
  for (const Token& token : tokens) {
    if (token.type == Parser::LEFT_BRACE && ++depth > limits.depth) {
      diagnostics.error(DiagnosticKind::TooLarge, {&source, token.begin, token.end},
                        "nested deeper than " + std::to_string(limits.depth) + " levels");
      return true;
    }
    if (token.type == Parser::RIGHT_BRACE && depth > 0) --depth;
  }
  return false;
}

// What is wrong with a token that no statement has there.
std::string hint_for(std::string_view found, bool of_constant, bool of_names) {
  if (found.empty()) return "";
  if (found.starts_with("//") || found.starts_with("#")) return "a comment is written \\* to the end of the line, or (* *)";
  if (found == ",") return "blanks or lines separate them";
  if (of_constant)
    return "values here are numbers, strings, names and {sets} of them; define any other in the module, and write Constant <- "
           "Definition";
  return of_names ? "a statement names definitions of the module: a formula is defined there" : "";
}

// Whether a constant is being given something by the tokens before that one.
bool in_constant(const std::vector<Token>& tokens, size_t before) {
  bool given = false;
  for (size_t i = before; i-- > 0;) {
    const uint16_t type = tokens[i].type;
    if (type == Parser::CONSTANT) return given;
    if (type == Parser::ONE_NAME || type == Parser::MANY_NAMES) return false;
    given |= type == Parser::EQUAL || type == Parser::SUBSTITUTE;
  }
  return false;
}

// Whether the statement that has that token names definitions.
bool names_before(const std::vector<Token>& tokens, size_t before) {
  for (size_t i = before; i-- > 0;) {
    const uint16_t type = tokens[i].type;
    if (type == Parser::CONSTANT || type == Parser::ONE_NAME || type == Parser::MANY_NAMES) return type != Parser::CONSTANT;
  }
  return false;
}

void report(const Source& source, const std::vector<Token>& tokens, const Stopped& stopped, Diagnostics& diagnostics) {
  // A statement with a slip looks like a constant's name, and what follows it is then in the way.
  size_t at = stopped.token;
  std::string_view meant;
  for (const size_t slip : {at, at - 1}) {
    if (slip >= tokens.size() || tokens[slip].type != Parser::IDENTIFIER) continue;
    meant = meant_statement(Span{&source, tokens[slip].begin, tokens[slip].end}.text());
    if (meant.empty()) continue;
    at = slip;
    break;
  }
  const Token& found = tokens[at];
  Span span{&source, found.begin, found.end};
  if (!meant.empty()) {
    diagnostics.error(DiagnosticKind::ConfigSyntax, span, "`" + std::string(span.text()) + "` begins no statement",
                      "did you mean " + std::string(meant) + "?");
    return;
  }
  std::string what = found.begin == found.end ? "the end of the text" : "`" + std::string(span.text()) + "`";
  diagnostics.error(DiagnosticKind::ConfigSyntax, span, "expected " + expected_text(stopped.expected) + ", found " + what,
                    hint_for(span.text(), in_constant(tokens, stopped.token), names_before(tokens, stopped.token)));
}

}  // namespace

std::optional<ast::ConfigFile> parse_config(std::shared_ptr<const Source> source, Diagnostics& diagnostics,
                                            Limits limits) {
  diagnostics.keep(source);
  if (!is_readable(*source, limits, diagnostics)) return std::nullopt;
  size_t errors = diagnostics.errors();
  std::vector<Token> tokens =
      scan<CfgLexer>(*source, 0, DiagnosticKind::ConfigSyntax, limits, diagnostics, [](const Token&) { return false; });
  if (diagnostics.errors() > errors || too_deep(*source, tokens, limits, diagnostics)) return std::nullopt;

  auto length = static_cast<uint32_t>(source->text().size());
  tokens.push_back({0, length, length});  // found at the end of the text
  PieceStream<Token> stream(tokens, 0, tokens.size() - 1);
  Parser parser(&stream);
  parser.removeErrorListeners();
  parser.setErrorHandler(std::make_shared<StopAtFirstError>());
  ast::ConfigFile file;
  file.source = source;
  try {
    ConfigBuilder(*source, tokens, file).file(parser.file());
  } catch (const Stopped& stopped) {
    report(*source, tokens, stopped, diagnostics);
    return std::nullopt;
  }
  return file;
}

}  // namespace trestle::syntax
