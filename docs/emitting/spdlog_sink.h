// For programs that log with spdlog and record with the tracer: log messages as events of the trace, so that an explanation
// shows them between the steps, and the trace's file handled by one library. A message of the logger becomes an event of the
// name that is given, with the parameters `level` and `text`: a mapping rule with `ignore = true` or `stutter = true` says
// that it is no step (docs/formats/observe.md).
//
//   auto sink = std::make_shared<trestle::tracer::SpdlogSink>(tracer);
//   spdlog::default_logger()->sinks().push_back(sink);
//
// The other way round, an event that shall be in the log as well is logged where it is recorded.
#pragma once

#include <string>
#include <string_view>

#include <spdlog/details/null_mutex.h>
#include <spdlog/sinks/base_sink.h>

#include "tracer/tracer.h"

namespace trestle::tracer {

// Without a mutex: the tracer is called by many threads at once as it is.
class SpdlogSink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 public:
  explicit SpdlogSink(Tracer& tracer, std::string event = "log") : tracer_(tracer), event_(std::move(event)) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const spdlog::string_view_t level = spdlog::level::to_string_view(message.level);
    tracer_.event(event_)
        .param("level", std::string_view(level.data(), level.size()))
        .param("text", std::string_view(message.payload.data(), message.payload.size()))
        .record();
  }
  void flush_() override { tracer_.flush(); }

  Tracer& tracer_;
  std::string event_;
};

}  // namespace trestle::tracer
