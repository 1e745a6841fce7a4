#include "translator/core/temporal.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "translator/diagnostics/diagnostic.h"
#include "translator/runtime/store.h"

namespace trestle::core {
namespace {

using runtime::EvalError;
using runtime::FormulaId;

// The frame that an expression is read in: whose it is, and what is known of its slots so far.
struct Scope {
  const Scope* caller = nullptr;  // null: the frame of the property itself
  const Expr* call = nullptr;     // in the caller's frame
  uint32_t frame = 0;             // slots
  std::vector<LetSlot> bound = {};
};

class Expansion {
 public:
  Expansion(std::shared_ptr<const Spec> from, const Constants& constants)
      : spec_(std::make_shared<Spec>(*from)), constants_(constants) {
    spec_->exprs.clear();  // the old ones stay where they are, with their owner
    spec_->definitions.clear();
    spec_->nodes.clear();
    spec_->keep_alive.push_back(std::move(from));
  }

  std::shared_ptr<const Spec> run() {
    runtime::Temporal& temporal = spec_->temporal.emplace();
    try {
      for (const Property& p : spec_->fairness) temporal.fairness.push_back({p.name, formula(p.root)});
      const std::vector<Property> properties = std::exchange(spec_->properties, {});
      for (const Property& p : properties) {
        Scope scope{.frame = p.root.frame};
        property(*p.root.expr, scope, p, false, 0);
      }
    } catch (EvalError& error) {
      temporal.failure = std::move(error);
    }
    return spec_;
  }

 private:
  static constexpr int kDeepest = 500;  // unfolded definitions

  // \A x \in S : P is as many properties as S has elements, each of which may be one of states or of steps, as []Q and
  // [][A]_v are. Anything else stays one formula.
  void property(const Expr& e, const Scope& scope, const Property& whole, bool within, int depth) {
    if (depth > kDeepest) fail(e, "the temporal formula is nested too deeply", "a recursive definition never ends");
    if (e.kind == Kind::Call && e.definition->body && (within || leads_to_forall(*e.definition->body))) {
      const Scope inside{.caller = &scope, .call = &e, .frame = e.definition->frame};
      return property(*e.definition->body, inside, whole, within, depth + 1);
    }
    if (e.kind == Kind::Forall) return each(e, 0, scope, whole, depth);
    if (within && e.kind == Kind::And) {
      for (const Expr* part : e.args) property(*part, scope, whole, within, depth + 1);
      return;
    }
    const Level level = level_of(e, scope);
    Listed& listed = spec_->listed;
    if (within && level <= Level::State) {
      list(listed.implied_inits, e, whole);
      return predicate(e, scope, whole, runtime::PredicateKind::ImpliedInit);
    }
    if (within && e.kind == Kind::Always && level_of(*e.args[0], scope) <= Level::State) {
      list(listed.invariants, *e.args[0], whole);
      return predicate(*e.args[0], scope, whole, runtime::PredicateKind::Invariant);
    }
    if (within && e.kind == Kind::Always && level_of(*e.args[0], scope) == Level::Action) {
      list(listed.implied_actions, *e.args[0], whole);
      return predicate(*e.args[0], scope, whole, runtime::PredicateKind::ImpliedAction);
    }
    spec_->temporal->properties.push_back({whole.name, formula(e, scope, depth)});
    list(spec_->listed.implied_temporals, e, whole);
  }

  static bool leads_to_forall(const Expr& body) {
    return body.kind == Kind::Forall ||
           (body.kind == Kind::Call && body.args.empty() && body.definition->body && body.definition->body->kind == Kind::Forall);
  }

  void each(const Expr& e, size_t binding, const Scope& scope, const Property& whole, int depth) {
    if (binding == e.bindings.size()) return property(*e.args[0], scope, whole, true, depth + 1);
    bind(e, binding, scope, [&](const Scope& inside) { each(e, binding + 1, inside, whole, depth); });
  }

  static void list(std::vector<Part>& parts, const Expr& e, const Property& whole) {
    parts.push_back({whole.name, whole.through ? whole.through : e.span});
  }

  void predicate(const Expr& e, const Scope& scope, const Property& whole, runtime::PredicateKind kind) {
    spec_->predicates.push_back({whole.name, kind, kind == runtime::PredicateKind::ImpliedAction, wrap(e, scope)});
  }

  FormulaId formula(const Root& root) {
    Scope scope{.frame = root.frame};
    return formula(*root.expr, scope, 0);
  }

  [[noreturn]] void fail(const Expr& e, std::string message, std::string hint = {}) {
    EvalError error(runtime::ErrorKind::Unsupported, std::move(message), std::move(hint));
    locate(error, e);
    throw error;
  }

