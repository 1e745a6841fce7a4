// The elements of SANY's XML: what a reference refers to, where a node stands in the text, and what is wrong with it.
#pragma once

#include <compare>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <pugixml.hpp>

#include "translator/diagnostics/diagnostic.h"

namespace trestle::sany {

// An element that is not as it should be. Outlives the document.
struct Wrong {
  Wrong(pugi::xml_node at, std::string message, std::string expected,
        DiagnosticKind kind = DiagnosticKind::SyntaxError);
  std::string path;  // of the element; empty when there is none
  ptrdiff_t offset;  // in the text; negative when it is not known
  size_t length;
  std::string message;
  std::string expected;
  DiagnosticKind kind;
};

struct Point {
  uint32_t line = 0, column = 0;  // from 1; a line of 0 is nowhere
  auto operator<=>(const Point&) const = default;
};

// A <location>: from `begin` to `end`, which is the last character's, of a file (without .tla).
struct Place {
  std::string_view file;
  Point begin, end;
  bool contains(const Place& other) const {
    return file == other.file && begin <= other.begin && other.end <= end;
  }
  // The length of what stands on one line; 0 over several.
  uint32_t width() const { return begin.line == end.line ? end.column + 1 - begin.column : 0; }
  friend bool operator==(const Place&, const Place&) = default;
};

std::string path(pugi::xml_node node);                              // modules/context/entry[UID=7]/OpDeclNode
std::string_view text(pugi::xml_node node, const char* child);      // of a child that must be there
uint32_t number(pugi::xml_node node, const char* child);            // likewise
pugi::xml_node need(pugi::xml_node node, const char* child);        // likewise
pugi::xml_node after(pugi::xml_node child);                         // the next element; null after the last one
pugi::xml_node first(pugi::xml_node node);                          // the first element but <location> and <level>
pugi::xml_node only(pugi::xml_node node, std::string_view expected);  // as first(), and there must be one
bool is(pugi::xml_node node, std::string_view name);
Place place(pugi::xml_node node);                                   // nowhere, when it has no <location>

// Whether an INSTANCE statement made a definition: it stands where that does, and its body elsewhere.
bool is_instance_made(pugi::xml_node definition);

class Document {
 public:
  explicit Document(const Source& xml);  // throws Wrong
  pugi::xml_node root() const { return root_; }
  pugi::xml_node entry(pugi::xml_node reference) const;  // what <NameRef><UID>7</UID></NameRef> stands for
  const std::vector<pugi::xml_node>& modules() const { return modules_; }  // every ModuleNode
  // Whether a definition is a module's, as opposed to a LET's.
  bool is_of_module(uint32_t definition) const { return of_modules_.count(definition) != 0; }
  // The name of the INSTANCE statement that has this formal parameter; empty when it is no such statement's.
  std::string_view instance_with(uint32_t parameter) const;

 private:
  pugi::xml_document document_;
  pugi::xml_node root_;
  std::unordered_map<uint32_t, pugi::xml_node> entries_;  // by UID
  std::vector<pugi::xml_node> modules_;
  std::unordered_map<uint32_t, std::string_view> instances_;  // by the UID of a parameter
  std::unordered_set<uint32_t> of_modules_;                   // UIDs of definitions
};

uint32_t uid(pugi::xml_node reference);

}  // namespace trestle::sany
