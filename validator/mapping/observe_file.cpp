#include "validator/mapping/observe_file.h"

#define TOML_HEADER_ONLY 0
#include <algorithm>
#include <tuple>

#include <toml++/toml.h>

#include "validator/mapping/near.h"

namespace trestle::mapping {
namespace {

constexpr int64_t kMostHidden = 1000;

class Reader {
 public:
  Reader(std::shared_ptr<const Source> source, Diagnostics& diagnostics) : diagnostics_(diagnostics) {
    file_.source = std::move(source);
    uint32_t offset = 0;
    line_starts_.push_back(0);
    for (char c : file_.source->text()) {
      ++offset;
      if (c == '\n') line_starts_.push_back(offset);
    }
  }

  std::optional<ObserveFile> read() {
    toml::table root;
    try {
      root = toml::parse(file_.source->text(), file_.source->name());
    } catch (const toml::parse_error& failure) {
      std::string message(failure.description());
      std::replace(message.begin(), message.end(), '\n', ' ');
      const std::string_view line = file_.source->line(failure.source().begin.line);
      if (line.find("= '") != std::string_view::npos && line.find("'''") == std::string_view::npos &&
          std::count(line.begin(), line.end(), '\'') > 2)
        message += "; TLA+ in which something is primed stands between three quotes: '''x' = 1'''";
      error(span_of(failure.source().begin), "not TOML: " + message);
      return std::nullopt;
    }
    for (const auto& [key, node] : root) read_member(key, node);
    const bool by_time = file_.order.value_or(trace::Order::Auto) == trace::Order::Auto ? file_.order_member.empty()
                                                                                        : file_.order == trace::Order::Time;
    const auto of_source = [](const trace::LogSource& source) { return source.order == trace::Order::Time && !source.skew; };
    if (file_.skew && !by_time && std::none_of(file_.sources.begin(), file_.sources.end(), of_source))
      error(span_of(*root.get("skew_ms")), "\"skew_ms\" is for order = \"time\"; the order is another one here");
    if (file_.format && !file_.places.empty())
      error(span_of(*root.get("format")), "\"format\" is one that Trestle knows, [line] says where another has what counts: one of them");
    if (file_.rules.empty() && file_.hidden_rules.empty() && !file_.format && !file_.order && !file_.select &&
        file_.sources.empty() && file_.places.empty() && !diagnostics_.has_errors()) {
      error(span_of({1, 1}), "the mapping has no [[event]]",
            "each says what events of one name stand for: name, action, before, after");
    }
    check_parts();
    if (file_.max_hidden == 0 && !(file_.hidden.empty() && file_.hidden_rules.empty()))
      error(span_of(*root.get("max_hidden")), "\"max_hidden\" leaves no room for what happens without an event",
            "leave that out, or say how many there may be between two events");
    if (diagnostics_.has_errors()) return std::nullopt;
    return std::move(file_);
  }

 private:
  // A step is demanded of no event but a last part of it.
  void check_parts() {
    const auto with = [&](explore::Part part) {
      return std::find_if(file_.rules.begin(), file_.rules.end(), [&](const Rule& rule) { return rule.part == part; });
    };
    for (const auto& [part, other, missing] : {std::tuple{explore::Part::First, explore::Part::Last, "last"},
                                               {explore::Part::Middle, explore::Part::Last, "last"},
                                               {explore::Part::Middle, explore::Part::First, "first"},
                                               {explore::Part::Last, explore::Part::First, "first"}}) {
      if (with(part) == file_.rules.end() || with(other) != file_.rules.end()) continue;
      return error(with(part)->span, "event \"" + with(part)->name + "\" is a part of a step that no event is the " + missing + " part of");
    }
  }

  void error(Span span, std::string message, std::string hint = {}) {
    diagnostics_.error(DiagnosticKind::MappingError, span, std::move(message), std::move(hint));
  }

