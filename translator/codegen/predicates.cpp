// Invariants, constraints, properties of steps and the atoms of temporal formulas, each a function.
#include <algorithm>
#include <utility>

#include "translator/codegen/generator.h"

namespace trestle::codegen {

using runtime::PredicateKind;

namespace {

void flatten(const cpp::Expr& e, std::vector<cpp::Expr>& conjuncts) {
  if (e->kind == cpp::Node::Kind::Infix && e->text == "&&") {
    for (const cpp::Expr& part : e->args) flatten(part, conjuncts);
  } else {
    conjuncts.push_back(e);
  }
}

}  // namespace

void Generator::answer(const cpp::Expr& e, bool wanted, bool result, std::set<std::string>& read, Block& out) {
  if (e->kind == cpp::Node::Kind::Prefix && e->text == "!") return answer(e->args[0], !wanted, result, read, out);
  if (e->kind == cpp::Node::Kind::Infix && e->text == (wanted ? "||" : "&&")) {
    for (const cpp::Expr& part : e->args) answer(part, wanted, result, read, out);
    return;
  }
  read_more(cpp::names(e), read, out);
  out.push_back(cpp::when(wanted ? e : cpp::negate(e), {cpp::give(cpp::boolean(result))}));
}

void Generator::answer(const cpp::Expr& e, std::set<std::string>& read, Block& out) {
  const bool negated = e->kind == cpp::Node::Kind::Prefix && e->text == "!";
  const cpp::Expr& whole = negated ? e->args[0] : e;
  const bool either = whole->text == "||";
  if (whole->kind == cpp::Node::Kind::Infix && (either || whole->text == "&&")) {
    answer(whole->args[0], either, either != negated, read, out);
    return answer(negated ? cpp::negate(whole->args[1]) : whole->args[1], read, out);
  }
  read_more(cpp::names(e), read, out);
  out.push_back(cpp::give(e));
}

// By variable, whether it is looked at where these names are used; all are by what has the state as a whole.
std::vector<bool> Generator::looks_at(const std::set<std::string>& named) const {
  const std::set<std::string> used = with_shared(named);
  const bool all = used.contains("s") || used.contains("s.words") || used.contains("evaluate_expression");
  std::vector<bool> looks(variable_names_.size(), all);
  for (size_t i = 0; i < looks.size(); ++i)
    if (used.contains("s." + variable_names_[i])) looks[i] = true;
  return looks;
}

cpp::Expr Generator::may_differ(std::vector<bool> variables) {
  variables.flip();
  return cpp::call("differs<State::kWords>", {cpp::name("state"), cpp::name("before"), cpp::name(keep_mask(variables))});
}

// A state and the one that it comes from differ in few variables: a conjunct that held there is asked again only when one
// that it looks at differs. A variable that several look at is read before the first of them.
void Generator::conjuncts(const cpp::Expr& e, Block& out) {
  struct Group {
    std::vector<bool> looks;
    std::vector<cpp::Expr> conjuncts;
  };
  std::vector<cpp::Expr> all;
  flatten(e, all);
  std::vector<Group> groups;
  for (const cpp::Expr& conjunct : all) {
    std::vector<bool> looks = looks_at(cpp::names(conjunct));
    if (groups.empty() || groups.back().looks != looks) groups.push_back({std::move(looks), {}});
    groups.back().conjuncts.push_back(conjunct);
  }
  std::set<std::string> read{"s"};
  for (size_t g = 0; g < groups.size(); ++g) {
    for (size_t v = 0; v < variable_names_.size(); ++v) {
      if (!groups[g].looks[v] || read.contains("s." + variable_names_[v])) continue;
      std::vector<bool> with(variable_names_.size());
      size_t looking = 0;
      for (size_t other = g; other < groups.size(); ++other) {
        if (!groups[other].looks[v]) continue;
        ++looking;
        for (size_t i = 0; i < with.size(); ++i) with[i] = with[i] || groups[other].looks[i];
      }
      if (looking == 1) continue;
      Block reads;
      read_more({"s." + variable_names_[v]}, read, reads);
      out.push_back(cpp::when(may_differ(with), std::move(reads)));
    }
    Block body;
    std::set<std::string> within = read;
    for (const cpp::Expr& conjunct : groups[g].conjuncts) answer(conjunct, false, false, within, body);
    out.push_back(cpp::when(may_differ(groups[g].looks), std::move(body)));
  }
  out.push_back(cpp::give(cpp::boolean(true)));
}

void Generator::predicates() {
  has_current_ = true;
  for (const core::Predicate& p : spec_.predicates) {
    unit_.predicates.push_back(false);
    if (p.kind == PredicateKind::Assumption || p.kind == PredicateKind::Postcondition) continue;
    if (library_ && p.kind == PredicateKind::Liveness) continue;  // of whole behaviors
    // What is asked of a step's second state is known to hold of its first.
    const bool compares = !library_ && !p.root.expr->impure &&
                          (p.kind == PredicateKind::Invariant || p.kind == PredicateKind::Constraint);
    try {
      nodes_ = 0;
      fresh_.clear();
      steps_ = p.on_steps;
      mentions_.clear();
      count_mentions(*p.root.expr);
      repeated_.clear();
      once_.clear();
      find_repeated(*p.root.expr, false);
      cpp::Function f{p.name + ", " + place(core::location(spec_, p.root.expr->span)),
                      "bool",
                      predicate_names_[unit_.predicates.size() - 1],
                      {"const Word* state", p.on_steps ? "const Word* next" : compares ? "const Word* before" : "const Word*"},
                      {}};
      const cpp::Expr holds = condition(*p.root.expr, frame(p.root.frame));
      declare_state("s", cpp::names(holds), f.body);
      if (compares) {
        conjuncts(holds, f.body);
      } else {
        std::set<std::string> read{"s"};
        if (p.on_steps) declare_state("t", cpp::names(holds), f.body), read.insert("t");
        answer(holds, read, f.body);
      }
      add_function(f);
      unit_.predicates.back() = true;
      note_host(p.name, f.body);
    } catch (const Unsupported& u) {
      leave(p.name, u);
    }
  }
  steps_ = false;
}

}  // namespace trestle::codegen
