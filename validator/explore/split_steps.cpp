#include "validator/explore/split_steps.h"

#include <algorithm>
#include <stdexcept>

namespace trestle::explore {

uint32_t SplitSteps::number(const std::string& key, Part part, uint32_t chain, uint32_t position) {
  std::map<uint32_t, Member>& members = members_[chain];
  if (const auto known = members.find(position); known != members.end()) return known->second.number;
  const auto under_way = by_key_.find(key);
  if (under_way != by_key_.end() && part == Part::First) {
    throw std::length_error("the step that it begins, of the same key " + key + ", is under way already");
  }
  // A trace may begin within a step.
  const uint64_t id = under_way != by_key_.end() ? under_way->second : open(key, chain);
  Step& step = steps_.at(id);
  if (step.chain != chain) step.chain = kSeveral;
  ++step.parts;
  const uint32_t number = step.number;
  members.emplace(position, Member{number, id});
  if (part == Part::Last) close(id);
  return number;
}

uint64_t SplitSteps::open(const std::string& key, uint32_t chain) {
  std::set<uint32_t>& nearer = free_in_[chain];
  std::set<uint32_t>& from = nearer.empty() ? free_ : nearer;
  const uint32_t number = from.empty() ? numbers_++ : from.extract(from.begin()).value();
  steps_.emplace(begun_, Step{key, number, chain});
  by_key_.emplace(key, begun_);
  return begun_++;
}

void SplitSteps::close(uint64_t id) {
  Step& step = steps_.at(id);
  by_key_.erase(step.key);
  step.open = false;
  if (step.chain == kSeveral) return;  // another may begin before some of its parts
  free_in_[step.chain].insert(step.number);
  steps_.erase(id);
}

void SplitSteps::forget(const trace::Cut& cut) {
  for (auto& [chain, members] : members_) {
    while (!members.empty() && members.begin()->first < cut[chain]) {
      const auto step = steps_.find(members.begin()->second.step);
      members.erase(members.begin());
      if (step == steps_.end() || --step->second.parts > 0 || step->second.open) continue;
      free_.insert(step->second.number);
      steps_.erase(step);
    }
  }
}

bool SplitSteps::has(Taken taken, uint32_t step) const {
  return std::binary_search(sets_[taken]->begin(), sets_[taken]->end(), step);
}

SplitSteps::Taken SplitSteps::with(Taken taken, uint32_t step) {
  std::vector<uint32_t> steps = *sets_[taken];
  const auto place = std::lower_bound(steps.begin(), steps.end(), step);
  if (place == steps.end() || *place != step) steps.insert(place, step);
  return number_of(std::move(steps));
}

SplitSteps::Taken SplitSteps::without(Taken taken, uint32_t step) {
  std::vector<uint32_t> steps = *sets_[taken];
  std::erase(steps, step);
  return number_of(std::move(steps));
}

SplitSteps::Taken SplitSteps::number_of(std::vector<uint32_t> steps) {
  const auto [found, added] = taken_.try_emplace(std::move(steps), static_cast<Taken>(sets_.size()));
  if (added) sets_.push_back(&found->first);
  return found->second;
}

void SplitSteps::write(runtime::BytesWriter& out) const {
  out.number(begun_);
  out.number(numbers_);
  out.number(steps_.size());
  for (const auto& [id, step] : steps_) {
    out.number(id);
    out.text(step.key);
    out.number(step.number);
    out.number(step.chain);
    out.number(step.parts);
    out.byte(step.open);
  }
  out.number(members_.size());
  for (const auto& [chain, members] : members_) {
    out.number(chain);
    out.number(members.size());
    for (const auto& [position, member] : members) {
      out.number(position);
      out.number(member.number);
      out.number(member.step);
    }
  }
  const auto write_numbers = [&](const auto& numbers) {
    out.number(numbers.size());
    for (const uint32_t number : numbers) out.number(number);
  };
  write_numbers(free_);
  out.number(free_in_.size());
  for (const auto& [chain, numbers] : free_in_) {
    out.number(chain);
    write_numbers(numbers);
  }
  out.number(sets_.size());
  for (const std::vector<uint32_t>* set : sets_) write_numbers(*set);
}

void SplitSteps::restore(runtime::BytesReader& in) {
  *this = {};
  const auto small = [&] { return static_cast<uint32_t>(in.number()); };
  begun_ = in.number();
  numbers_ = small();
  for (size_t left = in.count(); left-- > 0;) {
    const uint64_t id = in.number();
    Step step{.key = std::string(in.text()), .number = small(), .chain = small(), .parts = small(), .open = in.byte() != 0};
    if (step.open) by_key_.emplace(step.key, id);
    steps_.emplace(id, std::move(step));
  }
  for (size_t chains = in.count(); chains-- > 0;) {
    std::map<uint32_t, Member>& members = members_[small()];
    for (size_t left = in.count(); left-- > 0;) {
      const uint32_t position = small(), number = small();
      members.emplace(position, Member{number, in.number()});
    }
  }
  const auto read_numbers = [&] {
    std::vector<uint32_t> numbers;
    for (size_t left = in.count(); left-- > 0;) numbers.push_back(small());
    return numbers;
  };
  const auto read_set = [&] {
    const std::vector<uint32_t> numbers = read_numbers();
    return std::set<uint32_t>(numbers.begin(), numbers.end());
  };
  free_ = read_set();
  for (size_t chains = in.count(); chains-- > 0;) {
    const uint32_t chain = small();
    free_in_.emplace(chain, read_set());
  }
  for (size_t left = in.count(), i = 0; i < left; ++i) {
    if (number_of(read_numbers()) != i) throw runtime::DamagedBytes();
  }
}

}  // namespace trestle::explore
