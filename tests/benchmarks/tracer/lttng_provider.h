// LTTng's description of the benchmark's event; it reads this file several times.
#undef LTTNG_UST_TRACEPOINT_PROVIDER
#define LTTNG_UST_TRACEPOINT_PROVIDER trestle_benchmark
#undef LTTNG_UST_TRACEPOINT_INCLUDE
#define LTTNG_UST_TRACEPOINT_INCLUDE "tests/benchmarks/tracer/lttng_provider.h"

#if !defined(TRESTLE_BENCHMARK_LTTNG_PROVIDER_H) || defined(LTTNG_UST_TRACEPOINT_HEADER_MULTI_READ)
#define TRESTLE_BENCHMARK_LTTNG_PROVIDER_H
#include <lttng/tracepoint.h>

LTTNG_UST_TRACEPOINT_EVENT(trestle_benchmark, BecomeLeader, LTTNG_UST_TP_ARGS(int, term, int, from, int, index),
                           LTTNG_UST_TP_FIELDS(lttng_ust_field_integer(int, term, term)
                                                   lttng_ust_field_integer(int, from, from)
                                                       lttng_ust_field_integer(int, index, index)))
#endif

#include <lttng/tracepoint-event.h>
