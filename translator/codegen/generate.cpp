#include "translator/codegen/generate.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "translator/codegen/generator.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/operators.h"

namespace trestle::codegen {

using core::Kind;
using S = Shape::Kind;

namespace {

void collect(Value v, std::vector<Value>& atoms) {
  switch (v.kind()) {
    case runtime::Kind::String:
    case runtime::Kind::ModelValue: atoms.push_back(v); return;
    case runtime::Kind::Record:
      for (const uint32_t f : runtime::record_fields(v->aux)) atoms.push_back(Value::string(f));
      [[fallthrough]];
    case runtime::Kind::Set:
    case runtime::Kind::Tuple:
    case runtime::Kind::Function:
    case runtime::Kind::Powerset:
    case runtime::Kind::FunctionSet:
    case runtime::Kind::RecordSet:
    case runtime::Kind::ProductSet:
    case runtime::Kind::SequenceSet:
    case runtime::Kind::Cup:
    case runtime::Kind::Cap:
    case runtime::Kind::Minus:
    case runtime::Kind::UnionOf:
      for (const Value item : v->span()) collect(item, atoms);
      return;
    default: return;
  }
}

void collect(ShapeRef s, std::vector<Value>& atoms) {
  for (const Value k : s->keys) collect(k, atoms);
  for (const ShapeRef p : s->parts) collect(p, atoms);
}

}  // namespace

namespace {

// Everything that is reached from the parts that are run.
class Atoms {
 public:
  void expression(const Expr& e) {
    if (!seen_.insert(&e).second) return;
    if (e.kind == Kind::Constant) collect(e.value, found);
    if (e.kind == Kind::Field) found.push_back(Value::string(e.index));
    if (e.kind == Kind::Record || e.kind == Kind::RecordSet)
      for (const uint32_t f : runtime::record_fields(e.index)) found.push_back(Value::string(f));
    if (e.definition != nullptr && e.definition->body != nullptr) expression(*e.definition->body);
    core::for_each_child(e, [&](const Expr* child) { expression(*child); });
    for (const auto& u : e.updates)
      for (const auto& step : u.path)
        if (step.index == nullptr) found.push_back(Value::string(step.field));
  }
  void node(const core::ActionNode& n) {
    if (n.binding.set != nullptr) expression(*n.binding.set);
    for (const auto& l : n.lets) expression(*l.value);
    if (n.body != nullptr) expression(*n.body);
    for (const core::ActionNode* c : n.children) node(*c);
  }
  std::vector<Value> found;

