#include "validator/bridge/temporal_claim.h"

#include <algorithm>

#include "validator/explore/on_lasso.h"

namespace trestle::bridge {
namespace {

// "P", "P and Q", "P, Q and R"
std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    size_t end = std::min(text.find(", "), text.find(" and ")), behind = text.size();
    if (end == text.npos) {
      end = text.size();
    } else {
      behind = end + (text[end] == ',' ? 2 : 5);
    }
    names.emplace_back(text.substr(0, end));
    text.remove_prefix(behind);
  }
  return names;
}

std::string list(const std::vector<std::string>& names, std::string_view last) {
  std::string text;
  for (size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 < names.size() ? ", " : " " + std::string(last) + " ") + names[i];
  return text;
}

}  // namespace

void claim_temporal(const runtime::Model& model, runtime::Context& context, const RecordedBehavior& recorded,
                    bool several, Held& held) {
  const runtime::Signature& signature = model.signature();
  const std::vector<std::string> claimed = names_in(recorded.violated);
  const bool claims = recorded.verdict.has_value();
  const auto unconfirmed = [&](const std::string& why) {
    if (!claims) return;
    held.notes.push_back("that " + (claimed.empty() ? std::string("a property") : list(claimed, "or")) +
                         " is violated was not confirmed: " + why);
  };
  const auto meant = [&](const std::string& property) {
    return claimed.empty() || std::find(claimed.begin(), claimed.end(), property) != claimed.end();
  };
  const auto& properties = signature.temporal.properties;
  if (std::none_of(properties.begin(), properties.end(), [&](const auto& property) { return meant(property.name); }))
    return unconfirmed("this .cfg does not check it");
  if (held.behavior.end == explore::Behavior::End::Finite)
    return unconfirmed("the behavior ends, and the property is about behaviors that go on");

  const explore::LassoJudgement judged = explore::judge_lasso(model, context, held.behavior);
  std::vector<std::string> violated;
  std::copy_if(judged.violated.begin(), judged.violated.end(), std::back_inserter(violated), meant);
  if (judged.unfair.empty() && !violated.empty()) {
    held.confirmed.push_back(list(violated, "and") + (violated.size() == 1 ? " is" : " are") +
                             " false of this behavior, which is fair");
    return;
  }
  if (!claims) {
    held.notes.push_back(judged.unfair.empty() ? "the behavior violates no temporal property of this .cfg"
                                               : "the behavior is not fair (" + to_string(judged.unfair.front()) + ")");
    return;
  }
  if (several) return unconfirmed("more than one behavior of the spec may be meant");
  if (signature.has_identity) return unconfirmed("under VIEW or SYMMETRY its steps may lead to other states of the same");
  const size_t last = held.behavior.size() - 1;
  held.difference.emplace();
  held.difference->kind = Difference::Kind::Claim;
  held.difference->state = last;
  held.difference->before = held.behavior.states[last].words;
  held.difference->message =
      !judged.unfair.empty()
          ? "the behavior is not fair, so it violates nothing: " + signature.module +
                " demands more of a behavior that goes on like this (" + to_string(judged.unfair.front()) + ")"
          : (claimed.empty() ? "every property" : list(claimed, "and")) +
                " holds in this behavior, which the file says violates it";
}

}  // namespace trestle::bridge
