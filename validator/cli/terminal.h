// What depends on where the output goes: color, width, progress, interruption.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>

#include "validator/explore/check.h"
#include "validator/explore/validate.h"
#include "validator/report/text.h"

namespace trestle::cli {

// Color and width of standard output.
report::TextOptions text_options();
bool color_on_errors();

// Progress on standard error: once a second in place on a terminal, a line each minute otherwise.
std::chrono::milliseconds progress_interval();
std::function<void(const explore::Progress&)> progress_printer();
std::function<void(const explore::ValidateProgress&)> validate_progress_printer();
void clear_progress();  // before anything else is written

// Set by Ctrl-C or a termination signal; a second one ends the process at once.
const std::atomic<bool>* interruption();

// Writes all of `text` to standard output or standard error.
void write_out(const std::string& text);
void write_error(const std::string& text);

// Whether all of `text` is in that file now; says so on standard error when not.
bool write_file(const std::string& path, const std::string& text);
// Of a verdict that was told, when files that were asked for were written or not: what is not ok goes before.
int code_unless_unwritten(int code, bool written);

}  // namespace trestle::cli
