#include "validator/cli/spec_text.h"

#include <algorithm>

#include "translator/runtime/atoms.h"

namespace trestle::cli {
namespace {

// The initial predicate and the next-state action of a specification, as far as its text has them as conjuncts.
void take_apart(const ast::Expr& formula, const modules::Module& module, bridge::SpecText& spec) {
  using ast::ExprKind;
  const auto contains_box = [](auto&& self, const ast::Expr& e) -> bool {
    return e.kind == ExprKind::ActionBox || e.kind == ExprKind::Fairness ||
           std::any_of(e.args.begin(), e.args.end(), [&](const ast::Expr* a) { return self(self, *a); });
  };
  const bool conjunction =
      (formula.kind == ExprKind::Junction || formula.kind == ExprKind::Name) && formula.text == "\\land";
  if (conjunction) {
    for (const ast::Expr* part : formula.args) take_apart(*part, module, spec);
  } else if (formula.kind == ExprKind::Name && formula.args.empty() && formula.qualifiers.empty()) {
    const modules::Symbol* named = module.find(formula.text);
    const ast::Expr* body = named != nullptr && named->unit != nullptr ? named->unit->body : nullptr;
    if (body != nullptr && contains_box(contains_box, *body)) return take_apart(*body, module, spec);
    if (spec.init.empty()) spec.init = formula.span.text();
  } else if (formula.kind == ExprKind::Name && formula.args.size() == 1 &&
             formula.args[0]->kind == ExprKind::ActionBox) {
    spec.next = formula.args[0]->args[0]->span.text();
  } else if (!contains_box(contains_box, formula) && spec.init.empty()) {
    spec.init = formula.span.text();
  }
}

}  // namespace

bridge::SpecText text_of(const Loaded& loaded) {
  bridge::SpecText spec{.module = loaded.module->name, .init = {}, .next = {}, .constants = {}, .model_values = {}};
  for (const ast::ConfigEntry& entry : loaded.config->entries) {
    switch (entry.kind) {
      case ast::ConfigKind::Init: spec.init = entry.name; break;
      case ast::ConfigKind::Next: spec.next = entry.name; break;
      case ast::ConfigKind::Constant: spec.constants.emplace_back(entry.span.text()); break;
      case ast::ConfigKind::Specification:
        if (const modules::Symbol* named = loaded.module->find(entry.name); named != nullptr && named->unit != nullptr)
          take_apart(*named->unit->body, *loaded.module, spec);
        break;
      default: break;
    }
  }
  for (const runtime::Value value : loaded.spec->model_values) {
    const std::string name(runtime::atom_text(value.atom_id()));
    if (loaded.module->find(name) == nullptr) spec.model_values.push_back(name);
  }
  return spec;
}

}  // namespace trestle::cli