  static void locate(EvalError& error, const Expr& e) {
    error.place = to_string(e.span);
    error.expression = std::string(e.span.text().substr(0, 400));
    if (e.span) error.excerpt = excerpt(e.span);
  }

  runtime::Formulas& formulas() { return spec_->temporal->formulas; }

  FormulaId formula(const Expr& e, const Scope& scope, int depth) {
    const Level level = level_of(e, scope);
    if (level == Level::Constant) return formulas().truth(constants_.truth(wrap(e, scope)));
    if (level < Level::Temporal) return atom(e, level, scope);
    if (depth > kDeepest) fail(e, "the temporal formula is nested too deeply", "a recursive definition never ends");
    auto sub = [&](const Expr* arg) { return formula(*arg, scope, depth + 1); };
    switch (e.kind) {
      case Kind::And: return formulas().conjunction(parts(e.args, false, scope, depth));
      case Kind::Or: return formulas().disjunction(parts(e.args, true, scope, depth));
      case Kind::Implies: {
        const std::vector<FormulaId> sides = parts(e.args, false, scope, depth);
        return formulas().disjunction({formulas().negation(sides[0]), sides[1]});
      }
      case Kind::If: case Kind::Case: return cases(e, 0, scope, depth);
      case Kind::Apply:
        if (e.op == Op::Not) return formulas().negation(sub(e.args[0]));
        if (e.op == Op::Equiv) {
          const FormulaId left = sub(e.args[0]), right = sub(e.args[1]);
          return choice(left, right, formulas().negation(right));
        }
        break;
      case Kind::Always: case Kind::Eventually: case Kind::LeadsTo: {
        const auto of_this_moment = std::exchange(guards_, {});
        std::vector<FormulaId> args;
        for (const Expr* arg : e.args) args.push_back(sub(arg));
        guards_ = of_this_moment;
        if (e.kind == Kind::Always) return formulas().always(args[0]);
        if (e.kind == Kind::Eventually) return formulas().eventually(args[0]);
        return formulas().always(formulas().disjunction({formulas().negation(args[0]), formulas().eventually(args[1])}));
      }
      case Kind::WeakFairness: case Kind::StrongFairness: return fairness(e, scope);
      case Kind::Let: {
        Scope inside = scope;
        inside.bound.insert(inside.bound.end(), e.lets.begin(), e.lets.end());
        return formula(*e.args[0], inside, depth + 1);
      }
      case Kind::Local: {
        const Scope* where = &scope;
        const Expr* meant = resolve(e, where);
        if (meant) return formula(*meant, *where, depth + 1);
        break;
      }
      case Kind::Call: {
        if (!e.definition->body) break;
        const Scope inside{.caller = &scope, .call = &e, .frame = e.definition->frame};
        return formula(*e.definition->body, inside, depth + 1);
      }
      case Kind::Forall: case Kind::Exists: {
        std::vector<FormulaId> parts;
        quantify(e, 0, scope, depth, parts);
        return e.kind == Kind::Forall ? formulas().conjunction(parts) : formulas().disjunction(parts);
      }
      default: break;
    }
    fail(e, "a temporal formula of this form cannot be checked",
         "temporal formulas are made of [] <> ~> WF_ SF_ /\\ \\/ ~ => <=> IF CASE LET, quantifiers over constant sets and definitions");
  }

  // Of a junction, in order: what comes behind a part that `decides` when it is true, or when it is false, makes no
  // difference then.
  std::vector<FormulaId> parts(const std::vector<const Expr*>& args, bool decides, const Scope& scope, int depth) {
    const size_t before = guards_.size();
    std::vector<FormulaId> out;
    for (const Expr* arg : args) {
      const FormulaId part = formula(*arg, scope, depth + 1);
      out.push_back(part);
      guards_.push_back({decides ? formulas().negation(part) : part, level_of(*arg, scope)});
    }
    guards_.resize(before);
    return out;
  }

  // The arms of a CASE from one on; an IF is one with OTHER.
  FormulaId cases(const Expr& e, size_t arm, const Scope& scope, int depth) {
    if (arm == e.args.size()) return formulas().truth(false);
    const FormulaId condition = formula(*e.args[arm], scope, depth + 1);
    if (arm + 1 == e.args.size()) return condition;  // OTHER, or ELSE
    const Level level = level_of(*e.args[arm], scope);
    guards_.push_back({condition, level});
    const FormulaId then = formula(*e.args[arm + 1], scope, depth + 1);
    guards_.back().formula = formulas().negation(condition);
    const FormulaId otherwise = cases(e, arm + 2, scope, depth);
    guards_.pop_back();
    return choice(condition, then, otherwise);
  }

