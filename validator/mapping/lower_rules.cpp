#include "validator/mapping/lower_rules.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "translator/core/lower.h"
#include "translator/modules/levels.h"
#include "translator/modules/resolve.h"
#include "translator/syntax/parse.h"
#include "validator/mapping/part_levels.h"

namespace trestle::mapping {
namespace {

constexpr const char* kPrefix = "Trestle_";  // of names that must not meet the spec's

// A module whose expressions stand at the very lines and columns where the mapping has them, so that messages about it
// are messages about the mapping. What belongs to the module only goes to the ends of lines.
class Layout {
 public:
  void text(const std::string& text) { text_ += text; }
  void add(const Expression& expression) {
    text_ += "(";
    bare(expression);
    text_ += ")";
  }
  void bare(const Expression& expression) {
    const Position at = go_to_line(expression);
    // An expression on the line of another one, as in an inline table, stands where there is room.
    if (column_ < at.column) text_.append(at.column - column_, ' ');
    text_ += expression.text;
    line_ += static_cast<uint32_t>(std::count(expression.text.begin(), expression.text.end(), '\n'));
    column_ = UINT32_MAX;  // until the next line
    // What comes behind a comment to the end of the line would be part of it.
    if (expression.text.find("\\*", expression.text.rfind('\n') + 1) == std::string::npos) return;
    text_ += '\n';
    ++line_;
  }
  // What is written next stands in the expression's line, for who speaks of both.
  Position go_to_line(const Expression& expression) {
    const Position at = expression.span.source->position(expression.span.begin);
    while (line_ < at.line) {
      text_ += '\n';
      ++line_;
      column_ = 1;
    }
    return at;
  }
  static constexpr uint32_t kLead = 2;  // lines before the first
  std::string take() { return std::move(text_); }

