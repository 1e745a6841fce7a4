// Any bytes as a file with a behavior or a state graph, in the format that its first byte chooses or that it looks
// like. What is read is written again as TLC prints it, and read back: the same values.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

#include "translator/runtime/eval_error.h"
#include "translator/runtime/print.h"
#include "validator/bridge/behavior_file.h"
#include "validator/bridge/recorded_model.h"
#include "validator/bridge/state_file.h"
#include "validator/bridge/write.h"
#include "validator/bridge/write_graph.h"

namespace {

using namespace trestle;
using bridge::Format;

constexpr Format kRead[] = {Format::Text,        Format::Tool,       Format::TlcJson, Format::TlcModule,
                            Format::TraceModule, Format::Simulation, Format::Replay,  Format::Dump,
                            Format::Dot,         Format::Itf,        Format::Result,  Format::Events};

void check(bool condition) {
  if (!condition) std::abort();
}

void use(const bridge::RecordedBehavior& behavior) {
  check(!behavior.states.empty());
  check(behavior.end != explore::Behavior::End::BackTo || behavior.back_to < behavior.states.size());
  bridge::RecordedModel model(behavior, "Module");
  for (const Format format :
       {Format::Itf, Format::TlcJson, Format::Mermaid, Format::MermaidStates, Format::ShiViz, Format::Dot}) {
    try {
      bridge::write(behavior, format);
    } catch (const runtime::EvalError&) {
      // A value that has no JSON form: an infinite set.
    }
  }
  bool plain = true;  // names that a file in TLC's form can have
  for (const auto& state : behavior.states) {
    plain = plain && !state.variables.empty();
    for (const auto& [name, value] : state.variables) {
      plain = plain && !name.empty() &&
              name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") == name.npos;
    }
  }
  if (!plain || behavior.states.size() > 100) return;
  try {
    for (const auto& phrase : bridge::lost(behavior, Format::Text, bridge::write(behavior, Format::Text))) (void)phrase;
  } catch (const bridge::FileError&) {
    // A model value or a field whose name is no name.
  }
}

struct Sink final : bridge::StateFileSink {
  void state(const bridge::ListedState& state) override {
    check(state.names.size() == state.values.size());
    for (const runtime::Value value : state.values) length += runtime::to_short_string(value).size();
  }
  size_t length = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::optional<Format> format = bridge::sniff(text);
  if (data[0] - '0' >= 0 && static_cast<size_t>(data[0] - '0') < std::size(kRead)) format = kRead[data[0] - '0'];
  try {
    for (const auto& behavior : bridge::read_behaviors(text, {.format = format, .file = "f"})) use(behavior);
  } catch (const bridge::FileError&) {
  }
  for (const Format list : {Format::Dump, Format::Dot}) {
    try {
      std::istringstream in{std::string(text)};
      Sink sink;
      bridge::read_state_file(in, list, "f", sink);
      std::istringstream again{std::string(text)};
      std::ostringstream out;
      bridge::write_graph(again, list, "f", Format::Dot, out);
    } catch (const bridge::FileError&) {
    } catch (const runtime::EvalError&) {
    }
  }
  return 0;
}
