// A model as a library: what the unit's functions are called by from outside. The header has the types of states,
// actions and steps, and a function for each action and predicate; the source has the unit, and those functions around
// it. There is no host: what is left to the evaluator throws.
#include <algorithm>
#include <cctype>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "translator/codegen/generator.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/context.h"
#include "translator/runtime/layout.h"
#include "translator/runtime/print.h"

namespace trestle::codegen {

using runtime::PredicateKind;
using S = Shape::Kind;

namespace {

bool small(ShapeRef s) { return s->kind == S::Range || s->kind == S::Atoms || s->kind == S::Boolean; }

bool leads_to(const core::ActionNode& n, uint32_t action) {
  if (n.kind == core::ActionNode::Kind::Leaf) return n.action == action;
  return std::any_of(n.children.begin(), n.children.end(),
                     [&](const core::ActionNode* c) { return leads_to(*c, action); });
}

std::vector<uint32_t> bound_above(const core::ActionNode& leaf) {
  std::vector<uint32_t> bound;
  for (const core::ActionNode* p : leaf.path)
    if (p->kind == core::ActionNode::Kind::Bind)
      bound.insert(bound.end(), p->binding.slots.begin(), p->binding.slots.end());
  return bound;
}

bool is_native(PredicateKind kind) {
  return kind != PredicateKind::Assumption && kind != PredicateKind::Postcondition && kind != PredicateKind::Liveness;
}

std::string_view word(PredicateKind kind) {
  switch (kind) {
    case PredicateKind::Invariant: return "an invariant";
    case PredicateKind::ImpliedInit: return "a property of initial states";
    case PredicateKind::ImpliedAction: return "a property of steps";
    case PredicateKind::Constraint: return "a constraint";
    case PredicateKind::ActionConstraint: return "a constraint on steps";
    default: return "";
  }
}

}  // namespace

// Walks the ways from Next to an action's places in it, as node() does.
void Generator::visit(const core::ActionNode& n, uint32_t action, Env& env, Block& out,
                      const std::function<void(const core::ActionNode&, Block&)>& at) {
  switch (n.kind) {
    case core::ActionNode::Kind::Choice:
      for (const core::ActionNode* c : n.children)
        if (leads_to(*c, action)) visit(*c, action, env, out, at);
      return;
    case core::ActionNode::Kind::Bind: {
      const core::ActionNode* below = &n;
      while (!below->children.empty()) below = below->children[0];
      iterate(resolve(*n.binding.set, env), out, slot_name(*below->body, n.binding.slots[0], "x"),
              [&](const Term& x, Block& inner) {
                bind_element(n.binding, x, *below->body, env, inner);
                visit(*n.children[0], action, env, inner, at);
              });
      return;
    }
    case core::ActionNode::Kind::Let:
      for (const auto& l : n.lets) bind(env, l.slot, *l.value, env, 1, l.name, out);
      return visit(*n.children[0], action, env, out, at);
    case core::ActionNode::Kind::Leaf: return at(n, out);
  }
}

// The values of an action's parameters at one place; nothing when one has no type.
std::optional<std::vector<Term>> Generator::arguments_of(const core::ActionNode& leaf, Env& env) {
  std::vector<Term> arguments;
  for (const core::Expr* e : leaf.arguments) {
    arguments.push_back(value(*e, env));
    if (arguments.back().shape->dynamic || arguments.back().shape->kind == S::Never) return std::nullopt;
  }
  return arguments;
}

void Generator::find_parameters() {
  if (spec_.next == nullptr) return;
  for (uint32_t a = 0; a < spec_.actions.size(); ++a) {
    Parameters& p = parameters_[a];
    const size_t left = unit_.left.size();
    try {
      nodes_ = 0;
      fresh_.clear();
      Block unused;
      Env& env = frame(spec_.next_frame);
      visit(*spec_.next, a, env, unused, [&](const core::ActionNode& leaf, Block&) {
        const auto arguments = arguments_of(leaf, env);
        p.native = p.native && arguments && (p.shapes.empty() || p.shapes.size() == arguments->size());
        if (!p.native) return;
        p.shapes.resize(arguments->size(), runtime::shape::never());
        for (size_t i = 0; i < arguments->size(); ++i) p.shapes[i] = joined(p.shapes[i], (*arguments)[i].shape);
      });
    } catch (const Unsupported&) {
      p.native = false;
    }
    unit_.left.resize(left);
    for (const ShapeRef s : p.shapes) p.native = p.native && !s->dynamic;
    if (!p.native || p.shapes.size() > spec_.actions[a].parameters.size()) p.shapes.clear();
    fresh_.clear();
    for (size_t i = 0; i < p.shapes.size(); ++i) {
      std::string name = identifier(spec_.actions[a].parameters[i]);
      // No name of ours, in the functions that have it.
      for (const char* ours : {"s", "sink", "only", "words"})
        if (name == ours) name += '_';
      p.names.push_back(name);
      type(p.shapes[i], capitalized(name));
    }
  }
}

void Generator::note_host(const std::string& part, const Block& body) {
  if (!library_) return;
  const auto noted = [&](const std::string& note) { return note.starts_with(part + ": "); };
  if (std::any_of(unit_.left.begin(), unit_.left.end(), noted)) return;
  static constexpr std::pair<const char*, const char*> kAsked[] = {
      {"run_leaf_with", "an action that is the evaluator's"},
      {"evaluate_expression", "an expression that is the evaluator's"},
      {"apply_op", "an operator that is the evaluator's"},
      {"truth", "a test of a value without a type"},
      {"elements", "the elements of a value without a type"},
      {"box<", "a value without a type"},
      {"unbox<", "a value without a type"}};
  const std::set<std::string> names = cpp::names(body);
  for (const auto& [asked, what] : kAsked)
    if (std::any_of(names.begin(), names.end(), [&](const std::string& name) { return name.starts_with(asked); }))
      return leave(part, {what});
}

// All steps of an action, with the arguments of each; or those of given arguments.
cpp::Function Generator::each_step(uint32_t action) {
  const std::string name = "action::" + action_names_[action];
  const Parameters& p = parameters_.at(action);
  cpp::Function f{spec_.actions[action].name + " wherever it stands in Next; `only` with these arguments.",
                  "bool",
                  "each_" + action_names_[action],
                  {"const Word* state", "[[maybe_unused]] Sink& sink", "[[maybe_unused]] const " + name + "* only", "[[maybe_unused]] Action* taken"},
                  {}};
  const cpp::Expr refuse = cpp::call("trestle::library::not_native", {cpp::text(spec_.actions[action].name)});
  nodes_ = 0;
  fresh_.clear();
  try {
    Env& env = frame(spec_.next_frame);
    Block walked;
    visit(*spec_.next, action, env, walked, [&](const core::ActionNode& leaf, Block& out) {
      const auto found = leaf_names_.find(&leaf);
      if (found == leaf_names_.end()) {
        out.push_back(cpp::evaluate(refuse));
        return;
      }
      std::vector<cpp::Expr> arguments{cpp::name("s"), cpp::name("sink")}, values;
      for (const uint32_t b : bound_above(leaf))
        if (const Slot& s = env.slots.at(b); s.kind == Slot::Kind::Known) arguments.push_back(s.term.code);
      if (!p.shapes.empty()) {
        const auto terms = arguments_of(leaf, env);
        for (size_t i = 0; i < p.shapes.size(); ++i) values.push_back(convert(terms->at(i), p.shapes[i]));
      }
      const std::string with = fresh("with");
      const bool valued = std::all_of(values.begin(), values.end(), cpp::harmless);
      const cpp::Expr run = cpp::call(found->second, arguments);
      Block body{
          cpp::when(cpp::infix("!=", cpp::name("taken"), cpp::name("nullptr")),
                    {cpp::assign(cpp::name("*taken"), cpp::name(with))}),
          cpp::when(cpp::negate(run), {cpp::give(cpp::boolean(false))})};
      Block inner{cpp::declare("const " + name, with, cpp::construct(name, std::move(values)))};
      if (p.shapes.empty()) {
        inner.insert(inner.end(), body.begin(), body.end());
      } else {
        inner.push_back(cpp::when(cpp::infix("||", cpp::infix("==", cpp::name("only"), cpp::name("nullptr")),
                                             cpp::infix("==", cpp::name(with), cpp::name("*only"))),
                                  std::move(body)));
      }
      if (!valued) {
        arguments[1] = cpp::name("any");
        const cpp::Expr asked = cpp::lambda({"Sink& any"}, {cpp::evaluate(cpp::call(found->second, arguments))});
        inner = {cpp::when(cpp::call("trestle::library::takes_a_step<Variables>", {asked}), std::move(inner))};
      }
      out.insert(out.end(), inner.begin(), inner.end());
    });
    std::set<std::string> used = used_;
    for (const std::string& n : cpp::names(walked))
      if (n != "s") used.insert(n);
    read_used("s", used, f.body);
    f.body.insert(f.body.end(), walked.begin(), walked.end());
    f.body.push_back(cpp::give(cpp::boolean(true)));
  } catch (const Unsupported& u) {
    leave(spec_.actions[action].name, u);
    f.parameters = {"const Word*", "Sink&", "const " + name + "*", "Action*"};
    f.body = {cpp::evaluate(refuse)};
  }
  return f;
}

// What the members of records stand for, for printing.
std::string Generator::keys(const LibraryNames& names, size_t count) const {
  std::string out;
  const auto write = [&](const std::string& name, std::string_view form, const std::vector<std::string>& list) {
    out += fmt::format("template <>\nstruct trestle::library::Keys<{}::{}> {{\n", names.name, name);
    out += fmt::format("  static constexpr Form kForm = Form::{};\n", form);
    if (!list.empty())
      out += fmt::format("  static constexpr std::string_view kList[] = {{{}}};\n", fmt::join(list, ", "));
    out += "};\n";
  };
  std::vector<std::string> variables;
  for (const auto& v : spec_.variables) variables.push_back(cpp::print(cpp::text(v.name)));
  write("Variables", "Record", variables);
  for (size_t i = 0; i < count; ++i) {
    const auto& [name, s] = types_.named()[i];
    if (s->kind != S::Function || (Types::is_array(s) && !Types::has_fields(s))) {
      write(name, "Plain", {});
      continue;
    }
    bool strings = !s->keys.empty(), tuple = true;
    std::vector<std::string> list;
    for (size_t k = 0; k < s->keys.size(); ++k) {
      const Value key = s->keys[k];
      const bool string = key.kind() == runtime::Kind::String;
      strings = strings && string && runtime::is_field_name(runtime::atom_text(key.atom_id()));
      tuple = tuple && key.is_small() && key.small() == static_cast<int64_t>(k) + 1;
      list.push_back(cpp::print(
          cpp::text(string ? std::string(runtime::atom_text(key.atom_id())) : runtime::to_short_string(key))));
    }
    write(name, tuple ? "Tuple" : strings ? "Record" : "Function", list);
  }
  return out;
}

namespace {

// What it quotes of a specification may have several.
std::string one_line(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) == 0) {
      out += c;
    } else if (!out.ends_with(' ')) {
      out += ' ';
    }
  }
  return out;
}

