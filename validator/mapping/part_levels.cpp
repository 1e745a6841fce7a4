#include "validator/mapping/part_levels.h"

#include <string>
#include <vector>

#include "translator/modules/levels.h"
#include "translator/modules/resolve.h"
#include "translator/syntax/parse.h"

namespace trestle::mapping {
namespace {

using modules::Level;

struct Written {
  const char* name;
  const Expression* expression;
  Level least, most;  // but for what speaks of no state at all
  bool of_message;    // and not of the event
  const std::optional<Expression>* each = nullptr;  // what else it speaks of: n \in Node
};

std::vector<Written> written_in(const ObserveFile& file) {
  std::vector<Written> parts;
  const auto add = [&](const char* name, const std::optional<Expression>& expression, Level least, Level most,
                       const std::optional<Expression>* each = nullptr) {
    if (expression) parts.push_back({name, &*expression, least, most, std::string_view(name) == "where", each});
  };
  add("select", file.select, Level::Constant, Level::Constant);
  for (const Rule& rule : file.rules) {
    add("when", rule.when, Level::Constant, Level::State);
    add("before", rule.before, Level::Constant, Level::State);
    add("action", rule.action, Level::Constant, Level::Action);
    add("after", rule.after, Level::Action, Level::Action);
  }
  for (const HiddenRule& rule : file.hidden_rules) {
    add("where", rule.where, Level::Constant, Level::State);
    add("action", rule.action, Level::Constant, Level::Action, &rule.each);
    add("restart", rule.restart, Level::Constant, Level::Action, &rule.each);
  }
  return parts;
}

std::string mistake(const Written& part, Level level) {
  const std::string name = "\"" + std::string(part.name) + "\" ";
  if (level == Level::Temporal) return name + "speaks of whole behaviors ([], <>, ~>, fairness), and not of one step";
  if (part.most == Level::Constant) return name + "says which lines are events: the state has no say in it";
  if (part.of_message) return name + "says which messages of a state may be lost: nothing in it is primed";
  if (part.most == Level::State) return name + "is about the state before the step: nothing in it is primed";
  return name + "is about the state after the step, but nothing in it is primed: write x' for a variable x";
}

}  // namespace

void check_part_levels(const ObserveFile& file, const std::shared_ptr<const modules::Module>& module,
                       Diagnostics& diagnostics) {
  const std::vector<Written> parts = written_in(file);
  std::string text = "---- MODULE Trestle_parts ----\n";
  for (size_t i = 0; i < parts.size(); ++i) {
    const Span& span = parts[i].expression->span;  // the columns of its lists count
    const bool each = parts[i].each != nullptr && *parts[i].each;
    text += "Trestle_part_" + std::to_string(i) + (parts[i].of_message ? "(m)" : "(e)") + " ==\n" +
            (each ? "\\E " + (*parts[i].each)->text + " :\n" : "") + std::string(span.source->position(span.begin).column - 1, ' ') + parts[i].expression->text + "\n";
  }
  const auto source = std::make_shared<const Source>(file.source->name(), text + "====\n");
  Diagnostics unheard;
  auto syntax = syntax::parse(source, unheard);
  if (!syntax || unheard.has_errors()) return;
  const auto resolved = modules::resolve_within(module, std::move(syntax), unheard);
  if (!resolved || unheard.has_errors()) return;
  const std::vector<Level> levels = modules::definition_levels(*resolved);
  for (size_t i = 0; i < parts.size() && i < levels.size(); ++i) {
    const bool enough = levels[i] >= parts[i].least || levels[i] == Level::Constant;
    if (enough && levels[i] <= parts[i].most) continue;
    diagnostics.error(DiagnosticKind::MappingError, parts[i].expression->span, mistake(parts[i], levels[i]));
  }
}

}  // namespace trestle::mapping
