#include "validator/trace/event.h"

namespace trestle::trace {

std::string_view name(Relation relation) {
  switch (relation) {
    case Relation::Is: return "is";
    case Relation::Add: return "add";
    case Relation::Remove: return "remove";
    case Relation::Append: return "append";
    case Relation::Contains: return "contains";
    case Relation::Updates: return "updates";
  }
  return "";
}

std::string to_string(const OrderNumber& number) {
  if (number.nanos == 0) return std::to_string(number.whole);
  const bool negative = number.whole < 0;
  std::string digits = std::to_string(negative ? OrderNumber::kNanos - number.nanos : number.nanos);
  digits.insert(0, 9 - digits.size(), '0');
  digits.erase(digits.find_last_not_of('0') + 1);
  return (negative ? "-" + std::to_string(-(number.whole + 1)) : std::to_string(number.whole)) + "." + digits;
}

std::string to_string(const Event& event) {
  std::string text(event.name());
  if (event.arguments.empty()) return text;
  text += '(';
  for (const Argument& argument : event.arguments) {
    if (&argument != &event.arguments.front()) text += ", ";
    if (argument.name != Argument::kNoName) text += std::string(event.text(argument.name)) + " |-> ";
    text += to_short_tla(event.value(argument.value), 60);
  }
  return text + ')';
}

std::string to_string(const Event& event, const Observation& observation, bool after) {
  std::string place(event.text(observation.variable));
  std::string path;
  if (observation.path != Observation::kNoPath) {
    Datum elements = event.value(observation.path);
    Datum element = elements;
    for (uint32_t i = 0; i < elements.size(); ++i) {
      element = i == 0 ? elements.first() : element.next();
      path += '[' + to_short_tla(element, 60) + ']';
    }
  }
  std::string value = to_short_tla(event.value(observation.value));
  std::string before_place = place + path, after_place = place + "'" + path;
  switch (observation.relation) {
    case Relation::Is: return (after ? after_place : before_place) + " = " + value;
    case Relation::Contains: return value + " \\in " + (after ? after_place : before_place);
    case Relation::Add:
      return after ? after_place + " = " + before_place + " \\cup {" + value + "}" : value + " \\notin " + before_place;
    case Relation::Remove:
      return after ? after_place + " = " + before_place + " \\ {" + value + "}" : value + " \\in " + before_place;
    case Relation::Updates: return after_place + " is " + before_place + " after " + value;
    case Relation::Append: return after_place + " = Append(" + before_place + ", " + value + ")";
  }
  return {};
}

}  // namespace trestle::trace