std::string comment(Value v) {
  const std::string note = runtime::to_short_string(v, 60);
  return "  // " + note + (note.ends_with('\\') ? " ...\n" : "\n");
}

}  // namespace

std::string Generator::stored() const {
  std::string out;
  runtime::Context context;
  for (const Stored& c : stored_) {
    const std::string& d = c.shape->kind == S::Dynamic ? "Dynamic" : types_.name(c.shape);
    if (c.shape->kind == S::Dynamic) {  // equal to itself alone; all else throws
      out += fmt::format("inline const Value {}{{{}}};", c.name, &c - stored_.data() + 1);
    } else {
      std::vector<runtime::Word> words(std::max<size_t>(1, (c.shape->bits + 63) / 64));
      runtime::encode(context, c.shape, c.value, words.data(), 0);
      // Not const: g++ 12 puts such a one into memory that is not written, and then writes it at the start.
      out += fmt::format("inline {0}::type {1} = trestle::library::stored<{0}>({{{2:#x}}});", d, c.name,
                         fmt::join(words, ", "));
    }
    out += comment(c.value);
  }
  return out + lists_;
}

std::string Generator::stored_list(Value set, const std::vector<Value>& elements, ShapeRef shape) {
  const auto [it, added] = list_names_.try_emplace(set.bits(), fmt::format("list_{}", list_names_.size() + 1));
  if (!added) return it->second;
  runtime::Context context;
  std::vector<std::string> rows;
  for (const Value element : elements) {
    std::vector<runtime::Word> words(std::max<size_t>(1, (shape->bits + 63) / 64));
    runtime::encode(context, shape, element, words.data(), 0);
    rows.push_back(fmt::format("{{{:#x}}}", fmt::join(words, ", ")));
  }
  lists_ += fmt::format("inline const auto {} = trestle::library::stored_list<{}>({{{}}});{}", it->second, descriptor(shape, "Item"),
                        fmt::join(rows, ", "), comment(set));
  return it->second;
}

