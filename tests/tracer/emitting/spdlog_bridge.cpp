// docs/emitting/spdlog_sink.h: a turnstile that logs beside the steps that it records. The argument is the file for the trace.
#include <memory>

#include <spdlog/spdlog.h>

#include "docs/emitting/spdlog_sink.h"

int main(int count, char** arguments) {
  if (count != 2) return 1;
  trestle::tracer::Tracer tracer({.node = "gate", .file = arguments[1], .existing = trestle::tracer::Existing::replace});
  spdlog::logger logger("gate", std::make_shared<trestle::tracer::SpdlogSink>(tracer));
  int paid = 0, passed = 0;
  for (const bool coin : {true, false, true, false}) {
    logger.info("somebody {}", coin ? "pays" : "passes");
    if (coin) {
      tracer.event("Pay").after("paid", ++paid).record();
    } else {
      tracer.event("Pass").after("passed", ++passed).record();
    }
  }
  return tracer.status().ok ? 0 : 1;
}
