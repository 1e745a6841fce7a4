#include "validator/mapping/groups.h"

#include <algorithm>
#include <stdexcept>

namespace trestle::mapping {

using explore::Part;

uint32_t Groups::number(std::string_view key, Part part, uint64_t arrival) {
  for (Group& group : groups_) {
    if (group.key != key || arrival < group.first || arrival > group.last) continue;
    if (part == Part::First && arrival != group.first) {
      throw std::length_error("the step that it begins, of the same key, is under way already");
    }
    if (part == Part::Last && group.last == kOpen) group.last = arrival;
    return group.number;
  }
  // A trace may begin within a step.
  Group& group = open(key, arrival);
  if (part == Part::Last) group.last = arrival;
  return group.number;
}

Groups::Group& Groups::open(std::string_view key, uint64_t arrival) {
  uint32_t used = 0;
  for (const Group& group : groups_) {
    if (group.last > arrival) used |= uint32_t{1} << group.number;
  }
  uint32_t number = 0;
  while (number < explore::kGroups && (used >> number & 1) != 0) ++number;
  if (number == explore::kGroups) {
    throw std::length_error("more than " + std::to_string(explore::kGroups) +
                            " steps that show as several events are under way: their last parts are missing?");
  }
  return groups_.emplace_back(Group{std::string(key), number, arrival, kOpen});
}

void Groups::forget(uint64_t arrival) {
  const auto gone = [&](const Group& group) { return group.last < arrival; };
  groups_.erase(std::remove_if(groups_.begin(), groups_.end(), gone), groups_.end());
}

void Groups::write(runtime::BytesWriter& out) const {
  out.number(groups_.size());
  for (const Group& group : groups_) {
    out.text(group.key);
    out.number(group.number);
    out.number(group.first);
    out.number(group.last);
  }
}

void Groups::restore(runtime::BytesReader& in) {
  groups_.clear();
  for (size_t left = in.count(); left-- > 0;) {
    Group& group = groups_.emplace_back();
    group.key = in.text();
    group.number = static_cast<uint32_t>(in.number());
    group.first = in.number();
    group.last = in.number();
    if (group.number >= explore::kGroups) throw runtime::DamagedBytes();
  }
}

}  // namespace trestle::mapping
