/* The functions of trestle_tracer.h with nothing behind them: for programs that are built with TRESTLE_TRACER_OFF. */
#ifndef TRESTLE_TRACER_OFF_H
#define TRESTLE_TRACER_OFF_H

/* Not null, which would be a failure. */
static inline trestle_tracer* trestle_tracer_open(const trestle_tracer_options* options) {
  (void)options;
  return (trestle_tracer*)(uintptr_t)1;
}
static inline void trestle_tracer_close(trestle_tracer* tracer) { (void)tracer; }
static inline void trestle_tracer_pause(trestle_tracer* tracer) { (void)tracer; }
static inline void trestle_tracer_resume(trestle_tracer* tracer) { (void)tracer; }
static inline int trestle_tracer_flush(trestle_tracer* tracer) {
  (void)tracer;
  return 1;
}
static inline const char* trestle_tracer_problem(trestle_tracer* tracer) {
  (void)tracer;
  return 0;
}
static inline void trestle_tracer_counts(trestle_tracer* tracer, uint64_t* recorded, uint64_t* dropped) {
  (void)tracer;
  if (recorded) *recorded = 0;
  if (dropped) *dropped = 0;
}
static inline size_t trestle_tracer_stamp(trestle_tracer* tracer, char* to, size_t size) {
  (void)tracer;
  if (size != 0) to[0] = '\0';
  return 0;
}
static inline int trestle_tracer_receive(trestle_tracer* tracer, const char* stamp) {
  (void)tracer;
  (void)stamp;
  return 1;
}
static inline void trestle_event_begin(trestle_event* event, trestle_tracer* tracer, const char* name) {
  (void)event;
  (void)tracer;
  (void)name;
}
static inline void trestle_event_begin_sampled(trestle_event* event, trestle_tracer* tracer, const char* name,
                                               uint64_t trace_id) {
  (void)event;
  (void)tracer;
  (void)name;
  (void)trace_id;
}
static inline void trestle_event_begin_interval(trestle_event* event, trestle_tracer* tracer, const char* name) {
  (void)event;
  (void)tracer;
  (void)name;
}
static inline int trestle_event_record(trestle_event* event) {
  (void)event;
  return 1;
}
static inline void trestle_event_cancel(trestle_event* event) { (void)event; }
static inline void trestle_event_sends(trestle_event* event, const char* message) {
  (void)event;
  (void)message;
}
static inline void trestle_event_receives(trestle_event* event, const char* message) {
  (void)event;
  (void)message;
}
static inline void trestle_param_int(trestle_event* event, const char* name, int64_t value) {
  (void)event;
  (void)name;
  (void)value;
}
static inline void trestle_param_bool(trestle_event* event, const char* name, int value) {
  (void)event;
  (void)name;
  (void)value;
}
static inline void trestle_param_string(trestle_event* event, const char* name, const char* value) {
  (void)event;
  (void)name;
  (void)value;
}
static inline void trestle_param(trestle_event* event, const char* name) {
  (void)event;
  (void)name;
}
static inline void trestle_before(trestle_event* event, const char* variable, trestle_op op) {
  (void)event;
  (void)variable;
  (void)op;
}
static inline void trestle_after(trestle_event* event, const char* variable, trestle_op op) {
  (void)event;
  (void)variable;
  (void)op;
}
static inline void trestle_before_at(trestle_event* event, const char* variable, trestle_op op) {
  (void)event;
  (void)variable;
  (void)op;
}
static inline void trestle_after_at(trestle_event* event, const char* variable, trestle_op op) {
  (void)event;
  (void)variable;
  (void)op;
}
static inline void trestle_int(trestle_event* event, int64_t value) {
  (void)event;
  (void)value;
}
static inline void trestle_bool(trestle_event* event, int value) {
  (void)event;
  (void)value;
}
static inline void trestle_string(trestle_event* event, const char* value) {
  (void)event;
  (void)value;
}
static inline void trestle_model(trestle_event* event, const char* value) {
  (void)event;
  (void)value;
}
static inline void trestle_sequence(trestle_event* event) { (void)event; }
static inline void trestle_set(trestle_event* event) { (void)event; }
static inline void trestle_map(trestle_event* event) { (void)event; }
static inline void trestle_record(trestle_event* event) { (void)event; }
static inline void trestle_end(trestle_event* event) { (void)event; }

#endif
