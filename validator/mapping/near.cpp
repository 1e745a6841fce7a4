#include "validator/mapping/near.h"

#include <algorithm>
#include <cctype>

#include "translator/diagnostics/nearest.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"

namespace trestle::mapping {
std::string nearest(std::string_view wrong, const std::vector<std::string>& names) {
  constexpr size_t kSlips = 2;
  return std::string(trestle::nearest(wrong, std::vector<std::string_view>(names.begin(), names.end()), kSlips));
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
