// Definitions without parameters that say something of a state, and are asked for more than once: each is a function of
// the state, and its value is kept there. token in a refinement, substituted for a variable, is found once for a state and
// not at every mention; whether all have terminated not once for each process.
#include <set>
#include <utility>

#include <fmt/format.h>

#include "translator/codegen/generator.h"

namespace trestle::codegen {

using core::Definition;
using core::Kind;
using S = Shape::Kind;
namespace shape = runtime::shape;

namespace {

// What is in an expression, through the calls of it.
struct Contents {
  bool loops = false, now = false, next = false, shareable = true;

  void expression(const Expr& e) {
    if (e.impure || e.kind == Kind::Enabled || e.kind == Kind::Compose) shareable = false;
    if (e.kind == Kind::Variable) (e.primed ? next : now) = true;
    if (e.kind == Kind::Unchanged) now = next = true;
    if (!e.bindings.empty()) loops = true;
    if (e.definition != nullptr && e.definition->body != nullptr && seen.insert(e.definition).second)
      expression(*e.definition->body);
    core::for_each_child(e, [&](const Expr* child) { expression(*child); });
  }
  std::set<const Definition*> seen;
};

}  // namespace

void Generator::count_mentions(const Expr& e) {
  if (e.kind == Kind::Call && e.definition->body != nullptr) {
    const int mentions = ++mentions_[e.definition];
    if (mentions == 1 || (!e.args.empty() && mentions <= kMentions)) count_mentions(*e.definition->body);
  }
  core::for_each_child(e, [&](const Expr* child) { count_mentions(*child); });
}

// The definitions that are asked for once for each element of a set.
void Generator::find_repeated(const Expr& e, bool within) {
  if (e.kind == Kind::Call && e.definition->body != nullptr && (within ? repeated_ : once_).insert(e.definition).second)
    find_repeated(*e.definition->body, within);
  const Expr* first = e.bindings.empty() ? nullptr : e.bindings.front().set;
  core::for_each_child(
      e, [&](const Expr* child) { find_repeated(*child, within || (!e.bindings.empty() && child != first)); });
}

void Generator::count_mentions(const core::ActionNode& n, bool within) {
  const auto count = [&](const Expr& e) {
    count_mentions(e);
    find_repeated(e, within);
  };
  if (n.binding.set != nullptr) count(*n.binding.set);
  for (const auto& let : n.lets) count(*let.value);
  if (n.body != nullptr) count(*n.body);
  for (const core::ActionNode* child : n.children) count_mentions(*child, within || n.binding.set != nullptr);
}

// The value of a call of such a definition; nothing where it is better written out, or is no such call.
std::optional<Term> Generator::shared(const Expr& call) {
  if (call.kind != Kind::Call || library_ || !has_current_ || !call.args.empty()) return std::nullopt;
  const Definition& d = *call.definition;
  if (d.recursive || d.body == nullptr) return std::nullopt;
  auto found = shared_.find(&d);
  if (found == shared_.end()) {
    if (in_progress_ > 0 || (mentions_[&d] < 2 && !repeated_.contains(&d))) return std::nullopt;
    found = shared_.emplace(&d, share(d)).first;
  }
  const Shared& s = found->second;
  if (s.shape == nullptr || (s.next && !steps_)) return std::nullopt;
  return Term{cpp::call((s.next ? "t." : "s.") + s.name, {}), s.shape};
}

Generator::Shared Generator::share(const Definition& d) {
  Contents contents;
  contents.expression(*d.body);
  Shared s;
  s.next = contents.next;
  if (!contents.loops || !contents.shareable || contents.now == contents.next || (s.next && !steps_)) return s;
  const auto names = std::exchange(fresh_, {});
  const auto left = unit_.left;
  const bool steps = std::exchange(steps_, s.next);
  try {
    const Firmness soft = softly();
    cpp::Function f;
    const Term t = value(*d.body, frame(d.frame));
    f.body.push_back(cpp::give(t.code));
    // A set that is mentioned once may be looked through without being made.
    const bool kept = mentions_[&d] >= 2 || t.shape->kind == S::Boolean || t.shape->kind == S::Range;
    if (kept && !t.shape->dynamic && unit_.left == left) {
      s.name = function_name(d.name);
      s.shape = t.shape;
      s.used = cpp::names(f.body);
      f.comment = d.name;
      f.name = s.name + "_of";
      f.result = type(t.shape, d.name);
      f.parameters = {std::string("[[maybe_unused]] const State& ") + (s.next ? "t" : "s")};
      shared_functions_ += cpp::print(f) + "\n";
      shared_members_ += fmt::format("  Once<{0}> kept_{1};\n  const {0}& {1}() const {{ return kept_{1}(*this, {2}); }}\n",
                                     f.result, s.name, f.name);
      shared_prototypes_ += fmt::format("{} {}(const State&);\n", f.result, f.name);
    }
  } catch (const Unsupported&) {
  } catch (const Unknown&) {
  }
  unit_.left = left;
  steps_ = steps;
  fresh_ = names;
  return s;
}

// Names that are used, and what the shared definitions among them use.
std::set<std::string> Generator::with_shared(std::set<std::string> used) const {
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& [d, s] : shared_) {
      if (s.shape == nullptr || !used.contains((s.next ? "t." : "s.") + s.name)) continue;
      for (const std::string& name : s.used) grew = used.insert(name).second || grew;
    }
  }
  return used;
}

}  // namespace trestle::codegen
