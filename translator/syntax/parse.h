// Text to syntax tree. Everything ANTLR is behind this header.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "translator/diagnostics/diagnostic.h"
#include "translator/syntax/ast.h"

namespace trestle::syntax {

// Bounds against hostile input; over them a TooLarge diagnostic is given.
struct Limits {
  size_t bytes = 64u << 20;   // of the text
  size_t tokens = 4'000'000;  // of a module: memory grows with them
  size_t depth = 2000;        // of nesting, and so of the syntax tree: what reads the tree may recurse
};

// The first module of the text (what comes before and after it is free text), with its nested modules.
// Reports every error it can find, then returns nothing.
std::shared_ptr<const ast::Module> parse(std::shared_ptr<const Source> source, Diagnostics& diagnostics,
                                         Limits limits = {});

// One expression, as on the right-hand side of a definition (observation mappings, -e options).
// The module returned has a single Operator unit named `name`, with these parameter names.
std::shared_ptr<const ast::Module> parse_expression(std::shared_ptr<const Source> source, const std::string& name,
                                                    const std::vector<std::string>& parameters,
                                                    Diagnostics& diagnostics, Limits limits = {});

std::optional<ast::ConfigFile> parse_config(std::shared_ptr<const Source> source, Diagnostics& diagnostics,
                                            Limits limits = {});

// A TLA+ value as TLC prints it (1, TRUE, "a", n1, {..}, <<..>>, [a |-> 1], (1 :> 2 @@ ...)) is an expression: use
// parse_expression.

// For `trestle parse --print tokens|ast`: one line a token / an indented S-expression, stable, made for golden files.
std::string print_tokens(std::shared_ptr<const Source> source, Diagnostics& diagnostics);
std::string print(const ast::Module& module);
std::string print(const ast::Expr& expr);  // S-expression
std::string print_config(const ast::ConfigFile& config);
// One-line TLA+ text of an expression, fully parenthesized only where needed; used in messages.
std::string to_tla(const ast::Expr& expr);

}  // namespace trestle::syntax
