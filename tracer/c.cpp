#include <algorithm>
#include <cstring>
#include <new>
#include <string>

#include "tracer/tracer.h"
#include "tracer/trestle_tracer.h"

using trestle::tracer::Event;
using trestle::tracer::Flush;
using trestle::tracer::Full;
using trestle::tracer::Name;
using trestle::tracer::Record;
using trestle::tracer::Status;
using trestle::tracer::Tag;
using trestle::tracer::TraceId;
using trestle::tracer::Tracer;

struct trestle_tracer {
  Tracer tracer;
};

namespace {

static_assert(sizeof(trestle_event) >= sizeof(Event) && alignof(trestle_event) >= alignof(Event));
static_assert(TRESTLE_BINARY == static_cast<int>(Flush::binary) && TRESTLE_GROW == static_cast<int>(Full::grow) &&
              TRESTLE_CONTAINS == static_cast<int>(trestle::tracer::Op::contains));

Event& of(trestle_event* event) { return *std::launder(reinterpret_cast<Event*>(event->storage)); }

std::string_view view(const char* given) { return given == nullptr ? std::string_view() : std::string_view(given); }
Name named(const char* given) { return view(given); }
std::string text(const char* given) { return given == nullptr ? std::string() : std::string(given); }

// What is put is put where the event is recorded; elsewhere it is nothing.
template <class Put>
void put(trestle_event* event, Put how) {
  if (Record* record = of(event).record_or_null()) how(*record);
}

void put_tag(trestle_event* event, Tag tag) {
  put(event, [&](Record& record) { record.put(tag); });
}

Tracer* recording(trestle_tracer* tracer) {
  return tracer != nullptr && tracer->tracer.is_on() ? &tracer->tracer : nullptr;
}

}  // namespace

trestle_tracer* trestle_tracer_open(const trestle_tracer_options* given) {
  try {
    trestle::tracer::Options options{.node = text(given->node), .file = text(given->file), .spec = text(given->spec)};
    options.flush = static_cast<Flush>(given->flush);
    options.full = static_cast<Full>(given->full);
    if (given->replace != 0) options.existing = trestle::tracer::Existing::replace;
    if (given->tick != 0) options.time = trestle::tracer::Time::tick;
    options.hybrid = given->hybrid != 0;
    options.vector = given->no_vector == 0;
    if (given->ring_bytes != 0) options.ring_bytes = given->ring_bytes;
    if (given->rings_bytes != 0) options.rings_bytes = given->rings_bytes;
    options.rotate_bytes = given->rotate_bytes;
    options.rotate_seconds = given->rotate_seconds;
    options.sample_one_in = given->sample_one_in;
    auto* tracer = new trestle_tracer;
    tracer->tracer.open(options);
    return tracer;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void trestle_tracer_close(trestle_tracer* tracer) { delete tracer; }
void trestle_tracer_pause(trestle_tracer* tracer) {
  if (tracer != nullptr) tracer->tracer.pause();
}
void trestle_tracer_resume(trestle_tracer* tracer) {
  if (tracer != nullptr) tracer->tracer.resume();
}
int trestle_tracer_flush(trestle_tracer* tracer) { return tracer == nullptr || tracer->tracer.flush() ? 1 : 0; }

const char* trestle_tracer_problem(trestle_tracer* tracer) {
  if (tracer == nullptr) return "there is no tracer: out of memory";
  thread_local std::string problem;
  const Status status = tracer->tracer.status();
  problem = status.problem;
  return status.ok ? nullptr : problem.c_str();
}

void trestle_tracer_counts(trestle_tracer* tracer, uint64_t* recorded, uint64_t* dropped) {
  const Status status = tracer == nullptr ? Status{} : tracer->tracer.status();
  if (recorded != nullptr) *recorded = status.recorded;
  if (dropped != nullptr) *dropped = status.dropped;
}

size_t trestle_tracer_stamp(trestle_tracer* tracer, char* to, size_t size) {
  const std::string stamp = tracer == nullptr ? std::string() : tracer->tracer.stamp();
  if (size != 0) {
    const size_t copied = std::min(size - 1, stamp.size());
    std::memcpy(to, stamp.data(), copied);
    to[copied] = '\0';
  }
  return stamp.size();
}

int trestle_tracer_receive(trestle_tracer* tracer, const char* stamp) {
  return tracer == nullptr || tracer->tracer.receive(view(stamp)) ? 1 : 0;
}

void trestle_event_begin(trestle_event* event, trestle_tracer* tracer, const char* name) {
  new (event->storage) Event(recording(tracer), named(name));
}
void trestle_event_begin_sampled(trestle_event* event, trestle_tracer* tracer, const char* name, uint64_t trace_id) {
  Tracer* const on = recording(tracer);
  new (event->storage) Event(on != nullptr && on->samples(TraceId{trace_id}) ? on : nullptr, named(name));
}
void trestle_event_begin_interval(trestle_event* event, trestle_tracer* tracer, const char* name) {
  new (event->storage) Event(recording(tracer), named(name), true);
}
int trestle_event_record(trestle_event* event) {
  const bool recorded = of(event).record();
  of(event).~Event();
  return recorded ? 1 : 0;
}
void trestle_event_cancel(trestle_event* event) { of(event).~Event(); }

void trestle_event_sends(trestle_event* event, const char* message) { of(event).sends(view(message)); }
void trestle_event_receives(trestle_event* event, const char* message) { of(event).receives(view(message)); }

void trestle_param_int(trestle_event* event, const char* name, int64_t value) { of(event).param(named(name), value); }
void trestle_param_bool(trestle_event* event, const char* name, int value) { of(event).param(named(name), value != 0); }
void trestle_param_string(trestle_event* event, const char* name, const char* value) {
  of(event).param(named(name), view(value));
}

void trestle_param(trestle_event* event, const char* name) { of(event).open(Tag::param, named(name)); }
void trestle_before(trestle_event* event, const char* variable, trestle_op op) {
  of(event).open(Tag::before, named(variable), static_cast<uint32_t>(op));
}
void trestle_after(trestle_event* event, const char* variable, trestle_op op) {
  of(event).open(Tag::after, named(variable), static_cast<uint32_t>(op));
}
void trestle_before_at(trestle_event* event, const char* variable, trestle_op op) {
  of(event).open(Tag::before, named(variable), static_cast<uint32_t>(op) | trestle::tracer::kHasPath);
  put_tag(event, Tag::sequence);
}
void trestle_after_at(trestle_event* event, const char* variable, trestle_op op) {
  of(event).open(Tag::after, named(variable), static_cast<uint32_t>(op) | trestle::tracer::kHasPath);
  put_tag(event, Tag::sequence);
}

void trestle_int(trestle_event* event, int64_t value) {
  put(event, [&](Record& record) { record.put_integer(value); });
}
void trestle_bool(trestle_event* event, int value) { put_tag(event, value != 0 ? Tag::yes : Tag::no); }
void trestle_string(trestle_event* event, const char* value) {
  put(event, [&](Record& record) { record.put_string(view(value)); });
}
void trestle_model(trestle_event* event, const char* value) {
  put_tag(event, Tag::model);
  trestle_string(event, value);
}
void trestle_sequence(trestle_event* event) { put_tag(event, Tag::sequence); }
void trestle_set(trestle_event* event) { put_tag(event, Tag::set); }
void trestle_map(trestle_event* event) { put_tag(event, Tag::map); }
void trestle_record(trestle_event* event) { put_tag(event, Tag::fields); }
void trestle_end(trestle_event* event) { put_tag(event, Tag::end); }
