// The syntax tree as indented S-expressions: a node to a line, unless all of it fits on one.
#include <algorithm>

#include "translator/syntax/parse.h"

namespace trestle::syntax {
namespace {

// A printed node: its head and its children, laid out when it is known how wide they are.
struct Sexpr {
  std::string head;
  std::vector<Sexpr> children = {};
};

constexpr size_t kWidth = 100;

std::string escaped(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      case '\f': out += "\\f"; break;
      default: out += c;
    }
  }
  return out + "\"";
}

Sexpr of(const ast::Expr& expr);
Sexpr of(const ast::Unit& unit);

Sexpr of(const ast::Expr* expr) { return expr ? of(*expr) : Sexpr{"none"}; }

Sexpr node(std::string head) { return {"(" + std::move(head)}; }

Sexpr of(const ast::Parameter& parameter) {
  return {parameter.arity == 0 ? parameter.name : parameter.name + "/" + std::to_string(parameter.arity)};
}

Sexpr of(const ast::Binder& binder) {
  std::string names;
  for (const std::string& name : binder.names) names += (names.empty() ? "" : " ") + name;
  Sexpr out = node("bind " + std::string(binder.tuple ? "<<" : "") + names + (binder.tuple ? ">>" : ""));
  if (binder.set) out.children.push_back(of(binder.set));
  return out;
}

Sexpr of(const ast::Qualifier& qualifier) {
  Sexpr out = node("in " + qualifier.name);
  for (const ast::Expr* arg : qualifier.args) out.children.push_back(of(arg));
  return out;
}

Sexpr of(const ast::Update& update) {
  Sexpr out = node("update");
  for (const ast::Selector& selector : update.path) {
    Sexpr step = node(selector.indices.empty() ? "field " + selector.field : "index");
    for (const ast::Expr* index : selector.indices) step.children.push_back(of(index));
    out.children.push_back(std::move(step));
  }
  out.children.push_back(of(update.value));
  return out;
}

void add(Sexpr& to, const char* head, const std::vector<const ast::Expr*>& parts) {
  if (parts.empty()) return;
  Sexpr out = node(head);
  for (const ast::Expr* part : parts) out.children.push_back(of(part));
  to.children.push_back(std::move(out));
}

Sexpr of(const ast::Sequent& sequent) {
  static constexpr const char* kDeclared[] = {"constant", "variable", "state", "action", "temporal"};
  Sexpr out = node("assume");
  for (const ast::Assumption& assumption : sequent.assumptions) {
    if (assumption.formula) {
      out.children.push_back(of(assumption.formula));
    } else if (assumption.sequent) {
      out.children.push_back(of(*assumption.sequent));
      if (!assumption.label.empty()) out.children.back().head += " " + assumption.label;
    } else {
      Sexpr declared = node(kDeclared[static_cast<size_t>(assumption.declares)]);
      declared.children.push_back(of(assumption.declared));
      if (assumption.set) declared.children.push_back(of(assumption.set));
      out.children.push_back(std::move(declared));
    }
  }
  Sexpr goal = node("prove");
  goal.children.push_back(of(sequent.goal));
  out.children.push_back(std::move(goal));
  return out;
}

Sexpr of(const ast::Proof& proof) {
  Sexpr out = node("proof");
  add(out, "by", proof.facts.facts);
  add(out, "def", proof.facts.definitions);
  for (const ast::Step* step : proof.steps) {
    Sexpr line = node(std::string(name(step->kind)) + (step->name.empty() ? "" : " " + step->name));
    for (const auto& binder : step->binders) line.children.push_back(of(binder));
    for (const ast::Expr* formula : step->formulas) line.children.push_back(of(formula));
    if (step->sequent) line.children.push_back(of(*step->sequent));
    for (const ast::Unit* unit : step->definitions) line.children.push_back(of(*unit));
    add(line, "by", step->facts.facts);
    add(line, "def", step->facts.definitions);
    if (step->proof) line.children.push_back(of(*step->proof));
    out.children.push_back(std::move(line));
  }
  return out;
}

