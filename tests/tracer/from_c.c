/* The C interface, compiled as C. Arguments: the files for two traces. */
#include <stdio.h>
#include <string.h>

#include "tracer/trestle_tracer.h"

static int vote(trestle_tracer* tracer) {
  trestle_event event;
  trestle_event_begin(&event, tracer, "VoteYes");
  trestle_param_string(&event, "p", "rm1");
  trestle_param_int(&event, "tid", 7);
  trestle_param_bool(&event, "forced", 0);
  trestle_param(&event, "pair");
  trestle_sequence(&event), trestle_int(&event, -1), trestle_model(&event, "r1"), trestle_end(&event);
  trestle_before_at(&event, "memory", TRESTLE_IS);
  trestle_string(&event, "rm1"), trestle_end(&event);
  trestle_string(&event, "working");
  trestle_after(&event, "msgs", TRESTLE_ADD);
  trestle_record(&event);
  trestle_string(&event, "type"), trestle_string(&event, "Vote");
  trestle_string(&event, "to"), trestle_set(&event), trestle_int(&event, 1), trestle_end(&event);
  trestle_string(&event, "yes"), trestle_bool(&event, 1);
  trestle_end(&event);
  trestle_event_sends(&event, "m1");
  trestle_event_receives(&event, "m0");
  return trestle_event_record(&event);
}

int main(int count, char** arguments) {
  if (count != 3) return 2;
  trestle_tracer_options options = {
      .node = "rm1", .file = arguments[1], .spec = "TwoPhase", .flush = TRESTLE_BACKGROUND};
  trestle_tracer* tracer = trestle_tracer_open(&options);
  options = (trestle_tracer_options){.node = "tm", .file = arguments[2], .hybrid = 1, .sample_one_in = 1000000};
  trestle_tracer* other = trestle_tracer_open(&options);
  if (tracer == NULL || other == NULL || trestle_tracer_problem(tracer) != NULL) return 3;

  trestle_event event;
  trestle_event_begin_interval(&event, other, "Ask");
  if (!trestle_event_record(&event)) return 4;
  int sampled = 0;
  for (uint64_t id = 0; id < 1000; ++id) {
    trestle_event_begin_sampled(&event, other, "Sampled", id);
    trestle_param_int(&event, "id", (int64_t)id);
    trestle_event_record(&event);
    ++sampled;
  }
  char stamp[100];
  const size_t length = trestle_tracer_stamp(other, stamp, sizeof(stamp));
  if (length != strlen(stamp) || trestle_tracer_stamp(other, stamp + 90, 4) != length) return 5;
  stamp[8] = '\0'; /* {"tm":1} without hybrid time */
  if (!trestle_tracer_receive(tracer, stamp) || trestle_tracer_receive(tracer, "nonsense")) return 6;
  if (!vote(tracer) || !vote(NULL)) return 7;
  if (trestle_tracer_problem(NULL) == NULL || !trestle_tracer_flush(NULL) || !trestle_tracer_receive(NULL, stamp))
    return 12;
  if (trestle_tracer_stamp(NULL, stamp, sizeof(stamp)) != 0 || !trestle_tracer_receive(tracer, NULL)) return 13;

  trestle_event_begin(&event, tracer, "Cancelled");
  trestle_event_cancel(&event);
  trestle_event_begin(&event, tracer, NULL);
  trestle_param_int(&event, NULL, 1);
  trestle_after(&event, NULL, TRESTLE_IS);
  trestle_event_cancel(&event);
  trestle_event_begin(&event, tracer, "WithoutAValue");
  trestle_param(&event, "p");
  trestle_event_record(&event);
  if (!trestle_tracer_flush(tracer)) return 8;
  uint64_t recorded = 0, dropped = 0;
  trestle_tracer_counts(tracer, &recorded, &dropped);
  if (recorded != 1 || dropped != 1) return 9;
  trestle_tracer_pause(tracer);
  trestle_event_begin(&event, tracer, "Paused");
  trestle_event_record(&event);
  trestle_tracer_resume(tracer);
  trestle_tracer_pause(NULL);

  trestle_tracer_close(tracer);
  trestle_tracer_close(other);
  options = (trestle_tracer_options){.node = "rm1", .file = "/no/such/folder/trace"};
  tracer = trestle_tracer_open(&options);
  if (strstr(trestle_tracer_problem(tracer), "No such file") == NULL) return 10;
  trestle_tracer_close(tracer);
  return sampled == 1000 ? 0 : 11;
}
