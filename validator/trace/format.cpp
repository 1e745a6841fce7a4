#include "validator/trace/format.h"

#include <algorithm>

#include "validator/trace/foreign_line.h"

namespace trestle::trace {
namespace {

using namespace foreign;

struct Row {
  Format format;
  std::string_view name;
  bool document;
};
constexpr Row kRows[] = {
#define TRESTLE_TRACE_FORMAT(id, name, document, about) {Format::id, name, document},
#include "validator/trace/formats.def"
};

// --- Envelopes: the event is an object inside the line.

// {"tag":"trace","event":{"name":..,"nid":..,..}}: the members of `event` become the line's.
std::string etcd_raft(Datum text, const GiveLine& event) {
  const auto inner = get(text, "event");
  const auto tag = get(text, "tag");
  if (!is_text(tag) || tag->text() != "trace") return {};
  if (!is_record(inner)) return "the line's tag is \"trace\", and it has no object \"event\"";
  const auto name = get(inner, "name");
  if (!is_text(name)) return "the event has no \"name\"";
  Line line;
  line.text("event", name->text());
  if (const auto node = get(inner, "nid"); is_text(node)) line.text("node", node->text());
  members(inner, [&](std::string_view key, Datum value) {
    if (key != "event" && key != "node") line.value(key, value);
  });
  event(line.done());
  return {};
}

// {"tag":"raft_trace","msg":{"function":..,"state":{"node_id":..},..}}, and as it was before: {"tag":"tla",
// "msg":{"event":{"component":..,"function":..},"node":..}}. The consistency log has {"action":..,"tx":..} a line.
std::string ccf(Datum text, const GiveLine& event) {
  const auto msg = get(text, "msg");
  Line line;
  const auto tag = get(text, "tag");
  const bool tagged = is_text(tag) && (tag->text() == "raft_trace" || tag->text() == "tla");
  if (tagged && !is_record(msg)) return "the line's tag is \"" + std::string(tag->text()) + "\", and it has no object \"msg\"";
  if (!is_record(msg)) {
    const auto action = get(text, "action");
    if (!is_text(action)) return {};
    line.text("event", action->text());
    members(text, [&](std::string_view key, Datum value) {
      if (key != "event" && key != "node") line.value(key, value);
    });
    event(line.done());
    return {};
  }
  if (is_text(tag) && !tagged) return {};
  auto name = get(msg, "function");
  if (!name) name = get(get(msg, "event"), "function");
  if (!is_text(name)) return "the event has no \"function\"";
  line.text("event", name->text());
  auto node = get(get(msg, "state"), "node_id");
  if (!node) node = get(msg, "node");
  if (is_text(node)) line.text("node", node->text());
  line.value("h_ts", get(text, "h_ts"));
  members(msg, [&](std::string_view key, Datum value) {
    if (key != "event" && key != "node" && key != "h_ts") line.value(key, value);
  });
  event(line.done());
  return {};
}

// --- Updates: {"event":..,"event_args":[..],"clock":7,"x":[{"op":..,"path":[..],"args":[..]}],..}

std::string inria(Datum text, const GiveLine& event) {
  const auto name = get(text, "event");
  if (is_text(name) && name->text() == "__exception") return "the system logged an exception";
  if (name && !is_text(name)) return "\"event\" is a text, not " + to_short_tla(*name);
  const bool stuttering = is_text(name) && name->text() == "Stuttering";
  Line line;
  line.text("event", stuttering ? "#state" : is_text(name) ? name->text() : "#step");
  if (const auto sender = get(text, "sender"); is_text(sender)) line.text("node", sender->text());
  line.value("order", get(text, "clock"));
  line.value("params", get(text, "event_args"));
  line.key("updates");
  const uint32_t updates = line.data().begin(DatumKind::Record);
  uint32_t count = 0;
  members(text, [&](std::string_view key, Datum value) {
    for (const std::string_view known : {"event", "event_args", "clock", "sender", "desc", "logger"}) {
      if (key == known) return;
    }
    line.data().add_text(DatumKind::String, key);
    append(line.data(), value);
    ++count;
  });
  line.data().end(updates, count);
  event(line.done());
  return {};
}

// --- Behaviors: states, and what is known of the steps between them.

// Quint's names are qualified: module::instance::x.
std::string_view variable_of(std::string_view name) {
  const size_t at = name.rfind("::");
  return at == std::string_view::npos ? name : name.substr(at + 2);
}

void add_state(Line& line, Datum state, const std::function<bool(std::string_view)>& is_variable) {
  line.key("after");
  Data& data = line.data();
  const uint32_t list = data.begin(DatumKind::Sequence);
  uint32_t count = 0;
  members(state, [&](std::string_view key, Datum value) {
    if (!is_variable(key)) return;
    const uint32_t observation = data.begin(DatumKind::Record);
    data.add_text(DatumKind::String, "var");
    data.add_text(DatumKind::String, variable_of(key));
    data.add_text(DatumKind::String, "value");
    append(data, value);
    data.end(observation, 2);
    ++count;
  });
  data.end(list, count);
}

std::string itf(Datum text, const GiveLine& event) {
  if (!is_list(get(text, "vars"))) return "it has no list \"vars\"";
  if (!is_list(get(text, "states"))) return "it has no list \"states\"";
  std::vector<std::string_view> variables;
  elements(get(text, "vars"), [&](Datum name) {
    if (name.kind() == DatumKind::String) variables.push_back(name.text());
  });
  bool first = true;
  std::string problem;
  size_t number = 0;
  elements(get(text, "states"), [&](Datum state) {
    ++number;
    if (!is_record(state) && problem.empty())
      problem = "state " + std::to_string(number) + " is an object, not " + to_short_tla(state);
    if (!problem.empty()) return;
    // What the tools that make behaviors say of the step that led here.
    std::optional<Datum> action;
    for (const std::string_view key : {"mbt::actionTaken", "action_taken", "actionTaken"}) {
      if (!action) action = get(state, key);
    }
    const bool named = is_text(action) && !action->text().empty() && action->text() != "init";
    Line line;
    line.text("event", first ? "#state" : named ? action->text() : "#step");
    add_state(line, state, [&](std::string_view key) {
      return std::find(variables.begin(), variables.end(), key) != variables.end() && !key.starts_with("mbt::") &&
             key != "action_taken" && key != "actionTaken";
    });
    if (!first && named) {
      line.key("params");
      Data& data = line.data();
      const uint32_t picks = data.begin(DatumKind::Record);
      uint32_t count = 0;
      members(get(state, "mbt::nondetPicks"), [&](std::string_view key, Datum option) {
        const auto tag = get(option, "tag");
        const auto value = get(option, "value");
        if (!is_text(tag) || tag->text() != "Some" || !value) return;
        data.add_text(DatumKind::String, key);
        append(data, *value);
        ++count;
      });
      data.end(picks, count);
    }
    event(line.done());
    first = false;
  });
  return problem;
}

// {"counterexample":{"state":[[1,{..}],..],"action":[[[1,{..}],{"name":..,"context":{..}},[2,{..}]],..]}}
std::string tlc(Datum text, const GiveLine& event) {
  const auto wrapped = get(text, "counterexample");
  const std::optional<Datum> whole = wrapped ? wrapped : std::optional(text);
  if (!is_list(get(whole, "state"))) return "it has no list \"state\"";
  bool first = true;
  std::string problem;
  elements(get(whole, "action"), [&](Datum edge) {
    if ((edge.kind() != DatumKind::Sequence || edge.size() != 3) && problem.empty())
      problem = "a member of \"action\" is [state, action, state], not " + to_short_tla(edge);
  });
  size_t states = 0;
  elements(get(whole, "state"), [&](Datum numbered) {
    ++states;
    if ((numbered.kind() != DatumKind::Sequence || numbered.size() != 2 || !is_record(numbered.first().next())) && problem.empty())
      problem = "state " + std::to_string(states) + " is a pair of its number and its values, not " + to_short_tla(numbered);
    if (!problem.empty()) return;
    const Datum number = numbered.first(), state = number.next();
    std::optional<Datum> taken;
    elements(get(whole, "action"), [&](Datum edge) {
      if (edge.kind() != DatumKind::Sequence || edge.size() != 3) return;
      const Datum to = edge.first().next().next();
      if (to.kind() != DatumKind::Sequence || to.size() == 0 || to.first().kind() != DatumKind::Integer) return;
      if (!taken && number.kind() == DatumKind::Integer && to.first().integer() == number.integer())
        taken = edge.first().next();
    });
    const auto name = get(taken, "name");
    const bool named = !first && is_text(name) && !name->text().starts_with('<');
    Line line;
    line.data().loose = true;
    line.text("event", first ? "#state" : named ? name->text() : "#step");
    if (named) line.value("params", get(taken, "context"));
    add_state(line, state, [](std::string_view) { return true; });
    event(line.done());
    first = false;
  });
  return problem;
}

}  // namespace

std::string_view name(Format format) { return kRows[static_cast<size_t>(format)].name; }

std::optional<Format> format_named(std::string_view name) {
  for (const Row& row : kRows) {
    if (row.name == name) return row.format;
  }
  return {};
}

const std::vector<std::string>& format_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Row& row : kRows) all.emplace_back(row.name);
    return all;
  }();
  return names;
}

