// A program whose tracer is switched off needs nothing of the tracer's library.
#include "tracer/tracer.h"

using namespace trestle::tracer;

int main() {
  const Value value = Value::record({{"name", std::string(1000, 'x')}, {"list", Value::sequence({1, 2})}});
  Tracer tracer({.node = "rm1", .file = "rm1.ndjson", .run = {{"seed", 7}, {"value", value}}});
  tracer.event("E").param("value", value).after(at("v", 1), fields("a", 1)).record();
  return tracer.status().ok && tracer.receive(tracer.stamp()) ? 0 : 1;
}
