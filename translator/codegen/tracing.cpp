#include "translator/codegen/tracing.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "translator/codegen/cpp.h"
#include "translator/codegen/types.h"
#include "translator/evaluator/part.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/context.h"

namespace trestle::codegen {
namespace {

using runtime::Kind;

enum class Sort { None, Boolean, Integer, Word, Any };  // None: no value yet

Sort joined_sorts(Sort a, Sort b) { return a == Sort::None ? b : b == Sort::None || a == b ? a : Sort::Any; }

bool is_name(std::string_view text) {
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) == 0 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

class Tracing {
 public:
  Tracing(const std::shared_ptr<const core::Spec>& spec, const LibraryNames& names)
      : spec_(*spec), names_(names), parts_(spec, runtime::Layout(spec->variables.size()), {}, {}) {
    if (spec_.next != nullptr) collect(*spec_.next);
    for (const core::ActionNode* leaf : spec_.outer_leaves)
      add(*leaf, spec_.outer_actions.at(leaf->action).name, spec_.outer_actions.at(leaf->action).parameters.size());
  }

  TracingText write() {
    for (const auto* actions : {&spec_.actions, &spec_.outer_actions})
      for (const core::Action& action : *actions)
        if (seen_.insert(action.name).second) is_name(action.name) ? write(action) : left_out(action.name);
    TracingText text = std::move(text_);
    text.header =
        cpp::lines(head() + words() + variables() + actions_ + "\n}  // namespace " + names_.name + "_tracer\n");
    // A mapping has a rule; here nothing may need one.
    if (!has_rule_) rules_ += "\n[[event]]\nname = \"(none)\"\nignore = true\n";
    text.mapping = mapping_head() + rules_;
    return text;
  }

 private:
  void collect(const core::ActionNode& node) {
    if (node.kind == core::ActionNode::Kind::Leaf)
      add(node, spec_.actions.at(node.action).name, spec_.actions.at(node.action).parameters.size());
    for (const core::ActionNode* child : node.children) collect(*child);
  }

  void add(const core::ActionNode& leaf, const std::string& action, size_t parameters) {
    std::vector<Sort>& sorts = sorts_[action];
    sorts.resize(std::max(sorts.size(), parameters), Sort::None);
    for (size_t i = 0; i < sorts.size(); ++i)
      sorts[i] = joined_sorts(sorts[i], i < leaf.arguments.size() ? sort_of(*leaf.arguments[i], leaf) : Sort::Any);
  }

  Sort sort_of(const core::Expr& argument, const core::ActionNode& leaf) {
    if (const core::Binding* binding = core::binding_of(argument, leaf))
      return binding->tuple || binding->set == nullptr ? Sort::Any : sort_of_elements(*binding->set);
    if (argument.kind == core::Kind::Local) return Sort::Any;
    const Value value = parts_.constant(context_, argument);
    return value.defined() ? sort_of(value) : Sort::Any;
  }

  Sort sort_of(Value value) {
    if (value.is_boolean()) return Sort::Boolean;
    if (runtime::is_integer(value)) return Sort::Integer;
    if (value.kind() != Kind::String && value.kind() != Kind::ModelValue) return Sort::Any;
    atoms_.insert(std::string(runtime::atom_text(value.atom_id())));
    return Sort::Word;
  }

  // Of a set that is known; of numbers from one to another, whichever they are; or of some of another set's elements.
  Sort sort_of_elements(const core::Expr& set) {
    if (set.kind == core::Kind::Apply && set.op == core::Op::Interval) return Sort::Integer;
    if (set.kind == core::Kind::Apply && (set.op == core::Op::SetMinus || set.op == core::Op::Cap)) return sort_of_elements(*set.args[0]);
    if (set.kind == core::Kind::Filter && set.bindings[0].set != nullptr) return sort_of_elements(*set.bindings[0].set);
    const Value value = parts_.constant(context_, set);
    if (!value.defined()) return Sort::Any;
    switch (value.kind()) {
      case Kind::Interval:
      case Kind::Naturals:
      case Kind::Integers: return Sort::Integer;
      case Kind::Set: break;
      default: return Sort::Any;
    }
    if (value->dense) return Sort::Integer;
    Sort sort = Sort::None;
    for (const Value element : value->span()) sort = joined_sorts(sort, sort_of(element));
    return sort;
  }

  void left_out(const std::string& action) {
    actions_ += "\n// Not here, since C++ has no such name: " + cpp::print(cpp::text(action)) +
                ". tracer.event() records it.\n";
  }

  static std::string type_of(Sort sort) {
    switch (sort) {
      case Sort::Boolean: return "trestle::tracer::Boolean";
      case Sort::Integer: return "trestle::tracer::Integer";
      case Sort::Word: return "trestle::tracer::Word<Atom>";
      default: return "";
    }
  }

  std::string member(const std::string& text) {
    std::string name = identifier(text);
    for (const char* ours : {"Atom", "Spec", "tracer", "to_tla", "trestle", "std", "param", "before", "after", "sends", "receives",
                             "record", "cancel"})
      if (name == ours) name += '_';
    return name;
  }

