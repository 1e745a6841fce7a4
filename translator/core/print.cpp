#include <fmt/format.h>

#include "translator/core/core.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"

namespace trestle::core {

std::string_view name(Kind kind) {
  static constexpr std::string_view names[] = {
      "constant", "global", "variable", "local", "apply", "and", "or", "implies", "if", "case", "let", "call", "invoke",
      "closure", "forall", "exists", "choose", "filter", "map", "function", "record", "record-set", "field", "except",
      "unchanged", "enabled", "compose", "always", "eventually", "leads-to", "weak-fairness", "strong-fairness"};
  return names[static_cast<size_t>(kind)];
}

std::string print(const Expr& e) {
  switch (e.kind) {
    case Kind::Constant: return runtime::to_short_string(e.value);
    case Kind::Global: return fmt::format("@{}", e.index);
    case Kind::Variable: return fmt::format("v{}{}", e.index, e.primed ? "'" : "");
    case Kind::Local: return fmt::format("${}", e.index);
    default: break;
  }
  std::string out = "(";
  if (e.kind == Kind::Apply)
    out += runtime::info(e.op).name;
  else
    out += name(e.kind);
  if (e.definition) out += " " + e.definition->name;
  if (e.kind == Kind::Field) out += fmt::format(" .{}", runtime::atom_text(e.index));
  if (e.kind == Kind::Record || e.kind == Kind::RecordSet)
    for (uint32_t f : runtime::record_fields(e.index)) out += fmt::format(" {}", runtime::atom_text(f));
  for (uint32_t v : e.variables) out += fmt::format(" v{}", v);
  if (e.self >= 0) out += fmt::format(" self=${}", e.self);
  for (const auto& b : e.bindings) {
    out += " [";
    for (uint32_t s : b.slots) out += fmt::format("${} ", s);
    out += b.set ? print(*b.set) : "?";
    out += "]";
  }
  for (const auto& l : e.lets) out += fmt::format(" [${} {} = {}]", l.slot, l.name, print(*l.value));
  for (const Expr* a : e.args) out += " " + print(*a);
  for (const auto& u : e.updates) {
    out += " [";
    for (const auto& step : u.path)
      out += step.index ? fmt::format("[{}]", print(*step.index)) : fmt::format(".{}", runtime::atom_text(step.field));
    out += fmt::format(" @=${} {}]", u.at_slot, print(*u.value));
  }
  return out + ")";
}

namespace {

void print_node(const ActionNode& n, const Spec& spec, int indent, std::string& out) {
  out += std::string(indent * 2, ' ');
  switch (n.kind) {
    case ActionNode::Kind::Choice: out += "choice\n"; break;
    case ActionNode::Kind::Bind: {
      out += "bind";
      for (uint32_t s : n.binding.slots) out += fmt::format(" ${}", s);
      out += " in " + print(*n.binding.set) + "\n";
      break;
    }
    case ActionNode::Kind::Let:
      out += "let";
      for (const auto& l : n.lets) out += fmt::format(" [${} {} = {}]", l.slot, l.name, print(*l.value));
      out += "\n";
      break;
    case ActionNode::Kind::Leaf: {
      out += "action " + spec.actions[n.action].name + "(";
      for (size_t i = 0; i < n.arguments.size(); ++i)
        out += (i ? ", " : "") + spec.actions[n.action].parameters[i] + " = " + print(*n.arguments[i]);
      out += "): " + print(*n.body) + "\n";
      break;
    }
  }
  for (const ActionNode* c : n.children) print_node(*c, spec, indent + 1, out);
}

}  // namespace

std::string print(const Spec& spec) {
  std::string out = fmt::format("spec {}\n", spec.module);
  for (size_t i = 0; i < spec.variables.size(); ++i) out += fmt::format("variable v{} {}\n", i, spec.variables[i].name);
  for (size_t i = 0; i < spec.globals.size(); ++i)
    out += fmt::format("global @{} {}{}= {}\n", i, spec.globals[i].name, spec.globals[i].name.empty() ? "" : " ",
                       print(*spec.globals[i].root.expr));
  for (const auto& d : spec.definitions) {
    if (!d.body) continue;
    out += fmt::format("define {} (", d.name);
    for (size_t i = 0; i < d.slots.size(); ++i) out += fmt::format("{}${}", i ? " " : "", d.slots[i]);
    out += fmt::format(") frame {}: {}\n", d.frame, print(*d.body));
  }
  if (spec.init) out += fmt::format("init {}\n", print(*spec.init->expr));
  if (spec.next) {
    out += "next\n";
    print_node(*spec.next, spec, 1, out);
  }
  for (const auto& p : spec.predicates) out += fmt::format("predicate {}: {}\n", p.name, print(*p.root.expr));
  for (const auto& p : spec.fairness) out += fmt::format("fairness {}: {}\n", p.name, print(*p.root.expr));
  for (const auto& p : spec.properties) out += fmt::format("property {}: {}\n", p.name, print(*p.root.expr));
  return out;
}

runtime::Location location(const Span& span, const std::string& module) {
  runtime::Location l;
  l.module = module;
  if (!span) return l;
  Position begin = span.source->position(span.begin);
  Position end = span.source->position(span.end > span.begin ? span.end - 1 : span.end);
  l.file = span.source->name();
  l.begin_line = begin.line;
  l.begin_column = begin.column;
  l.end_line = end.line;
  l.end_column = end.column;
  return l;
}

runtime::Location location(const Spec& spec, const Span& span) {
  const ModuleText* in = nullptr;
  for (const ModuleText& module : spec.modules) {
    if (!span || module.span.source != span.source) continue;
    if (span.begin < module.span.begin || span.end > module.span.end) continue;
    if (in == nullptr || module.span.begin > in->span.begin) in = &module;
  }
  return location(span, in == nullptr ? spec.module : in->name);
}

}  // namespace trestle::core
