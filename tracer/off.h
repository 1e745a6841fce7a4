// The tracer's interface with nothing behind it, for programs that are built with TRESTLE_TRACER_OFF: what is called
// here leaves no code. Arguments are still expressions of the program: what they do besides having a value is done.
// Names differ from the tracer's by an inline namespace, so that files built with it and without it link.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tracer/options.h"

namespace trestle::tracer {
inline namespace off {

class Tracer;

class [[nodiscard]] Event {
 public:
  template <class Name, class T>
  constexpr Event& param(const Name&, const T&) {
    return *this;
  }
  template <class Where, class... T>
  constexpr Event& before(const Where&, const T&...) {
    return *this;
  }
  template <class Where, class... T>
  constexpr Event& after(const Where&, const T&...) {
    return *this;
  }
  constexpr Event& sends(std::string_view) { return *this; }
  constexpr Event& receives(std::string_view) { return *this; }
  constexpr bool record() { return true; }
  constexpr void cancel() {}
};

class Scoped : public Event {
 public:
  template <class Name>
  constexpr Scoped(Tracer&, const Name&) {}
};

class Tracer {
 public:
  constexpr Tracer() = default;
  explicit Tracer(const Options&) {}
  Tracer(const Tracer&) = delete;
  Tracer& operator=(const Tracer&) = delete;

  bool open(const Options&) { return true; }
  void close() {}
  template <class Name>
  constexpr Event event(const Name&) {
    return {};
  }
  template <class Name>
  constexpr Event event(const Name&, TraceId) {
    return {};
  }
  template <class Name>
  constexpr Event interval(const Name&) {
    return {};
  }
  template <class Name, class... Parameters>
  constexpr bool record(const Name&, const Parameters&...) {
    return true;
  }
  constexpr bool samples(TraceId) const { return false; }
  std::string stamp() const { return {}; }
  bool receive(std::string_view) { return true; }
  bool flush() { return true; }
  void pause() {}
  void resume() {}
  constexpr bool is_on() const { return false; }
  Status status() const { return {}; }
};

}  // namespace off
}  // namespace trestle::tracer
