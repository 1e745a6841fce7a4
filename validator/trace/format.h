// Logs in other shapes than Trestle's own, and how each is read: what such a JSON text says, as lines of Trestle's
// format (docs/formats/presets.md). Everything behind this knows one format only.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "validator/trace/datum.h"

namespace trestle::trace {

enum class Format : uint8_t {
#define TRESTLE_TRACE_FORMAT(id, name, document, about) id,
#include "validator/trace/formats.def"
};

std::string_view name(Format format);
std::optional<Format> format_named(std::string_view name);
const std::vector<std::string>& format_names();  // for the command line

// Some of its files are one JSON text that spans lines, not one a line.
bool is_document(Format format);

// The format that a file's first JSON text is in, by the members that only this one has; Trestle's own otherwise.
Format format_of(Datum text);

// Calls `event` with each line, in Trestle's format, that a text in another format says. What is no event (a message of
// another logger) is passed over. Returns what is wrong with it, or nothing.
std::string translate(Format format, Datum text, const std::function<void(const Data& line)>& event);

}  // namespace trestle::trace
