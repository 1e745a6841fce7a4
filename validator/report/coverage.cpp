#include "validator/report/coverage.h"

#include <cstdio>

#include "validator/report/json_writer.h"
#include "validator/report/phrases.h"

namespace trestle::report {
namespace {

using runtime::CoveredExpression;
using runtime::ExpressionCount;
using Of = CoveredExpression::Of;

// The expressions counted under one action or predicate: they follow each other.
struct Group {
  std::span<const CoveredExpression> expressions;
  std::span<const ExpressionCount> counts;
};

Group group_of(const runtime::Model& model, const Covered& covered, Of of, uint32_t id) {
  const auto all = model.covered();
  if (covered.expressions.size() != all.size()) return {};
  size_t begin = 0;
  while (begin < all.size() && (all[begin].of != of || all[begin].id != id)) ++begin;
  size_t end = begin;
  while (end < all.size() && all[end].of == of && all[end].id == id) ++end;
  return {all.subspan(begin, end - begin), std::span(covered.expressions).subspan(begin, end - begin)};
}

// What people mean by an invariant; atoms of temporal formulas are the checker's own.
bool shown(const runtime::Predicate& predicate) { return predicate.kind != runtime::PredicateKind::Liveness; }

std::string expression_rows(const Group& group) {
  std::string text;
  for (size_t i = 0; i < group.expressions.size(); ++i) {
    const CoveredExpression& expression = group.expressions[i];
    const ExpressionCount& count = group.counts[i];
    const bool tested = count.held + count.failed != 0;
    char line[64];
    std::snprintf(line, sizeof line, "%16s%15s    ", grouped(count.evaluated).c_str(),
                  tested ? grouped(count.held).c_str() : "");
    text += line + std::string(2 * expression.depth, ' ') + expression.text + "  (" +
            std::to_string(expression.location.begin_line) + ":" + std::to_string(expression.location.begin_column) +
            " of " + expression.location.module + ")" + (count.evaluated == 0 ? "  (never evaluated)" : "") + "\n";
  }
  return text;
}

void write_expressions(Json& json, const Group& group) {
  if (group.expressions.empty()) return;
  json.key("expressions");
  json->StartArray();
  for (size_t i = 0; i < group.expressions.size(); ++i) {
    const ExpressionCount& count = group.counts[i];
    json->StartObject();
    json.location(group.expressions[i].location);
    json.field("depth", group.expressions[i].depth);
    json.field("count", count.evaluated);
    if (count.held + count.failed != 0) json.field("true", count.held);
    json->EndObject();
  }
  json->EndArray();
}

void write_count(Json& json, std::string_view name, const runtime::Location& location,
                 const explore::ActionCount& count, const Group& group) {
  json->StartObject();
  json.field("action", name);
  json.field("generated", count.generated);
  json.field("distinct", count.distinct);
  json.location(location);
  write_expressions(json, group);
  json->EndObject();
}

}  // namespace

std::string coverage_text(const runtime::Model& model, const Covered& covered) {
  const runtime::Signature& signature = model.signature();
  std::string text = "\n       generated       distinct  action\n";
  const auto row = [&](const explore::ActionCount& count, const std::string& name, Of of, uint32_t id) {
    char line[64];
    std::snprintf(line, sizeof line, "%16s%15s  ", grouped(count.generated).c_str(), grouped(count.distinct).c_str());
    text += line + name + (count.generated == 0 ? "  (never enabled)" : "") + "\n";
    text += expression_rows(group_of(model, covered, of, id));
  };
  if (covered.init != nullptr) row(*covered.init, "Init", Of::Init, 0);
  for (uint32_t i = 0; i < covered.actions.size(); ++i) {
    const runtime::Action& action = signature.actions[i];
    std::string name = action.name;
    for (size_t k = 0; k < action.parameters.size(); ++k) name += (k == 0 ? "(" : ", ") + action.parameters[k];
    if (!action.parameters.empty()) name += ")";
    row(covered.actions[i], name + "  " + to_string(action.location), Of::Action, i);
  }
  std::string predicates;
  for (uint32_t id = 0; id < signature.predicates.size(); ++id) {
    const Group group = group_of(model, covered, Of::Predicate, id);
    if (group.expressions.empty() || !shown(signature.predicates[id])) continue;
    predicates += std::string(33, ' ') + signature.predicates[id].name + "\n" + expression_rows(group);
  }
  if (!predicates.empty()) text += "\n       evaluated           true  predicate\n" + predicates;
  return text;
}

void write_coverage(Json& json, const runtime::Model& model, const Covered& covered) {
  const runtime::Signature& signature = model.signature();
  json.key("coverage");
  json->StartArray();
  if (covered.init != nullptr) write_count(json, "Init", {}, *covered.init, group_of(model, covered, Of::Init, 0));
  for (uint32_t i = 0; i < covered.actions.size(); ++i) {
    write_count(json, signature.actions[i].name, signature.actions[i].location, covered.actions[i],
                group_of(model, covered, Of::Action, i));
  }
  for (uint32_t id = 0; id < signature.predicates.size(); ++id) {
    const Group group = group_of(model, covered, Of::Predicate, id);
    if (group.expressions.empty() || !shown(signature.predicates[id])) continue;
    json->StartObject();
    json.field("predicate", signature.predicates[id].name);
    json.location(signature.predicates[id].location);
    write_expressions(json, group);
    json->EndObject();
  }
  json->EndArray();
}

}  // namespace trestle::report
