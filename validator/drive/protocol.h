// The lines that go to a driver and come back: docs/replay.md.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "translator/runtime/model.h"
#include "validator/explore/replay.h"
#include "validator/trace/reader.h"
#include "validator/trace/trace.h"

namespace trestle::drive {

inline constexpr int kProtocol = 1;

// A request as one line, with its end.
std::string request_line(const runtime::Signature& signature, const explore::Request& request, uint64_t seed);

// Reads replies. An answer that is an event is a line of Trestle's trace format in which what the request says already
// may be left out, and `state` has variables as they are now.
class ReplyReader {
 public:
  // `name` stands for the driver in messages. Warnings go to trace().
  ReplyReader(std::string name, trace::ReadOptions options);
  ~ReplyReader();

  // Throws TraceError for what is no reply.
  explore::Reply read(std::string_view line, const runtime::Signature& signature, const explore::Request& request);

  // A trace without events, for whoever asks where an event stands.
  trace::Trace& trace() { return trace_; }

 private:
  class Lines;
  std::string name_;
  trace::Trace trace_;
  trace::Nodes nodes_;
  Lines* lines_;  // belongs to events_
  trace::EventReader events_;
  uint64_t count_ = 0;
};

}  // namespace trestle::drive
