#include "translator/toolbox/launch.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include <pugixml.hpp>

namespace trestle::toolbox {
namespace {

// "name;p:q:;value;1;0": what a constant or a definition is replaced by.
struct Assignment {
  std::string name = {};
  std::string module = {};  // of which it is a definition; empty: the spec's
  std::vector<std::string> parameters = {};
  std::string value = {};
  bool model_value = false;  // the value is one of that name, or a set of them
  bool symmetric = false;
  Span span = {};

  bool is_set() const { return value.find('{') != std::string::npos; }
  int order() const { return !model_value ? 0 : is_set() ? 1 : 2; }  // as the Toolbox lists them
};

std::string trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(at, begin), text.size());
    if (std::string part = trimmed(text.substr(begin, end - begin)); !part.empty()) parts.push_back(std::move(part));
    begin = end + 1;
  }
  return parts;
}

bool is_name(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto part = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
  return !text.empty() && std::all_of(text.begin(), text.end(), part) && std::any_of(text.begin(), text.end(), letter);
}

class Launch {
 public:
  Launch(std::shared_ptr<const Source> source, const std::string& spec,
         const std::function<std::string(const std::string&)>& instantiated, Diagnostics& diagnostics)
      : source_(std::move(source)), spec_(spec), instantiated_(instantiated), diagnostics_(diagnostics) {
    diagnostics_.keep(source_);
  }

  std::optional<LaunchModel> read() {
    if (!open()) return std::nullopt;
    text_ = "---- MODULE MC ----\nEXTENDS " + spec_ + ", TLC\n\n";
    model_values();
    constants();
    definitions();
    behavior();
    predicates("modelCorrectnessInvariants", "inv", "INVARIANT");
    predicates("modelCorrectnessProperties", "prop", "PROPERTY");
    statement("modelParameterContraint", "constr", "CONSTRAINT");
    statement("modelParameterActionConstraint", "action_constr", "ACTION_CONSTRAINT");
    statement("view", "view", "VIEW");
    statement("modelParameterView", "view", "VIEW");
    statement("modelParameterAlias", "alias", "ALIAS");
    statement("modelParameterPostCondition", "post", "POSTCONDITION");
    if (const auto deadlock = find("modelCorrectnessCheckDeadlock"))
      config_ += std::string("CHECK_DEADLOCK ") + (deadlock.attribute("value").as_bool(true) ? "TRUE" : "FALSE") + "\n";
    if (diagnostics_.has_errors()) return std::nullopt;
    if (const auto expression = find("modelExpressionEval"); !value_of(expression).empty())
      warn(expression, "the model's expression to be evaluated is passed over: only behaviors are explored");
    text_ += "====\n";
    return LaunchModel{std::make_shared<Source>(source_->name() + "/MC.tla", std::move(text_)),
                       std::make_shared<Source>(source_->name() + "/MC.cfg", std::move(config_))};
  }

 private:
  Span span_at(ptrdiff_t offset) const {
    const auto end = static_cast<ptrdiff_t>(source_->text().size());
    const auto at = static_cast<uint32_t>(std::clamp<ptrdiff_t>(offset, 0, end));
    return {source_.get(), at, std::min<uint32_t>(at + 1, static_cast<uint32_t>(end))};
  }
  void fail(const Span& span, const std::string& message, const std::string& hint = {}) {
    diagnostics_.error(DiagnosticKind::ConfigSyntax, span, message, hint);
  }
  void warn(const pugi::xml_node& node, const std::string& message) {
    diagnostics_.warning(DiagnosticKind::ConfigConflict, span_at(node.offset_debug()), message);
  }

  bool open() {
    const std::string_view text = source_->text();
    const pugi::xml_parse_result parsed = document_.load_buffer(text.data(), text.size());
    if (!parsed) {
      fail(span_at(parsed.offset), std::string("no XML: ") + parsed.description());
      return false;
    }
    root_ = document_.child("launchConfiguration");
    if (!root_) {
      fail(span_at(document_.first_child().offset_debug()), "no model of the Toolbox: there is no launchConfiguration");
      return false;
    }
    const std::string_view type = root_.attribute("type").as_string();
    if (!type.ends_with(".modelCheck")) {
      fail(span_at(root_.offset_debug()), "a launch configuration of the type " + std::string(type) + " is no model");
      return false;
    }
    return true;
  }

