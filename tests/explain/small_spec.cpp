#include "tests/explain/small_spec.h"

#include <gtest/gtest.h>

#include "tests/trace/text_source.h"
#include "translator/core/lower.h"
#include "translator/evaluator/evaluator.h"
#include "translator/modules/resolve.h"
#include "translator/syntax/parse.h"
#include "validator/mapping/by_name.h"

namespace trestle::explain {
namespace {

constexpr const char* kSpec = R"(---- MODULE Boxes ----
EXTENDS Naturals
CONSTANT Limit
VARIABLES count, boxes

Init == count = 0 /\ boxes = [b \in {"left", "right"} |-> {}]

Add(n) ==
  /\ count + n <= Limit
  /\ count' = count + n
  /\ UNCHANGED boxes

Put(b, x) ==
  /\ x \notin boxes[b]
  /\ boxes' = [boxes EXCEPT ![b] = @ \cup {x}]
  /\ UNCHANGED count

Take(b, x) ==
  /\ count > 0
  /\ x \in boxes[b]
  /\ boxes' = [boxes EXCEPT ![b] = @ \ {x}]
  /\ count' = count - 1

Next ==
  \/ \E n \in 1..2 : Add(n)
  \/ \E b \in {"left", "right"}, x \in 1..3 : Put(b, x) \/ Take(b, x)
====
)";
constexpr const char* kConfig = "INIT Init NEXT Next CONSTANT Limit = 3";

}  // namespace

std::unique_ptr<runtime::Model> small_spec() {
  Diagnostics diagnostics;
  modules::FileLoader loader({});
  auto module = modules::resolve(loader, std::make_shared<const Source>("Boxes.tla", kSpec), diagnostics);
  auto config = syntax::parse_config(std::make_shared<const Source>("Boxes.cfg", kConfig), diagnostics);
  EXPECT_TRUE(module && config) << render(diagnostics);
  auto spec = core::lower(module, *config, diagnostics);
  EXPECT_TRUE(spec) << render(diagnostics);
  return evaluator::make_model(spec);
}

Held hold(const std::string& text, std::vector<std::string> stuttering) {
  return hold_files({text}, std::move(stuttering));
}

Held hold_files(const std::vector<std::string>& files, std::vector<std::string> stuttering, uint64_t recent) {
  Held held;
  held.model = small_spec();
  mapping::ByName mapping(held.model->signature(), {.hidden = {}, .stuttering = std::move(stuttering)});
  trace::Trace trace = trace::trace_of(files);
  explore::ValidateOptions options;
  options.recent = recent;
  options.keep_window = true;
  held.result = explore::validate(*held.model, trace, mapping, options);
  held.explained = explain(
      *held.model, held.result,
      [&](runtime::Context& context, const runtime::Word* state, runtime::ActionId action,
          runtime::Arguments arguments) { return evaluator::refusal(*held.model, context, state, action, arguments); });
  return held;
}

}  // namespace trestle::explain
