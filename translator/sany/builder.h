// Makes the syntax tree of one module from SANY's nodes. Private to this folder.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "translator/modules/loader.h"
#include "translator/sany/document.h"
#include "translator/sany/sketch.h"
#include "translator/syntax/ast.h"
#include "translator/syntax/parse.h"

namespace trestle::sany {

// How much may be made of one file: a small one can stand for a large tree, since definitions are shared in it.
struct Budget {
  syntax::Limits limits;
  size_t nodes = 0;
};

class Builder {
 public:
  // `texts`: see read().
  Builder(const Document& document, const Sketch& sketch, Budget& budget, modules::ModuleLoader* texts)
      : document_(document), sketch_(sketch), budget_(budget), texts_(texts) {}

  // What was written in the file `node` comes from, between its ---- MODULE and ====. (units.cpp)
  std::shared_ptr<const ast::Module> module(pugi::xml_node node);

 private:
  // Units (units.cpp)
  void own_units(pugi::xml_node node);
  std::vector<pugi::xml_node> submodules_of(pugi::xml_node node) const;
  const ast::Unit* unit(pugi::xml_node node);
  const ast::Unit* declaration(pugi::xml_node node);
  const ast::Unit* definition(pugi::xml_node node);
  const ast::Unit* statement(pugi::xml_node node);
  bool is_axiom(pugi::xml_node node, pugi::xml_node formula, const ast::Unit& unit) const;
  const ast::Unit* instance_statement(pugi::xml_node node);
  const ast::Unit* submodule(pugi::xml_node node);
  std::vector<const ast::Unit*> let_units(pugi::xml_node let);
  const ast::Unit* let_instance(const std::vector<pugi::xml_node>& definitions);
  std::string_view instantiated_module(const std::vector<pugi::xml_node>& definitions);
  void substitutions(pugi::xml_node substs, std::vector<ast::Substitution>& into);
  std::vector<ast::Parameter> parameters_of(pugi::xml_node definition);
  ast::Parameter parameter(pugi::xml_node reference);
  ast::Unit* new_unit(ast::UnitKind kind, pugi::xml_node node);
  // Puts a RECURSIVE statement before units that use what is defined later.
  void declare_recursive(std::vector<const ast::Unit*>& units, const std::vector<std::set<uint32_t>>& uses,
                         const std::vector<uint32_t>& defined);

  // Expressions (expressions.cpp)
  struct Form;
  const ast::Expr* expression(pugi::xml_node node);
  const ast::Expr* made(pugi::xml_node node);
  const ast::Expr* argument(pugi::xml_node node);  // a value, or an operator
  const ast::Expr* application(pugi::xml_node node);
  const ast::Expr* plain(const Form& form, pugi::xml_node node);
  const ast::Expr* cases(pugi::xml_node node);
  const ast::Expr* record(ast::ExprKind kind, pugi::xml_node node);
  const ast::Expr* except(pugi::xml_node node);
  const ast::Expr* index(pugi::xml_node node);
  const ast::Expr* field(pugi::xml_node node);
  const ast::Expr* let(pugi::xml_node node);
  const ast::Expr* label(pugi::xml_node node);
  const ast::Expr* name(pugi::xml_node node, pugi::xml_node reference);
  const ast::Expr* literal(ast::ExprKind kind, pugi::xml_node node, std::string text);
  void binders(pugi::xml_node node, std::vector<ast::Binder>& into);
  void selector(pugi::xml_node node, const Place& before, ast::Selector& into);
  std::pair<pugi::xml_node, pugi::xml_node> pair(pugi::xml_node node);

  // Parts of definitions (parts.cpp)
  const ast::Expr* copied(pugi::xml_node node);
  const ast::Expr* applied_lambda(pugi::xml_node node, pugi::xml_node reference);
  bool is_stray(pugi::xml_node reference) const;
  const ast::Expr* with_its_definition(pugi::xml_node node, pugi::xml_node reference);
  const ast::Expr* substituted(pugi::xml_node node);
  const ast::Expr* substituted_for(pugi::xml_node node, pugi::xml_node reference);
  const ast::Expr* let_applied(pugi::xml_node node, ast::Expr* applied, std::vector<ast::Parameter> parameters,
                               const ast::Expr* body);
  const ast::Expr* applied(const ast::Expr& op, pugi::xml_node node);
  std::string within(pugi::xml_node reference) const;

  ast::Expr* new_expr(ast::ExprKind kind, pugi::xml_node node);
  const ast::Expr* finish(ast::Expr* expr, pugi::xml_node node);

  // The name that a definition, parameter or bound symbol has in the tree.
  std::string declared(pugi::xml_node reference);
  std::string name_of(pugi::xml_node reference) const;
  Span span(pugi::xml_node node) const { return sketch_.span(place(node)); }
  Span name_span(pugi::xml_node node, std::string_view name) const;

  const Document& document_;
  const Sketch& sketch_;
  Budget& budget_;
  modules::ModuleLoader* texts_;
  ast::Module* module_ = nullptr;
  std::set<uint32_t> uses_;                             // UIDs of the definitions that the current unit names
  std::unordered_map<uint32_t, std::string> renamed_;   // by UID
  std::set<uint32_t> in_lets_;  // UIDs of what the LETs around the expression define
  struct Instantiated {
    std::string name;                                      // of the INSTANCE that was made for the part
    std::unordered_map<uint32_t, pugi::xml_node> values;   // by the UID of what they are substituted for
    std::set<uint32_t> definitions;                        // UIDs of what the module defines
  };
  std::vector<Instantiated> instantiated_;  // around the expression
  size_t instances_ = 0;                    // made so far
  int copies_ = 0;  // around the expression: it is a copy of a part of another definition
  size_t depth_ = 0;
};

// Places of elements by UID or name, that several of the above ask for.
std::vector<pugi::xml_node> operands(pugi::xml_node application);
pugi::xml_node operator_of(pugi::xml_node application);  // the reference

}  // namespace trestle::sany