  pugi::xml_node find(const char* key) const { return root_.find_child_by_attribute("key", key); }
  static std::string value_of(const pugi::xml_node& node) {
    std::string text;
    for (const char* c = node.attribute("value").as_string(); *c != '\0'; ++c) {
      if (*c != '\r') text += *c;
    }
    return trimmed(text);
  }
  std::string value(const char* key) const { return value_of(find(key)); }

  std::vector<Assignment> assignments(const char* key) {
    std::vector<Assignment> list;
    for (const pugi::xml_node entry : find(key).children("listEntry")) {
      const std::string text = value_of(entry);
      Assignment assignment{.span = span_at(entry.offset_debug())};
      // The value may have semicolons in it.
      const size_t first = text.find(';'), second = first == text.npos ? text.npos : text.find(';', first + 1);
      const size_t last = text.rfind(';'),
                   before = last == text.npos || last == 0 ? text.npos : text.rfind(';', last - 1);
      if (second == text.npos || before == text.npos || before <= second) {
        fail(assignment.span, "\"" + text + "\" is no assignment", "name;parameters;value;model value;symmetric");
        continue;
      }
      assignment.name = trimmed(std::string_view(text).substr(0, first));
      assignment.parameters = split(std::string_view(text).substr(first + 1, second - first - 1), ':');
      assignment.value = trimmed(std::string_view(text).substr(second + 1, before - second - 1));
      assignment.model_value = text.substr(before + 1, last - before - 1) == "1";
      assignment.symmetric = assignment.model_value && text.substr(last + 1) == "1";
      if (const size_t of = assignment.name.find('!'); of != assignment.name.npos) {
        assignment.module = instantiated_(assignment.name.substr(0, of));
        if (!assignment.module.empty()) assignment.name.erase(0, of + 1);
      }
      if (!is_name(assignment.name)) {
        fail(assignment.span,
             "\"" + assignment.name + "\" cannot be replaced: it is no name of a constant or a definition");
        continue;
      }
      list.push_back(std::move(assignment));
    }
    return list;
  }

  // `{a, b}` as names; what is no name is an error.
  std::vector<std::string> names_in(const std::string& set, const Span& span) {
    std::vector<std::string> names;
    const size_t open = set.find('{'), close = set.rfind('}');
    if (open == set.npos || close == set.npos || close < open) {
      fail(span, "\"" + set + "\" is no set of model values");
      return names;
    }
    for (std::string& name : split(std::string_view(set).substr(open + 1, close - open - 1), ',')) {
      if (!is_name(name)) {
        fail(span, "\"" + name + "\" is no name of a model value");
      } else {
        names.push_back(std::move(name));
      }
    }
    return names;
  }

