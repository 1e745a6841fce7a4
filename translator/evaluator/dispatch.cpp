// The function of each kind of node. One function for each common operator: an indirect call predicts better than a
// switch in a loop, and none pays for what another needs.
#include "translator/evaluator/coverage.h"
#include "translator/evaluator/machine.h"
#include "translator/runtime/integers.h"

namespace trestle::evaluator {

struct Functions {
  static Value constant(Machine&, const Node& e, Value*) { return e.value; }
  static Value local(Machine& m, const Node& e, Value* frame) { return m.local(e.index, frame); }
  static Value anew(Machine& m, const Node& e, Value* frame) { return m.anew(e.index, frame); }

  static Value conjunction(Machine& m, const Node& e, Value* frame) {
    for (const Node* a : e.args())
      if (!m.truth(*a, frame)) return Value::boolean(false);
    return Value::boolean(true);
  }
  static Value disjunction(Machine& m, const Node& e, Value* frame) {
    for (const Node* a : e.args())
      if (m.truth(*a, frame)) return Value::boolean(true);
    return Value::boolean(false);
  }
  static Value implication(Machine& m, const Node& e, Value* frame) {
    return Value::boolean(!m.truth(e[0], frame) || m.truth(e[1], frame));
  }
  static Value negation(Machine& m, const Node& e, Value* frame) { return Value::boolean(!m.truth(e[0], frame)); }
  template <bool exists>
  static Value quantifier(Machine& m, const Node& e, Value* frame) {
    return Value::boolean(m.quantify(e, frame, exists));
  }
  static Value condition(Machine& m, const Node& e, Value* frame) {
    return m.eval(m.truth(e[0], frame) ? e[1] : e[2], frame);
  }
  static Value let(Machine& m, const Node& e, Value* frame) {
    m.bind_lets(e.scope->lets, frame);
    return m.eval(e[0], frame);
  }

  template <Op op>
  static Value binary(Machine& m, const Node& e, Value* frame) {
    const Value a = m.eval(e[0], frame), b = m.eval(e[1], frame);
    Context& context = m.context;
    context.place = &e;
    if constexpr (op == Op::Equal) return Value::boolean(runtime::equal(context, a, b));
    if constexpr (op == Op::NotEqual) return Value::boolean(!runtime::equal(context, a, b));
    if constexpr (op == Op::In) return Value::boolean(runtime::member(context, a, b));
    if constexpr (op == Op::NotIn) return Value::boolean(!runtime::member(context, a, b));
    if constexpr (op == Op::Apply) return runtime::apply_function(context, a, b);
    if constexpr (op == Op::Plus) return runtime::plus(context, a, b);
    if constexpr (op == Op::Minus) return runtime::subtract(context, a, b);
    if constexpr (op == Op::Less) return Value::boolean(runtime::less(a, b));
    if constexpr (op == Op::LessEqual) return Value::boolean(runtime::less_or_equal(a, b));
    if constexpr (op == Op::Greater) return Value::boolean(runtime::greater(a, b));
    if constexpr (op == Op::GreaterEqual) return Value::boolean(runtime::greater_or_equal(a, b));
    if constexpr (op == Op::Cup) return runtime::cup(context, a, b);
  }

  static Value application(Machine& m, const Node& e, Value* frame) {
    const Value f = m.applied(e[0], frame), x = m.eval(e[1], frame);
    m.context.place = &e;
    return runtime::apply_function(m.context, f, x);
  }

  template <bool wanted>
  static Value membership(Machine& m, const Node& e, Value* frame) {
    const Value x = m.eval(e[0], frame);
    m.context.place = &e;
    return Value::boolean(m.is_member(x, e[1], frame) == wanted);
  }

  template <uint32_t n>
  static Value apply(Machine& m, const Node& e, Value* frame) {
    Value args[n > 0 ? n : 1];
    for (uint32_t i = 0; i < n; ++i) args[i] = m.eval(e[i], frame);
    m.context.place = &e;
    return e.call(m.context, args, n);
  }

  template <Value (Machine::*function)(const Node&, Value*)>
  static Value member(Machine& m, const Node& e, Value* frame) {
    return (m.*function)(e, frame);
  }

  static Value counted(Machine& m, const Node& e, Value* frame) {
    const Value v = of(e)(m, e, frame);
    m.count(e, v);
    return v;
  }