  void write(const core::Action& action) {
    const std::string type = member(action.name);
    const std::vector<Sort>& sorts = sorts_[action.name];
    std::string any, parameters, body, at_once, arguments;
    for (size_t i = 0; i < action.parameters.size(); ++i) {
      std::string declared = type_of(i < sorts.size() ? sorts[i] : Sort::Any);
      ++text_.parameters;
      const bool as_it_is = declared.empty();
      if (as_it_is) {
        declared = "Any" + std::to_string(i + 1);
        any += (any.empty() ? "class " : ", class ") + declared;
      } else {
        ++text_.typed;
      }
      const std::string name = member(action.parameters[i]);
      parameters += ", const " + declared + "& " + name;
      body += "    this->param(" + cpp::print(cpp::text(action.parameters[i])) + ", " + name + ");\n";
      at_once += ", " + cpp::print(cpp::text(action.parameters[i])) + ", " + (as_it_is ? name : "to_tla(" + name + ")");
      arguments += (i == 0 ? "e.params." : ", e.params.") + action.parameters[i];
    }
    actions_ += "\nclass " + type + " : public trestle::tracer::Step<Spec> {\n public:\n";
    if (!any.empty()) actions_ += "  template <" + any + ">\n";
    actions_ += "  explicit " + type + "(trestle::tracer::Tracer& tracer" + parameters +
                ") : trestle::tracer::Step<Spec>(tracer, " + cpp::print(cpp::text(action.name)) + ") {" + (body.empty() ? "" : "\n" + body + "  ") + "}\n";
    // When nothing is observed: in less time.
    actions_ += "  using trestle::tracer::Step<Spec>::record;\n";
    if (!any.empty()) actions_ += "  template <" + any + ">\n";
    actions_ += "  static bool record(trestle::tracer::Tracer& tracer" + parameters + ") {\n    return tracer.record(" +
                cpp::print(cpp::text(action.name)) + at_once + ");\n  }\n};\n";
    // What no expression of the spec's own says is read by name.
    has_rule_ |= action.callable;
    rules_ += action.callable ? "\n[[event]]\nname = \"" + action.name + "\"\naction = '" + action.name +
                                    (arguments.empty() ? "" : "(" + arguments + ")") + "'\n"
                              : "\n# " + action.name + ": read by name, without a rule.\n";
    ++text_.actions;
  }

  std::string head() const {
    return fmt::format(
        "// The words of {0} (under {1}) for programs that record what they do: made by trestle {2}, not to be "
        "edited.\n"
        "//\n//   {0}_tracer::SomeAction(tracer, its, parameters).after({0}_tracer::a_variable, value).record();\n"
        "#pragma once\n\n#include \"tracer/typed.h\"\n\nnamespace {0}_tracer {{\n\n"
        "struct Spec {{\n  static constexpr char kModule[] = {3};\n}};\n",
        names_.name, names_.config, names_.version, cpp::print(cpp::text(spec_.module)));
  }

  std::string words() {
    std::map<std::string, std::string> named;  // by enumerator, which two atoms may share
    for (const std::string& atom : atoms_) {
      std::string name = member(atom);
      while (!named.emplace(name, atom).second) name += '_';
    }
    std::string list, texts;
    for (const auto& [name, atom] : named) {
      list += "  " + name + ",\n";
      texts += "    case Atom::" + name + ": return " + cpp::print(cpp::text(atom)) + ";\n";
    }
    const std::string body = texts.empty() ? "  return {};\n" : "  switch (atom) {\n" + texts + "  }\n  return {};\n";
    return "\n// Strings and model values that the .cfg and the spec give to parameters.\nenum class Atom {\n" + list +
           "};\ninline std::string_view to_tla(" + (texts.empty() ? "Atom" : "Atom atom") + ") {\n" + body + "}\n\n";
  }

  std::string variables() {
    std::string text;
    for (const core::Variable& variable : spec_.variables) {
      if (!is_name(variable.name)) continue;
      text += "inline constexpr trestle::tracer::Variable<Spec, " + cpp::print(cpp::text(variable.name)) + "> " +
              member(variable.name) + "{};\n";
    }
    return text;
  }

  std::string mapping_head() const {
    return fmt::format(
        "# What the events mean to {0} that a program records in the words of {1}_tracer.h: made by trestle {2}.\n"
        "# They are the spec's own, so every rule says what reading by name would; see docs/formats/observe.md.\n"
        "spec = \"{0}\"\n\n"
        "# Actions that the system takes without recording them, and how many between two events at most:\n"
        "hidden = []\nmax_hidden = 1\n",
        spec_.module, names_.file, names_.version);
  }

  const core::Spec& spec_;
  const LibraryNames& names_;
  evaluator::Parts parts_;
  mutable runtime::Context context_;
  std::map<std::string, std::vector<Sort>> sorts_;
  std::set<std::string> atoms_, seen_;
  TracingText text_;
  std::string actions_, rules_;
  bool has_rule_ = false;
};

}  // namespace

TracingText tracing_of(const std::shared_ptr<const core::Spec>& spec, const LibraryNames& names) {
  return Tracing(spec, names).write();
}

}  // namespace trestle::codegen