  // TOML counts columns in code points.
  uint32_t offset_of(const toml::source_position& position) const {
    const std::string_view text = file_.source->text();
    if (position.line == 0 || position.line > line_starts_.size()) return static_cast<uint32_t>(text.size());
    uint32_t offset = line_starts_[position.line - 1];
    for (toml::source_index column = 1; column < position.column && offset < text.size(); ++column) {
      ++offset;
      while (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80) ++offset;
    }
    return offset;
  }
  Span span_of(const toml::source_position& position) const {
    const uint32_t begin = offset_of(position);
    return {file_.source.get(), begin,
            std::min<uint32_t>(begin + 1, static_cast<uint32_t>(file_.source->text().size()))};
  }
  Span span_of(const toml::node& node) const {
    const uint32_t begin = offset_of(node.source().begin), end = offset_of(node.source().end);
    return {file_.source.get(), begin, std::max(begin + 1, end)};
  }
  Span span_of(const toml::key& key) const {
    const uint32_t begin = offset_of(key.source().begin);
    return {file_.source.get(), begin, begin + static_cast<uint32_t>(key.str().size())};
  }

  void unknown(const toml::key& key, const std::vector<std::string>& known) {
    error(span_of(key), "\"" + std::string(key.str()) + "\" is not part of a mapping" + suggestion(key.str(), known));
  }

  std::string string(const toml::key& key, const toml::node& node) {
    if (const auto* value = node.as_string()) return value->get();
    error(span_of(node), "\"" + std::string(key.str()) + "\" is a string");
    return {};
  }

  bool boolean(const toml::key& key, const toml::node& node) {
    if (const auto* value = node.as_boolean()) return value->get();
    error(span_of(node), "\"" + std::string(key.str()) + "\" is true or false");
    return false;
  }

  // Where the string's contents begin: behind its quotes, and behind the line end that follows three of them.
  Expression expression(const toml::key& key, const toml::node& node) {
    Expression result{string(key, node), span_of(node)};
    const std::string_view text = file_.source->text();
    const std::string_view quotes = text.substr(std::min<size_t>(result.span.begin, text.size()), 3);
    if (quotes == "'''" || quotes == "\"\"\"") {
      result.span.begin += 3;
      if (text.substr(result.span.begin).starts_with("\r\n")) ++result.span.begin;
      if (text.substr(result.span.begin).starts_with("\n")) ++result.span.begin;
    } else {
      result.span.begin += 1;
    }
    result.span.end = std::min<uint32_t>(result.span.begin + static_cast<uint32_t>(result.text.size()),
                                         static_cast<uint32_t>(text.size()));
    if (result.text.find_first_not_of(" \t\r\n") == std::string::npos) {
      error(span_of(node), "\"" + std::string(key.str()) + "\" is empty");
    }
    return result;
  }

  void read_member(const toml::key& key, const toml::node& node) {
    if (key == "spec") {
      file_.spec = string(key, node);
      file_.spec_span = span_of(node);
    } else if (key == "hidden") {
      read_actions("hidden", node, file_.hidden);
    } else if (key == "environment") {
      read_actions("environment", node, file_.environment);
    } else if (key == "system") {
      read_actions("system", node, file_.system);
    } else if (key == "max_hidden") {
      const auto* value = node.as_integer();
      if (value == nullptr || value->get() < 0 || value->get() > kMostHidden) {
        return error(span_of(node), "\"max_hidden\" is a number from 0 to " + std::to_string(kMostHidden));
      }
      file_.max_hidden = static_cast<uint32_t>(value->get());
    } else if (key == "format") {
      const std::string name = string(key, node);
      file_.format = trace::format_named(name);
      if (!file_.format && !name.empty())
        error(span_of(node), "there is no format \"" + name + "\"" + suggestion(name, trace::format_names()));
    } else if (key == "order") {
      file_.order = order(key, node);
    } else if (key == "select") {
      file_.select = expression(key, node);
    } else if (key == "line") {
      const auto* table = node.as_table();
      if (table == nullptr) return error(span_of(node), "\"line\" is a table: [line]");
      read_places(*table);
    } else if (key == "order_member") {
      file_.order_member = string(key, node);
    } else if (key == "skew_ms") {
      file_.skew = skew(node);
    } else if (key == "event" || key == "loss" || key == "crash" || key == "hidden_step" || key == "source") {
      const auto* list = node.as_array();
      if (list == nullptr || !list->is_array_of_tables()) {
        return error(span_of(node), std::string(key == "event" ? "events" : "they") + " are written as [[" +
                                        std::string(key.str()) + "]], with two brackets");
      }
      for (const toml::node& member : *list) {
        const toml::table& table = *member.as_table();
        if (key == "event") {
          read_rule(table);
        } else if (key == "source") {
          read_source(table);
        } else {
          read_hidden(std::string(key.str()), table);
        }
      }
    } else {
      unknown(key, {"spec", "format", "select", "line", "order", "order_member", "skew_ms", "hidden", "max_hidden", "environment",
                    "system", "source", "event", "loss", "crash", "hidden_step"});
    }
  }

