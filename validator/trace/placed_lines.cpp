// Events of lines in a shape of their own (line_places.h): what each role is read from is said by a mapping.
#include <utility>

#include "validator/trace/reader.h"

namespace trestle::trace {

bool EventReader::read_placed(Event& event) {
  if (event.data.root().kind() != DatumKind::Record) fail("", "a line of a trace is a JSON object");
  if (std::string_view twice = repeated_key(event.data.root()); !twice.empty())
    fail(std::string(twice), "the line has this member twice");
  closed_ = false;
  keep_values(event.data.root(), text_);
  for (uint32_t key = 1, i = 0, n = text_.root().size(); i < n; ++i) {
    const uint32_t value = text_.nodes[key].next;
    std::string where;
    if (std::string problem = interpret(text_, value, where); !problem.empty())
      fail(std::string(text_.at(key).text()) + where, problem);
    key = text_.nodes[value].next;
  }
  if (options_.selects && !options_.selects(text_, place())) {
    pass_over(text_.root());
    return false;
  }
  const LinePlaces& places = options_.places;
  const Data line = std::move(event.data);  // with the fractions of times
  event.data = std::move(text_);
  text_ = {};
  event.file = file_;
  event.line = lines_.number();
  event.node = default_node_;
  for (const auto& [member, path] : places.members) {
    const bool time = member == "time" || member == "until";
    const auto found = value_at(time || member == "order" ? line.root() : event.data.root(), path);
    if (member == "event") {
      if (!found)
        fail(to_string(path), "the line has no such member, which names the event",
             "`select` in the mapping says which lines are events");
      if (found->kind() != DatumKind::String)
        fail(to_string(path), "expected a string that names the event, got " + to_short_tla(*found));
      event.name_index = found->index();
    } else if (!found) {
      continue;
    } else if (time) {
      const auto at = nanoseconds(*found, places.time_unit);
      if (!at) fail(to_string(path), "expected a time, got " + to_short_tla(*found));
      (member == "time" ? event.time : event.until) = *at;
    } else if (member == "order") {
      read_order(event, *found);
    } else {
      read_member(event, member, *found);
    }
  }
  if (places.find("order") == nullptr && options_.order_member != ReadOptions().order_member) {
    if (const auto found = value_at(line.root(), {options_.order_member})) read_order(event, *found);
  }
  if (event.node == UINT32_MAX) event.node = default_node_ = nodes_.number(lines_.name());
  if (event.name().starts_with('#') && event.name() != kAnyStep && event.name() != kNoStep)
    fail(to_string(*places.find("event")), "\"" + std::string(event.name()) + "\": names of events do not start with '#'");
  check_sequence(event, 1);
  event.after_gap = std::exchange(gap_, false);
  return true;
}

// Lines are numbered whether they are events or not.
void EventReader::pass_over(Datum line) {
  const MemberPath* const seq = options_.places.find("seq");
  const MemberPath* const node = options_.places.find("node");
  if (seq == nullptr) return;
  const auto number = value_at(line, *seq);
  if (!number || number->kind() != DatumKind::Integer || number->integer() <= 0) return;
  Event passed;
  passed.seq = static_cast<uint64_t>(number->integer());
  passed.node = default_node_;
  if (const auto named = node == nullptr ? std::nullopt : value_at(line, *node); named && named->kind() == DatumKind::String)
    passed.node = nodes_.number(named->text());
  if (passed.node != UINT32_MAX) check_sequence(passed, 1);
}

}  // namespace trestle::trace
