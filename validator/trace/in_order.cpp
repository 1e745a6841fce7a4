#include "validator/trace/in_order.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "validator/trace/foreign_line.h"

namespace trestle::trace {
namespace {

std::optional<uint64_t> number(Datum line, std::string_view key) {
  const auto found = foreign::get(line, key);
  if (!found || found->kind() != DatumKind::Integer || found->integer() <= 0) return {};
  return static_cast<uint64_t>(found->integer());
}

std::string_view text(Datum line, std::string_view key) {
  const auto found = foreign::get(line, key);
  return foreign::is_text(found) ? found->text() : std::string_view();
}

}  // namespace

void InOrder::add(CarriedLine line, const Give& give) {
  const Datum root = line.data.root();
  const auto seq = foreign::is_record(root) ? number(root, "seq") : std::nullopt;
  if (!seq) return give(std::move(line));
  const std::string_view name = text(root, "node");
  auto it = nodes_.find(name);
  if (it == nodes_.end()) it = nodes_.emplace(name, Node()).first;
  Node& node = it->second;
  const size_t hash = std::hash<std::string>{}(to_tla(root));
  const auto [first, last] = node.ahead.equal_range(*seq);
  const auto known = node.given.find(*seq);
  if ((known != node.given.end() && known->second == hash) ||
      std::any_of(first, last, [&](const auto& held) { return held.second.hash == hash; })) {
    ++repeated_;
    return;
  }
  const uint64_t stands_for = text(root, "event") == "#dropped" ? number(root, "count").value_or(1) : 1;
  node.ahead.emplace(*seq, Held{std::move(line), *seq - std::min(*seq, stands_for) + 1, hash});
  ++waiting_;
  const auto ready = [&] { return !node.ahead.empty() && node.ahead.begin()->second.begin <= node.last + 1; };
  if (waiting_ > kMostWaiting) give_first(node, give);
  while (ready()) give_first(node, give);
}

void InOrder::give_first(Node& node, const Give& give) {
  const auto first = node.ahead.begin();
  node.last = std::max(node.last, first->first);
  node.given[first->first] = first->second.hash;
  if (node.given.size() > kRemembered) node.given.erase(node.given.begin());
  CarriedLine line = std::move(first->second.line);
  node.ahead.erase(first);
  --waiting_;
  give(std::move(line));
}

void InOrder::finish(const Give& give) {
  for (auto& [name, node] : nodes_)
    while (!node.ahead.empty()) give_first(node, give);
}

}  // namespace trestle::trace