  FormulaId choice(FormulaId condition, FormulaId then, FormulaId otherwise) {
    const FormulaId no = formulas().negation(condition);
    return formulas().disjunction({formulas().conjunction({condition, then}), formulas().conjunction({no, otherwise})});
  }

  FormulaId fairness(const Expr& e, const Scope& scope) {
    // <<Next>>_v: a step of a behavior is one of Next, so that what is left to ask is whether it changes v.
    const Expr& action = is_next(*e.args[0]->args[0]) ? *e.args[0]->args[1] : *e.args[0];
    const uint32_t step = atom_number(action, Level::Action, scope, formulas().truth(true));
    Expr& enabled = node(Kind::Enabled, Level::State, e.span);
    enabled.args = {e.args[1]};
    const size_t before = spec_->temporal->atoms.size();
    const auto [it, added] = enabled_.try_emplace(step, 0);
    if (added) {
      it->second = new_atom(wrap(enabled, scope), Level::State);
      spec_->temporal->atoms[before].enabled_by = step;
    }
    const FormulaId taken = formulas().atom(step), disabled = formulas().atom(it->second, true);
    if (e.kind == Kind::WeakFairness) return formulas().always(formulas().eventually(formulas().disjunction({disabled, taken})));
    return formulas().disjunction({formulas().eventually(formulas().always(disabled)), formulas().always(formulas().eventually(taken))});
  }

  bool is_next(const Expr& e) const {
    return spec_->next_origin != nullptr && e.kind == Kind::Call && e.args.empty() && e.definition->origin == spec_->next_origin;
  }

  void quantify(const Expr& e, size_t binding, const Scope& scope, int depth, std::vector<FormulaId>& parts) {
    if (binding == e.bindings.size()) {
      parts.push_back(formula(*e.args[0], scope, depth + 1));
      return;
    }
    bind(e, binding, scope, [&](const Scope& inside) { quantify(e, binding + 1, inside, depth, parts); });
  }

  std::vector<Value> elements(const Expr& set, const Scope& scope) {
    try {
      return constants_.elements(wrap(set, scope));
    } catch (EvalError& error) {
      if (error.place.empty()) locate(error, set);
      throw;
    }
  }

  // For each element of a binding's set: the scope with its value.
  template <typename Then>
  void bind(const Expr& e, size_t binding, const Scope& scope, const Then& then) {
    const Binding& b = e.bindings[binding];
    if (!b.set) fail(e, "a quantifier without a set cannot be expanded in a temporal formula");
    if (level_of(*b.set, scope) != Level::Constant) {
      fail(*b.set, "the set of a quantifier over temporal formulas must be constant", "say it of all possible elements, with a condition inside");
    }
    for (Value element : elements(*b.set, scope)) {
      Scope inside = scope;
      if (b.tuple && (element.kind() != runtime::Kind::Tuple || element->size != b.slots.size()))
        fail(*b.set, "an element does not match the tuple of bound names");
      for (size_t i = 0; i < b.slots.size(); ++i) {
        Expr& value = node(Kind::Constant, Level::Constant, e.span);
        value.value = b.tuple ? element.object()[i] : element;
        inside.bound.push_back({b.slots[i], &value, {}});
      }
      then(inside);
    }
  }

  // What a local stands for, and in which scope to read it; null when it is bound inside of the expression.
  const Expr* resolve(const Expr& local, const Scope*& scope) const {
    for (auto it = scope->bound.rbegin(); it != scope->bound.rend(); ++it)
      if (it->slot == local.index) return it->value;
    if (!scope->caller) return nullptr;
    const auto& slots = scope->call->definition->slots;
    for (size_t i = 0; i < slots.size() && i < scope->call->args.size(); ++i)
      if (slots[i] == local.index) {
        const Expr* argument = scope->call->args[i];
        scope = scope->caller;
        return argument;
      }
    return nullptr;
  }

  // A definition's parameters count as constant where they stand; here they have the level of their arguments.
  Level level_of(const Expr& e, const Scope& scope) const {
    Level level = e.level;
    if (level == Level::Temporal || e.kind == Kind::Enabled) return level;
    auto raise = [&](const Expr* part) { if (part) level = std::max(level, level_of(*part, scope)); };
    if (e.kind == Kind::Local) {
      const Scope* where = &scope;
      if (const Expr* meant = resolve(e, where)) return std::max(level, level_of(*meant, *where));
      return level;
    }
    if (e.definition) level = std::max(level, e.definition->level);
    for (const Expr* a : e.args) raise(a);
    for (const auto& b : e.bindings) raise(b.set);
    for (const auto& l : e.lets) raise(l.value);
    for (const auto& u : e.updates) {
      raise(u.value);
      for (const auto& step : u.path) raise(step.index);
    }
    return level;
  }

