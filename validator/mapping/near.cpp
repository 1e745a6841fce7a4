#include "validator/mapping/near.h"

#include <algorithm>
#include <cctype>
#include <numeric>

#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"

namespace trestle::mapping {
namespace {

// Edit distance where a difference in case costs nothing.
size_t distance(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t replaced = diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string nearest(std::string_view wrong, const std::vector<std::string>& names) {
  constexpr size_t kLongest = 200;
  const std::string* best = nullptr;
  size_t closest = std::max<size_t>(2, wrong.size() / 3) + 1;
  if (wrong.size() > kLongest) return {};
  for (const std::string& name : names) {
    if (name.size() > kLongest) continue;
    size_t d = distance(wrong, name);
    if (d >= closest) continue;
    closest = d;
    best = &name;
  }
  return best != nullptr ? *best : std::string();
}

std::string suggestion(std::string_view wrong, const std::vector<std::string>& names) {
  if (std::string name = nearest(wrong, names); !name.empty()) return "; did you mean \"" + name + "\"?";
  constexpr size_t kFew = 12;
  if (names.empty() || names.size() > kFew) return {};
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return "; there are: " + list;
}

std::string plain(std::string_view name) {
  std::string result;
  for (const unsigned char c : name) {
    if (c != '_' && c != '-' && c != '.') result += static_cast<char>(std::tolower(c));
  }
  return result;
}

std::string likest(std::string_view name, const std::vector<std::string>& names) {
  constexpr size_t kShortestWord = 4;
  const std::string written = plain(name);
  std::string_view longest;
  for (const std::string& known : names) {
    const std::string other = plain(known);
    if (other == written) return known;
    const std::string &shorter = other.size() < written.size() ? other : written, &longer = other.size() < written.size() ? written : other;
    if (shorter.size() >= kShortestWord && longer.find(shorter) != std::string::npos && known.size() > longest.size()) longest = known;
  }
  return longest.empty() ? nearest(name, names) : std::string(longest);
}

bool is_identifier(std::string_view name) {
  return !name.empty() && !std::isdigit(static_cast<unsigned char>(name[0])) &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}


std::string as_member(std::string_view name) {
  return is_identifier(name) ? "." + std::string(name) : "[" + runtime::to_string(runtime::string_value(name)) + "]";
}

std::vector<std::string> action_names(const runtime::Signature& signature) {
  std::vector<std::string> names;
  for (runtime::ActionId id = 0; id < signature.actions.size() + signature.outer_actions.size(); ++id) {
    const std::string& name = signature.action(id).name;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

}  // namespace trestle::mapping
