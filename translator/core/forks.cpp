#include "translator/core/forks.h"

namespace trestle::core {

Forks::Forks(const Spec& spec) {
  const Names none = [](uint32_t) { return false; };  // of what it is given the call tells
  for (bool grew = true; grew;) {
    grew = false;
    for (const Definition& d : spec.definitions)
      if (d.body != nullptr && !of(d) && of(*d.body, none)) grew = definitions_.insert(&d).second;
  }
}

bool Forks::of(const Expr& e, const Names& names) const {
  const auto within = [&](const Expr& part) { return of(part, names); };
  if (const auto known = forks_by_form(e, within)) return *known;
  switch (e.kind) {
    case Kind::Forall:
    case Kind::Function: return within(*e.args[0]);
    case Kind::Let: {
      std::set<uint32_t> forking;
      const Names all = [&](uint32_t slot) { return forking.contains(slot) || names(slot); };
      for (const LetSlot& l : e.lets)
        if (of(*l.value, all)) forking.insert(l.slot);
      return of(*e.args[0], all);
    }
    case Kind::Call:
      if (e.definition->body == nullptr) return false;
      if (e.args.empty() && e.definition->level == Level::Constant) return false;  // evaluated once
      return of(*e.definition) || std::any_of(e.args.begin(), e.args.end(), [&](const Expr* a) { return within(*a); });
    case Kind::Local: return names(e.index);
    case Kind::Invoke: return true;
    case Kind::Apply: return e.op == runtime::Op::Apply && within(*e.args[0]);
    default: return false;
  }
}

}  // namespace trestle::core
