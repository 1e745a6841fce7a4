// A program in the words of Depot.tla; its argument is the file for the trace. With WRONG defined as a number, one of the
// mistakes that must not compile.
#include "Depot_tracer.h"

using namespace trestle::tracer;
namespace depot = Depot_tracer;

int main(int count, char** arguments) {
  Tracer tracer({.node = "depot", .file = count > 1 ? arguments[1] : "depot.ndjson", .flush = Flush::background});
  depot::Fill(tracer, depot::Atom::t1, 2).before(depot::load["t1"], 0).after(depot::load[depot::Atom::t1], 2).record();
  depot::Drive(tracer, "t1", "away").after(depot::at["t1"], depot::Atom::away).after(depot::int_, 1).record();
  const std::string truck = "t1";
  depot::Send(tracer, truck, true).after(depot::sent, Op::add, fields("truck", ModelValue{"t1"}, "urgent", true)).record();
  depot::Fill::record(tracer, truck, 1);
  depot::Drive::record(tracer, "t1", depot::Atom::away);
  depot::Send::record(tracer, truck, true);
  depot::Take::record(tracer, fields("truck", ModelValue{"t1"}, "urgent", true));
  depot::Send(tracer, truck, true).record();
  depot::Take(tracer, fields("truck", ModelValue{"t1"}, "urgent", true)).record();
  depot::class_::record(tracer);
  depot::Step(tracer, 3).after(depot::int_, 0).record();
  depot::Step::record(tracer, UINT64_MAX);
#if WRONG == 1
  depot::Fil(tracer, "t1", 2).record();
#elif WRONG == 2
  depot::Fill(tracer, "t1").record();
#elif WRONG == 3
  depot::Fill(tracer, 2, "t1").record();
#elif WRONG == 4
  depot::Send(tracer, "t1", 1).record();
#elif WRONG == 5
  depot::Drive(tracer, depot::Atom::awya, "t1").record();
#elif WRONG == 6
  depot::Fill(tracer, "t1", 2).after(depot::loda["t1"], 2).record();
#elif WRONG == 7
  depot::Fill(tracer, "t1", 2).after("load", 2).record();
#elif WRONG == 8
  depot::Fill(tracer, "t1", 2.5).record();
#elif WRONG == 9
  depot::Fill(tracer, "t1", L'2').record();
#endif
  return tracer.status().ok ? 0 : 1;
}