  FormulaId atom(const Expr& e, Level level, const Scope& scope) {
    if (e.kind == Kind::And && e.angle) {
      // Where v does not change TLC does not look at A (tlc2/tool/liveness/LNAction).
      const auto [it, added] = subscript_first_.try_emplace(&e, nullptr);
      if (added) {
        Expr& swapped = node(Kind::And, level, e.span);
        swapped.args = {e.args.back()};
        swapped.args.insert(swapped.args.end(), e.args.begin(), e.args.end() - 1);
        it->second = &swapped;
      }
      return atom(*it->second, level, scope);
    }
    std::vector<FormulaId> relevant;
    for (const Guard& guard : guards_)
      if (guard.level <= level) relevant.push_back(guard.formula);
    return formulas().atom(atom_number(e, level, scope, formulas().conjunction(std::move(relevant))));
  }

  // The same text with the same values of what it reads is one atom.
  using Key = std::vector<std::pair<const void*, uint64_t>>;
  uint32_t atom_number(const Expr& e, Level level, const Scope& scope, FormulaId relevant) {
    Key key;
    const bool definition = e.kind == Kind::Call && e.args.empty();
    key.emplace_back(definition ? static_cast<const void*>(e.definition) : &e, 0);
    if (!definition) add_scope(scope, key);
    auto [it, added] = atoms_.try_emplace(std::move(key), 0);
    if (added) it->second = new_atom(wrap(e, scope), level);
    FormulaId& known = spec_->temporal->atoms[it->second].relevant;
    known = added ? relevant : formulas().disjunction({known, relevant});
    return it->second;
  }

  static void add_scope(const Scope& scope, Key& key) {
    for (const LetSlot& l : scope.bound) {
      const bool constant = l.value->kind == Kind::Constant;
      key.emplace_back(constant ? nullptr : l.value, constant ? l.value->value.bits() : l.slot);
    }
    if (!scope.caller) return;
    key.emplace_back(scope.call, 0);
    add_scope(*scope.caller, key);
  }

  uint32_t new_atom(const Root& root, Level level) {
    auto& atoms = spec_->temporal->atoms;
    const bool on_steps = level == Level::Action;
    atoms.push_back({.predicate = static_cast<uint32_t>(spec_->predicates.size()), .on_steps = on_steps});
    spec_->predicates.push_back({fmt::format("temporal formula at {}", to_string(root.expr->span)),
                                 runtime::PredicateKind::Liveness, on_steps, root});
    return static_cast<uint32_t>(atoms.size() - 1);
  }

  // The expression with what is known around it, in the frame of the property.
  Root wrap(const Expr& e, const Scope& scope) {
    const Expr* body = &e;
    if (!scope.bound.empty()) {
      Expr& let = node(Kind::Let, level_of(e, scope), e.span);
      let.lets = scope.bound;
      let.args = {body};
      body = &let;
    }
    if (!scope.caller) return {body, scope.frame};
    const Definition& of = *scope.call->definition;
    Definition& definition = spec_->definitions.emplace_back();
    definition.name = of.name;
    definition.span = of.span;
    definition.parameters = of.parameters;
    definition.slots = of.slots;
    definition.frame = scope.frame;
    definition.body = body;
    definition.level = body->level;
    Expr& call = node(Kind::Call, level_of(e, scope), e.span);
    call.args = scope.call->args;
    call.definition = &definition;
    return wrap(call, *scope.caller);
  }

  Expr& node(Kind kind, Level level, Span span) {
    Expr& e = spec_->exprs.emplace_back();
    e.kind = kind;
    e.level = level;
    e.span = span;
    return e;
  }

  std::shared_ptr<Spec> spec_;
  const Constants& constants_;
  // Where one of them is false, what is being taken apart makes no difference: TLC does not evaluate it there, and it may
  // have no value.
  struct Guard {
    FormulaId formula;
    Level level;
  };
  std::vector<Guard> guards_;
  std::map<const Expr*, const Expr*> subscript_first_;  // of <<A>>_v
  std::map<Key, uint32_t> atoms_;
  std::map<uint32_t, uint32_t> enabled_;  // by the atom of the action
};

}  // namespace

std::shared_ptr<const Spec> expand_temporal(std::shared_ptr<const Spec> spec, const Constants& constants) {
  if (spec->temporal || spec->properties.empty()) return spec;
  return Expansion(std::move(spec), constants).run();
}

}  // namespace trestle::core
