#include "validator/cli/spec_text.h"

#include <algorithm>

#include "translator/runtime/atoms.h"

namespace trestle::cli {
namespace {

using ast::ExprKind;

constexpr int kDeepest = 50;  // definitions within definitions

// Names in the text of a specification, which may be that of an instance: in its module what is called Next is I!Next outside.
class Apart {
 public:
  Apart(const modules::Module& module, std::string prefix, bridge::SpecText& spec, int depth)
      : module_(module), prefix_(std::move(prefix)), spec_(spec), depth_(depth) {}

  // The initial predicate and the next-state action of a specification, as far as its text has them as conjuncts.
  void take(const ast::Expr& formula) {
    const bool name = formula.kind == ExprKind::Name;
    if ((formula.kind == ExprKind::Junction || name) && formula.text == "\\land") {
      for (const ast::Expr* part : formula.args) take(*part);
    } else if (name && formula.args.empty()) {
      if (has_behaviors(formula, depth_)) return follow(formula);
      if (spec_.init.empty()) spec_.init = text(formula);
    } else if (name && formula.args.size() == 1 && formula.args[0]->kind == ExprKind::ActionBox) {
      spec_.next = text(*formula.args[0]->args[0]);
    } else if (spec_.init.empty() && !has_behaviors(formula, depth_)) {
      spec_.init = text(formula);
    }
  }

 private:
  // How it is written outside; nothing where it would mean something else there.
  std::string text(const ast::Expr& e) const {
    const bool named = e.kind == ExprKind::Name && e.args.empty();
    return prefix_.empty() || named ? prefix_ + std::string(e.span.text()) : std::string();
  }

  static const ast::Expr* body(const modules::Module& module, const std::string& name) {
    const modules::Symbol* named = module.find(name);
    return named != nullptr && named->unit != nullptr && named->parameters.empty() ? named->unit->body : nullptr;
  }
  // The module of I!A, or this one.
  const modules::Module* home(const ast::Expr& name) const {
    if (name.qualifiers.empty()) return &module_;
    if (name.qualifiers.size() > 1 || !name.qualifiers[0].args.empty()) return nullptr;
    const modules::Symbol* instance = module_.find(name.qualifiers[0].name);
    return instance != nullptr && instance->instance != nullptr ? instance->instance->module : nullptr;
  }

  // Does it speak of steps, itself or by a definition?
  bool has_behaviors(const ast::Expr& e, int depth) const {
    if (e.kind == ExprKind::ActionBox || e.kind == ExprKind::Fairness) return true;
    if (e.kind == ExprKind::Name && e.args.empty() && depth < kDeepest) {
      const modules::Module* in = home(e);
      const ast::Expr* said = in != nullptr ? body(*in, e.text) : nullptr;
      if (said != nullptr && said != &e && Apart(*in, {}, spec_, depth + 1).has_behaviors(*said, depth + 1)) return true;
    }
    return std::any_of(e.args.begin(), e.args.end(), [&](const ast::Expr* a) { return has_behaviors(*a, depth); });
  }

  void follow(const ast::Expr& name) {
    const modules::Module* in = home(name);
    const std::string prefix = name.qualifiers.empty() ? prefix_ : prefix_ + name.qualifiers[0].name + "!";
    Apart(*in, prefix, spec_, depth_ + 1).take(*body(*in, name.text));
  }

  const modules::Module& module_;
  const std::string prefix_;
  bridge::SpecText& spec_;
  const int depth_;
};

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
          Apart(*loaded.module, {}, spec, 0).take(*named->unit->body);
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