 private:
  std::string text_ = std::string("---- MODULE ") + kPrefix + "mapping ---- " + kPrefix + "TLC == INSTANCE TLC\n";
  uint32_t line_ = 0;  // what belongs to the module may stand before the first
  uint32_t column_ = UINT32_MAX;
};

// Each expression by itself first: one that is not closed would be reported far away, or not at all.
void parse_alone(const Expression& expression, const std::string& file, Diagnostics& diagnostics) {
  const Position at = expression.span.source->position(expression.span.begin);
  const std::string text = std::string(at.line - 1, '\n') + std::string(at.column - 1, ' ') + expression.text;
  syntax::parse_expression(std::make_shared<const Source>(file, text), "e", {}, diagnostics);
}

// All variables but one, or none.
std::string unchanged(const modules::Module& module, const std::string& but = {}) {
  std::string list;
  for (const modules::Symbol* variable : module.variables)
    if (variable->name != but) list += (list.empty() ? "" : ", ") + variable->name;
  return "UNCHANGED <<" + list + ">>";
}

// Names in the text that is lowered. Nobody is told them.
std::string rule_name(size_t rule) { return std::string(kPrefix) + "rule_" + std::to_string(rule + 1); }
std::string hidden_name(size_t rule) { return std::string(kPrefix) + "hidden_" + std::to_string(rule + 1); }

std::string place(const ObserveFile& file, const Span& span) {
  return file.source->name() + ":" + std::to_string(span.source->position(span.begin).line);
}

// A disjunction of a step is a way for each side. Here its value is meant: where one side is true the other may have none.
bool has_disjunction(const Expression& guard) {
  constexpr const char* kOr[] = {"\\/", "\\lor", "\u2228"};
  return std::any_of(std::begin(kOr), std::end(kOr), [&](const char* spelt) { return guard.text.find(spelt) != std::string::npos; });
}

void define_rule(Layout& layout, size_t number, const Rule& rule, const modules::Module& module) {
  layout.text(" " + rule_name(number) + "(e) == TRUE");
  for (const auto* guard : {&rule.when, &rule.before}) {
    if (!*guard) continue;
    layout.text(has_disjunction(**guard) ? " /\\ ~~" : " /\\ ");
    layout.add(**guard);
  }
  layout.text(" /\\ ");
  if (rule.action) {
    layout.add(*rule.action);
  } else {
    layout.text(unchanged(module));
  }
  if (rule.after) {
    layout.text(" /\\ ");
    layout.add(*rule.after);
  }
}

void define_hidden(Layout& layout, const std::string& name, const HiddenRule& rule, const modules::Module& module) {
  layout.text(" " + name + " == TRUE /\\ ");
  if (rule.messages) {
    layout.go_to_line(*rule.messages);
    layout.text("\\E m \\in ");
    layout.add(*rule.messages);
    layout.text(" : ");
    if (rule.where) {
      layout.add(*rule.where);
      layout.text(" /\\ ");
    }
    const std::string& variable = rule.messages->text;
    layout.text(variable + "' = " + variable + " \\ {m} /\\ " + unchanged(module, variable));
    return;
  }
  if (rule.each) {
    layout.text("\\E ");
    layout.bare(*rule.each);
    layout.text(" : ");
  }
  layout.add(*rule.action);
  if (!rule.restart) return;
  layout.text(" \\cdot ");
  layout.add(*rule.restart);
}

std::shared_ptr<const core::Spec> as_rules(std::shared_ptr<core::Spec> lowered, const ObserveFile& file) {
  if (lowered == nullptr) return nullptr;
  lowered->rest_after_composition = true;
  for (auto* actions : {&lowered->actions, &lowered->outer_actions}) {
    for (core::Action& action : *actions) {
      for (size_t i = 0; i < file.rules.size(); ++i)
        if (action.name == rule_name(i)) action.name = rule_action(file, i);
      for (size_t i = 0; i < file.hidden_rules.size(); ++i)
        if (action.name == hidden_name(i)) action.name = hidden_action(file, i);
    }
  }
  return lowered;
}

// CONSTANT statements and what is to be run.
ast::ConfigFile rules_config(const ast::ConfigFile& config, bool selects) {
  ast::ConfigFile result{config.source, {}};
  for (const ast::ConfigEntry& entry : config.entries) {
    if (entry.kind == ast::ConfigKind::Constant) result.entries.push_back(entry);
  }
  for (auto [kind, name] : {std::pair{ast::ConfigKind::Init, "Init"}, {ast::ConfigKind::Next, "Next"}}) {
    ast::ConfigEntry& entry = result.entries.emplace_back();
    entry.kind = kind;
    entry.name = std::string(kPrefix) + name;
  }
  if (selects) {
    ast::ConfigEntry& entry = result.entries.emplace_back();
    entry.kind = ast::ConfigKind::Alias;
    entry.name = std::string(kPrefix) + "select";
  }
  return result;
}

}  // namespace

std::string rule_action(const ObserveFile& file, size_t rule) {
  return "[[event]] " + std::to_string(rule + 1) + " (" + place(file, file.rules[rule].span) + ")";
}

std::string hidden_action(const ObserveFile& file, size_t rule) {
  return file.hidden_rules[rule].name + ", step without an event " + std::to_string(rule + 1) + " (" +
         place(file, file.hidden_rules[rule].span) + ")";
}

std::shared_ptr<const core::Spec> lower_rules(const ObserveFile& file, std::shared_ptr<const modules::Module> module,
                                              const ast::ConfigFile& config, Diagnostics& diagnostics) {
  if (file.select) parse_alone(*file.select, file.source->name(), diagnostics);
  for (const Rule& rule : file.rules) {
    for (const auto* expression : {&rule.when, &rule.before, &rule.action, &rule.after}) {
      if (*expression) parse_alone(**expression, file.source->name(), diagnostics);
    }
  }
  for (const HiddenRule& rule : file.hidden_rules) {
    for (const auto* expression : {&rule.messages, &rule.where, &rule.each, &rule.action, &rule.restart}) {
      if (*expression) parse_alone(**expression, file.source->name(), diagnostics);
    }
    const auto is_it = [&](const modules::Symbol* variable) { return variable->name == rule.messages->text; };
    if (rule.messages && std::none_of(module->variables.begin(), module->variables.end(), is_it))
      diagnostics.error(DiagnosticKind::MappingError, rule.messages->span,
                        "\"" + rule.messages->text + "\" is no variable: [[loss]] takes elements out of a set of messages");
  }
  const auto keep_free = [&](const char* name, const char* means, const std::optional<Expression>& used) {
    if (!used || module->find(name) == nullptr) return false;
    diagnostics.error(DiagnosticKind::MappingError, used->span,
                      std::string("here \"") + name + "\" is the " + means + ", and " + module->name +
                          " has something else of that name: to be mapped, it must not");
    return true;
  };
  bool taken = keep_free("e", "event", file.select);
  for (const Rule& rule : file.rules) {
    for (const auto* expression : {&rule.when, &rule.before, &rule.action, &rule.after})
      taken = taken || keep_free("e", "event", *expression);
  }
  for (const HiddenRule& rule : file.hidden_rules) taken = taken || keep_free("m", "message", rule.messages);
  if (diagnostics.has_errors()) return nullptr;
  // In the order of the file, so that each stands where it stood.
  std::vector<std::pair<uint32_t, std::function<void(Layout&)>>> definitions;
  std::string next, hidden;
  if (file.select) {
    definitions.emplace_back(file.select->span.begin, [&](Layout& layout) {
      layout.text(std::string(" ") + kPrefix + "select == [e \\in " + kPrefix + "TLC!Any |-> ");
      layout.add(*file.select);
      layout.text("]");
    });
  }
  for (size_t i = 0; i < file.rules.size(); ++i) {
    const Rule& rule = file.rules[i];
    if (rule.ignore) continue;
    definitions.emplace_back(rule.span.begin, [&, i](Layout& layout) { define_rule(layout, i, rule, *module); });
    next += (next.empty() ? "" : " \\/ ") + rule_name(i) + "(e)";
  }
  for (size_t i = 0; i < file.hidden_rules.size(); ++i) {
    const HiddenRule& rule = file.hidden_rules[i];
    definitions.emplace_back(rule.span.begin,
                             [&, i](Layout& layout) { define_hidden(layout, hidden_name(i), rule, *module); });
    hidden += " \\/ " + hidden_name(i);
  }
  std::stable_sort(definitions.begin(), definitions.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  Layout layout;
  for (const auto& [begin, define] : definitions) define(layout);
  if (next.empty()) next = "FALSE";
  const std::string prefix = kPrefix;
  layout.text("\n" + prefix + "Init == FALSE\n" + prefix + "Next == (\\E e \\in " + prefix + "TLC!Any : " + next +
              ")" + hidden + "\n====\n");

  const auto source = std::make_shared<Source>(file.source->name(), layout.take(), Layout::kLead);
  source->quote(file.source);
  auto syntax = syntax::parse(source, diagnostics);
  if (!syntax || diagnostics.has_errors()) return nullptr;
  const auto rules = modules::resolve_within(module, std::move(syntax), diagnostics);
  if (!rules || diagnostics.has_errors()) return nullptr;
  check_part_levels(file, module, diagnostics);
  if (!diagnostics.has_errors()) modules::check_levels(*rules, diagnostics);
  if (diagnostics.has_errors()) return nullptr;
  return as_rules(core::lower(rules, rules_config(config, file.select.has_value()), diagnostics), file);
}

}  // namespace trestle::mapping
