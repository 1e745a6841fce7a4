// A turnstile with a bug: it counts coins, and lets everybody pass. Its one argument is the file for the trace.
#include "tracer/tracer.h"

using namespace trestle::tracer;

int main(int count, char** arguments) {
  Tracer tracer({.node = "gate", .file = count > 1 ? arguments[1] : "gate.ndjson", .existing = Existing::replace});
  int paid = 0, passed = 0;
  for (bool coin : {true, false, true, false, false}) {
    if (coin) {
      tracer.event("Pay").after("paid", ++paid).record();
    } else {
      tracer.event("Pass").after("passed", ++passed).record();
    }
  }
  return tracer.status().ok ? 0 : 1;
}