bool is_document(Format format) { return kRows[static_cast<size_t>(format)].document; }

Format format_of(Datum text) {
  if (text.kind() != DatumKind::Record) return Format::Trestle;
  if (has(text, "resourceLogs") || has(text, "resourceSpans")) return Format::Otlp;
  if (has(text, "states") && has(text, "vars")) return Format::Itf;
  const auto counterexample = get(text, "counterexample");
  if (counterexample || (is_list(get(text, "state")) && is_list(get(text, "action")))) return Format::Tlc;
  const auto tag = get(text, "tag");
  if (is_text(tag) && (tag->text() == "raft_trace" || tag->text() == "tla")) return Format::Ccf;
  if (is_record(get(text, "event"))) return Format::EtcdRaft;
  if (has(text, "event_args")) return Format::Inria;
  // Its clock is a number, and Trestle's an object.
  const auto clock = get(text, "clock");
  if (clock && clock->kind() == DatumKind::Integer && !has(text, "node") && !has(text, "seq") && !has(text, "trestle"))
    return Format::Inria;
  bool updates = false;
  members(text, [&](std::string_view, Datum value) {
    if (is_list(value) && value.size() > 0 && is_text(get(value.first(), "op")) && is_list(get(value.first(), "args")))
      updates = true;
  });
  return updates ? Format::Inria : Format::Trestle;
}

std::string translate(Format format, Datum text, const GiveLine& event) {
  if (text.kind() != DatumKind::Record) return "expected an object, got " + to_short_tla(text);
  switch (format) {
    case Format::Trestle: break;
    case Format::Inria: return inria(text, event);
    case Format::EtcdRaft: return etcd_raft(text, event);
    case Format::Ccf: return ccf(text, event);
    case Format::Otlp: return otlp(text, event);
    case Format::Itf: return itf(text, event);
    case Format::Tlc: return tlc(text, event);
  }
  return {};
}

}  // namespace trestle::trace
