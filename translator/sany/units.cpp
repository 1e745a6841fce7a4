// Modules and what they are made of, and the definitions of LETs.
#include <algorithm>

#include "translator/sany/builder.h"
#include "translator/syntax/operators.h"

namespace trestle::sany {

using ast::Unit;
using ast::UnitKind;

namespace {

// Whether a definition belongs to an INSTANCE statement, by its name: I!Op.
bool is_qualified(pugi::xml_node definition) { return parts_of_name(text(definition, "uniquename")).size() > 1; }

std::string_view first_part(pugi::xml_node definition) { return parts_of_name(text(definition, "uniquename")).front(); }

}  // namespace

Unit* Builder::new_unit(UnitKind kind, pugi::xml_node node) {
  Unit& unit = module_->owned_units.emplace_back();
  unit.kind = kind;
  unit.span = span(node);
  return &unit;
}

// ---- modules

std::shared_ptr<const ast::Module> Builder::module(pugi::xml_node node) {
  auto module = std::make_shared<ast::Module>();
  ast::Module* outer = std::exchange(module_, module.get());
  module->source = sketch_.source;
  module->name = text(node, "uniquename");
  module->span = module->name_span = span(node);
  module->words = outer ? std::vector<std::string>() : sketch_.words;
  own_units(node);
  module_ = outer;
  return module;
}

std::vector<pugi::xml_node> Builder::submodules_of(pugi::xml_node node) const {
  const Place whole = place(node);
  std::vector<pugi::xml_node> inner;
  for (const auto other : document_.modules())
    if (other != node && whole.contains(place(other)) && place(other) != whole) inner.push_back(other);
  // Only those that no other of them contains.
  std::vector<pugi::xml_node> direct;
  std::copy_if(inner.begin(), inner.end(), std::back_inserter(direct), [&](pugi::xml_node one) {
    return std::none_of(inner.begin(), inner.end(), [&](pugi::xml_node other) {
      return other != one && place(other).contains(place(one));
    });
  });
  return direct;
}

// A ModuleNode lists everything that is visible in it: what other modules define is left out by where it stands.
void Builder::own_units(pugi::xml_node node) {
  const Place whole = place(node);
  const auto inner = submodules_of(node);
  std::vector<pugi::xml_node> own = inner;
  std::vector<std::pair<size_t, std::string_view>> extended;  // by their first definition here: the order of EXTENDS
  for (const auto name : need(node, "extends").children("uniquename")) extended.emplace_back(SIZE_MAX, name.text().get());
  size_t position = 0;
  for (auto child = after(need(node, "extends")); child; child = after(child), ++position) {
    const auto listed = child.child("UID") ? document_.entry(child) : child;
    const Place here = place(listed);
    for (auto& [first_seen, name] : extended)
      if (name == here.file) first_seen = std::min(first_seen, position);
    const bool elsewhere = !whole.contains(here) || std::any_of(inner.begin(), inner.end(), [&](pugi::xml_node module) {
      return place(module).contains(here);
    });
    if (!elsewhere) own.push_back(listed);
  }
  std::stable_sort(extended.begin(), extended.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [seen, name] : extended) module_->extends.push_back({std::string(name), module_->name_span});
  std::stable_sort(own.begin(), own.end(), [](pugi::xml_node a, pugi::xml_node b) { return place(a).begin < place(b).begin; });

  std::vector<std::set<uint32_t>> uses;
  std::vector<uint32_t> defined;
  for (const auto listed : own) {
    const Unit* made = unit(listed);
    if (!made) continue;
    module_->units.push_back(made);
    uses.push_back(std::exchange(uses_, {}));
    defined.push_back(is(listed, "UserDefinedOpKind") ? number(listed.parent(), "UID") : 0);
  }
  declare_recursive(module_->units, uses, defined);
}

const Unit* Builder::unit(pugi::xml_node node) {
  const std::string_view kind = node.name();
  if (kind == "ModuleNode") return submodule(node);
  if (kind == "OpDeclNode") return declaration(node);
  if (kind == "InstanceNode") return instance_statement(node);
  if (kind == "AssumeNode" || kind == "TheoremNode") return statement(node);
  if (kind == "UserDefinedOpKind") return is_qualified(node) || is_instance_made(node) ? nullptr : definition(node);
  if (kind == "ModuleInstanceKind" || kind == "UseOrHideNode" || kind == "TheoremDefNode" || kind == "AssumeDef")
    return nullptr;  // said by other nodes, or for the proof system only
  throw Wrong{node, "<" + std::string(kind) + "> is nothing that stands in a module",
              "a declaration, a definition, <InstanceNode>, <AssumeNode> or <TheoremNode>"};
}

const Unit* Builder::submodule(pugi::xml_node node) {
  if (++depth_ > budget_.limits.depth)
    throw Wrong{node, "modules nested too deeply", "fewer", DiagnosticKind::TooLarge};
  Unit* unit = new_unit(UnitKind::Submodule, node);
  unit->name = text(node, "uniquename");
  unit->name_span = unit->span;
  auto uses = std::exchange(uses_, {});
  unit->module = module(node);
  uses_ = std::move(uses);
  --depth_;
  return unit;
}

// ---- units

const Unit* Builder::declaration(pugi::xml_node node) {
  constexpr uint32_t kConstant = 2, kVariable = 3;
  const uint32_t kind = number(node, "kind");
  if (kind != kConstant && kind != kVariable) throw Wrong{need(node, "kind"), "a declaration in a module", "2 or 3"};
  Unit* unit = new_unit(kind == kConstant ? UnitKind::Constants : UnitKind::Variables, node);
  std::string name(text(node, "uniquename"));
  if (const auto* op = syntax::find_operator(name)) name = op->symbol;
  unit->parameters.push_back({std::move(name), static_cast<uint8_t>(number(node, "arity")), unit->span});
  return unit;
}

ast::Parameter Builder::parameter(pugi::xml_node reference) {
  const auto node = document_.entry(reference);
  return {declared(reference), static_cast<uint8_t>(number(node, "arity")), span(node)};
}

std::vector<ast::Parameter> Builder::parameters_of(pugi::xml_node definition) {
  std::vector<ast::Parameter> parameters;
  for (const auto item : definition.child("params").children("leibnizparam"))
    parameters.push_back(parameter(need(item, "FormalParamNodeRef")));
  return parameters;
}

// An operator, or a function: f[x \in S] == e.
const Unit* Builder::definition(pugi::xml_node node) {
  const auto body = only(need(node, "body"), "an expression");
  Unit* unit = new_unit(UnitKind::Operator, node);
  unit->name = declared(node.parent());
  unit->local = static_cast<bool>(node.child("local"));
  unit->name_span = name_span(node, unit->name);
  unit->parameters = parameters_of(node);
  const auto form = is(body, "OpApplNode") ? document_.entry(operator_of(body)) : pugi::xml_node();
  const std::string_view op = form.child("uniquename").text().get();
  if (op != "$NonRecursiveFcnSpec" && op != "$RecursiveFcnSpec") {
    unit->body = expression(body);
    return unit;
  }
  unit->kind = UnitKind::Function;
  binders(body, unit->binders);
  if (op == "$RecursiveFcnSpec") {  // the first symbol is the function itself
    if (unit->binders.empty() || unit->binders[0].set) throw Wrong{body, "the function's own name is missing", "<unbound> first"};
    const auto itself = body.child("boundSymbols").child("unbound").child("FormalParamNodeRef");
    if (unit->name != text(document_.entry(itself), "uniquename")) renamed_[uid(itself)] = unit->name;
    unit->binders.erase(unit->binders.begin());
  }
  unit->body = expression(only(need(body, "operands"), "one operand"));
  return unit;
}

const Unit* Builder::statement(pugi::xml_node node) {
  const bool theorem = is(node, "TheoremNode");
  Unit* unit = new_unit(theorem ? UnitKind::Theorem : UnitKind::Assume, node);
  if (const auto named = first(node.child("definition"))) {
    unit->name = text(document_.entry(named), "uniquename");
    unit->name_span = unit->span;
  }
  const auto body = only(need(node, "body"), "an expression");
  if (theorem && (is(body, "AssumeProveNode") || is(body, "APSubstInNode"))) return unit;
  unit->body = expression(body);
  unit->axiom = !theorem && is_axiom(node, body, *unit);
  return unit;
}

// The file does not say which it was. AXIOM is a letter shorter than ASSUME.
bool Builder::is_axiom(pugi::xml_node node, pugi::xml_node body, const Unit& unit) const {
  const Place whole = place(node), formula = place(body);
  const auto found = texts_ == nullptr ? std::nullopt : texts_->find(std::string(whole.file));
  if (found && !found->standard && found->source) {
    std::string_view line = found->source->line(whole.begin.line);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.starts_with("AXIOM")) return true;
    if (line.starts_with("ASSUM")) return false;
  }
  const size_t head = std::string_view("AXIOM ").size() + (unit.name.empty() ? 0 : unit.name.size() + 4);
  return whole.begin.line == formula.begin.line && whole.begin.column + head == formula.begin.column &&
         unit.body->kind != ast::ExprKind::Junction;
}

