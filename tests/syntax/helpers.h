// What the tests of this folder ask the parser.
#pragma once

#include <memory>
#include <string>

#include "translator/syntax/parse.h"

namespace trestle::syntax {

// An expression's tree on one line, or the diagnostics.
inline std::string tree(const std::string& text) {
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>("e", text);
  auto module = parse_expression(source, "e", {}, diagnostics);
  if (!module) return render(diagnostics);
  std::string printed = print(*module->units[0]->body), flat;
  for (char c : printed) {
    if (c == '\n') c = ' ';
    if (c != ' ' || flat.back() != ' ') flat += c;
  }
  return flat;
}

// The kind of the first error in the text of a module, "none" when there is none.
inline std::string first_error(const std::string& text, Limits limits = {}) {
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>("t.tla", text);
  auto module = parse(source, diagnostics, limits);
  if (module) return "none";
  return std::string(name(diagnostics.all().at(0).kind));
}

inline std::string in_module(const std::string& units) { return "---- MODULE t ----\n" + units + "\n====\n"; }

}  // namespace trestle::syntax
