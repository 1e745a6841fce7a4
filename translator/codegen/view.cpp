// VIEW: what tells states apart, packed like a state.
#include <algorithm>

#include "translator/codegen/generator.h"
#include "translator/core/reads.h"

namespace trestle::codegen {

using core::Kind;

void Generator::view() {
  if (!spec_.view) return;
  if (spec_.symmetry) return leave("VIEW", Unsupported{"a view of a symmetric model's states"});
  if (const auto listed = core::listed_variables(*spec_.view->expr)) {
    std::vector<bool> changed(shapes_.size(), true);
    for (const uint32_t variable : *listed) changed[variable] = false;
    const cpp::Function f{"VIEW",
                          "void",
                          "identity",
                          {"const Word* state", "Word* view"},
                          {cpp::evaluate(cpp::call("keep<State::kWords>", {cpp::name("view"), cpp::name("state"),
                                                                           cpp::name(keep_mask(changed))}))}};
    functions_ += cpp::print(f) + "\n";
    unit_.identity = true;
    return;
  }
  try {
    nodes_ = 0;
    fresh_.clear();
    uint32_t bits = 0;
    for (const ShapeRef s : shapes_) bits += s->bits;
    const uint32_t words = std::max<uint32_t>(1, (bits + 63) / 64);
    const Term t = value(*spec_.view->expr, frame(spec_.view->frame));
    // The highest bit is left for views that do not fit (Native::identity).
    if (t.shape->dynamic || t.shape->bits > words * 64 - 1) throw Unsupported{"a view that is larger than a state"};
    cpp::Function f{"VIEW", "void", "identity", {"const Word* state", "Word* view"}, {}};
    const Block packed{
        cpp::evaluate(cpp::call(descriptor(t.shape, "View") + "::pack", {cpp::name("view"), cpp::integer(0), t.code}))};
    read_used("s", cpp::names(packed), f.body);
    f.body.push_back(cpp::evaluate(cpp::call("clear<State::kWords>", {cpp::name("view")})));
    f.body.insert(f.body.end(), packed.begin(), packed.end());
    functions_ += cpp::print(f) + "\n";
    unit_.identity = true;
    unit_.view = t.shape;
  } catch (const Unsupported& u) {
    leave("VIEW", u);
  }
}

}  // namespace trestle::codegen
