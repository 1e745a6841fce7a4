/* As step.cpp, through the C interface. */
#include "tracer/trestle_tracer.h"

struct node {
  int term, votes;
};

int step(struct node* node, trestle_tracer* tracer, int term) {
  (void)tracer;
#ifdef WITH_CALLS
  trestle_event event;
  trestle_event_begin(&event, tracer, "Vote");
  trestle_param_int(&event, "term", term);
  trestle_param_string(&event, "role", "leader");
#endif
  if (term < node->term) return 0;
  node->term = term;
  node->votes += 1;
#ifdef WITH_CALLS
  trestle_after_at(&event, "votes", TRESTLE_IS);
  trestle_int(&event, term), trestle_end(&event);
  trestle_set(&event), trestle_model(&event, "r1"), trestle_bool(&event, 1), trestle_end(&event);
  trestle_event_sends(&event, "m");
  trestle_event_record(&event);
  trestle_tracer_receive(tracer, "{}");
  if (trestle_tracer_problem(tracer) != 0) node->term = -1;
#endif
  return node->term + node->votes;
}

int many_steps(struct node* node, trestle_tracer* tracer, const int* terms, int count) {
  int sum = 0;
  for (int i = 0; i < count; ++i) sum += step(node, tracer, terms[i]);
  return sum;
}
