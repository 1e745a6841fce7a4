#include "validator/embed/selection.h"

#include "translator/evaluator/part.h"
#include "translator/runtime/print.h"

namespace trestle::embed {
namespace {

class Selection {
 public:
  Selection(const LoadedMapping& mapping, std::function<bool(std::string_view)> is_model_value)
      : mapping_(mapping),
        is_model_value_(std::move(is_model_value)),
        parts_(mapping.rules, mapping.model->spec().signature().layout, {expression(*mapping.rules)}, {}) {}

  bool selects(const trace::Data& line, const trace::Place& place) {
    context_.arena.reset();
    const runtime::Value record = mapping::record_of(context_, line, place, mapping_.use, is_model_value_);
    runtime::Value value;
    try {
      value = parts_.evaluate(context_, 0, {&record, 1}, nullptr);
    } catch (const runtime::EvalError& error) {
      fail(place, "has no value", error.what() + std::string("; the line has ") + members(line));
    }
    if (!value.is_boolean()) fail(place, "is no Boolean", "it is " + runtime::to_short_string(value));
    return value.truth();
  }

 private:
  static evaluator::Parts::Expression expression(const core::Spec& rules) {
    const core::Expr& function = core::unhoisted(rules, *rules.alias->expr);  // as lower_rules() made it
    return {function.args[0], std::max(function.frame, rules.alias->frame), function.bindings[0].slots};
  }
  static std::string members(const trace::Data& line) {
    std::string list;
    trace::each_member(line.root(), [&](std::string_view member, trace::Datum) {
      list += (list.empty() ? "" : ", ") + std::string(member);
    });
    return list.empty() ? "no members" : list;
  }
  [[noreturn]] void fail(const trace::Place& place, const std::string& what, const std::string& why) const {
    throw mapping::MappingError(to_string(mapping_.file.select->span) + ": \"select\" " + what + " for the line " +
                                trace::to_string(place) + ": " + why);
  }

  const LoadedMapping& mapping_;
  const std::function<bool(std::string_view)> is_model_value_;
  const evaluator::Parts parts_;
  runtime::Context context_;
};

}  // namespace

std::function<bool(const trace::Data&, const trace::Place&)> selection(
    const LoadedMapping& mapping, std::function<bool(std::string_view)> is_model_value) {
  const auto selection = std::make_shared<Selection>(mapping, std::move(is_model_value));
  return [selection](const trace::Data& line, const trace::Place& place) { return selection->selects(line, place); };
}

}  // namespace trestle::embed
