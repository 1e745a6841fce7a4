// The checker of levels: its own state; private to this folder.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "translator/diagnostics/diagnostic.h"
#include "translator/modules/module.h"

namespace trestle::modules {

using Symbols = std::set<const Symbol*>;

// What the level of an expression depends on: it is at least `level`, and at least that of whatever is put for the
// symbols: parameters, and the constants and variables that an INSTANCE may substitute.
struct Rank {
  Level level = Level::Constant;
  Symbols adds;
};

void add(Rank& to, const Rank& rank);

// The level as it stands in the module, nothing substituted.
Level level_of(const Rank& rank);
std::string_view text(Level level);

struct Profile {
  Rank rank;                               // of the body
  std::map<const Symbol*, Level> at_most;  // what may be put for a symbol
  std::map<std::pair<const Symbol*, size_t>, Rank> applied;  // what operator parameters and constants are applied to, by position
  Symbols opaque;  // symbols that stand under ', [] and the like: equals cannot be put for equals
};

class LevelChecker {
 public:
  explicit LevelChecker(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void check(const Module& module);
  Level level(const Symbol* definition) { return level_of(profile(definition).rank); }

 private:
  // Definitions and instances (levels.cpp)
  const Profile& profile(const Symbol* symbol);
  bool is_constant(const Module& module);
  // What an INSTANCE puts for constants and variables must fit what the module does with them.
  void substitution(const Instance& instance);
  // The definitions of a module, and those of what it extends and instantiates, as it sees them.
  const std::vector<std::pair<std::string, Profile>>& defined_in(const Module& module);
  // What a definition there applies operator constants to must fit the operators that are put for them.
  void check_applied(const Profile& of, const Instance& instance, const std::map<const Symbol*, Rank>& put);
  std::map<const Symbol*, Rank> put_by(const Instance& instance);
  void check_plain(const ast::Expr& operator_name, const std::string& formal);
  static bool non_leibniz(Builtin b);
  Rank substitute_for(const Instance::Entry& entry);
  Rank symbol_rank(const Symbol* s) { return seen(s).rank; }
  Profile seen(const Symbol* s);
  const Profile& statement_profile(const Symbol* s);
  // A profile from within an instance, as seen where the INSTANCE stands.
  Profile substituted(const Profile& inner, const Instance& instance);
  void error(Span span, std::string message, std::string hint = {});

  // Theorems and proofs (level_proofs.cpp)
  void statement(const Module& module, const ast::Unit& unit);
  // No temporal formula may be put for the constants of ASSUME ... PROVE ...
  void keep_from_temporal(const Rank& assumed);
  Rank sequent(const ast::Sequent& sequent);
  static Level declared_level(ast::Declares declared);
  // `temporal`: what is proved is. A case of it, or what is assumed of it, must then be constant, as it would otherwise
  // be assumed of the first state only.
  void proof(const ast::Proof& proof, bool temporal);
  Rank rank(const ast::Step& step);

  // Expressions (level_expressions.cpp)
  // The rank as an operand that may be at most `most`.
  Rank bounded(Rank rank, Level most, Span span, std::string_view where, bool opaque = false);
  Rank operand(const ast::Expr& e, Level most, std::string_view of, bool opaque = false);
  Rank operands(const std::vector<const ast::Expr*>& args, Level most, std::string_view of);
  // Of /\ \/ => <=>: all may be temporal, or actions, but not some of them this and some that.
  Rank formulas(const ast::Expr& e, std::string_view of);
  Rank rank(const ast::Expr& e);
  // A LET's definition: part of the one around it, whose limits it shares.
  void local(const Symbol* symbol);
  Rank binding(const ast::Expr& e, Level most, std::string_view of);
  Rank quantified(const ast::Expr& e);
  Rank builtin(const ast::Expr& e, Builtin b);
  Rank name(const ast::Expr& e);
  // A rank with those of what is put for symbols.
  static Rank with(const Rank& rank, const std::map<const Symbol*, Rank>& given);
  const Symbol* operator_named(const ast::Expr& e) const;
  // An operator given as an argument gets `operand` as its argument of that position.
  void applied_to(const ast::Expr& given, size_t position, const Rank& operand, std::string_view where);
  static Level most_of(Builtin b);
  Rank argument(const ast::Expr& e, int arity) { return arity ? operator_rank(e) : rank(e); }
  // Of an operator given as an argument: what its body adds to that of the arguments it will get.
  Rank operator_rank(const ast::Expr& e);

  Diagnostics& diagnostics_;
  std::set<const Module*> checked_;
  std::map<const Symbol*, Profile> profiles_;
  std::map<const Module*, std::vector<std::pair<std::string, Profile>>> defined_;
  std::map<const Module*, std::vector<std::pair<std::string, Profile>>> statements_;  // with their proofs
  Profile* current_ = nullptr;  // of the definition being looked at
  const Module* module_ = nullptr;
  int silent_ = 0;
};

}  // namespace trestle::modules
