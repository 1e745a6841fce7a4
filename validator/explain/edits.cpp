#include "validator/explain/edits.h"

namespace trestle::explain {
namespace {

std::string named(const explore::Window& window, size_t event) {
  const explore::WindowEvent& named = window.events[event];
  return trace::to_string(named.event) + " (" + window.short_text(named.place) + ")";
}

}  // namespace

std::string_view to_string(EditKind kind) {
  switch (kind) {
    case EditKind::Repeated: return "repeated";
    case EditKind::Field: return "field";
    case EditKind::Swapped: return "swapped";
    case EditKind::Missing: return "missing";
    case EditKind::Bound: return "bound";
    case EditKind::Moved: return "moved";
    case EditKind::Superfluous: return "superfluous";
    case EditKind::Replaced: return "replaced";
  }
  return "";
}

namespace {

struct Said {
  std::string_view name, told;
};
constexpr Said kCauses[] = {
#define CAUSE(name, text, told) {text, told},
#include "validator/explain/causes.def"
};

}  // namespace

std::string_view to_string(Cause cause) { return kCauses[static_cast<size_t>(cause)].name; }

std::string_view told(Cause cause) { return kCauses[static_cast<size_t>(cause)].told; }

std::string as_step(const trace::Event& event) {
  std::string text;
  for (const trace::Argument& argument : event.arguments) {
    text += (text.empty() ? "(" : ", ") + trace::to_short_tla(event.value(argument.value), 60);
  }
  return std::string(event.name()) + text + (text.empty() ? "" : ")");
}

std::string Edit::text(const explore::Window& window) const {
  const std::string at = named(window, event);
  switch (kind) {
    case EditKind::Repeated:
      return at + " is there twice: " + window.short_text(window.events[other].place) + " says it";
    case EditKind::Field: return field + " should be " + expected + ", not " + logged + ", in " + at;
    case EditKind::Swapped: return at + " and " + named(window, other) + " have changed places";
    case EditKind::Missing: return step + (two ? " are" : " is") + " missing before " + at;
    case EditKind::Bound:
      if (step.empty()) return "one hidden step more than max_hidden = " + std::to_string(at_most) + " allows came before " + at;
      return step + " happened once more than at_most = " + std::to_string(at_most) + " allows, before " + at;
    case EditKind::Moved: return at + " belongs " + (later ? "after " : "before ") + named(window, other);
    case EditKind::Superfluous: return at + " did not happen";
    case EditKind::Replaced:
      if (step == as_step(window.events[event].event)) return step + " happened, but not as it is shown by " + at;
      return step + " happened, and not " + at;
  }
  return {};
}

}  // namespace trestle::explain
