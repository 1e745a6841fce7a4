#include "translator/diagnostics/diagnostic.h"

#include <algorithm>
#include <utility>

namespace trestle {
namespace {

struct KindInfo {
  std::string_view name;
  int exit_code;
};

constexpr KindInfo kKinds[] = {
#define TRESTLE_DIAGNOSTIC(name, code, summary) {#name, code},
#include "translator/diagnostics/kinds.def"
};

struct Style {
  std::string_view name;
  std::string_view color;
};

Style style(Severity severity) {
  switch (severity) {
    case Severity::Error: return {"error", "\x1b[1;31m"};
    case Severity::Warning: return {"warning", "\x1b[1;35m"};
    case Severity::Note: break;
  }
  return {"note", "\x1b[1;36m"};
}

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kReset = "\x1b[0m";

// Lines longer than this are shown in part, around the caret: generated files have lines of megabytes.
constexpr size_t kLineWidth = 160;

bool starts_code_point(std::string_view text, size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

// What would disturb a terminal is shown as '?'; tabs stay, so that the caret line can repeat them.
std::string printable(std::string_view text) {
  std::string shown(text);
  for (char& c : shown) {
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F) c = '?';
  }
  return shown;
}

}  // namespace

std::string_view name(DiagnosticKind kind) { return kKinds[static_cast<size_t>(kind)].name; }

int exit_code(DiagnosticKind kind) { return kKinds[static_cast<size_t>(kind)].exit_code; }

void Diagnostics::error(DiagnosticKind kind, Span span, std::string message, std::string hint) {
  all_.push_back({kind, Severity::Error, span, std::move(message), std::move(hint)});
  ++errors_;
}

void Diagnostics::warning(DiagnosticKind kind, Span span, std::string message, std::string hint) {
  all_.push_back({kind, Severity::Warning, span, std::move(message), std::move(hint)});
}

std::string excerpt(const Span& span, std::string_view color, std::string_view reset) {
  Position at = span.source->position(span.begin);
  std::string_view line = span.source->line(at.line);
  size_t begin = 0;  // by the column, since the line may be another source's
  for (uint32_t column = 1; column < at.column && begin < line.size(); ++column) {
    do ++begin;
    while (begin < line.size() && !starts_code_point(line, begin));
  }
  size_t end = std::clamp<size_t>(begin + (span.end - span.begin), begin, line.size());

  std::string_view before, after;
  if (line.size() > kLineWidth) {
    size_t from = begin > kLineWidth / 2 ? begin - kLineWidth / 2 : 0;
    while (from > 0 && !starts_code_point(line, from)) --from;
    size_t to = std::min(line.size(), from + kLineWidth);
    while (to < line.size() && !starts_code_point(line, to)) ++to;
    if (from > 0) before = "...";
    if (to < line.size()) after = "...";
    line = line.substr(from, to - from);
    begin = std::min(begin - from, line.size());  // text that is no UTF-8 may end before it
    end = std::clamp(end - from, begin, line.size());
  }

  std::string number = std::to_string(at.line);
  std::string gutter(std::max<size_t>(number.size(), 5), ' ');
  std::string indent(before.size(), ' ');
  for (char c : line.substr(0, begin)) {
    if (c == '\t') {
      indent += '\t';
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      indent += ' ';
    }
  }
  std::string carets(std::max<size_t>(code_points(line.substr(begin, end - begin)), 1), '^');

  std::string out;
  out += gutter.substr(number.size()) + number + " | ";
  out.append(before).append(printable(line)).append(after) += "\n";
  out += gutter + " | " + indent;
  out.append(color).append(carets).append(reset) += "\n";
  return out;
}

std::string render(const Diagnostic& diagnostic, bool color) {
  auto [severity, shade] = style(diagnostic.severity);
  std::string_view bold = color ? kBold : std::string_view{};
  std::string_view reset = color ? kReset : std::string_view{};
  if (!color) shade = {};

  std::string out;
  if (diagnostic.span) out.append(bold).append(to_string(diagnostic.span)).append(": ").append(reset);
  out.append(shade).append(severity).append(": ").append(reset);
  out.append(bold).append(diagnostic.message).append(reset);
  out.append(" [").append(name(diagnostic.kind)).append("]\n");
  if (diagnostic.span) out += excerpt(diagnostic.span, shade, reset);
  if (!diagnostic.hint.empty()) out.append(diagnostic.span ? "      = " : "  = ").append(diagnostic.hint) += "\n";
  return out;
}

std::string render(const Diagnostics& diagnostics, bool color) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.all()) out += render(diagnostic, color);
  return out;
}

}  // namespace trestle