  std::optional<trace::Order> order(const toml::key& key, const toml::node& node) {
    const std::string name = string(key, node);
    const auto order = trace::order_named(name);
    if (!order && !name.empty())
      error(span_of(node), "there is no order \"" + name + "\"" + suggestion(name, trace::order_names()));
    return order;
  }

  std::optional<int64_t> skew(const toml::node& node) {
    const auto value = node.value<double>();
    if (node.is_number() && *value >= 0 && *value <= static_cast<double>(trace::kMostSkewMs))
      return static_cast<int64_t>(*value * 1e6);
    error(span_of(node), "\"skew_ms\" is a number of milliseconds");
    return {};
  }

  // [[source]]: files whose order is not that of the others.
  void read_source(const toml::table& table) {
    trace::LogSource source;
    const Span span = span_of(table.source().begin);
    for (const auto& [key, node] : table) {
      if (key == "files") {
        if (const auto* list = node.as_array()) {
          for (const toml::node& pattern : *list) source.files.push_back(string(key, pattern));
        } else {
          source.files.push_back(string(key, node));
        }
      } else if (key == "order") {
        source.order = order(key, node).value_or(trace::Order::Auto);
      } else if (key == "order_member") {
        source.order_member = string(key, node);
      } else if (key == "skew_ms") {
        source.skew = skew(node);
      } else {
        unknown(key, {"files", "order", "order_member", "skew_ms"});
      }
    }
    if (source.files.empty() || !table.contains("order"))
      return error(span, "[[source]] needs \"files\", patterns of their names, and \"order\"");
    if (!source.order_member.empty() && source.order != trace::Order::Sequence)
      error(span_of(*table.get("order_member")), "\"order_member\" is for order = \"sequence\"; the source has another one");
    if (source.skew && source.order != trace::Order::Time)
      error(span_of(*table.get("skew_ms")), "\"skew_ms\" is for order = \"time\"; the source has another one");
    file_.sources.push_back(std::move(source));
  }

  void read_actions(const std::string& key, const toml::node& node, std::vector<std::string>& actions) {
    const auto* list = node.as_array();
    if (list == nullptr) return error(span_of(node), "\"" + key + "\" is a list of actions");
    for (const toml::node& name : *list) {
      if (const auto* value = name.as_string()) {
        actions.push_back(value->get());
        file_.named.emplace_back(value->get(), span_of(name));
      } else {
        error(span_of(name), "\"" + key + "\" is a list of actions, each a string");
      }
    }
  }

  uint32_t count(const toml::key& key, const toml::node& node) {
    const auto* value = node.as_integer();
    if (value != nullptr && value->get() >= 1 && value->get() <= explore::kMostCounted)
      return static_cast<uint32_t>(value->get());
    error(span_of(node), "\"" + std::string(key.str()) + "\" is a number from 1 to " +
                             std::to_string(explore::kMostCounted));
    return 1;
  }

  // They are evaluated in this order, so they are read in this order.
  bool in_order(std::initializer_list<const std::optional<Expression>*> parts, const std::string& order) {
    const Expression* last = nullptr;
    for (const auto* part : parts) {
      if (!*part) continue;
      if (last != nullptr && (*part)->span.begin < last->span.begin) {
        error((*part)->span, order);
        return false;
      }
      last = &**part;
    }
    return true;
  }

