// The state of one lowering; private to this folder.
//
// How it works. Module-level operators become Definitions once per instance and priming. LET operators and LAMBDAs become
// Definitions too, lifted out of the frame they stand in: the locals they read are passed to them as captures. A prime is
// pushed down: (e)' is e lowered again with every variable primed, so that definitions exist in a primed and an unprimed
// form, and nothing switches states at run time. An operator whose parameter is primed in its body (or assigned to, as in
// `Set(v, e) == v' = e`) cannot be called with a value: it is lowered in place of the call, the parameter standing for the
// argument's text. Init is lowered as an action on primed variables only.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <unordered_map>

#include "translator/core/core.h"
#include "translator/core/lower.h"

namespace trestle::core {

using modules::Module;
using modules::Symbol;
using modules::SymbolKind;

struct Scope;
struct Frame;

// An INSTANCE under the instances around it.
struct Environment {
  const modules::Instance* instance;
  const Environment* outer;  // of the module in which the INSTANCE stands
  const Scope* scope;        // its locals there (LET, instance parameters)
};

// Where an expression is lowered.
struct Place {
  const Module* module = nullptr;
  const Environment* environment = nullptr;
  const Scope* scope = nullptr;
  Frame* frame = nullptr;
  bool primed = false;        // variables are those of the next state
  bool prime_allowed = true;  // false under a prime, and in Init
  // That of the ENABLED around, if any: the variables of the instance it stands in are free, as TLC has it: a primed variable for
  // which an expression is substituted stands for itself. Not so those of instances that are entered within the ENABLED, nor
  // what an operator was given outside of it.
  const Environment* enabled = nullptr;
};

// An argument not lowered yet: its text and where to read it; or a value that is lowered already.
struct Argument {
  const ast::Expr* syntax = nullptr;
  Place place{};
  const Expr* lowered = nullptr;
};

// A LET operator with parameters, lifted on first use. One per priming.
struct LocalOperator {
  const Symbol* symbol = nullptr;
  std::map<bool, const Definition*> lifted = {};
};

// What a local name stands for. A linked list, innermost first.
struct Scope {
  enum class Is { Slot, Alias, Operator, Instance } is;
  const Scope* outer = nullptr;
  const Symbol* symbol = nullptr;
  const modules::Instance* instance = nullptr;  // Instance: an unnamed one has no symbol
  const Frame* frame = nullptr;                 // Slot
  uint32_t slot = 0;
  bool primed = false;                          // Slot of a LET: how its value was lowered
  const ast::Expr* body = nullptr;              // Slot of a LET: to lower it again under a prime
  Level level = Level::Constant;
  Argument alias{};
  Place place{};                                // Operator, LET slot: where it was defined
  LocalOperator* local = nullptr;
};

struct Frame {
  uint32_t slots = 0;
  struct Capture { const Scope* what; uint32_t slot; };
  std::vector<Capture> captures;
};

class Lowering {
 public:
  Lowering(std::shared_ptr<const Module> module, const ast::ConfigFile& config, Diagnostics& diagnostics);
  std::shared_ptr<Spec> run();

 private:
  // config.cpp: constants, overrides, and what the .cfg names
  struct Override {
    enum class Is { Value, Points, Operator } is;  // Points: F(a, b) = v, a function of these
    Value value;
    const Symbol* symbol = nullptr;  // replacement
    Span span;
    bool everywhere = false;  // <- [M]Op: also where M is instantiated
  };
  void apply_constants();
  void add_point(const ast::ConfigEntry& entry);
  void register_names();
  Value config_value(const ast::ConfigValue& value);
  const Override* override_of(const Symbol* symbol, const Environment* environment, bool qualified) const;
  const Symbol* configured(const ast::ConfigEntry& entry);  // the zero-argument operator a statement names
  std::string similar(const std::string& name) const;  // "did you mean ...?"
  void check_constants();
  void check_replacements();

  // lower.cpp: the whole spec
  void statements();
  void specification(const ast::Expr& formula, Place place, bool as_property, const std::string& name);
  bool conjoins(const ast::Expr& formula, const Place& place) const;
  void conjunct(const ast::Expr& formula, Place place, bool as_property, const std::string& name);
  void property_conjunct(const ast::Expr& formula, Place place, const std::string& name);
  void set_init(const ast::Expr& formula, Place place);
  void set_next(const ast::Expr& formula, Place place, const std::string& name);
  void add_predicate(std::string name, runtime::PredicateKind kind, bool on_steps, const ast::Expr& formula, Place place);
  void add_possible(const ast::Expr& formula, Place place, const std::string& name);
  void assumptions();
  Root root(const ast::Expr& formula, Place place);
  Place top() const { return Place{.module = module_.get()}; }
  Level syntactic_level(const ast::Expr& formula, Place place);