 private:
  std::set<const Expr*> seen_;
};

}  // namespace

std::vector<Value> Generator::atoms() const {
  Atoms all;
  if (spec_.init) all.expression(*spec_.init->expr);
  if (spec_.next != nullptr) all.node(*spec_.next);
  for (const auto& p : spec_.predicates) all.expression(*p.root.expr);
  if (spec_.view) all.expression(*spec_.view->expr);
  for (const auto& g : spec_.globals) all.expression(*g.root.expr);
  for (const Value v : globals_)
    if (v.defined()) collect(v, all.found);
  for (const ShapeRef s : shapes_) collect(s, all.found);
  return std::move(all.found);
}

Generator::Generator(const core::Spec& spec, const std::vector<ShapeRef>& shapes, const Constants& constants)
    : spec_(spec),
      in_ways_(spec),
      shapes_(shapes),
      globals_(constants.globals),
      closed_(constants.closed),
      with_arguments_(constants.with_arguments),
      permutations_(constants.permutations),
      types_(atoms()),
      next_(spec.variables.size()),
      unchanged_(spec.variables.size()) {}

void Generator::leave(const std::string& part, const Unsupported& why) {
  std::string note = fmt::format("{}: {}", part, why.what);
  if (why.at != nullptr && why.at->span)
    note += fmt::format(" at {}: {}", to_string(why.at->span), why.at->span.text().substr(0, 60));
  if (std::find(unit_.left.begin(), unit_.left.end(), note) == unit_.left.end()) unit_.left.push_back(std::move(note));
}

void Generator::add_function(const cpp::Function& f) {
  constexpr size_t kMostText = 1 << 20;  // of the public models' functions none has a half of it
  std::string text = cpp::print(f);
  if (text.size() > kMostText) throw Unsupported{"too much code", nullptr};
  functions_ += std::move(text) + "\n";
}

// Which bits of a state stay as they are when some variables change.
std::string Generator::keep_mask(const std::vector<bool>& changed) {
  const auto [it, added] = masks_.try_emplace(changed, fmt::format("kKeep_{}", masks_.size() + 1));
  return it->second;
}

std::string Generator::state_struct() {
  std::string members, readers;
  uint32_t at = 0;
  for (size_t i = 0; i < shapes_.size(); ++i) {
    const std::string& name = variable_names_[i];
    const std::string t = type(shapes_[i], name);
    members += fmt::format("  {} {};\n", t, name);
    readers += fmt::format("  void read_{0}() {{ trestle::packed::read<{1}>(words, {2}, {0}); }}\n", name,
                           descriptor(shapes_[i], name), at);
    at += shapes_[i]->bits;
  }
  const uint32_t words = std::max<uint32_t>(1, (at + 63) / 64);
  if (!shared_members_.empty()) {
    readers += "\n  // What was asked of it, found once.\n" + shared_members_;
  }
  return fmt::format(
      "{5}// A state: {0} bits in {1} word{2}; of the variables those that were read.\nstruct State {{\n  static "
      "constexpr "
      "unsigned kWords = {1};\n  const Word* words;\n{3}\n"
      "  explicit State(const Word* from) : words(from) {{}}\n{4}}};\n\n",
      at, words, words == 1 ? "" : "s", members, readers,
      shared_prototypes_.empty() ? "" : "struct State;\n" + shared_prototypes_ + "\n");
}

void Generator::declare_state(const std::string& name, const std::set<std::string>& named, Block& out) {
  const std::set<std::string> used = with_shared(named);
  const bool any = std::any_of(used.begin(), used.end(),
                               [&](const std::string& u) { return u == name || u.starts_with(name + "."); });
  out.push_back(cpp::declare(any ? "State" : "[[maybe_unused]] State", name,
                             cpp::call("State", {cpp::name(name == "s" ? "state" : "next")})));
}

void Generator::read_more(const std::set<std::string>& named, std::set<std::string>& read, Block& out) {
  const std::set<std::string> used = with_shared(named);
  for (const std::string state : {"s", "t"}) {
    if (!read.contains(state)) continue;
    for (const std::string& own : variable_names_) {
      const std::string variable = state + "." + own;
      if ((used.contains(state) || used.contains(variable)) && read.insert(variable).second)
        out.push_back(cpp::evaluate(cpp::method(cpp::name(state), "read_" + own)));
    }
  }
}

void Generator::read_used(const std::string& name, const std::set<std::string>& named, Block& out) {
  declare_state(name, named, out);
  std::set<std::string> read{name};
  read_more(named, read, out);
}

void Generator::initial_states() {
  if (!spec_.init) return;
  cpp::Function f{"The states that satisfy Init.", "bool", "initial_states", {"Sink& sink"}, {}};
  try {
    nodes_ = 0;
    forks_ = 0;
    has_current_ = false;
    run(*spec_.init->expr, frame(spec_.init->frame), f.body, [&](Block& inner) { emit(0, inner); });
    f.body.push_back(cpp::give(cpp::boolean(true)));
    add_function(f);
    unit_.initial = true;
    note_host("Init", f.body);
  } catch (const Unsupported& u) {
    leave("Init", u);
    std::fill(next_.begin(), next_.end(), std::nullopt);
    std::fill(unchanged_.begin(), unchanged_.end(), false);
    factors_.clear();
  }
}

// Actions and predicates keep their names; types that are met later take others.
void Generator::name_parts() {
  // A variable and its reader have the names of no other members of State, and of nothing that State uses.
  std::set<std::string> taken{"words", "kWords", "int64_t", "uint64_t", "uint32_t"};
  const auto free = [&](const std::string& name) {
    const bool type = std::isupper(static_cast<unsigned char>(name[0])) != 0 && types_.taken(name);
    return !type && !taken.contains(name) && !taken.contains("read_" + name);
  };
  for (const auto& v : spec_.variables) {
    const std::string written = identifier(v.name);
    std::string own = written;
    for (int n = 2; !free(own); ++n) own = fmt::format("{}{}", written, n);
    taken.insert({own, "read_" + own});
    variable_names_.push_back(own);
  }
  for (const std::string& own : variable_names_) types_.unique(own);  // no type hides a member of State
  for (const core::Action& a : spec_.actions) action_names_.push_back(function_name(a.name.empty() ? "Next" : a.name));
  for (const core::Predicate& p : spec_.predicates) predicate_names_.push_back(function_name(p.name));
}

// What is called where parameters, locals and functions of ours are seen has none of their names.
std::string Generator::function_name(const std::string& name) {
  static const std::set<std::string_view> kOurs = {
      "a",    "action",   "any",      "arguments", "call_depth", "check_depth", "constants", "found",    "from",     "hash",
      "host", "int64_t",  "load",     "names",     "next",       "only",        "pool",      "print",    "s",        "sink",
      "size_t", "state",  "step",     "steps",     "t",          "taken",       "text",      "to",       "uint32_t", "uint64_t",
      "violated", "with", "words"};
  const std::string own = identifier(name);
  return types_.unique(kOurs.contains(own) ? own + "_" : own);
}

void Generator::walk() {
  initial_states();
  has_current_ = true;
  if (spec_.next != nullptr) {
    count_mentions(*spec_.next);
    cpp::Function f{"All steps of Next, in TLC's order.",
                    "bool",
                    "steps",
                    {"[[maybe_unused]] const Word* state", "[[maybe_unused]] Sink& sink"},
                    {}};
    try {
      Block body;
      node(*spec_.next, frame(spec_.next_frame), body);
      // The state is handed on to the actions, of which is known what they use.
      for (const std::string& name : cpp::names(body)) used_.insert(name == "s" ? "s.words" : name);
      read_used("s", used_, f.body);
      f.body.insert(f.body.end(), body.begin(), body.end());
      f.body.push_back(cpp::give(cpp::boolean(true)));
      if (!library_) add_function(f);
      unit_.steps = true;
    } catch (const Unsupported& u) {
      leave("Next", u);
    }
  }
  bound_steps();
  if (!library_) {
    symmetry();
    view();
  }
  predicates();
}

std::string Generator::masks() {
  std::string text;
  for (const auto& [changed, name] : masks_) {
    std::vector<uint64_t> words;
    uint32_t at = 0;
    for (size_t i = 0; i < shapes_.size(); ++i) {
      for (uint32_t b = at; b < at + shapes_[i]->bits; ++b) {
        words.resize(std::max<size_t>(words.size(), b / 64 + 1));
        if (!changed[i]) words[b / 64] |= uint64_t{1} << b % 64;
      }
      at += shapes_[i]->bits;
    }
    words.resize(std::max<size_t>(1, (at + 63) / 64));
    text += fmt::format("inline constexpr Word {}[] = {{{:#x}}};\n", name, fmt::join(words, ", "));
  }
  return text;
}

Unit Generator::generate() {
  name_parts();
  for (size_t i = 0; i < shapes_.size(); ++i) descriptor(shapes_[i], spec_.variables[i].name);
  walk();
  const std::string state = state_struct();
  std::string constants, load, table;
  for (const Stored& c : stored_) {
    constants += fmt::format("  {} {};\n", type(c.shape), c.name);
    const size_t number = unit_.constants.size();
    unit_.constants.push_back(c.value);
    load += c.shape->kind == S::Dynamic ? fmt::format("  pool.{} = constants[{}];\n", c.name, number)
                                        : fmt::format("  pool.{} = unbox<{}>({}, constants[{}]);\n", c.name,
                                                      descriptor(c.shape), types_.shape_id(c.shape), number);
  }
  if (!constants.empty()) constants = "struct {\n" + constants + "} pool;\n";
  std::string bound;
  for (size_t i = 0; i < unit_.bound.size(); ++i) bound += unit_.bound[i] ? fmt::format("bound_{}, ", i) : "nullptr, ";
  for (size_t i = 0; i < unit_.predicates.size(); ++i)
    table += unit_.predicates[i] ? predicate_names_[i] + ", " : "nullptr, ";
  unit_.source = fmt::format(
      "// The module {0} as C++, made by trestle.\n#include <trestle/packed.h>\n\nnamespace {{\n\n"
      "using namespace trestle::packed;\n\n{1}{2}\n{3}{4}\n{5}\n{6}{7}"
      "void load(const Host* with, [[maybe_unused]] const Value* constants) {{\n  host = with;\n{8}}}\n\n"
      "bool (*const predicate_table[])(const Word*, const Word*) = {{{9}nullptr}};\n"
      "bool (*const bound_table[])(const Word*, const Value*, Sink&) = {{{13}nullptr}};\n\n}}  // namespace\n\n"
      "extern \"C\" __attribute__((visibility(\"default\"))) const UnitTable trestle_unit;\n"
      "const UnitTable trestle_unit = {{kVersion, State::kWords, load, {10}, {11}, predicate_table, {12}, bound_table}};\n",
      spec_.module, types_.atom_declarations(), types_.declarations(), state, masks() + permutation_table_, constants,
      conversions_ + prototypes_ + shared_functions_ + "\n", functions_, load, table, unit_.initial ? "initial_states" : "nullptr",
      unit_.steps ? "steps" : "nullptr", unit_.identity ? "identity" : "nullptr", bound);
  unit_.shapes = shapes_;
  unit_.exchanged = types_.exchanged();
  unit_.atoms = types_.atoms();
  return std::move(unit_);
}

Unit generate(const core::Spec& spec, const std::vector<ShapeRef>& shapes, const Constants& constants) {
  return Generator(spec, shapes, constants).generate();
}

LibraryText generate_library(const core::Spec& spec, const std::vector<ShapeRef>& shapes, const Constants& constants,
                             const LibraryNames& names) {
  return Generator(spec, shapes, constants).generate_library(names);
}

}  // namespace trestle::codegen
