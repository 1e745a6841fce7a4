#include "validator/drive/protocol.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "validator/report/json.h"
#include "validator/trace/json.h"

namespace trestle::drive {
namespace {

using explore::Role;
using trace::Data;
using trace::Datum;
using trace::DatumKind;

std::string_view verb(const explore::Request& request) {
  if (request.step == 0) return "start";
  switch (request.role) {
    case Role::Environment: return "environment";
    case Role::System: return "await";
    default: return "step";
  }
}

std::string parameters(const runtime::Signature& signature, const explore::BehaviorState& step) {
  std::string text = "{";
  const runtime::Action& action = signature.action(step.action);
  for (size_t i = 0; i < step.arguments.size() && i < action.parameters.size(); ++i) {
    text += (i == 0 ? "" : ",") + report::text_json(action.parameters[i]) + ":" + report::value_json(step.arguments[i]);
  }
  return text + "}";
}

// The text between the braces of an object.
std::string_view inside(std::string_view object) {
  object.remove_prefix(object.find('{') + 1);
  return object.substr(0, object.rfind('}'));
}

}  // namespace

std::string request_line(const runtime::Signature& signature, const explore::Request& request, uint64_t seed) {
  std::string text = "{\"do\":\"" + std::string(verb(request)) + "\",\"step\":" + std::to_string(request.step);
  if (request.step == 0) {
    text += ",\"protocol\":" + std::to_string(kProtocol) + ",\"spec\":" + report::text_json(signature.module) +
            ",\"seed\":" + std::to_string(seed) + ",\"state\":{";
    const std::vector<runtime::Value> values = runtime::decode(signature.layout, request.to.words.data());
    for (size_t i = 0; i < values.size(); ++i) {
      text +=
          (i == 0 ? "" : ",") + report::text_json(signature.variables[i].name) + ":" + report::value_json(values[i]);
    }
    return text + "}}\n";
  }
  text += ",\"action\":" + report::text_json(signature.action(request.to.action).name);
  return text + ",\"params\":" + parameters(signature, request.to) + "}\n";
}

// Bytes for the reader of events, line by line.
class ReplyReader::Lines final : public trace::ByteSource {
 public:
  void add(const std::string& line) { text_ += line; }
  size_t read(char* to, size_t size) override {
    const size_t count = std::min(size, text_.size());
    std::memcpy(to, text_.data(), count);
    text_.erase(0, count);
    return count;
  }

 private:
  std::string text_;
};

namespace {

std::vector<trace::LineReader> nothing(const std::string& name) {
  std::vector<trace::LineReader> files;
  class Empty final : public trace::ByteSource {
    size_t read(char*, size_t) override { return 0; }
  };
  files.emplace_back(name, std::make_unique<Empty>());
  return files;
}

trace::ReadOptions with_state(trace::ReadOptions options) {
  options.format = trace::Format::Trestle;
  // A mapping may use the member otherwise.
  const bool read = std::find(options.members.begin(), options.members.end(), "state") != options.members.end();
  if (!read) options.state_member = "state";
  return options;
}

}  // namespace

ReplyReader::ReplyReader(std::string name, trace::ReadOptions options)
    : name_(std::move(name)),
      trace_(nothing(name_), trace::Order::File),
      lines_(new Lines),
      events_(0, trace::LineReader(name_, std::unique_ptr<trace::ByteSource>(lines_)), nodes_, trace_.warnings(),
              with_state(std::move(options))) {}

ReplyReader::~ReplyReader() = default;

explore::Reply ReplyReader::read(std::string_view line, const runtime::Signature& signature,
                                 const explore::Request& request) {
  ++count_;
  const auto fail = [&](size_t column, const std::string& field, const std::string& message) {
    lines_->add("\n");  // so that both count alike
    throw trace::TraceError({name_, count_, column}, field, message);
  };
  Data data;
  if (const trace::JsonProblem problem = trace::parse_json_plainly(line, data)) {
    fail(problem.offset + 1, "",
         "a reply is a JSON object on a line of its own, and this is none (" + problem.message +
             "): " + trace::to_short_tla([&] {
               data.clear();
               data.add_text(DatumKind::String, line.substr(0, 200));
               return data.root();
             }()) +
             ". Standard output is for replies only: whatever else is printed belongs on standard error");
  }
  if (data.root().kind() != DatumKind::Record) fail(1, "", "a reply is a JSON object");
  Datum found = data.root();
  const auto text_of = [&](Datum datum) {
    return datum.kind() == DatumKind::String ? std::string(datum.text()) : std::string();
  };
  if (trace::find(data.root(), "error", found)) {
    fail(0, "error", "the driver cannot go on: " + trace::to_short_tla(found));
  }
  if (trace::find(data.root(), "refused", found)) {
    lines_->add("\n");
    return {.kind = explore::Reply::Kind::Refused, .text = text_of(found)};
  }
  std::string event = "{";
  if (!trace::find(data.root(), "event", found)) {
    if (request.step != 0 && request.role == Role::System) {
      fail(0, "event", "the reply to \"await\" says which step the system took: it has no such member");
    }
    event += "\"event\":" + (request.step == 0 ? report::text_json(trace::kNoStep)
                                               : report::text_json(signature.action(request.to.action).name));
    if (request.step != 0 && !trace::find(data.root(), "params", found)) {
      event += ",\"params\":" + parameters(signature, request.to);
    }
    if (data.root().size() > 0) event += ",";
  }
  lines_->add(event + std::string(inside(line)) + "}\n");
  explore::Reply reply;
  if (!events_.next(reply.event)) throw trace::TraceError({name_, count_, 0}, "event", "the reply is no event");
  return reply;
}

}  // namespace trestle::drive