  // [[loss]]: messages, where, at_most. [[crash]]: action, restart, each, at_most. [[hidden_step]]: action, at_most.
  void read_hidden(const std::string& kind, const toml::table& table) {
    HiddenRule rule;
    rule.name = kind;
    rule.span = span_of(table.source().begin);
    const bool loss = kind == "loss", crash = kind == "crash";
    for (const auto& [key, node] : table) {
      if (key == "at_most") {
        rule.at_most = count(key, node);
      } else if (key == "name") {
        rule.name = string(key, node);
      } else if (!loss && key == "action") {
        rule.action = expression(key, node);
      } else if (crash && key == "restart") {
        rule.restart = expression(key, node);
      } else if (crash && key == "each") {
        rule.each = expression(key, node);
      } else if (loss && key == "messages") {
        rule.messages = expression(key, node);
      } else if (loss && key == "where") {
        rule.where = expression(key, node);
      } else {
        unknown(key, loss    ? std::vector<std::string>{"messages", "where", "at_most", "name"}
                     : crash ? std::vector<std::string>{"action", "restart", "each", "at_most", "name"}
                             : std::vector<std::string>{"action", "at_most", "name"});
      }
    }
    if (loss ? !rule.messages : !rule.action)
      return error(rule.span, "[[" + kind + "]] needs \"" + (loss ? "messages" : "action") + "\"");
    if ((loss || crash) && !rule.at_most)
      return error(rule.span, "[[" + kind + "]] needs \"at_most\": how many there may be in the whole trace");
    const auto bounded = std::count_if(file_.hidden_rules.begin(), file_.hidden_rules.end(),
                                       [](const HiddenRule& other) { return other.at_most.has_value(); });
    if (rule.at_most && bounded == explore::kCounters)
      return error(rule.span, "more than " + std::to_string(explore::kCounters) + " of them have \"at_most\"");
    in_order({&rule.messages, &rule.where, &rule.each, &rule.action, &rule.restart},
             loss ? "the parts of a loss stand in the order messages, where"
                  : "the parts of a step stand in the order each, action, restart");
    file_.hidden_rules.push_back(std::move(rule));
  }

  // "e.params.id", or without the e; ["params", "id"] where a name has a dot in it.
  std::vector<std::string> member_path(const toml::key& key, const toml::node& node) {
    std::vector<std::string> path;
    if (const auto* list = node.as_array(); list != nullptr && !list->empty()) {
      for (const toml::node& name : *list) path.push_back(string(key, name));
    } else {
      std::string text = string(key, node);
      if (text.starts_with("e.")) text.erase(0, 2);
      for (size_t begin = 0; begin <= text.size();) {
        const size_t dot = std::min(text.find('.', begin), text.size());
        path.push_back(text.substr(begin, dot - begin));
        begin = dot + 1;
      }
    }
    if (std::any_of(path.begin(), path.end(), [](const std::string& name) { return name.empty(); }))
      error(span_of(node), "\"" + std::string(key.str()) + "\" names a member of the event: e.params.id");
    return path;
  }

  // [line]: where lines of another shape have the members of the format, and in what their times count.
  void read_places(const toml::table& table) {
    const std::vector<std::string>& known = trace::placeable_members();
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      if (key == "time_unit") {
        const std::string unit = string(key, node);
        const auto found = std::find_if(std::begin(trace::kTimeUnits), std::end(trace::kTimeUnits),
                                        [&](const trace::TimeUnit& known) { return known.name == unit; });
        if (found == std::end(trace::kTimeUnits)) {
          error(span_of(node), "\"time_unit\" is ns, us, ms or s");
        } else {
          file_.places.time_unit = found->nanoseconds;
        }
      } else if (key == "unnamed") {
        const std::string how = string(key, node);
        if (how != "skip" && how != "error") error(span_of(node), "\"unnamed\" is error or skip");
        file_.places.skip_unnamed = how == "skip";
      } else if (std::find(known.begin(), known.end(), name) != known.end()) {
        file_.places.members.emplace_back(name, member_path(key, node));
      } else {
        std::vector<std::string> all = known;
        all.insert(all.end(), {"time_unit", "unnamed"});
        error(span_of(key), "\"" + name + "\" is not part of [line]" + suggestion(key.str(), all));
      }
    }
    if (table.contains("time_unit") && file_.places.find("time") == nullptr && file_.places.find("until") == nullptr)
      error(span_of(*table.get("time_unit")), "\"time_unit\" is that of \"time\" and \"until\", and [line] has neither");
    if (file_.places.find("event") == nullptr)
      error(span_of(table.source().begin), "[line] has no \"event\": the member that names what happened");
  }

