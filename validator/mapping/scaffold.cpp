#include "validator/mapping/scaffold.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <vector>

#include "validator/mapping/near.h"

namespace trestle::mapping {
namespace {

using trace::Datum;
using trace::DatumKind;

// What the events of one name have.
struct Kind {
  size_t count = 0;
  std::map<std::string, std::string> fields;  // path from `e`: "e.state.term", and a value that was met there
};

void collect(Datum record, const std::string& path, std::map<std::string, std::string>& fields, int depth, bool placed) {
  Datum key = record;
  for (uint32_t i = 0; i < record.size(); ++i) {
    key = i == 0 ? record.first() : key.next().next();
    const Datum value = key.next();
    const std::string_view name = key.text();
    if (name.starts_with('#')) return;
    const bool own = !placed && depth == 0 && (name == "event" || name == "clock" || name == "seq" || name == "before" ||
                                    name == "after" || name == "updates" || name == "causes");
    if (own) continue;
    const std::string here = path + as_member(name);
    if (value.kind() == DatumKind::Record && value.size() > 0 && !value.first().text().starts_with('#')) {
      if (depth < 4) collect(value, here, fields, depth + 1, placed);
    } else {
      fields.try_emplace(here, trace::to_short_tla(value, 30));
    }
  }
}

// A TOML string.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    constexpr char kDigits[] = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') result += '\\';
    if (byte < 0x20 || byte == 0x7F) {
      result += std::string("\\u00") + kDigits[byte >> 4] + kDigits[byte & 0xF];
    } else {
      result += c;
    }
  }
  return result + "\"";
}

std::string one_line(const std::string& text) {
  std::string result;
  for (const char c : text) result += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  return result;
}

// The last name of a path.
std::string_view leaf(std::string_view path) {
  if (path.ends_with("\"]")) {
    const size_t open = path.rfind("[\"");
    return path.substr(open + 2, path.size() - open - 4);
  }
  return path.substr(path.rfind('.') + 1);
}

// The field that has the parameter's name, by path from `e`; empty when there is none, or several.
std::string field_for(const std::string& parameter, const std::map<std::string, std::string>& fields) {
  std::vector<std::string> found;
  for (const auto& [path, value] : fields) {
    if (path == "e.params." + parameter) return path;
    if (plain(leaf(path)) == plain(parameter)) found.push_back(path);
  }
  return found.size() == 1 ? found[0] : std::string();
}

class Writer {
 public:
  Writer(const runtime::Signature& signature, const std::map<std::string, Kind>& kinds, const Guess* guess)
      : signature_(signature), kinds_(kinds), guess_(guess) {
    for (size_t i = 0; i < signature.actions.size() + signature.outer_actions.size(); ++i) {
      const runtime::Action& action = signature.action(static_cast<runtime::ActionId>(i));
      if (is_identifier(action.name)) actions_.try_emplace(action.name, &action);
    }
  }

  std::string write() {
    text_ = "# What the log's events mean to " + signature_.module +
            ": a first draft, to be corrected.\n"
            "# See docs/formats/observe.md; `e` is a line of the log.\n"
            "spec = \"" +
            signature_.module +
            "\"\n\n"
            "# Actions that the system takes without logging them, and how many between two events at most:\n"
            "hidden = []\nmax_hidden = 1\n";
    if (guess_ != nullptr) places();
    bool any = false;
    for (const auto& [name, kind] : kinds_) any |= event(name, kind);
    // A mapping has a rule; here nothing needs one.
    if (!any) text_ += "\n[[event]]\nname = \"(none)\"\nignore = true\n";
    leftovers();
    return text_;
  }

 private:
  // Where lines seem to have what counts.
  void places() {
    text_ += "\n# A guess of where lines have what counts:\n[line]\n";
    for (const auto& [member, path] : guess_->places.members) {
      const bool dotted = std::any_of(path.begin(), path.end(), [](const std::string& name) { return name.find('.') != std::string::npos; });
      std::string list;
      for (const std::string& name : path) list += (list.empty() ? "" : dotted ? ", " : ".") + (dotted ? quoted(name) : name);
      text_ += member + " = " + (dotted ? "[" + list + "]" : quoted(list)) + "\n";
    }
    if (guess_->named < guess_->lines) {
      text_ += "unnamed = \"skip\"  # " + std::to_string(guess_->named) + " of " + std::to_string(guess_->lines) +
               " lines looked at have a name there\n";
    }
    for (const trace::TimeUnit& unit : trace::kTimeUnits) {
      if (unit.nanoseconds != 1 && unit.nanoseconds == guess_->places.time_unit)
        text_ += "time_unit = " + quoted(unit.name) + "\n";
    }
  }

