// What the members of an event mean, one by one.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "validator/trace/reader.h"
#include "validator/trace/updates.h"

namespace trestle::trace {

void EventReader::read_member(Event& event, std::string_view key, Datum value) {
  if (key == "event") return;
  if (key == "params") return read_arguments(event, value);
  if (key == "before") return read_observations(event, value, false);
  if (key == "after") return read_observations(event, value, true);
  if (key == "clock" && value.kind() == DatumKind::Record) return read_clock(event, value);
  if (key == "updates") return read_updates(event, value);
  if (!options_.state_member.empty() && key == options_.state_member) {
    read_state(event, value);
    return;
  }
  if (key == options_.order_member) {
    read_order(event, value);
    if (std::find(options_.members.begin(), options_.members.end(), key) == options_.members.end()) return;
  }
  if (key == "seq") {
    event.seq = whole_number(value, "seq");
  } else if (key == "time") {
    event.time = static_cast<int64_t>(whole_number(value, "time"));
  } else if (key == "until") {
    event.until = static_cast<int64_t>(whole_number(value, "until"));
  } else if (key == "id") {
    label(value, "id");
    event.id = value.index();
  } else if (key == "causes") {
    read_causes(event, value);
  } else if (key == "node") {
    event.node = nodes_.number(label(value, "node"));
  } else if (std::find(options_.members.begin(), options_.members.end(), key) != options_.members.end()) {
    check_value(event, value.index(), [&] { return std::string(key); });
  } else if (key == "clock" && !options_.all_members && format_ == Format::Trestle) {
    read_clock(event, value);  // fails: elsewhere a clock may be a number
  } else if (!options_.all_members && format_ == Format::Trestle && key != "hlc") {  // which --order-member may name
    warn_unread("member \"" + std::string(key) + "\" is not part of the format: nothing reads it");
  }
}

// A list of ids, or one.
void EventReader::read_causes(Event& event, Datum value) {
  if (value.kind() != DatumKind::Sequence) {
    label(value, "causes");
    event.causes.push_back(value.index());
    return;
  }
  Datum cause = value;
  for (uint32_t i = 0; i < value.size(); ++i) {
    cause = i == 0 ? value.first() : cause.next();
    label(cause, "causes");
    event.causes.push_back(cause.index());
  }
}

// What is called by a text, or by a number.
std::string EventReader::label(Datum value, const char* field) {
  if (value.kind() == DatumKind::Integer) return std::to_string(value.integer());
  if (value.kind() != DatumKind::String) fail(field, "expected a string or a whole number, got " + to_short_tla(value));
  return std::string(value.text());
}

std::string_view EventReader::string(Datum value, const char* field) {
  return string(value, [&] { return std::string(field); });
}

uint64_t EventReader::whole_number(Datum value, std::string_view field) {
  if (value.kind() != DatumKind::Integer || value.integer() < 0) {
    fail(std::string(field), "expected a whole number, got " + to_short_tla(value));
  }
  return static_cast<uint64_t>(value.integer());
}

void EventReader::read_arguments(Event& event, Datum value) {
  if (value.kind() == DatumKind::Sequence) {
    uint32_t argument = value.size() == 0 ? 0 : value.first().index();
    for (uint32_t i = 0, n = value.size(); i < n; ++i) {
      const uint32_t after = event.data.nodes[argument].next;
      check_value(event, argument, [&] { return "params[" + std::to_string(i) + "]"; });
      event.arguments.push_back({Argument::kNoName, argument});
      argument = after;
    }
    return;
  }
  if (value.kind() != DatumKind::Record) fail("params", "expected an object, got " + to_short_tla(value));
  if (std::string_view twice = repeated_key(value); !twice.empty()) {
    fail("params", "the parameter \"" + std::string(twice) + "\" is given twice");
  }
  uint32_t size = value.size();
  uint32_t key = size == 0 ? 0 : value.first().index();
  for (uint32_t i = 0; i < size; ++i) {
    uint32_t argument = event.data.nodes[key].next;
    uint32_t after = event.data.nodes[argument].next;
    check_value(event, argument, [&] { return "params." + std::string(event.text(key)); });
    event.arguments.push_back({key, argument});
    key = after;
  }
}

void EventReader::read_observations(Event& event, Datum list, bool after) {
  const std::string where = after ? "after" : "before";
  if (list.kind() != DatumKind::Sequence) fail(where, "expected an array, got " + to_short_tla(list));
  uint32_t size = list.size();
  uint32_t index = size == 0 ? 0 : list.first().index();
  for (uint32_t i = 0; i < size; ++i) {
    Datum update = event.data.at(index);
    uint32_t next = event.data.nodes[index].next;
    const auto field = [&](const char* member = "") { return where + "[" + std::to_string(i) + "]" + member; };
    if (update.kind() != DatumKind::Record) fail(field(), "expected an object, got " + to_short_tla(update));
    if (std::string_view twice = repeated_key(update); !twice.empty()) {
      fail(field(), "the member \"" + std::string(twice) + "\" is given twice");
    }
    Observation observation{.variable = UINT32_MAX, .value = UINT32_MAX};
    uint32_t members = update.size();
    uint32_t key = members == 0 ? 0 : update.first().index();
    for (uint32_t m = 0; m < members; ++m) {
      uint32_t member = event.data.nodes[key].next;
      uint32_t following = event.data.nodes[member].next;
      Datum value = event.data.at(member);
      std::string_view name = event.text(key);
      if (name == "var") {
        string(value, [&] { return field(".var"); });
        observation.variable = member;
      } else if (name == "path") {
        if (value.kind() != DatumKind::Sequence) fail(field(".path"), "expected an array, got " + to_short_tla(value));
        check_value(event, member, [&] { return field(".path"); });
        observation.path = member;
      } else if (name == "op") {
        std::string_view op = string(value, [&] { return field(".op"); });
        bool known = false;
        for (Relation relation :
             {Relation::Is, Relation::Add, Relation::Remove, Relation::Append, Relation::Contains}) {
          if (op != trace::name(relation)) continue;
          observation.relation = relation;
          known = true;
        }
        if (!known) {
          fail(field(".op"), "\"" + std::string(op) + "\" is none of is, add, remove, append, contains");
        }
      } else if (name == "value") {
        check_value(event, member, [&] { return field(".value"); });
        observation.value = member;
      } else {
        warn_unread("member \"" + where + "[]." + std::string(name) + "\" is not part of the format: nothing reads it");
      }
      key = following;
    }
    if (observation.variable == UINT32_MAX) fail(field(), "it has no \"var\"");
    if (observation.value == UINT32_MAX) fail(field(), "it has no \"value\"");
    if (!after && observation.relation == Relation::Append) {
      fail(field(".op"), "\"append\" says nothing about the state before a step");
    }
    (after ? event.after : event.before).push_back(observation);
    index = next;
  }
}

// A whole number, or one with a fraction of at most nine digits, as of seconds; or a date.
void EventReader::read_order(Event& event, Datum value) {
  constexpr int64_t kNanos = OrderNumber::kNanos;
  event.has_order = true;
  if (value.kind() == DatumKind::Integer) {
    event.order = {value.integer()};
  } else if (value.kind() == DatumKind::Real) {
    const std::string text(value.text());
    const long double number = std::strtold(text.c_str(), nullptr), whole = std::floor(number);
    constexpr long double kMost = 9.2e18L;
    if (std::abs(whole) > kMost) fail(options_.order_member, "the number " + text + " is too large");
    const auto nanos = static_cast<int64_t>(std::round((number - whole) * kNanos));
    event.order = {static_cast<int64_t>(whole) + nanos / kNanos, static_cast<int32_t>(nanos % kNanos)};
  } else if (value.kind() == DatumKind::String) {
    const std::string_view text = value.text();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), event.order.whole);
    if (error == std::errc{} && end == text.data() + text.size()) return;
    const auto date = date_nanoseconds(text);
    if (!date) fail(options_.order_member, "expected a number or a date, got " + to_short_tla(value));
    event.order = {*date / kNanos, static_cast<int32_t>(*date % kNanos)};
  } else {
    fail(options_.order_member, "expected a number or a date, got " + to_short_tla(value));
  }
}

