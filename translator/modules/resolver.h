// The resolver's own state; private to this folder.
#pragma once

#include <map>
#include <set>
#include <utility>

#include "translator/modules/loader.h"
#include "translator/modules/module.h"

namespace trestle::modules {

// A module by name, and whether it is the built-in one: a file of the same name may stand before that for the spec, but
// never for other built-in modules, which count on what only their own have.
using ModuleKey = std::pair<std::string, bool>;

// One run over a root module and everything it needs. Modules are resolved once, whoever asks.
struct Session {
  ModuleLoader& loader;
  Diagnostics& diagnostics;
  std::map<ModuleKey, std::shared_ptr<const Module>> resolved;
  std::set<ModuleKey> in_progress;

  std::shared_ptr<const Module> load(const std::string& name, Span asked_at, bool built_in_only);
  // What TLC takes in place of an operator of a file that has the name of a built-in module; null when that is the text.
  const Symbol* replacing(Module& module, const std::string& name, int arity, Span asked_at);
};

constexpr int kAnyArity = -1;  // of a name that is not applied: DEF Op

// The Op that implements an operator of a built-in module; empty when it is plain TLA+.
std::string_view native_operator(std::string_view module, std::string_view name, int arity);

// Resolves one module. Nested modules see the scope of the module around them.
class Resolver {
 public:
  Resolver(Session& session, Module& module, const Resolver* outer) : session_(session), module_(module), outer_(outer) {}

  void run();
  void adopt_scope(const Module& base);  // everything `base` sees, LOCAL included
  const Symbol* find_visible(const std::string& name) const;

 private:
  // Units (resolve.cpp)
  // A name that comes from two modules: as in SANY only a warning when both are operators, of which the first counts.
  void report_duplicate(bool as_warning, Span span, std::string message, std::string hint);
  // Whether of two of a name, not the same but from other modules, the first counts, as for SANY.
  static bool alike(const Symbol& a, const Symbol& b);
  void extend(const ast::Extend& extend);
  void unit(const ast::Unit& unit);
  void declare_module_level(const Symbol& symbol, bool local);
  const Symbol* define(const ast::Unit& unit, bool in_let);
  void declare_recursive(const ast::Unit& unit, bool in_let);
  void end_recursive(size_t from);
  void outside_recursion(const ast::Unit& unit, std::string_view what);
  void statement(const ast::Unit& unit);
  void name_statement(const ast::Unit& unit);
  void submodule(const ast::Unit& unit);

  // Instances (instances.cpp)
  void instance(const ast::Unit& unit, bool in_let);
  std::shared_ptr<const Module> nested(const std::string& name) const;  // in this module, or in one around it
  std::shared_ptr<const Module> instantiated(const ast::Unit& unit);
  void substitute(Instance& instance, const ast::Unit& unit);
  void import(const Instance& instance, bool local, bool in_let);

  // Expressions (expressions.cpp)
  void expression(const ast::Expr& expr);
  void name_expression(const ast::Expr& expr, int expected_arity);
  void subexpression(const ast::Expr& expr, int expected_arity = 0);
  void index(const ast::Expr& expr);
  void argument(const ast::Expr& expr, int expected_arity);  // arity 0: a value
  void let(const ast::Expr& expr);
  void with_binders(const ast::Expr& expr);
  void bind(const ast::Binder& binder);
  std::vector<const Symbol*> bind_parameters(const void* owner, const std::vector<ast::Parameter>& parameters);

  // Proofs (proofs.cpp)
  void sequent(const ast::Sequent& sequent, bool nested);  // what it declares stays until the caller releases it
  void declare(const ast::Assumption& assumption);
  void proof(const ast::Proof& proof);
  void step(const ast::Step& step, bool after_formula);
  void name_step(const ast::Step& step);
  void facts(const ast::Facts& facts, bool hides);
  bool is_formula(const Symbol& statement, Span used_at, std::string_view name);
  bool may_be_a_theorem(const std::string& name) const;

  // Labels (labels.cpp)
  void label(const ast::Expr& expr);
  bool may_label(Span span, const std::string& label);
  struct Labels {
    bool allowed;
    size_t locals;                // what is declared from here on, its parameters are of
    std::set<std::string> names;  // so far
  };
  // While it lives, labels name parts of a definition, or of a label, or of nothing.
  class LabelScope {
   public:
    LabelScope(Resolver& resolver, bool allowed) : labels_(resolver.labels_) {
      labels_.push_back({allowed, resolver.locals_.size(), {}});
    }
    ~LabelScope() { labels_.pop_back(); }
    LabelScope(const LabelScope&) = delete;

   private:
    std::vector<Labels>& labels_;
  };

  // Local scopes
  const Symbol* find_written(const std::string& name) const;
  const Symbol* find(const std::string& name) const;  // ℕ, ℤ, ℝ are Nat, Int, Real unless they are defined
  size_t mark() const { return locals_.size(); }
  void release(size_t mark) { locals_.resize(mark); }
  void declare_local(const Symbol& symbol);
  Symbol& make(SymbolKind kind, std::string name, Span span, uint8_t arity = 0);
  bool is_again(SymbolKind kind, const ast::Parameter& declared);
  void check_new(const std::string& name, Span span);
  std::string hint_for(const std::string& unknown);
  static std::string similar(const std::string& name, const Module& within);
  std::string similar(const std::string& name) const;  // ` did you mean "x"?`

  Session& session_;
  Module& module_;
  const Resolver* outer_;
  std::vector<const Symbol*> locals_;  // innermost last
  std::vector<Symbol*> recursive_;     // declared RECURSIVE around here; those of the innermost LET from here on:
  size_t recursive_from_ = 0;
  std::vector<Labels> labels_;         // innermost last
  std::vector<const ast::Unit*> defining_;  // definitions around the expression
  int excepts_ = 0;                    // around the expression: @ has a meaning
  const ast::Expr* left_side_ = nullptr;  // @ of a step: the right side of the step before it
  int proofs_ = 0;                     // around the expression
  bool as_fact_ = false;               // the next name is one: it may be that of any statement
  int hidden_news_ = 0;                // declared by an ASSUME within one, around here
  std::map<const Symbol*, const ast::Step*> steps_;  // what their names are, and the names that DEFINE gives
  std::map<const Symbol*, ast::Declares> news_;
  friend struct Session;
};

}  // namespace trestle::modules