// The functions that the header declares.
std::vector<cpp::Function> Generator::functions() {
  using cpp::name;
  std::vector<cpp::Function> all;
  const std::string collect = "trestle::library::states<Variables>";
  const auto words = [](const std::string& as, const std::string& state) {
    return cpp::declare("const auto", as, cpp::call("trestle::library::Words<Variables>", {name(state)}));
  };
  const auto from = [](const std::string& words) { return cpp::member(name(words), "words"); };
  // Gives a value when it is this action that was taken, `with` its arguments.
  const auto taken_as = [&](uint32_t a, const std::string& taken, const cpp::Expr& value, Block& out) {
    const std::string type = "<action::" + action_names_[a] + ">";
    if (parameters_.at(a).shapes.empty()) {
      out.push_back(cpp::when(cpp::call("std::holds_alternative" + type, {name(taken)}), {cpp::give(value)}));
    } else {
      out.push_back(
          cpp::when(cpp::name("const auto* with = " + print(cpp::call("std::get_if" + type, {name("&" + taken)}))),
                    {cpp::give(value)}));
    }
  };
  const auto refuse = [](const std::string& part) {
    return cpp::evaluate(cpp::call("trestle::library::not_native", {cpp::text(part)}));
  };

  cpp::Function initial{"The states that satisfy Init.", "std::vector<State>", "initial_states", {}, {}};
  if (unit_.initial)
    initial.body = {cpp::give(cpp::call(
        collect, {cpp::text("Init"),
                  cpp::lambda({"Sink& sink"}, {cpp::evaluate(cpp::call("unit::initial_states", {name("sink")}))})}))};
  else
    initial.body = {refuse("Init")};
  all.push_back(std::move(initial));

  Block run{cpp::declare("trestle::library::Steps<Variables, Step, Action>", "found"), words("words", "s")};
  for (uint32_t a = 0; a < spec_.actions.size(); ++a) {
    run.push_back(cpp::evaluate(cpp::call("unit::each_" + action_names_[a],
                                          {from("words"), name("found"), name("nullptr"), name("&found.action")})));
  }
  run.push_back(cpp::give(cpp::member(name("found"), "list")));
  cpp::Function steps{"All steps of Next from a state, action by action.",
                      "std::vector<Step>",
                      "steps",
                      {"const State& s"},
                      {cpp::give(cpp::call("trestle::library::named", {cpp::text("Next"), cpp::lambda({}, run)}))}};
  all.push_back(std::move(steps));

  for (uint32_t a = 0; a < spec_.actions.size(); ++a) {
    const Parameters& p = parameters_.at(a);
    const core::Action& action = spec_.actions[a];
    cpp::Function f{fmt::format("{}, {}", action.name, place(core::location(action.span, action.module))),
                    "std::vector<State>",
                    action_names_[a],
                    {"const State& s"},
                    {}};
    if (p.shapes.size() < action.parameters.size())
      f.comment += ": for all of its arguments, some of which have no type here";
    std::vector<cpp::Expr> arguments;
    for (size_t i = 0; i < p.shapes.size(); ++i) {
      f.parameters.push_back((small(p.shapes[i]) ? type(p.shapes[i]) : "const " + type(p.shapes[i]) + "&") + " " +
                             p.names[i]);
      arguments.push_back(name(p.names[i]));
    }
    Block body{words("words", "s"),
               cpp::declare("const auto", "only", cpp::construct("action::" + action_names_[a], std::move(arguments))),
               cpp::evaluate(cpp::call("unit::each_" + action_names_[a],
                                       {from("words"), name("sink"), name("&only"), name("nullptr")}))};
    f.body = {cpp::give(cpp::call(collect, {cpp::text(action.name), cpp::lambda({"Sink& sink"}, std::move(body))}))};
    all.push_back(std::move(f));
  }

  cpp::Function step{"The states that one action leads to.",
                     "std::vector<State>",
                     "step",
                     {"const State& s", "const Action& taken"},
                     {}};
  for (uint32_t a = 0; a < spec_.actions.size(); ++a) {
    std::vector<cpp::Expr> arguments{name("s")};
    for (const std::string& p : parameters_.at(a).names) arguments.push_back(name("with->" + p));
    taken_as(a, "taken", cpp::call(action_names_[a], std::move(arguments)), step.body);
  }
  if (spec_.actions.empty()) step.parameters = {"const State&", "const Action&"};
  step.body.push_back(cpp::give(cpp::construct("")));
  all.push_back(std::move(step));

  Block names{cpp::declare("std::vector<std::string_view>", "names")};
  for (size_t i = 0; i < spec_.predicates.size(); ++i) {
    const core::Predicate& p = spec_.predicates[i];
    if (!is_native(p.kind)) continue;
    cpp::Function f{
        fmt::format("{}, {}: {}", p.name, word(p.kind), place(core::location(spec_, p.root.expr->span))),
        "bool",
        predicate_names_[i],
        {"const State& s"},
        {}};
    if (p.on_steps) f.parameters.push_back("const State& t");
    if (!unit_.predicates[i]) {
      f.parameters = p.on_steps ? std::vector<std::string>{"const State&", "const State&"}
                                : std::vector<std::string>{"const State&"};
      f.body = {refuse(p.name)};
    } else {
      Block body{words("words", "s")};
      if (p.on_steps) body.push_back(words("next", "t"));
      body.push_back(cpp::give(
          cpp::call("unit::" + predicate_names_[i], {from("words"), p.on_steps ? from("next") : name("nullptr")})));
      f.body = {cpp::give(cpp::call("trestle::library::named", {cpp::text(p.name), cpp::lambda({}, std::move(body))}))};
    }
    if (p.kind == PredicateKind::Invariant)
      names.push_back(cpp::when(cpp::negate(cpp::call(predicate_names_[i], {name("s")})),
                                {cpp::evaluate(cpp::method(name("names"), "push_back", {cpp::text(p.name)}))}));
    all.push_back(std::move(f));
  }
  const bool any = names.size() > 1;
  names.push_back(cpp::give(name("names")));
  all.push_back({"The names of the invariants that do not hold.",
                 "std::vector<std::string_view>",
                 "violated",
                 {any ? "const State& s" : "const State&"},
                 std::move(names)});

  all.push_back({"As TLA+ text.",
                 "std::string",
                 "print",
                 {"const State& s"},
                 {cpp::give(cpp::call("trestle::library::print<Variables>", {name("s")}))}});
  cpp::Function action{"", "std::string", "print", {"const Action& a"}, {}};
  for (uint32_t a = 0; a < spec_.actions.size(); ++a) {
    const Parameters& p = parameters_.at(a);
    cpp::Expr out = cpp::call("std::string", {cpp::text(spec_.actions[a].name + (p.shapes.empty() ? "" : "("))});
    for (size_t i = 0; i < p.shapes.size(); ++i) {
      const cpp::Expr value = name("with->" + p.names[i]);
      if (i > 0) out = cpp::infix("+", out, cpp::text(", "));
      out = cpp::infix("+", out, cpp::call("trestle::library::text_of<" + descriptor(p.shapes[i]) + ">", {value}));
    }
    if (!p.shapes.empty()) out = cpp::infix("+", out, cpp::text(")"));
    taken_as(a, "a", out, action.body);
  }
  if (spec_.actions.empty()) action.parameters = {"const Action&"};
  action.body.push_back(cpp::give(cpp::construct("")));
  all.push_back(std::move(action));
  return all;
}