// {"x": [{"op":..,"path":[..],"args":[..]}, ..], ..}
void EventReader::read_updates(Event& event, Datum value) {
  if (value.kind() != DatumKind::Record) fail("updates", "expected an object, got " + to_short_tla(value));
  uint32_t key = value.size() == 0 ? 0 : value.first().index();
  for (uint32_t i = 0, n = value.size(); i < n; ++i) {
    const uint32_t list = event.data.nodes[key].next, after = event.data.nodes[list].next;
    const auto field = [&] { return "updates." + std::string(event.text(key)); };
    check_value(event, list, field);
    if (std::string problem = updates_problem(event.value(list)); !problem.empty()) fail(field(), problem);
    for (uint32_t at = list; at < after; ++at) {
      Data::Node& node = event.data.nodes[at];
      if (node.kind == DatumKind::String && options_.is_model_value(event.text(at))) node.kind = DatumKind::Model;
    }
    event.after.push_back({.variable = key, .relation = Relation::Updates, .value = list});
    key = after;
  }
}

// {"x": 1, ..}: short for observations of whole variables.
void EventReader::read_state(Event& event, Datum value) {
  const std::string& member = options_.state_member;
  if (value.kind() != DatumKind::Record) fail(member, "expected an object, got " + to_short_tla(value));
  if (std::string_view twice = repeated_key(value); !twice.empty()) {
    fail(member, "the variable \"" + std::string(twice) + "\" is given twice");
  }
  uint32_t key = value.size() == 0 ? 0 : value.first().index();
  for (uint32_t i = 0, n = value.size(); i < n; ++i) {
    const uint32_t at = event.data.nodes[key].next, after = event.data.nodes[at].next;
    check_value(event, at, [&] { return member + "." + std::string(event.text(key)); });
    event.after.push_back({.variable = key, .value = at});
    key = after;
  }
}

void EventReader::read_clock(Event& event, Datum value) {
  if (value.kind() != DatumKind::Record) fail("clock", "expected an object, got " + to_short_tla(value));
  if (std::string_view twice = repeated_key(value); !twice.empty()) {
    fail("clock", "the node \"" + std::string(twice) + "\" is given twice");
  }
  Datum key = value;
  for (uint32_t i = 0; i < value.size(); ++i) {
    key = i == 0 ? value.first() : key.next().next();
    const Datum value_of = key.next();
    if (value_of.kind() != DatumKind::Integer || value_of.integer() < 0) {
      whole_number(value_of, "clock." + std::string(key.text()));  // fails
    }
    const auto count = static_cast<uint64_t>(value_of.integer());
    if (count > 0) event.clock.push_back({nodes_.number(key.text()), count});
  }
}

}  // namespace trestle::trace
