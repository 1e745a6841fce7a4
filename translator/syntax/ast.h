// The abstract syntax of a TLA+ module, as written: names unresolved, precedence and junction lists resolved.
//
// One node type serves all expressions: what its fields mean is listed at each ExprKind. Nodes are immutable once
// parse() returns and live as long as their Module. Operator symbols carry their canonical spelling
// (grammar/operators.def):
// `<=`, `=<` and `\leq` are all "\\leq"; the span has what was written.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "translator/diagnostics/source.h"

namespace trestle::ast {

struct Expr;
struct Module;
struct Unit;

// x, y \in S   |   <<x, y>> \in S   |   x, y (no set: unbounded, or a LAMBDA's parameters)
struct Binder {
  std::vector<std::string> names;  // one or more; all range over `set`
  std::vector<Span> name_spans;    // parallel to names
  bool tuple = false;              // <<x, y>> \in S: the names take apart one element
  const Expr* set = nullptr;       // null when unbounded
};

// Formal parameter of an operator: `x` has arity 0, `F(_, _)` arity 2.
struct Parameter {
  std::string name;
  uint8_t arity = 0;
  Span span;
};

// One step of an EXCEPT path: ![i, j] has several indices, !.field has the field's name.
struct Selector {
  std::vector<const Expr*> indices;  // empty for a field
  std::string field;
  Span span;
};

struct Update {  // !path = value
  std::vector<Selector> path;
  const Expr* value = nullptr;
  Span span;
};

// One prefix of a qualified name: the `I(x)!` of I(x)!Op(y). Also the selectors of subexpression names (`!1`, `!:`,
// `!<<`).
struct Qualifier {
  std::string name;
  std::vector<const Expr*> args;
  Span span;
};

enum class ExprKind : uint8_t {
  Name,  // text = identifier or canonical operator symbol, qualifiers, args: any application, `a + b` too;
         //   no args and arity > 0 means the operator itself (passed as an argument). TRUE, FALSE, BOOLEAN, STRING are
         //   names.
  Number,         // text = decimal digits, always base 10 (\b \o \h converted)
  Decimal,        // text = as written, 1.5
  String,         // text = contents, escapes replaced
  At,             // @
  Junction,       // text = "\\land" or "\\lor"; args = items (one or more), from a bulleted list
  If,             // args = condition, then, else
  Case,           // args = guard, value, guard, value, ...; a last unpaired one is OTHER's value
  Let,            // units = definitions (Operator, Function, Instance, Recursive); args = body
  Quantified,     // text = "\\A" "\\E" "\\AA" "\\EE"; binders; args = body
  Choose,         // binders (one); args = body
  Lambda,         // parameters; args = body
  SetEnumerate,   // {a, b}: args
  SetFilter,      // {x \in S : P}: binders (one); args = P
  SetMap,         // {e : x \in S, ...}: binders; args = e
  Tuple,          // <<a, b>>: args
  Product,        // A \X B \X C, unparenthesized: args, two or more
  Function,       // [x \in S |-> e]: binders; args = e
  FunctionSet,    // [S -> T]: args = S, T
  Record,         // [a |-> 1]: fields, args in parallel
  RecordSet,      // [a : S]: fields, args in parallel
  Except,         // [f EXCEPT !...]: args = f; updates
  Index,          // f[a, b]: args = f, a, b...
  Field,          // r.name: args = r; text = name
  ActionBox,      // [A]_v: args = A, v
  ActionAngle,    // <<A>>_v: args = A, v
  Fairness,       // text = "WF_" or "SF_"; args = v, A
  Label,          // lab(x) :: e : text = label, parameters, args = e
  Subexpression,  // Op!1!<<...: qualifiers hold the whole path
};

std::string_view name(ExprKind kind);

struct Expr {
  ExprKind kind;
  Span span;
  std::string text;
  Span name_span;  // of the operator symbol or identifier itself, for Name
  std::vector<Qualifier> qualifiers;
  std::vector<const Expr*> args;
  std::vector<Binder> binders;
  std::vector<Parameter> parameters;
  std::vector<std::string> fields;
  std::vector<Update> updates;
  std::vector<const Unit*> units;
  uint32_t height = 1;  // of the tree under this node; parse() bounds it (syntax::Limits::depth)
};

uint32_t height_of(const Expr& expr);  // from the heights of its parts

// What NEW declares in an ASSUME: `NEW x`, `NEW CONSTANT x`, `VARIABLE x`, `STATE x`, ...
enum class Declares : uint8_t { Constant, Variable, State, Action, Temporal };

struct Sequent;

// One assumption of an ASSUME: a formula, a declaration, or ASSUME ... PROVE ... in turn.
struct Assumption {
  Span span;
  const Expr* formula = nullptr;
  const Sequent* sequent = nullptr;
  std::string label;                         // of a sequent: lab :: ASSUME ...
  Declares declares = Declares::Constant;    // with neither of them: what is declared
  Parameter declared;
  const Expr* set = nullptr;                 // NEW x \in S
};

struct Sequent {  // ASSUME assumptions PROVE goal
  Span span;
  std::vector<Assumption> assumptions;
  const Expr* goal = nullptr;
};

// BY facts DEF definitions, and of USE and HIDE. `MODULE M`, a fact or a definition, is left out.
struct Facts {
  std::vector<const Expr*> facts;
  std::vector<const Expr*> definitions;  // names
};

enum class StepKind : uint8_t {
  Assert,    // formulas (one), or sequent
  Suffices,  // likewise
  Have,      // formulas (one)
  Case,      // formulas (one)
  Take,      // binders
  Pick,      // binders, formulas (one)
  Witness,   // formulas
  Define,    // definitions
  Instance,  // definitions (one)
  Use,       // facts
  Hide,      // facts
  Qed,
};

std::string_view name(StepKind kind);

struct Step;

// Steps, of which the last is QED, or facts (none for OBVIOUS and OMITTED).
struct Proof {
  std::vector<const Step*> steps;
  Facts facts;
};

struct Step {
  StepKind kind;
  Span span;
  std::string name;  // "<1>a", with the level in digits; empty for a step that has none
  Span name_span;    // of the number as written
  std::vector<const Expr*> formulas;
  const Sequent* sequent = nullptr;
  std::vector<Binder> binders;
  std::vector<const Unit*> definitions;
  Facts facts;
  const Proof* proof = nullptr;
};

enum class UnitKind : uint8_t {
  Constants,  // parameters
  Variables,  // parameters (arity 0)
  Recursive,  // parameters: RECURSIVE F(_)
  Operator,  // name, parameters, body; also infix (a \oplus b ==), prefix and postfix definitions; `-. x` has name "-."
  Function,  // f[x \in S] == e: name, binders, body
  Instance,  // name (empty when unnamed), parameters, module_name, substitutions
  Assume,    // name (may be empty), body
  Theorem,   // name (may be empty), body or sequent, proof
  Submodule,  // module
  Separator,  // ----: kept for printing
  ProofHint,  // USE / HIDE: facts, hides
};

std::string_view name(UnitKind kind);

struct Substitution {
  std::string name;  // constant, variable or operator of the instantiated module
  const Expr* value = nullptr;
  Span span;
};

struct Unit {
  UnitKind kind;
  Span span;
  bool local = false;
  std::string name;
  Span name_span;
  std::vector<Parameter> parameters;
  std::vector<Binder> binders;
  const Expr* body = nullptr;
  bool axiom = false;  // Assume: an AXIOM, to be believed, not checked
  const Sequent* sequent = nullptr;
  const Proof* proof = nullptr;
  Facts facts;
  bool hides = false;
  std::string module_name;
  Span module_span;
  std::vector<Substitution> substitutions;
  std::shared_ptr<const Module> module;
};

struct Extend {
  std::string name;
  Span span;
};

// Owns its nodes. Deques: addresses never move.
struct Module {
  std::shared_ptr<const Source> source;
  std::string name;
  Span span;
  Span name_span;
  std::vector<Extend> extends;
  std::vector<const Unit*> units;
  // Tokens but for strings in order of first appearance in the text, those of proofs included. TLC ranks strings and
  // model values by when it first met their letters (util/UniqueString), so set order and CHOOSE depend on this.
  std::vector<std::string> words;