Sexpr of(const ast::Expr& expr) {
  using ast::ExprKind;
  switch (expr.kind) {
    case ExprKind::Name:
      if (expr.args.empty() && expr.qualifiers.empty()) return {expr.text};
      break;
    case ExprKind::Number:
    case ExprKind::Decimal: return {expr.text};
    case ExprKind::String: return {escaped(expr.text)};
    case ExprKind::At: return {"@"};
    default: break;
  }
  std::string head(expr.kind == ExprKind::Name ? "" : name(expr.kind));
  if (!expr.text.empty()) head += (head.empty() ? "" : " ") + expr.text;
  Sexpr out = node(head);
  for (const auto& qualifier : expr.qualifiers) out.children.push_back(of(qualifier));
  for (const auto& parameter : expr.parameters) out.children.push_back(of(parameter));
  for (const auto& binder : expr.binders) out.children.push_back(of(binder));
  for (const auto* unit : expr.units) out.children.push_back(of(*unit));
  for (size_t i = 0; i < expr.args.size(); ++i) {
    Sexpr arg = of(expr.args[i]);
    if (i < expr.fields.size()) {
      Sexpr field = node(expr.fields[i]);
      field.children.push_back(std::move(arg));
      arg = std::move(field);
    }
    out.children.push_back(std::move(arg));
  }
  for (const auto& update : expr.updates) out.children.push_back(of(update));
  return out;
}

Sexpr of(const ast::Module& module) {
  Sexpr out = node("Module " + module.name);
  if (!module.extends.empty()) {
    Sexpr extends = node("extends");
    for (const auto& extend : module.extends) extends.children.push_back({extend.name});
    out.children.push_back(std::move(extends));
  }
  for (const auto* unit : module.units) out.children.push_back(of(*unit));
  return out;
}

Sexpr of(const ast::Unit& unit) {
  if (unit.kind == ast::UnitKind::Submodule) return of(*unit.module);
  std::string head(name(unit.kind));
  if (unit.local) head = "local " + head;
  if (!unit.name.empty()) head += " " + unit.name;
  if (!unit.module_name.empty()) head += " of " + unit.module_name;
  Sexpr out = node(head);
  for (const auto& parameter : unit.parameters) out.children.push_back(of(parameter));
  for (const auto& binder : unit.binders) out.children.push_back(of(binder));
  for (const auto& substitution : unit.substitutions) {
    Sexpr with = node("with " + substitution.name);
    with.children.push_back(of(substitution.value));
    out.children.push_back(std::move(with));
  }
  if (unit.body) out.children.push_back(of(unit.body));
  if (unit.sequent) out.children.push_back(of(*unit.sequent));
  if (unit.proof) out.children.push_back(of(*unit.proof));
  add(out, "by", unit.facts.facts);
  add(out, "def", unit.facts.definitions);
  return out;
}

size_t width(const Sexpr& sexpr) {
  size_t sum = sexpr.head.size() + 1;
  for (const Sexpr& child : sexpr.children) {
    sum += width(child) + 1;
    if (sum > kWidth) break;
  }
  return sum;
}

void lay_out(const Sexpr& sexpr, size_t indent, std::string& out) {
  out += sexpr.head;
  bool one_line = indent + width(sexpr) <= kWidth;
  for (const Sexpr& child : sexpr.children) {
    if (one_line) {
      out += ' ';
    } else {
      out += '\n';
      out.append(indent + 2, ' ');
    }
    lay_out(child, indent + 2, out);
  }
  if (sexpr.head[0] == '(') out += ')';
}

std::string laid_out(const Sexpr& sexpr) {
  std::string out;
  lay_out(sexpr, 0, out);
  return out;
}

Sexpr of(const ast::ConfigValue& value) {
  using Kind = ast::ConfigValue::Kind;
  if (value.kind == Kind::String) return {escaped(value.text)};
  if (value.kind != Kind::Set) return {value.text};
  Sexpr out = node("set");
  for (const auto& element : value.elements) out.children.push_back(of(element));
  return out;
}

}  // namespace

std::string print(const ast::Module& module) { return laid_out(of(module)) + "\n"; }

std::string print(const ast::Expr& expr) { return laid_out(of(expr)); }

std::string print_config(const ast::ConfigFile& config) {
  std::string out;
  for (const auto& entry : config.entries) {
    Sexpr line = node(std::string(name(entry.kind)) + " " + entry.name);
    for (const auto& argument : entry.arguments) line.children.push_back(of(argument));
    if (!entry.value.empty()) line.children.push_back({"="});
    if (!entry.replacement.empty()) line.children.push_back({"<-"});
    if (!entry.replacement_module.empty()) line.children.push_back({"[" + entry.replacement_module + "]"});
    if (!entry.replacement.empty()) line.children.push_back({entry.replacement});
    for (const auto& value : entry.value) line.children.push_back(of(value));
    out += laid_out(line) + "\n";
  }
  return out;
}

}  // namespace trestle::syntax