  explore::Part part(const toml::key& key, const toml::node& node) {
    const std::string name = string(key, node);
    if (name == "first") return explore::Part::First;
    if (name == "middle") return explore::Part::Middle;
    if (name != "last") error(span_of(node), "\"part\" is first, middle or last");
    return explore::Part::Last;
  }

  void read_rule(const toml::table& table) {
    Rule rule;
    rule.span = span_of(table.source().begin);
    bool stutter = false;
    for (const auto& [key, node] : table) {
      if (key == "name") {
        rule.name = string(key, node);
        rule.span = span_of(node);
      } else if (key == "when") {
        rule.when = expression(key, node);
      } else if (key == "action") {
        rule.action = expression(key, node);
      } else if (key == "before") {
        rule.before = expression(key, node);
      } else if (key == "after") {
        rule.after = expression(key, node);
      } else if (key == "stutter") {
        stutter = boolean(key, node);
      } else if (key == "ignore") {
        rule.ignore = boolean(key, node);
      } else if (key == "part") {
        rule.part = part(key, node);
      } else if (key == "key") {
        rule.key = member_path(key, node);
      } else {
        unknown(key, {"name", "when", "action", "before", "after", "stutter", "ignore", "part", "key"});
      }
    }
    if (rule.name.empty()) return error(rule.span, "the event has no name");
    const int meanings = rule.action.has_value() + stutter + rule.ignore;
    if (meanings != 1) {
      return error(rule.span,
                   meanings == 0 ? "event \"" + rule.name + "\" stands for nothing"
                                 : "event \"" + rule.name + "\" stands for two things",
                   "it has one of: action = '...', stutter = true, ignore = true");
    }
    if (rule.ignore && (rule.when || rule.before || rule.after)) {
      return error(rule.span, "event \"" + rule.name + "\" is ignored, so nothing else can be said of it");
    }
    if ((rule.part != explore::Part::Whole) != !rule.key.empty() || (rule.part != explore::Part::Whole && !rule.action))
      return error(rule.span, "a part of a step has \"part\", \"key\" and \"action\"",
                   "events with the same value of the key are parts of one step, from the first to the last");
    if (!in_order({&rule.when, &rule.before, &rule.action, &rule.after},
                  "the parts of an event stand in the order when, before, action, after"))
      return;
    const auto clash = [&](const auto& differ) {
      return std::any_of(file_.rules.begin(), file_.rules.end(),
                         [&](const Rule& other) { return other.name == rule.name && differ(other); });
    };
    if (clash([&](const Rule& other) { return other.ignore || rule.ignore; }))
      return error(rule.span, "event \"" + rule.name + "\" is ignored and has another meaning as well");
    if (clash([&](const Rule& other) { return other.part != rule.part || other.key != rule.key; }))
      return error(rule.span, "all rules for event \"" + rule.name + "\" have the same \"part\" and \"key\"");
    file_.rules.push_back(std::move(rule));
  }

  Diagnostics& diagnostics_;
  ObserveFile file_;
  std::vector<uint32_t> line_starts_;
};

}  // namespace

void check_names(const ObserveFile& file, const runtime::Signature& signature, Diagnostics& diagnostics) {
  const auto error = [&](Span span, std::string message) { diagnostics.error(DiagnosticKind::MappingError, span, std::move(message)); };
  if (!file.spec.empty() && file.spec != signature.module)
    error(file.spec_span, "the mapping is for module " + file.spec + ", not " + signature.module);
  const std::vector<std::string> actions = action_names(signature);
  for (const auto& [name, span] : file.named)
    if (std::find(actions.begin(), actions.end(), name) == actions.end())
      error(span, "the spec has no action \"" + name + "\"" + suggestion(name, actions));
  for (const std::string& name : file.system)
    if (std::find(file.environment.begin(), file.environment.end(), name) != file.environment.end())
      error(std::find_if(file.named.rbegin(), file.named.rend(), [&](const auto& named) { return named.first == name; })->second,
            "\"" + name + "\" is an action of the environment and of the system: it is taken by one of them");
}

std::optional<ObserveFile> parse_observe_file(std::shared_ptr<const Source> source, Diagnostics& diagnostics) {
  diagnostics.keep(source);
  return Reader(std::move(source), diagnostics).read();
}

}  // namespace trestle::mapping