  std::deque<Expr> exprs;
  std::deque<Unit> owned_units;
  std::deque<Sequent> sequents;
  std::deque<Proof> proofs;
  std::deque<Step> steps;
};

// One statement of a .cfg.
enum class ConfigKind : uint8_t {
  Constant,  // name = value | name <- replacement | name <- [Module]replacement
  Specification,
  Init,
  Next,
  Invariant,
  Property,
  Constraint,
  ActionConstraint,
  Symmetry,
  View,
  Alias,
  Postcondition,
  CheckDeadlock,
  Periodic,
  RlReward,
  Possible,
};

std::string_view name(ConfigKind kind);

// A value in a .cfg: number, string, TRUE/FALSE, identifier (a model value), or a set of those, nested.
struct ConfigValue {
  enum class Kind : uint8_t { Number, String, Boolean, ModelValue, Set } kind;
  std::string text;  // as in Expr: digits (a leading - allowed), contents, TRUE/FALSE, name
  std::vector<ConfigValue> elements;
  Span span;
};

struct ConfigEntry {
  ConfigKind kind;
  Span span;
  std::string name;  // the constant, or the operator that the statement names; TRUE/FALSE for CheckDeadlock
  Span name_span;
  std::vector<ConfigValue> arguments;  // CONSTANT Op(a, b) = v, as TLC accepts
  // For Constant, exactly one of:
  std::vector<ConfigValue> value;  // one element for `=`
  std::string replacement;         // for `<-`
  std::string replacement_module;  // the M of `<- [M]Op`
  Span replacement_span;
};

struct ConfigFile {
  std::shared_ptr<const Source> source;
  std::vector<ConfigEntry> entries;
};

}  // namespace trestle::ast
