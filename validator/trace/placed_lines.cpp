// Events of lines in a shape of their own (line_places.h): what each role is read from is said by a mapping.
#include <utility>

#include "validator/trace/reader.h"

namespace trestle::trace {

bool EventReader::read_placed(Event& event) {
  check_line(event.data.root());
  keep_values(event.data.root(), text_);
  for (uint32_t key = 1, i = 0, n = text_.root().size(); i < n; ++i) {
    const uint32_t value = text_.nodes[key].next;
    std::string where;
    if (std::string problem = interpret(text_, value, where); !problem.empty())
      fail(std::string(text_.at(key).text()) + where, problem);
    key = text_.nodes[value].next;
  }
  const LinePlaces& places = options_.places;
  if (!selected(text_) || (places.skip_unnamed && !named(event.data.root()))) {
    pass_over(text_.root());
    return false;
  }
  const Data line = std::move(event.data);
  event.data = std::move(text_);
  text_ = {};
  event.file = file_;
  event.line = lines_.number();
  event.node = default_node_;
  for (size_t i = 0; i < places.members.size(); ++i) {
    const auto& [member, path] = places.members[i];
    // As the line has it: what is left out of `e` is wrong here.
    const auto found = value_at(line.root(), path);
    if (!found || found->kind() == DatumKind::Null) {
      if (member != "event") continue;
      fail(to_string(path), "the line has no such member, which names the event",
           "`select` in the mapping says which lines are events, or `unnamed = \"skip\"` in [line] that this one is none");
    }
    if (placed_.size() < places.members.size()) placed_.resize(places.members.size());
    placed_[i] = true;
    if (member == "time" || member == "until") {
      const auto at = nanoseconds(*found, places.time_unit);
      if (!at) fail(to_string(path), "expected a time, got " + to_short_tla(*found));
      (member == "time" ? event.time : event.until) = *at;
      continue;
    }
    if (member == "order") {
      read_order(event, *found);
      continue;
    }
    const auto index = static_cast<uint32_t>(event.data.nodes.size());
    append(event.data, *found);  // behind the line
    const Datum value = event.data.at(index);
    if (member != "event") {
      read_member(event, member, value);
    } else if (value.kind() == DatumKind::String) {
      event.name_index = index;
    } else {
      fail(to_string(path), "expected a string that names the event, got " + to_short_tla(value));
    }
  }
  if (places.find("order") == nullptr && options_.order_member != ReadOptions().order_member) {
    const auto found = value_at(line.root(), {options_.order_member});
    if (found && found->kind() != DatumKind::Null) read_order(event, *found);
  }
  if (event.node == Nodes::kNone) event.node = node_of_file();
  if (event.name().starts_with('#') && event.name() != kAnyStep && event.name() != kNoStep)
    fail(to_string(*places.find("event")), "\"" + std::string(event.name()) + "\": names of events do not start with '#'");
  check_sequence(event, 1);
  event.after_gap = std::exchange(gap_, false);
  return true;
}

bool EventReader::named(Datum line) {
  const auto name = value_at(line, *options_.places.find("event"));
  if (name && name->kind() == DatumKind::String) return true;
  ++passed_over_;
  return false;
}

void EventReader::warn_unplaced() {
  if (placed_.empty()) return;  // no event
  for (size_t i = 0; i < placed_.size(); ++i) {
    const auto& [member, path] = options_.places.members[i];
    if (!placed_[i])
      warnings_.add({lines_.name()}, "no event has the member \"" + to_string(path) + "\", which [line] says is its \"" + member + "\"");
  }
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
  const auto named = node == nullptr ? std::nullopt : value_at(line, *node);
  if (named && (named->kind() == DatumKind::String || named->kind() == DatumKind::Integer))
    passed.node = nodes_.number(label(*named, "node"));
  if (passed.node == Nodes::kNone) passed.node = node_of_file();
  check_sequence(passed, 1);
}

}  // namespace trestle::trace