// ---- instances

const Unit* Builder::instance_statement(pugi::xml_node node) {
  Unit* unit = new_unit(UnitKind::Instance, node);
  if (const auto name = node.child("uniquename")) unit->name = name.text().get();
  unit->name_span = name_span(node, unit->name);
  unit->local = static_cast<bool>(node.child("local"));
  unit->module_name = text(node, "module");
  unit->module_span = unit->span;
  for (auto formal = first(need(node, "params")); formal; formal = after(formal)) unit->parameters.push_back(parameter(formal));
  substitutions(need(node, "substs"), unit->substitutions);
  return unit;
}

void Builder::substitutions(pugi::xml_node substs, std::vector<ast::Substitution>& into) {
  for (auto node = first(substs); node; node = after(node)) {
    const auto formal = first(node), value = after(formal);
    if (!is(node, "Subst") || !value) throw Wrong{node, "this is no substitution", "<Subst> of a declaration and a value"};
    ast::Substitution substitution;
    substitution.name = name_of(formal);
    substitution.value = argument(value);
    substitution.span = span(value);
    // SANY says x <- x too, where nothing was written.
    const ast::Expr& by = *substitution.value;
    const bool same = by.kind == ast::ExprKind::Name && by.text == substitution.name && by.args.empty() && by.qualifiers.empty();
    if (!same) into.push_back(std::move(substitution));
  }
}

