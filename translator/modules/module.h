// Many files as one resolved module: every name of every expression points to what it names.
//
// The syntax trees are kept as they are; resolution lives beside them, in each Module's tables. EXTENDS shares symbols
// (a module extended twice is the same module), INSTANCE does not copy: an Instance says how the parameters of the other
// module are substituted, and lowering follows it.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "translator/diagnostics/diagnostic.h"
#include "translator/syntax/ast.h"

namespace trestle::modules {

struct Module;
struct Symbol;

enum class SymbolKind : uint8_t {
  Builtin,    // an operator of the language itself: builtin.def
  Constant,   // declared with CONSTANT
  Variable,   // declared with VARIABLE
  Operator,   // defined: `unit` is an Operator or Function unit; at module level or in a LET
  Instance,   // I(p) == INSTANCE M ...: used as a qualifier only
  Imported,   // by an unnamed INSTANCE: `target` seen through `instance`
  Bound,      // by a quantifier or constructor
  Parameter,  // of an operator, LAMBDA or instance; arity > 0 for operator parameters
  Statement,  // a named ASSUME or THEOREM, usable as a formula
};

enum class Builtin : uint8_t {
#define TRESTLE_BUILTIN(name, symbol, arity) name,
#include "translator/modules/builtin.def"
};

// Constant, state, action and temporal level of an expression (Specifying Systems, section 17.2).
enum class Level : uint8_t { Constant, State, Action, Temporal };

// The substitution of one INSTANCE.
struct Instance {
  const ast::Unit* unit = nullptr;
  const Module* module = nullptr;  // the instantiated one
  const Module* home = nullptr;    // where the INSTANCE stands
  std::vector<const Symbol*> parameters;  // of I(p)
  struct Entry {
    const Symbol* formal;          // constant or variable of `module`
    const ast::Expr* value;        // in the scope of the INSTANCE; null: the symbol `same`
    const Symbol* same;            // implicit x <- x, or an operator passed as it is
  };
  std::vector<Entry> substitution;  // complete, but for formals that are the very symbols visible here
};

struct Symbol {
  SymbolKind kind{};
  std::string name;
  uint8_t arity = 0;
  bool local = false;                 // LOCAL: not seen by those who EXTEND or INSTANCE
  bool recursive = false;             // declared RECURSIVE, or a function that uses itself
  bool in_let = false;
  const Module* home = nullptr;
  const ast::Unit* unit = nullptr;    // Operator, Instance, Statement
  std::vector<const Symbol*> parameters;  // of an Operator, in order; a Function's bound names are Bound symbols instead
  const Symbol* target = nullptr;     // Imported
  const Instance* instance = nullptr; // Instance, Imported
  Builtin builtin{};                  // Builtin
  Level level = Level::Constant;      // Constant: more for one that NEW STATE, NEW ACTION or NEW TEMPORAL declares
  std::string_view native;            // the Op of native.def; empty otherwise. Where engines lack a TRESTLE_FAST one, the body serves
  Span span;                          // of its declaration
};

// What a symbol stands for, when it was brought in by unnamed INSTANCEs: what these found. Null for null.
inline const Symbol* original(const Symbol* symbol) {
  while (symbol != nullptr && symbol->kind == SymbolKind::Imported) symbol = symbol->target;
  return symbol;
}

// What a Name stands for: the symbol, reached through the instances that its qualifiers name.
struct Reference {
  const Symbol* symbol = nullptr;
  std::vector<const Symbol*> instances;  // SymbolKind::Instance, outermost first, parallel to Expr::qualifiers
  std::vector<const ast::Expr*> arguments;  // of a part, Op(a)!(b)!1: all along the path; otherwise they are the Expr's
};

// A name visible at module level. LOCAL ones are not passed on.
struct Visible {
  const Symbol* symbol = nullptr;
  bool local = false;
};

struct Module {
  std::string name;
  std::shared_ptr<const ast::Module> syntax;
  std::vector<std::shared_ptr<const Module>> extends;    // direct, in order
  std::vector<std::shared_ptr<const Module>> instances;  // keeps instantiated modules alive
  std::vector<std::shared_ptr<const Module>> submodules; // declared here; those of extended modules are found through `extends`
  bool standard = false;                                 // built in
  std::shared_ptr<const Module> built_in;                // of the same name, whose operators stand for those TLC has in Java

  std::unordered_map<std::string, Visible> scope;        // everything visible at module level, extended included
  std::vector<const Symbol*> constants;                  // declared here or in extended modules, in order of declaration
  std::vector<const Symbol*> variables;
  std::vector<const Symbol*> definitions;                // Operators defined here, in order
  std::vector<const Symbol*> assumptions;                // Statement symbols of ASSUMEs, here and in extended modules, in order

  std::unordered_map<const ast::Expr*, Reference> references;                      // of Name expressions
  std::unordered_map<const void*, std::vector<const Symbol*>> bound;              // Binder* or Parameter list owner (Expr*, Unit*) -> its symbols
  std::unordered_map<const ast::Unit*, const Symbol*> defined;                     // LET and module units -> their symbol
  std::deque<Symbol> symbols;                                                      // owns those declared here
  std::deque<Instance> owned_instances;
  std::deque<ast::Expr> made_exprs;                                                // bodies of parts of definitions
  std::deque<ast::Unit> made_units;

  const Symbol* find(const std::string& name) const;
};

std::string_view name(SymbolKind kind);
// An operator of the language by its canonical spelling; null when there is none.
const Symbol* builtin_symbol(const std::string& name);
// `trestle parse --print module`: every symbol with kind, arity, level and where it comes from.
std::string print(const Module& module);

}  // namespace trestle::modules