  void declare(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) {
      if (std::find(declared_.begin(), declared_.end(), name) != declared_.end()) continue;
      declared_.push_back(name);
      list += (list.empty() ? "" : ", ") + name;
      config_ += "CONSTANT " + name + " = " + name + "\n";
    }
    if (!list.empty()) text_ += "CONSTANTS " + list + "\n\n";
  }

  void model_values() {
    const auto node = find("modelParameterModelValues");
    if (const std::string set = value_of(node); !set.empty()) declare(names_in(set, span_at(node.offset_debug())));
  }

  void replace(const Assignment& assignment, const std::string& prefix) {
    const bool elsewhere = !assignment.module.empty();
    const std::string name = prefix + "_" + (elsewhere ? assignment.module + "_" : "") + assignment.name;
    std::string parameters;
    for (const std::string& parameter : assignment.parameters) {
      parameters += (parameters.empty() ? "" : ", ") + parameter;
    }
    text_ += name + (parameters.empty() ? "" : "(" + parameters + ")") + " ==\n" + assignment.value + "\n\n";
    config_ += "CONSTANT " + assignment.name + " <- " + (elsewhere ? "[" + assignment.module + "]" : "") + name + "\n";
  }

  void constants() {
    std::vector<Assignment> list = assignments("modelParameterConstants");
    std::sort(list.begin(), list.end(), [](const Assignment& a, const Assignment& b) {
      return std::pair(a.order(), a.name) < std::pair(b.order(), b.name);
    });
    // Definitions of the model's own may use its model values.
    for (const Assignment& assignment : list) {
      if (assignment.order() == 1) declare(names_in(assignment.value, assignment.span));
    }
    if (const std::string own = value("modelParameterNewDefinitions"); !own.empty()) text_ += own + "\n\n";
    std::string symmetric;
    for (const Assignment& assignment : list) {
      if (assignment.order() == 2) {
        config_ += "CONSTANT " + assignment.name + " = " +
                   (assignment.value.empty() ? assignment.name : assignment.value) + "\n";
        continue;
      }
      replace(assignment, "const");
      if (assignment.symmetric)
        symmetric +=
            (symmetric.empty() ? "" : " \\union ") + std::string("Permutations(const_") + assignment.name + ")";
    }
    if (symmetric.empty()) return;
    text_ += "symm ==\n" + symmetric + "\n\n";
    config_ += "SYMMETRY symm\n";
  }

  void definitions() {
    for (const Assignment& assignment : assignments("modelParameterDefinitions")) {
      // "The model value of its own name".
      if (assignment.model_value && !assignment.is_set()) {
        config_ += "CONSTANT " + assignment.name + " = " + assignment.name + "\n";
      } else {
        replace(assignment, "def_ov");
      }
    }
  }

  // The name of an expression: its own when it is that of a definition, or that of one made for it.
  std::string named(const std::string& expression, const std::string& name) {
    const std::vector<std::string> variables = split(value("modelBehaviorVars"), ',');
    const bool is_variable = std::find(variables.begin(), variables.end(), expression) != variables.end();
    if (is_name(expression) && !is_variable && expression != "TRUE" && expression != "FALSE") return expression;
    text_ += name + " ==\n" + expression + "\n\n";
    return name;
  }

  void behavior() {
    const auto type = find("modelBehaviorSpecType");
    switch (type.attribute("value").as_int(-1)) {
      case 0: return no_behavior();
      case 1: return statement("modelBehaviorSpec", "spec", "SPECIFICATION");
      case 2:
        if (!value("modelBehaviorFairness").empty()) {
          fail(span_at(find("modelBehaviorFairness").offset_debug()),
               "a fairness condition beside Init and Next is no part of a .cfg", "write a temporal formula instead");
        }
        statement("modelBehaviorInit", "init", "INIT");
        return statement("modelBehaviorNext", "next", "NEXT");
      default: fail(span_at(type ? type.offset_debug() : root_.offset_debug()), "modelBehaviorSpecType is 0, 1 or 2");
    }
  }

  // Only assumptions: as the Toolbox, which gives a module with variables an Init that is FALSE.
  void no_behavior() {
    const std::vector<std::string> variables = split(value("modelBehaviorVars"), ',');
    if (variables.empty() || variables[0].empty()) return;
    text_ += "init ==\nFALSE /\\ " + variables[0] + " = 0\n\nnext ==\nFALSE /\\ " + variables[0] + "' = " + variables[0] + "\n\n";
    config_ += "INIT init\nNEXT next\n";
  }

  void statement(const char* key, const std::string& name, const std::string& keyword) {
    if (const std::string expression = value(key); !expression.empty())
      config_ += keyword + " " + named(expression, name) + "\n";
  }

  // Each begins with 1 when it is to be checked.
  void predicates(const char* key, const std::string& name, const std::string& keyword) {
    int count = 0;
    for (const pugi::xml_node entry : find(key).children("listEntry")) {
      const std::string text = value_of(entry);
      ++count;
      if (text.size() < 2 || (text[0] != '0' && text[0] != '1')) {
        fail(span_at(entry.offset_debug()), "\"" + text + "\": a formula with 0 or 1 before it is expected");
      } else if (text[0] == '1') {
        config_ += keyword + " " + named(trimmed(text.substr(1)), name + "_" + std::to_string(count)) + "\n";
      }
    }
  }

  std::shared_ptr<const Source> source_;
  const std::string& spec_;
  const std::function<std::string(const std::string&)>& instantiated_;
  Diagnostics& diagnostics_;
  pugi::xml_document document_;
  pugi::xml_node root_;
  std::vector<std::string> declared_;  // model values
  std::string text_, config_;
};

}  // namespace

std::optional<LaunchModel> read_launch(std::shared_ptr<const Source> source, const std::string& spec,
                                       const std::function<std::string(const std::string&)>& instantiated,
                                       Diagnostics& diagnostics) {
  return Launch(std::move(source), spec, instantiated, diagnostics).read();
}

}  // namespace trestle::toolbox