  // unfold.cpp: whether the formula was followed anywhere
  bool unfold(const ast::Expr*& formula, Place& place, std::string* name = nullptr);
  bool unfold_once(const ast::Expr*& formula, Place& place, std::string* name);
  bool open_let(const ast::Expr*& formula, Place& place);

  // split.cpp: Next to ActionNodes
  struct Named { std::string name; std::vector<std::string> parameters; std::vector<const Expr*> arguments; Span span; std::string module; bool definition = false; bool callable = false; };
  std::vector<Named> enclosing_;  // the definitions that split() is inside of
  const ActionNode* split(const ast::Expr& expr, Place place, const Named& named, std::vector<const ActionNode*>& path);
  const ActionNode* split_children(std::span<const ast::Expr* const> items, Place place, const Named& named,
                                   std::vector<const ActionNode*>& path);
  const ActionNode* leaf(const ast::Expr& expr, Place place, const Named& named, const std::vector<const ActionNode*>& path);
  const ActionNode* split_call(const ast::Expr& expr, Place place, std::vector<const ActionNode*>& path);

  // listed.cpp: what TLCGet("spec") tells
  bool is_asked() const;
  Span through(const Place& place) const;  // the INSTANCE that the text is read by, seen from the specification
  void list(std::vector<Part>& parts, const std::string& name, const ast::Expr& text, const Place& place);
  void list_init(const ast::Expr& formula, Place place);
  const Expr* listed(const Named& named, Span span);
  const Expr* listed_choice(const ActionNode& choice);
  const Expr* listed_bounds(std::span<const ActionNode* const> bounds, const Expr* whole);
  const Expr* listed_let(const ActionNode& let);
  const Expr* listed_call(const ActionNode* body, const ast::Expr& expr, Place place, const Place& inside, Named named);
  std::unordered_map<const ActionNode*, const Expr*> listed_;  // a node's actions: a set of records
  bool asked_ = false;

  // expressions.cpp
  const Expr* lower(const ast::Expr& expr, Place place);
  const Expr* lower(const Argument& argument, Frame* frame, bool primed);
  const Expr* lower_operator(const ast::Expr& expr, int arity, Place place);
  const Expr* suspend(const Argument& argument, Span span, Place place);  // as an operator without parameters
  const Expr* junction(Kind kind, const ast::Expr& expr, std::span<const ast::Expr* const> items, Place place);
  const Expr* let(const ast::Expr& expr, Place place);
  const Expr* comprehension(Kind kind, const ast::Expr& expr, Place place);
  const Expr* function(const ast::Unit* unit, const ast::Expr* expr, Place place);
  const Expr* record(Kind kind, const ast::Expr& expr, Place place);
  const Expr* record(Kind kind, std::vector<std::pair<uint32_t, const Expr*>> fields, Span span);
  const Expr* except(const ast::Expr& expr, Place place);
  const Expr* unchanged(const ast::Expr& subject, Span span, Place place);
  bool unchanged_variables(const ast::Expr& subject, Place place, std::vector<uint32_t>& variables,
                           std::vector<const Expr*>& others, Span span);
  std::vector<Binding> bind(const std::vector<ast::Binder>& binders, Place& place);
  std::vector<LetSlot> define_lets(const std::vector<const ast::Unit*>& units, Place& place);

  // symbols.cpp: names, calls, instances
  const Expr* name(const ast::Expr& expr, Place place);
  // `qualified`: the text names it through an instance, as in I!Op.
  const Expr* symbol(const Symbol* symbol, std::vector<Argument> arguments, Span span, Place place,
                     bool qualified = false);
  bool alone(const Expr& value, const modules::Instance::Entry& entry, const Environment& environment, Place outside);
  const Expr* substituted(const Symbol* symbol, const std::vector<Argument>& arguments, Span span, Place place);
  const Expr* builtin(modules::Builtin builtin, std::vector<Argument> arguments, Span span, Place place);
  const Expr* operator_symbol(const Symbol* symbol, std::vector<Argument> arguments, Span span, Place place);
  const Expr* local(const Scope& scope, std::vector<Argument> arguments, Span span, Place place);
  const Expr* slot(const Scope& scope, Span span, Place place);
  const Expr* in_place(const Symbol* symbol, std::vector<Argument> arguments, Span span, Place definition_place);
  const Expr* call(const Definition* definition, const Symbol* symbol, std::vector<Argument> arguments, Span span, Place place);
  const Expr* closure(const Definition* definition, Span span, Place place);
  const Definition* define(const Symbol* symbol, Place place);            // module level
  const Definition* lift(const Symbol* symbol, const Scope& scope, Place place);  // LET
  const Definition* lift_lambda(const ast::Expr& lambda, Place place);
  Frame& frame_of(const Definition& definition) { return *(definition_frames_[&definition] = &frames_.emplace_back()); }
  const Definition* finish(Definition& definition, const Expr* body, const Frame& frame);
  void bind_slots(const std::vector<const Symbol*>& symbols, Definition& definition, Place& place);
  const Environment* environment(const modules::Instance* instance, const Environment* outer, const Scope* scope);
  Place enter_instance(const Symbol* instance, const std::vector<Argument>& arguments, Place place);
  const Expr* captured(const Scope& scope, Span span, Place place);
  void add_captures(const Definition* definition, Expr& call, Place place);
  bool closed(const Symbol* symbol) const;
  const Scope* find(const Symbol* symbol, Place place) const;
  const Scope* push(Scope scope) { return &scopes_.emplace_back(std::move(scope)); }
  const Expr* global(const Definition* definition, Span span);

