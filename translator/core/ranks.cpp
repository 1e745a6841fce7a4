// The order of strings and model values. TLC orders them by where it first met their letters (util/UniqueString): in values
// of the .cfg, then as names of built-in operators, as tokens of any module in the order it parses modules, and as string
// literals in the order it analyses them. Registered here in that order, before anything is evaluated.
#include <algorithm>

#include "translator/core/lowering.h"
#include "translator/runtime/atoms.h"

namespace trestle::core {
namespace {

std::string_view standard_words(std::string_view module) {
  static constexpr std::pair<std::string_view, std::string_view> rows[] = {
#define TRESTLE_RANKS(module, words) {#module, words},
#include "translator/modules/standard/ranks.def"
  };
  for (const auto& [name, words] : rows)
    if (name == module) return words;
  return {};
}

// What TLC knows before it reads a module: built-in operators, then the table of precedences with its synonyms.
constexpr std::string_view kBuiltIn =
    "STRING FALSE TRUE BOOLEAN = /= . ' \\lnot \\neg \\land \\lor \\equiv => SUBSET UNION DOMAIN \\subseteq "
    "\\in \\notin \\ \\intersect \\union \\times ~> [] <> ENABLED UNCHANGED \\cdot -+-> [ ^ / * - -. + ^+ ^* "
    "^# < \\leq > \\geq ... .. | || && & $$ $ ?? %% % ## ++ -- ** // ^^ @@ !! |- |= -| =| <: :> := ::= "
    "\\oplus \\ominus \\odot \\oslash \\otimes \\uplus \\sqcap \\sqcup \\div \\wr \\star \\o \\bigcirc "
    "\\bullet \\prec \\succ \\preceq \\succeq \\sim \\simeq \\ll \\gg \\asymp \\subset \\supset \\supseteq "
    "\\approx \\cong \\sqsubset \\sqsubseteq \\sqsupset \\sqsupseteq \\doteq \\propto ~ /\\ \\/ <=> # <= =< "
    ">= \\X \\cap \\cup \\circ (+) (-) (.) (/) (\\X) @";

void register_all(std::string_view words) {
  for (size_t at = 0; at < words.size();) {
    const size_t end = std::min(words.find(' ', at), words.size());
    runtime::atom(words.substr(at, end - at));
    at = end + 1;
  }
}

void register_words(const Module& m) {
  if (std::string_view words = m.standard ? standard_words(m.name) : std::string_view{}; !words.empty()) {
    register_all(words);
  } else if (m.syntax) {
    for (const auto& w : m.syntax->words) runtime::atom(w);
  }
}

// TLC parses a module, what it extends level by level, and then what any of these instantiates, each with what it extends.
std::vector<const Module*> parse_order(const Module& root) {
  std::vector<const Module*> order;
  auto add = [&](const Module* m) {
    if (std::find(order.begin(), order.end(), m) == order.end()) order.push_back(m);
  };
  size_t extended = 0, instantiated = 0;
  add(&root);
  while (instantiated < order.size()) {
    for (; extended < order.size(); ++extended)
      for (const auto& e : order[extended]->extends) add(e.get());
    const Module* m = order[instantiated++];
    for (const auto& i : m->instances) {
      add(i.get());
      for (; extended < order.size(); ++extended)
        for (const auto& e : order[extended]->extends) add(e.get());
    }
  }
  return order;
}

void register_strings(const ast::Expr& expr);

void register_strings(const ast::Unit& unit) {
  for (const auto& b : unit.binders)
    if (b.set) register_strings(*b.set);
  for (const auto& s : unit.substitutions) register_strings(*s.value);
  if (unit.body) register_strings(*unit.body);
  if (unit.module)
    for (const ast::Unit* u : unit.module->units) register_strings(*u);
}

// In the order of the text, but that the bounds of {e : x \in S} come before e.
void register_strings(const ast::Expr& expr) {
  if (expr.kind == ast::ExprKind::String) runtime::atom(expr.text);
  for (const ast::Unit* u : expr.units) register_strings(*u);
  for (const auto& q : expr.qualifiers)
    for (const ast::Expr* a : q.args) register_strings(*a);
  for (const auto& b : expr.binders)
    if (b.set) register_strings(*b.set);
  for (const ast::Expr* a : expr.args) register_strings(*a);
  for (const auto& u : expr.updates) {
    for (const auto& selector : u.path)
      for (const ast::Expr* i : selector.indices) register_strings(*i);
    register_strings(*u.value);
  }
}

void register_analysed(const Module& m, std::set<const Module*>& seen) {
  if (!seen.insert(&m).second) return;
  for (const auto& e : m.extends) register_analysed(*e, seen);
  for (const auto& i : m.instances) register_analysed(*i, seen);
  if (m.standard || !m.syntax) return;
  for (const ast::Unit* u : m.syntax->units) register_strings(*u);
}

void register_value(const ast::ConfigValue& value) {
  using K = ast::ConfigValue::Kind;
  if (value.kind == K::String || value.kind == K::ModelValue) runtime::atom(value.text);
  for (const auto& e : value.elements) register_value(e);
}

}  // namespace

void Lowering::register_names() {
  for (const auto& entry : config_.entries) {
    for (const auto& a : entry.arguments) register_value(a);
    for (const auto& v : entry.value) register_value(v);
  }
  register_all(kBuiltIn);
  for (const Module* m : parse_order(*module_)) register_words(*m);
  std::set<const Module*> seen;
  register_analysed(*module_, seen);
}

}  // namespace trestle::core
