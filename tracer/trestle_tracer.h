/* The tracer for C, and for languages that call C:
 *
 *   trestle_tracer* tracer = trestle_tracer_open(&(trestle_tracer_options){.node = "rm1", .file = "rm1.ndjson"});
 *   trestle_event event;
 *   trestle_event_begin(&event, tracer, "Prepare");
 *   trestle_param_string(&event, "r", "rm1");
 *   trestle_after_at(&event, "rmState", TRESTLE_IS);          the path: values up to trestle_end()
 *     trestle_string(&event, "rm1"), trestle_end(&event);
 *   trestle_string(&event, "prepared");                       and the value there
 *   trestle_event_record(&event);
 *
 * What is recorded where: docs/tracer.md; more words on each call: tracer.h. Names and strings are UTF-8, ended by a
 * zero; null is the empty one. Nothing here aborts or throws. An event whose values are not complete is dropped, and
 * counted. With TRESTLE_TRACER_OFF defined, all of this is empty and leaves no code. */
#ifndef TRESTLE_TRACER_H
#define TRESTLE_TRACER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct trestle_tracer trestle_tracer;
typedef struct trestle_event {
  uint64_t storage[76];
} trestle_event;

typedef enum trestle_flush {
  TRESTLE_EACH_EVENT,
  TRESTLE_EACH_SYNC,
  TRESTLE_BUFFERED,
  TRESTLE_BACKGROUND,
  TRESTLE_BINARY
} trestle_flush;
typedef enum trestle_full { TRESTLE_BLOCK, TRESTLE_DROP, TRESTLE_GROW } trestle_full;
typedef enum trestle_op { TRESTLE_IS, TRESTLE_ADD, TRESTLE_REMOVE, TRESTLE_APPEND, TRESTLE_CONTAINS } trestle_op;

/* Zero is the default of every member but node and file. */
typedef struct trestle_tracer_options {
  const char* node;
  const char* file;
  const char* spec;
  trestle_flush flush;
  trestle_full full;
  int replace;        /* what the file has; else it is continued */
  int tick;           /* times are of about a millisecond ago, and cost nothing */
  int hybrid;         /* hybrid logical time */
  int no_vector;      /* stamps do not carry the vector clock */
  size_t ring_bytes;  /* of a thread */
  size_t rings_bytes; /* of all threads */
  uint64_t rotate_bytes;
  uint64_t rotate_seconds;
  uint32_t sample_one_in;
} trestle_tracer_options;

#ifdef TRESTLE_TRACER_OFF
#include "tracer/trestle_tracer_off.h"
#else

/* Null only when there is no memory; whether it records, trestle_tracer_problem() says. */
trestle_tracer* trestle_tracer_open(const trestle_tracer_options* options);
void trestle_tracer_close(trestle_tracer* tracer);
int trestle_tracer_flush(trestle_tracer* tracer);
/* Stops recording, and goes on with it: the trace says that events are missing there. */
void trestle_tracer_pause(trestle_tracer* tracer);
void trestle_tracer_resume(trestle_tracer* tracer);
/* Null when all is well; valid until the thread's next call of it. */
const char* trestle_tracer_problem(trestle_tracer* tracer);
void trestle_tracer_counts(trestle_tracer* tracer, uint64_t* recorded, uint64_t* dropped);

/* The clock, to travel with a message. Returns its length, as snprintf does: it is cut when `size` is not larger. */
size_t trestle_tracer_stamp(trestle_tracer* tracer, char* to, size_t size);
int trestle_tracer_receive(trestle_tracer* tracer, const char* stamp);

/* Every event that is begun must be recorded or cancelled, by the thread that began it. A null tracer records nothing, and
 * nothing can go wrong with it but that it is none. */
void trestle_event_begin(trestle_event* event, trestle_tracer* tracer, const char* name);
void trestle_event_begin_sampled(trestle_event* event, trestle_tracer* tracer, const char* name, uint64_t trace_id);
void trestle_event_begin_interval(trestle_event* event, trestle_tracer* tracer, const char* name);
/* 0: it was dropped. (Into rings also what is not complete goes, and is dropped by who reads them.) */
int trestle_event_record(trestle_event* event);
void trestle_event_cancel(trestle_event* event);

void trestle_event_sends(trestle_event* event, const char* message);
void trestle_event_receives(trestle_event* event, const char* message);

void trestle_param_int(trestle_event* event, const char* name, int64_t value);
void trestle_param_bool(trestle_event* event, const char* name, int value);
void trestle_param_string(trestle_event* event, const char* name, const char* value);

/* Each is followed by a value; the _at forms by the values of a path and trestle_end(), and then by the value. */
void trestle_param(trestle_event* event, const char* name);
void trestle_before(trestle_event* event, const char* variable, trestle_op op);
void trestle_after(trestle_event* event, const char* variable, trestle_op op);
void trestle_before_at(trestle_event* event, const char* variable, trestle_op op);
void trestle_after_at(trestle_event* event, const char* variable, trestle_op op);

/* Values. Sequences, sets, maps (of sequences of two) and records (of strings, each followed by a value) last up to
 * trestle_end(). */
void trestle_int(trestle_event* event, int64_t value);
void trestle_bool(trestle_event* event, int value);
void trestle_string(trestle_event* event, const char* value);
void trestle_model(trestle_event* event, const char* value); /* a model value of the .cfg */
void trestle_sequence(trestle_event* event);
void trestle_set(trestle_event* event);
void trestle_map(trestle_event* event);
void trestle_record(trestle_event* event);
void trestle_end(trestle_event* event);

#endif
#ifdef __cplusplus
}
#endif
#endif