  // parameters.cpp: which parameters must stand for their argument's text
  struct ParameterUse { std::set<const Symbol*> primed, assigned; };
  const ParameterUse& uses(const Symbol* symbol);
  void collect_uses(const ast::Expr& expr, const Module& module, bool primed, ParameterUse& use);
  bool must_be_in_place(const Symbol* symbol, const std::vector<Argument>& arguments, const Place& place);
  bool needs_text(const ast::Expr& operator_name, const Module& module);
  bool names_target(const ast::Expr& expr, const Module& module, const Scope* scope, bool init);

  // Nodes
  Expr& node(Kind kind, Span span) { Expr& e = spec_->exprs.emplace_back(); e.kind = kind; e.span = span; return e; }
  const Expr* constant(Value value, Span span) { Expr& e = node(Kind::Constant, span); e.value = value; return &e; }
  const Expr* assigned(const Expr* left);
  const Expr* apply(Op op, std::vector<const Expr*> args, Span span);
  const Expr* local_node(uint32_t slot, Level level, Span span) { Expr& e = node(Kind::Local, span); e.index = slot; e.level = level; return &e; }
  const Expr* finish_level(Expr& e);  // level = highest of its parts
  const Expr* error(DiagnosticKind kind, Span span, std::string message, std::string hint = {});

  std::shared_ptr<const Module> module_;
  const ast::ConfigFile& config_;
  Diagnostics& diagnostics_;
  std::shared_ptr<Spec> spec_;
  std::map<const Symbol*, Override> overrides_;
  std::map<std::pair<const Module*, std::string>, Override> module_overrides_;  // <- [M]Op
  std::unordered_map<const Symbol*, uint32_t> variables_;
  std::unordered_map<const Symbol*, const Symbol*> declared_before_;
  struct Key {
    const void* symbol; const Environment* environment; bool primed; bool prime_allowed; const Environment* enabled_in = nullptr;
    auto operator<=>(const Key&) const = default;
  };
  std::map<Key, Definition*> definitions_;
  std::map<std::pair<const Symbol*, const Environment*>, char> origins_;
  std::vector<Definition*> defining_;  // those being lowered, innermost last
  std::map<Key, uint32_t> globals_;
  std::map<const Definition*, Frame*> definition_frames_;
  std::map<std::tuple<const modules::Instance*, const Environment*, const Scope*>, const Environment*> environments_;
  std::map<const Symbol*, ParameterUse> parameter_uses_;
  std::map<const Symbol*, bool> closed_;
  std::deque<Environment> owned_environments_;
  std::deque<Scope> scopes_;
  std::deque<Frame> frames_;
  std::deque<LocalOperator> local_operators_;
  std::map<std::pair<std::string, std::vector<std::string>>, runtime::ActionId> action_ids_, outer_ids_;
  Frame* next_frame_ = nullptr;
  const Scope* at_ = nullptr;         // what @ stands for
  std::vector<const Scope*> at_stack_;
  uint32_t depth_ = 0;                // of what is unfolded
  static constexpr uint32_t kDeepest = 400;
  // Of an operator that was given to another one, which applies it under ENABLED: unlike a value, it is evaluated there.
  static const Environment* enabled_for(const Place& given, const Place& applied);
  static bool is_free(const Environment& environment, const Place& place);
  const Expr* abstract_variable(const Symbol* symbol, const Environment* environment, Span span);
  std::map<std::pair<const Symbol*, const Environment*>, uint32_t> abstract_variables_;
};

std::optional<Op> op_named(std::string_view name);
bool impure(Op op);    // reads or changes what is outside of its arguments: evaluated where it stands, or once in a constant definition
bool observes(Op op);  // of these, the ones that are never constant

// What lowering leaves to a pass: constant subexpressions become globals, lazy nodes learn which slots they read.
void hoist_constants(Spec& spec);
bool reads_variables(const Expr& e);
// Names that LETs give to what holds in several ways: as conjuncts they are walked, evaluated before or not.
void mark_walked_lets(Spec& spec);
void collect_free_slots(Spec& spec);

}  // namespace trestle::core