  // Whether a rule was written that is no comment.
  bool event(const std::string& name, const Kind& kind) {
    text_ += "\n# " + std::to_string(kind.count) + (kind.count == 1 ? " event" : " events") + "; fields:";
    for (const auto& [path, value] : kind.fields) text_ += "\n#   " + one_line(path) + "   for instance " + one_line(value);
    text_ += '\n';
    std::vector<std::string> names;
    for (const auto& [known, action] : actions_) names.push_back(known);
    const std::string best = likest(name, names);
    if (best.empty()) {
      text_ += "# NOT MATCHED: no action of the spec has a name like " + quoted(name) +
               ". One of: action = '...', stutter = true, ignore = true\n"
               "# [[event]]\n# name = " + quoted(name) + "\n# action = ''\n";
      return false;
    }
    used_.insert(best);
    const runtime::Action& action = *actions_.at(best);
    std::string arguments, missing;
    bool by_name = best == name;
    for (const std::string& parameter : action.parameters) {
      const std::string field = field_for(parameter, kind.fields);
      by_name = by_name && field == "e.params." + parameter;
      if (field.empty()) missing += (missing.empty() ? "" : ", ") + parameter;
      arguments += (arguments.empty() ? "" : ", ") + (field.empty() ? "?" + parameter : field);
    }
    if (best == name && !missing.empty() && read_by_name(name, kind)) return false;
    std::string shown;
    for (const runtime::Variable& variable : signature_.variables) {
      const std::string field = field_for(variable.name, kind.fields);
      if (!field.empty()) shown += "# after = '''" + variable.name + "' = " + field + "'''   # perhaps at an index\n";
    }
    if (by_name && shown.empty()) {
      text_ += "# " + quoted(name) + " and its parameters are the spec's: read by name, without a rule.\n";
      return false;
    }
    if (!action.callable) {
      text_ += "# " + best + " of the spec has no expression of its own: " +
               (best == name ? "read by name, without a rule.\n" : "a rule's action = '...' may say what it does.\n");
      return false;
    }
    const std::string call = best + (arguments.empty() ? "" : "(" + arguments + ")");
    const char* comment = missing.empty() ? "" : "# ";
    if (!missing.empty())
      text_ += "# NOT MATCHED: no field has the name of parameter " + missing + " of " + best + "\n";
    text_ += std::string(comment) + "[[event]]\n" + comment + "name = " + quoted(name) + "\n" + comment + "action = '" +
             call + "'\n" + shown;
    return missing.empty();
  }

  // An event with its action's name needs no rule where it has the parameters by position, or says nothing of them.
  bool read_by_name(const std::string& name, const Kind& kind) {
    const auto params = kind.fields.find("e.params");
    const bool by_position = params != kind.fields.end() && params->second.starts_with("<<");
    if (!by_position && !kind.fields.empty()) return false;
    text_ += "# " + quoted(name) + (by_position ? " and its parameters, by position, are the spec's: read by name, without a rule.\n"
                                                : " is read by name, without a rule: any value of its parameters may be meant.\n");
    return true;
  }

  void leftovers() {
    std::string actions;
    for (const auto& [name, action] : actions_) {
      if (!used_.contains(name)) actions += (actions.empty() ? "" : ", ") + name;
    }
    if (!actions.empty()) text_ += "\n# Actions that no event of the sample was matched with: " + actions + "\n";
    std::string variables;
    for (const runtime::Variable& variable : signature_.variables) {
      const bool seen = std::any_of(kinds_.begin(), kinds_.end(), [&](const auto& kind) {
        return !field_for(variable.name, kind.second.fields).empty();
      });
      if (!seen) variables += (variables.empty() ? "" : ", ") + variable.name;
    }
    if (!variables.empty()) text_ += "# Variables that no field has the name of: " + variables + "\n";
  }

  const runtime::Signature& signature_;
  const std::map<std::string, Kind>& kinds_;
  const Guess* const guess_;
  std::map<std::string, const runtime::Action*> actions_;
  std::set<std::string> used_;
  std::string text_;
};

}  // namespace

std::string scaffold(const runtime::Signature& signature, trace::Trace& trace, const Guess* guess, size_t sample) {
  std::map<std::string, Kind> kinds;
  trace::Cut cut;
  for (size_t i = 0; i < sample; ++i) {
    const auto chain = trace.first_enabled(cut);
    if (!chain) break;
    const trace::Event& event = *trace.event(*chain, cut[*chain]);
    Kind& kind = kinds[std::string(event.name())];
    ++kind.count;
    collect(event.data.root(), "e", kind.fields, 0, guess != nullptr);
    cut = cut.after(*chain);
    trace.release(cut);
  }
  return Writer(signature, kinds, guess).write();
}

}  // namespace trestle::mapping
