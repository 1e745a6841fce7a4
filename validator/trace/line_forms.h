// Lines that are alike: a log repeats a few forms of line, of which only numbers, names and truth values differ.
//
// A line of a known form is not parsed. Its text between the values is compared, the values are taken, and the event is
// the one that such a line made before, with these values in it. Whatever is not exactly so is read the long way.
//
// Where a text takes few values, as the names of nodes do, each is part of a form of its own: what such lines mean is
// then found out once (expectation.h). Where it takes many, or where there would be too many forms, it is a value.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
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
  // The event of the line that the text begins with, but for its file, line, arrival and gap, and how many bytes the line
  // has with its end; null when it has no known form, or no end in the text. `warnings` are those that its form causes.
  std::unique_ptr<Event> match(std::string_view text, size_t& bytes, const std::vector<std::string>*& warnings);
  // Remembers the form of a line that was read as `event`.
  void learn(std::string_view line, const Event& event, Nodes& nodes, FormReading reading);
  // An event that was made by match() and is not needed any more; false when it is none, or there are enough.
  bool reuse(std::unique_ptr<Event>& event);

 private:
  enum class Then : uint8_t { Text, String, Integer, Boolean };
  enum class Role : uint8_t { Value, Seq, Time, Until, Order, Clock };
  struct Hole {
    uint32_t node;  // in the event's data
    Role role;
    uint32_t clock_node;
  };
  struct Known {
    Event event;
    std::vector<std::string> warnings;
    std::vector<Hole> holes;  // in the order of the text
    std::vector<std::unique_ptr<Event>> spare;
  };
  static constexpr uint32_t kNone = UINT32_MAX;
  // What may follow a step: a text with this first byte, or a value.
  struct Branch {
    char head;
    uint32_t step;
  };
  // A piece of text, or a value. No two texts that may follow a step begin alike.
  struct Step {
    Then then = Then::Text;
    uint32_t form = kNone;  // when the line ends here
    std::string text = {};
    std::vector<Branch> next = {};
  };
  struct Found {
    std::string_view text;
    int64_t number;
  };
  // Where a form may have a text for a value: what is written before it, but for such texts.
  struct Place {
    std::vector<std::string> values;  // that were met there
    bool open = false;                // they are too many
  };
  using Prefix = uint64_t;  // a hash; when two are equal, what is still a name may be taken for a value

  static constexpr size_t kMostForms = 1024, kMostSteps = 16384, kMostTries = 8192;
  static constexpr size_t kMostSpare = 4;  // of each form
  static constexpr size_t kMostNames = 32, kLongestName = 64;
  static constexpr size_t kMostPlainNodes = 128;  // an event with more has a list in it, perhaps of a length of its own

  bool fill(Event& event, const Known& known);
  bool take(std::string_view line, size_t& at, Then kind);
  void collect(const Data& raw, uint32_t node, std::vector<Hole>& holes) const;
  void collect_member(const Data& raw, uint32_t key, Nodes& nodes, std::string_view order_member,
                      std::vector<Hole>& holes) const;
  void keep_names(std::string_view line, std::vector<Hole>& holes);
  bool make_room();
  void forget();
  uint32_t after(uint32_t step, std::string_view text);
  uint32_t after(uint32_t step, Then kind);
  uint32_t add(uint32_t step, Step made);

  std::vector<Step> steps_ = std::vector<Step>(1);  // the first is where every line begins
  std::vector<Known> known_;
  std::vector<Found> found_;  // in the line at hand
  std::unordered_map<Prefix, Place> places_;
  std::unordered_set<size_t> met_;  // how many nodes the events had that were too long to be learned when met first
  size_t tries_ = 0;
  Data raw_;
  std::vector<JsonSpan> spans_;
};

}  // namespace trestle::trace
