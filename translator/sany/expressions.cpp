// SANY has one kind of node for nearly everything, OpApplNode: what it is, its operator's name says.
#include "translator/sany/builder.h"
#include "translator/syntax/operators.h"

namespace trestle::sany {

using ast::Expr;
using ast::ExprKind;

// An application whose operands are the Expr's args, with its bound symbols.
struct Builder::Form {
  std::string_view name;
  ExprKind kind;
  std::string_view text;  // Expr::text
  int operands;           // -1: any number
};

namespace {

std::string_view operator_symbol(std::string_view name) {
  const syntax::Operator* known = syntax::find_operator(name);
  return known ? known->symbol : name;
}

bool is_definition(pugi::xml_node reference) { return is(reference, "UserDefinedOpKindRef"); }

}  // namespace

std::vector<pugi::xml_node> operands(pugi::xml_node application) {
  std::vector<pugi::xml_node> nodes;
  for (auto node = first(need(application, "operands")); node; node = after(node)) nodes.push_back(node);
  return nodes;
}

pugi::xml_node operator_of(pugi::xml_node application) {
  return only(need(application, "operator"), "a reference to an operator");
}

// ---- making nodes

Expr* Builder::new_expr(ExprKind kind, pugi::xml_node node) {
  if (++budget_.nodes > budget_.limits.tokens)
    throw Wrong{node, "the specification is too large", "at most " + std::to_string(budget_.limits.tokens) + " expressions",
                DiagnosticKind::TooLarge};
  Expr& expr = module_->exprs.emplace_back();
  expr.kind = kind;
  expr.span = span(node);
  return &expr;
}

const Expr* Builder::finish(Expr* expr, pugi::xml_node node) {
  expr->height = ast::height_of(*expr);
  if (expr->height > budget_.limits.depth)
    throw Wrong{node, "it is nested too deeply", "at most " + std::to_string(budget_.limits.depth) + " levels",
                DiagnosticKind::TooLarge};
  return expr;
}

const Expr* Builder::literal(ExprKind kind, pugi::xml_node node, std::string text) {
  Expr* expr = new_expr(kind, node);
  expr->text = std::move(text);
  return finish(expr, node);
}

// ---- names

std::string Builder::declared(pugi::xml_node reference) {
  std::string name(text(document_.entry(reference), "uniquename"));
  name = operator_symbol(name);
  // What is copied into another definition may meet the same names there, which TLA+ does not allow.
  if (copies_ == 0) {
    renamed_.erase(uid(reference));
    return name;
  }
  return renamed_[uid(reference)] = name + "#" + std::to_string(uid(reference));
}

std::string Builder::name_of(pugi::xml_node reference) const {
  const auto renamed = renamed_.find(uid(reference));
  if (renamed != renamed_.end()) return renamed->second;
  return std::string(operator_symbol(text(document_.entry(reference), "uniquename")));
}

Span Builder::name_span(pugi::xml_node node, std::string_view name) const {
  const Span whole = span(node);
  const auto length = static_cast<uint32_t>(name.size());
  if (!whole || syntax::find_operator(name) || length > whole.end - whole.begin) return whole;
  return {whole.source, whole.begin, whole.begin + length};
}

// `node` is where it stands: an OpApplNode, an OpArgNode, or the reference itself.
const Expr* Builder::name(pugi::xml_node node, pugi::xml_node reference) {
  if (const Expr* value = substituted_for(node, reference)) return value;
  if (is_stray(reference)) return with_its_definition(node, reference);
  const auto definition = document_.entry(reference);
  std::vector<pugi::xml_node> given = is(node, "OpApplNode") ? operands(node) : std::vector<pugi::xml_node>();
  if (is_definition(reference)) uses_.insert(uid(reference));
  Expr* expr = new_expr(ExprKind::Name, node);
  const std::string whole = name_of(reference), instance = within(reference);
  std::vector<std::string_view> parts = parts_of_name(whole);
  expr->text = operator_symbol(parts.back());
  expr->name_span = name_span(node, parts.front());
  if (!instance.empty()) parts.insert(parts.begin(), instance);
  size_t next = 0;
  if (parts.size() > 1 && !given.empty()) {
    // The parameters of the instances come before those of the operator itself.
    std::vector<pugi::xml_node> formals;
    for (auto formal : need(definition, "params").children("leibnizparam")) formals.push_back(first(formal));
    if (formals.size() != given.size())
      throw Wrong{node, whole + " takes " + std::to_string(formals.size()) + " operands", "as many operands"};
    const Place stated = place(definition);
    const size_t outermost = instance.empty() ? 0 : 1;
    const auto belongs = [&](pugi::xml_node formal, size_t part) {
      const std::string_view owner = document_.instance_with(uid(formal));
      if (!owner.empty()) return owner == parts[part];
      return part == outermost && parts.size() > outermost + 1 && stated.contains(place(document_.entry(formal)));  // of an INSTANCE in a LET
    };
    for (size_t part = 0; part + 1 < parts.size(); ++part) {
      auto& qualifier = expr->qualifiers.emplace_back();
      while (next < given.size() && belongs(formals[next], part)) qualifier.args.push_back(argument(given[next++]));
    }
  } else {
    expr->qualifiers.resize(parts.size() - 1);
  }
  for (size_t part = 0; part + 1 < parts.size(); ++part) {
    expr->qualifiers[part].name = parts[part];
    expr->qualifiers[part].span = expr->name_span;
  }
  for (; next < given.size(); ++next) expr->args.push_back(argument(given[next]));
  return finish(expr, node);
}

const Expr* Builder::argument(pugi::xml_node node) {
  if (!is(node, "OpArgNode")) return expression(node);
  const auto reference = only(need(node, "argument"), "a reference to an operator");
  const auto definition = document_.entry(reference);
  if (!is(definition, "UserDefinedOpKind") || text(definition, "uniquename") != "LAMBDA") return name(node, reference);
  Expr* lambda = new_expr(ExprKind::Lambda, node);
  lambda->parameters = parameters_of(definition);
  lambda->args.push_back(copied(only(need(definition, "body"), "an expression")));  // it may be a part of a definition
  return finish(lambda, node);
}

// ---- kinds of nodes

const Expr* Builder::expression(pugi::xml_node node) {
  if (++depth_ > budget_.limits.depth)
    throw Wrong{node, "it is nested too deeply", "at most " + std::to_string(budget_.limits.depth) + " levels",
                DiagnosticKind::TooLarge};
  const Expr* expr = made(node);
  --depth_;
  return expr;
}

const Expr* Builder::made(pugi::xml_node node) {
  const std::string_view kind = node.name();
  if (kind == "OpApplNode") return application(node);
  if (kind == "NumeralNode") return literal(ExprKind::Number, node, std::string(text(node, "IntValue")));
  if (kind == "StringNode") return literal(ExprKind::String, node, std::string(text(node, "StringValue")));
  if (kind == "DecimalNode")
    return literal(ExprKind::Decimal, node,
                   std::string(text(node, "integralPart")) + "." + std::string(text(node, "fractionalPart")));
  if (kind == "AtNode") return literal(ExprKind::At, node, {});
  if (kind == "LetInNode") return let(node);
  // What a label names is written out where it is used, and may stand where no label could.
  if (kind == "LabelNode") return expression(only(need(node, "body"), "an expression"));
  if (kind == "TheoremDefRef" || kind == "AssumeDefRef") return name(node, node);
  if (kind == "SubstInNode") return substituted(node);
  throw Wrong{node, "<" + std::string(kind) + "> is no expression",
              "<OpApplNode>, <NumeralNode>, <StringNode>, <LetInNode> or another expression of sany.xsd"};
}

const Expr* Builder::let(pugi::xml_node node) {
  Expr* expr = new_expr(ExprKind::Let, node);
  const auto around = in_lets_;
  expr->units = let_units(node);
  expr->args.push_back(expression(only(need(node, "body"), "an expression")));
  in_lets_ = around;
  return finish(expr, node);
}

// ---- applications

const Expr* Builder::application(pugi::xml_node node) {
  static const Form forms[] = {
      {"$ConjList", ExprKind::Junction, "\\land", -1},
      {"$DisjList", ExprKind::Junction, "\\lor", -1},
      {"$IfThenElse", ExprKind::If, "", 3},
      {"$CartesianProd", ExprKind::Product, "", -1},
      {"$SetEnumerate", ExprKind::SetEnumerate, "", -1},
      {"$Tuple", ExprKind::Tuple, "", -1},
      {"$SetOfFcns", ExprKind::FunctionSet, "", 2},
      {"$SquareAct", ExprKind::ActionBox, "", 2},
      {"$AngleAct", ExprKind::ActionAngle, "", 2},
      {"$WF", ExprKind::Fairness, "WF_", 2},
      {"$SF", ExprKind::Fairness, "SF_", 2},
      {"$BoundedForall", ExprKind::Quantified, "\\A", 1},
      {"$UnboundedForall", ExprKind::Quantified, "\\A", 1},
      {"$BoundedExists", ExprKind::Quantified, "\\E", 1},
      {"$UnboundedExists", ExprKind::Quantified, "\\E", 1},
      {"$TemporalForall", ExprKind::Quantified, "\\AA", 1},
      {"$TemporalExists", ExprKind::Quantified, "\\EE", 1},
      {"$BoundedChoose", ExprKind::Choose, "", 1},
      {"$UnboundedChoose", ExprKind::Choose, "", 1},
      {"$SubsetOf", ExprKind::SetFilter, "", 1},
      {"$SetOfAll", ExprKind::SetMap, "", 1},
      {"$FcnConstructor", ExprKind::Function, "", 1},
  };
  const auto reference = operator_of(node);
  const auto definition = document_.entry(reference);
  const std::string_view op = definition.child("uniquename").text().get();
  if (op == "LAMBDA" && is(definition, "UserDefinedOpKind")) return applied_lambda(node, reference);
  if (!is(definition, "BuiltInKind") || !op.starts_with('$')) return name(node, reference);
  for (const Form& form : forms)
    if (form.name == op) return plain(form, node);
  if (op == "$Case") return cases(node);
  if (op == "$RcdConstructor") return record(ExprKind::Record, node);
  if (op == "$SetOfRcds") return record(ExprKind::RecordSet, node);
  if (op == "$Except") return except(node);
  if (op == "$FcnApply") return index(node);
  if (op == "$RcdSelect") return field(node);
  if (op == "$Nop") return copied(only(need(node, "operands"), "one operand"));
  throw Wrong{node, "the operator " + std::string(op) + " is no expression's", "another operator of sany.xsd"};
}

const Expr* Builder::plain(const Form& form, pugi::xml_node node) {
  const auto given = operands(node);
  if (form.operands >= 0 && given.size() != static_cast<size_t>(form.operands))
    throw Wrong{need(node, "operands"), std::string(form.name) + " has " + std::to_string(given.size()) + " operands",
                std::to_string(form.operands)};
  Expr* expr = new_expr(form.kind, node);
  expr->text = form.text;
  binders(node, expr->binders);
  const bool binds = form.kind == ExprKind::Quantified || form.kind == ExprKind::Choose ||
                     form.kind == ExprKind::SetFilter || form.kind == ExprKind::SetMap || form.kind == ExprKind::Function;
  if (binds == expr->binders.empty() ||
      (expr->binders.size() > 1 && (form.kind == ExprKind::Choose || form.kind == ExprKind::SetFilter)))
    throw Wrong{node, std::string(form.name) + " has " + std::to_string(expr->binders.size()) + " groups of bound symbols",
                binds ? "one at least; just one for CHOOSE and {x \\in S : P}" : "none"};
  for (const auto operand : given) expr->args.push_back(expression(operand));
  return finish(expr, node);
}

void Builder::binders(pugi::xml_node node, std::vector<ast::Binder>& into) {
  bool choose = text(document_.entry(operator_of(node)), "uniquename") == "$UnboundedChoose";
  for (auto group = first(node.child("boundSymbols")); group; group = after(group)) {
    ast::Binder binder;
    auto child = first(group);
    for (; is(child, "FormalParamNodeRef"); child = after(child)) {
      binder.names.push_back(declared(child));
      binder.name_spans.push_back(span(document_.entry(child)));
      // CHOOSE <<x, y>> : P says nothing of the tuple, but a name alone is located at the CHOOSE.
      if (choose && place(document_.entry(child)).begin != place(node).begin) binder.tuple = true;
    }
    if (is(child, "tuple")) {
      binder.tuple = true;
      child = after(child);
    }
    if (binder.names.empty() || is(group, "bound") != static_cast<bool>(child))
      throw Wrong{group, "it binds nothing, or not over what it should",
                  "<bound> of parameters and a set, or <unbound> of parameters"};
    if (child) binder.set = expression(child);
    if (choose && !into.empty()) {
      into[0].names.push_back(binder.names[0]);
      into[0].name_spans.push_back(binder.name_spans[0]);
      into[0].tuple = true;
    } else {
      into.push_back(std::move(binder));
    }
  }
}

// The operands of a $Pair.
std::pair<pugi::xml_node, pugi::xml_node> Builder::pair(pugi::xml_node node) {
  const auto given = is(node, "OpApplNode") && text(document_.entry(operator_of(node)), "uniquename") == "$Pair"
                         ? operands(node)
                         : std::vector<pugi::xml_node>();
  if (given.size() != 2) throw Wrong{node, "this is no pair", "an <OpApplNode> of $Pair with two operands"};
  return {given[0], given[1]};
}

const Expr* Builder::cases(pugi::xml_node node) {
  Expr* expr = new_expr(ExprKind::Case, node);
  const auto arms = operands(node);
  if (arms.empty()) throw Wrong{need(node, "operands"), "a CASE without cases", "a $Pair for each"};
  for (const auto arm : arms) {
    const auto [guard, value] = pair(arm);
    const bool other = is(guard, "StringNode") && !guard.child("location") && text(guard, "StringValue") == "$Other";
    if (other && arm != arms.back()) throw Wrong{arm, "OTHER comes last in a CASE", "no case after it"};
    if (!other) expr->args.push_back(expression(guard));
    expr->args.push_back(expression(value));
  }
  return finish(expr, node);
}

const Expr* Builder::record(ExprKind kind, pugi::xml_node node) {
  Expr* expr = new_expr(kind, node);
  for (const auto item : operands(node)) {
    const auto [name, value] = pair(item);
    expr->fields.emplace_back(text(name, "StringValue"));
    expr->args.push_back(expression(value));
  }
  if (expr->fields.empty()) throw Wrong{need(node, "operands"), "a record without fields", "a $Pair for each field"};
  return finish(expr, node);
}

namespace {

// A field has no quotes around it.
bool is_field(pugi::xml_node node) {
  return is(node, "StringNode") && place(node).width() == code_points(text(node, "StringValue"));
}

bool is_tuple(const Document& document, pugi::xml_node node) {
  return is(node, "OpApplNode") && text(document.entry(operator_of(node)), "uniquename") == "$Tuple" &&
         operands(node).size() > 1;
}

}  // namespace

// [f EXCEPT ![a].b = c]: f, and for each update a pair of the path and the value.
const Expr* Builder::except(pugi::xml_node node) {
  Expr* expr = new_expr(ExprKind::Except, node);
  const auto parts = operands(node);
  if (parts.size() < 2) throw Wrong{need(node, "operands"), "an EXCEPT that changes nothing", "a function and pairs"};
  expr->args.push_back(expression(parts[0]));
  for (size_t i = 1; i < parts.size(); ++i) {
    const auto [path, value] = pair(parts[i]);
    auto& update = expr->updates.emplace_back();
    update.span = span(parts[i]);
    Place before = place(parts[i]);
    before.end = before.begin;  // the !
    for (const auto step : operands(path)) {
      selector(step, before, update.path.emplace_back());
      before = place(step);
    }
    if (update.path.empty()) throw Wrong{path, "an EXCEPT without a path", "a $Seq of indices or fields"};
    update.value = expression(value);
  }
  return finish(expr, node);
}

// SANY makes [a, b] and [<<a, b>>] the same; the tuple of the former begins right at the bracket.
void Builder::selector(pugi::xml_node node, const Place& before, ast::Selector& into) {
  into.span = span(node);
  if (is_field(node)) {
    into.field = text(node, "StringValue");
    return;
  }
  const Place here = place(node);
  if (is_tuple(document_, node) && here.begin.line == before.end.line && here.begin.column == before.end.column + 1) {
    for (const auto part : operands(node)) into.indices.push_back(expression(part));
  } else {
    into.indices.push_back(expression(node));
  }
}

const Expr* Builder::index(pugi::xml_node node) {
  const auto parts = operands(node);
  if (parts.size() != 2) throw Wrong{need(node, "operands"), "$FcnApply of something else", "a function and its argument"};
  Expr* expr = new_expr(ExprKind::Index, node);
  expr->args.push_back(expression(parts[0]));
  // f[a, b] ends with its tuple, f[<<a, b>>] goes on to the bracket.
  if (is_tuple(document_, parts[1]) && place(parts[1]).end == place(node).end) {
    for (const auto part : operands(parts[1])) expr->args.push_back(expression(part));
  } else {
    expr->args.push_back(expression(parts[1]));
  }
  return finish(expr, node);
}

const Expr* Builder::field(pugi::xml_node node) {
  const auto parts = operands(node);
  if (parts.size() != 2) throw Wrong{need(node, "operands"), "$RcdSelect of something else", "a record and a field"};
  Expr* expr = new_expr(ExprKind::Field, node);
  expr->args.push_back(expression(parts[0]));
  expr->text = text(parts[1], "StringValue");
  return finish(expr, node);
}

}  // namespace trestle::sany