LibraryText Generator::generate_library(const LibraryNames& names) {
  library_ = true;
  name_parts();
  for (size_t i = 0; i < shapes_.size(); ++i) descriptor(shapes_[i], spec_.variables[i].name);
  has_current_ = true;
  find_parameters();
  // What is met from here on is no business of the header's.
  const size_t types = types_.declarations().size(), named = types_.named().size();
  walk();
  has_current_ = true;
  for (uint32_t a = 0; a < spec_.actions.size(); ++a) functions_ += cpp::print(each_step(a)) + "\n";

  cpp::Struct state{"A state: the variables, by their names.", "State", {}};
  std::string fields;
  for (size_t i = 0; i < shapes_.size(); ++i) {
    const std::string& name = variable_names_[i];
    state.members.push_back({type(shapes_[i]), name, words_of(shapes_[i])});
    fields += fmt::format(", Field<&State::{}, {}>", name, descriptor(shapes_[i]));
    if (shapes_[i]->dynamic)
      unit_.left.push_back(fmt::format("the variable {}: its values have no type: {}", spec_.variables[i].name,
                                       runtime::shape::print(shapes_[i])));
  }
  std::string structs, variant;
  for (uint32_t a = 0; a < spec_.actions.size(); ++a) {
    const Parameters& p = parameters_.at(a);
    cpp::Struct s{"", action_names_[a], {}};
    for (size_t i = 0; i < p.shapes.size(); ++i)
      s.members.push_back({type(p.shapes[i]), p.names[i], words_of(p.shapes[i])});
    structs += cpp::print(s);
    variant += (a ? ", action::" : "action::") + action_names_[a];
  }
  const std::string all = variant.empty() ? "std::monostate" : variant;
  std::string declarations, definitions;
  for (const cpp::Function& f : functions()) {
    declarations += cpp::declaration(f) + "\n";
    definitions += cpp::print(cpp::Function{"", f.result, f.name, f.parameters, f.body}) + "\n";
  }
  std::string left, table;
  for (std::string& l : unit_.left) {
    l = one_line(l);
    left += "//   " + l + "\n";
    table += cpp::print(cpp::text(l)) + ", ";
  }
  if (!left.empty()) left = "//\n// Not native, so that it throws:\n" + left;

  const std::string title = fmt::format("// The specification {} under {}, made by trestle compile {}: do not edit.\n",
                                        spec_.module, names.config, names.version);
  LibraryText text;
  text.left = unit_.left;
  text.header = cpp::lines(fmt::format(
      "{0}{1}#pragma once\n\n#include <trestle/library.h>\n\nnamespace {2} {{\n\nusing namespace trestle::packed;\n\n"
      "{3}std::string_view text(Atom atom);  // as TLA+ writes it\n\n{4}\n{5}\nusing Variables = Record<State{6}>;\n\n"
      "// Actions with their arguments.\nnamespace action {{\n{7}}}  // namespace action\n"
      "using Action = std::variant<{8}>;\n\n"
      "struct Step {{\n  Action action;\n  State next;\n\n  bool operator==(const Step&) const = default;\n}};\n\n"
      "{9}// What is not native, and why: the functions concerned throw.\nstd::vector<std::string_view> "
      "not_native();\n\n"
      "inline std::ostream& operator<<(std::ostream& out, const State& s) {{ return out << print(s); }}\n"
      "inline std::ostream& operator<<(std::ostream& out, const Step& step) {{\n  return out << print(step.action) << "
      "\"\\n\" << print(step.next);\n}}\n\n"
      "}}  // namespace {2}\n\n"
      "template <>\nstruct std::hash<{2}::State> {{\n  std::size_t operator()(const {2}::State& s) const {{ return "
      "trestle::library::hash<{2}::Variables>(s); }}\n}};\n",
      title, left, names.name, types_.atom_declarations(), types_.declarations().substr(0, types), cpp::print(state),
      fields, structs, all, declarations));
  std::string atoms;
  for (const Value v : types_.atoms())
    atoms += fmt::format("    case {}: return {};\n", cpp::print(types_.atom(v)),
                         cpp::print(cpp::text(runtime::to_short_string(v, 1 << 20))));
  text.source = cpp::lines(fmt::format(
      "{0}#include \"{12}.h\"\n\n{2}\nnamespace {1} {{\n\nnamespace unit {{\n\n{3}\n{4}{5}{6}\n{7}{8}}}  // namespace "
      "unit\n\nstd::string_view text(Atom atom) {{\n  switch (atom) {{\n{9}  }}\n  return \"\";\n}}\n\n{10}"
      "std::vector<std::string_view> not_native() {{ return {{{11}}}; }}\n\n}}  // namespace {1}\n",
      title, names.name, keys(names, named), types_.declarations().substr(types), state_struct(), masks(), stored(),
      conversions_ + prototypes_ + "\n", functions_, atoms, definitions, table, names.file));
  return text;
}

}  // namespace trestle::codegen
