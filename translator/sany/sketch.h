// What is known of the texts that SANY read: where things stand in them, and how they are written.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "translator/sany/document.h"
#include "translator/syntax/parse.h"

namespace trestle::sany {

// One .tla file, with the lines and columns that it had. What is not known is blank.
struct Sketch {
  std::shared_ptr<const Source> source;
  std::vector<uint32_t> lines;      // where each begins
  std::vector<std::string> words;   // as ast::Module::words

  Span span(const Place& place) const;
};

// By file, without .tla. Their sources are named after `folder`.
std::map<std::string, Sketch, std::less<>> sketch(const Document& document, const std::string& folder,
                                                   const syntax::Limits& limits);

// B!Own!Op in its parts: B, Own, Op. An operator symbol has no parts.
std::vector<std::string_view> parts_of_name(std::string_view name);

}  // namespace trestle::sany