// ---- LET

std::vector<const Unit*> Builder::let_units(pugi::xml_node let) {
  std::vector<std::vector<pugi::xml_node>> groups;  // one definition, or all that an INSTANCE made
  for (auto reference = first(need(let, "opDefs")); reference; reference = after(reference)) {
    if (!is(reference, "UserDefinedOpKindRef")) continue;  // theorems, and names of instances
    const auto node = document_.entry(reference);
    const bool goes_on = !groups.empty() && is_qualified(node) && is_qualified(groups.back()[0]) &&
                         first_part(node) == first_part(groups.back()[0]);
    if (!goes_on) groups.emplace_back();
    groups.back().push_back(node);
  }
  std::vector<const Unit*> units;
  std::vector<std::set<uint32_t>> uses;
  std::vector<uint32_t> defined;
  auto around = std::exchange(uses_, {});
  for (const auto& group : groups)
    for (const auto node : group) in_lets_.insert(number(node.parent(), "UID"));
  for (const auto& group : groups) {
    const bool instance = is_qualified(group[0]);
    units.push_back(instance ? let_instance(group) : definition(group[0]));
    around.insert(uses_.begin(), uses_.end());
    uses.push_back(std::exchange(uses_, {}));
    defined.push_back(instance ? 0 : number(group[0].parent(), "UID"));
  }
  uses_ = std::move(around);
  declare_recursive(units, uses, defined);
  return units;
}

// I == INSTANCE M WITH ... as what is left of it: the definitions I!Op.
const Unit* Builder::let_instance(const std::vector<pugi::xml_node>& definitions) {
  const auto node = definitions[0];
  Unit* unit = new_unit(UnitKind::Instance, node);
  unit->name = first_part(node);
  unit->name_span = name_span(node, unit->name);
  unit->module_name = instantiated_module(definitions);
  unit->module_span = unit->span;
  const Place stated = place(node);
  for (const auto item : need(node, "params").children("leibnizparam")) {
    const auto formal = first(item);
    if (stated.contains(place(document_.entry(formal)))) unit->parameters.push_back(parameter(formal));
  }
  if (const auto body = need(node, "body").child("SubstInNode")) substitutions(need(body, "substs"), unit->substitutions);
  return unit;
}

std::string_view Builder::instantiated_module(const std::vector<pugi::xml_node>& definitions) {
  if (const auto body = need(definitions[0], "body").child("SubstInNode"))
    return text(document_.entry(only(need(body, "instTo"), "<ModuleNodeRef>")), "uniquename");
  // Without parameters to substitute, the module is the one that has these definitions and no others.
  std::set<std::string_view> names;
  for (const auto node : definitions) names.insert(text(node, "uniquename").substr(first_part(node).size() + 1));
  for (const auto module : document_.modules()) {
    std::set<std::string_view> has;
    for (auto child = after(need(module, "extends")); child; child = after(child)) {
      if (!is(child, "UserDefinedOpKindRef")) continue;
      const auto listed = document_.entry(child);
      if (!listed.child("local")) has.insert(text(listed, "uniquename"));
    }
    if (has == names) return text(module, "uniquename");
  }
  throw Wrong{definitions[0], "no module of the file has just the definitions of this INSTANCE", "its ModuleNode"};
}

void Builder::declare_recursive(std::vector<const Unit*>& units, const std::vector<std::set<uint32_t>>& uses,
                                const std::vector<uint32_t>& defined) {
  Unit* recursive = nullptr;
  size_t before = units.size();
  for (size_t i = 0; i < units.size(); ++i) {
    if (defined[i] == 0) continue;
    const auto user = std::find_if(uses.begin(), uses.begin() + i + 1, [&](const auto& used) { return used.count(defined[i]) != 0; });
    if (user == uses.begin() + i + 1) continue;
    if (!recursive) recursive = &module_->owned_units.emplace_back();
    recursive->kind = UnitKind::Recursive;
    recursive->span = units[i]->span;
    recursive->parameters.push_back({units[i]->name, static_cast<uint8_t>(units[i]->parameters.size()), units[i]->name_span});
    before = std::min<size_t>(before, user - uses.begin());
  }
  if (recursive) units.insert(units.begin() + before, recursive);
}

}  // namespace trestle::sany
