// Lines that are alike: a log repeats a few forms of line, of which only numbers, names and truth values differ.
//
// A line of a known form is not parsed. Its text between the values is compared, the values are taken, and the event is
// the one that such a line made before, with these values in it. Whatever is not exactly so is read the long way.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "validator/trace/event.h"
#include "validator/trace/json.h"

namespace trestle::trace {

class Nodes;

// What learning needs to know of how the line was read.
struct FormReading {
  std::string_view order_member;      // of lines; when it is a number, Event::order
  std::vector<std::string> warnings;  // that every line of this form causes
};

class LineForms {
 public:
  struct Form {
    Event event;
    std::vector<std::string> warnings;
  };

  // Fills `event`, but for its file, line, arrival and gap; null when the line has no known form.
  const Form* match(std::string_view line, Event& event);
  // Remembers the form of a line that was read as `event`.
  void learn(std::string_view line, const Event& event, Nodes& nodes, FormReading reading);
  void forget();

 private:
  enum class Then : uint8_t { End, String, Integer, Boolean };
  enum class Role : uint8_t { Value, Seq, Time, Until, Order, Clock };
  struct Hole {
    uint32_t node;  // in the event's data
    Role role;
    uint32_t clock_node;
  };
  struct Known {
    Form form;
    std::vector<Hole> holes;  // in the order of the text
  };
  // Text of a form up to a value, or up to the line's end.
  struct Step {
    std::string text;
    Then then;
    uint32_t form = 0;                // at an End
    std::vector<uint32_t> next = {};  // what may follow
    size_t shared = 0;                // so many bytes all of these begin with
  };
  struct Found {
    std::string_view text;
    int64_t number;
  };

  static constexpr size_t kMostForms = 256, kMostSteps = 4096, kMostTries = 2048;

  bool take(std::string_view line, size_t& at, Then kind);
  void collect(const Data& raw, uint32_t node, std::vector<Hole>& holes) const;
  void collect_member(const Data& raw, uint32_t key, Nodes& nodes, std::string_view order_member,
                      std::vector<Hole>& holes) const;

  std::vector<Step> steps_ = {{.text = {}, .then = Then::End}};  // the first is where every line begins
  std::vector<Known> known_;
  std::vector<Found> found_;  // in the line at hand
  size_t tries_ = 0;
  Data raw_;
  std::vector<JsonSpan> spans_;
};

}  // namespace trestle::trace