  static Value witnessed(Machine& m, const Node& e, Value* frame) {
    try {
      return of(e)(m, e, frame);
    } catch (runtime::EvalError& error) {
      m.witness(error, e, frame);
      throw;
    }
  }

  // Whether it is {x \in S : P}, perhaps by a definition's name.
  static bool filters(const core::Expr& e) {
    if (e.kind == Kind::Call)
      return e.definition->body != nullptr && !e.definition->recursive && filters(*e.definition->body);
    return e.kind == Kind::Filter || (e.kind == Kind::Let && filters(*e.args[0])) ||
           (e.kind == Kind::If && (filters(*e.args[1]) || filters(*e.args[2])));
  }

  static Node::Evaluate of_operator(const Node& e);
  static Node::Evaluate of(const Node& e);
};

Node::Evaluate Functions::of_operator(const Node& e) {
  const bool in_filter = e.size == 2 && filters(*e[1].source);
  switch (e.op) {
    case Op::Not: return negation;
    case Op::Equal: return binary<Op::Equal>;
    case Op::NotEqual: return binary<Op::NotEqual>;
    case Op::In: return in_filter ? membership<true> : binary<Op::In>;
    case Op::NotIn: return in_filter ? membership<false> : binary<Op::NotIn>;
    case Op::Apply: return e[0].kind == Kind::Variable ? binary<Op::Apply> : application;
    case Op::Plus: return binary<Op::Plus>;
    case Op::Minus: return binary<Op::Minus>;
    case Op::Less: return binary<Op::Less>;
    case Op::LessEqual: return binary<Op::LessEqual>;
    case Op::Greater: return binary<Op::Greater>;
    case Op::GreaterEqual: return binary<Op::GreaterEqual>;
    case Op::Cup: return binary<Op::Cup>;
    default: break;
  }
  switch (e.size) {
    case 0: return apply<0>;
    case 1: return apply<1>;
    case 2: return apply<2>;
    case 3: return apply<3>;
    default: return member<&Machine::apply_many>;
  }
}

Node::Evaluate Functions::of(const Node& e) {
  switch (e.kind) {
    case Kind::Constant: return constant;
    case Kind::Global: return member<&Machine::global>;
    case Kind::Variable: return member<&Machine::variable>;
    case Kind::Local: return e.branches ? anew : local;
    case Kind::Apply: return of_operator(e);
    case Kind::And: return conjunction;
    case Kind::Or: return disjunction;
    case Kind::Implies: return implication;
    case Kind::If: return condition;
    case Kind::Case: return member<&Machine::cases>;
    case Kind::Let: return e.self >= 0 ? member<&Machine::kept> : let;
    case Kind::Call: return e.routine->memo >= 0 ? member<&Machine::once> : member<&Machine::call>;
    case Kind::Invoke: return member<&Machine::invocation>;
    case Kind::Closure: return member<&Machine::closure>;
    case Kind::Forall: return quantifier<false>;
    case Kind::Exists: return quantifier<true>;
    case Kind::Choose: return member<&Machine::choose>;
    case Kind::Filter: return member<static_cast<Value (Machine::*)(const Node&, Value*)>(&Machine::filter)>;
    case Kind::Map: return member<&Machine::map>;
    case Kind::Function: return member<&Machine::function>;
    case Kind::Record: return member<&Machine::record>;
    case Kind::RecordSet: return member<&Machine::record_set>;
    case Kind::Field: return member<&Machine::field>;
    case Kind::Except: return member<&Machine::except>;
    case Kind::Unchanged: return member<&Machine::unchanged>;
    case Kind::Enabled: return e.primed ? member<&Machine::enabled_next> : member<&Machine::enabled>;
    case Kind::Compose: return member<&Machine::composed>;
    case Kind::Always:
    case Kind::Eventually:
    case Kind::LeadsTo:
    case Kind::WeakFairness:
    case Kind::StrongFairness: return member<&Machine::no_value>;
  }
  return nullptr;
}

Node::Evaluate function_for(const Node& node) { return Functions::of(node); }
Node::Evaluate counting_function_for(const Node& node) {
  return counts(node) ? Functions::counted : Functions::of(node);
}
Node::Evaluate witnessing_function_for(const Node&) { return Functions::witnessed; }

}  // namespace trestle::evaluator
