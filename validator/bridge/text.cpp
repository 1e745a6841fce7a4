// What TLC prints of a behavior, plain or with -tool, as it came out of TLC or out of a ticket, a mail, a CI log.
#include <algorithm>
#include <charconv>

#include "translator/runtime/context.h"
#include "validator/bridge/readers.h"

namespace trestle::bridge {

using End = explore::Behavior::End;

namespace {

bool letter_or_digit(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool all_blank(std::string_view text) { return std::all_of(text.begin(), text.end(), is_blank); }
std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// What a logger put before each line. Letters and digits change from line to line, and how many blanks there are; the
// rest does not.
class Prefix {
 public:
  Prefix() = default;
  explicit Prefix(std::string_view text) : text_(text) {}
  // How much of a line it is; nothing when the line does not begin so.
  std::optional<size_t> length(std::string_view line) const {
    size_t at = 0;
    for (size_t i = 0; i < text_.size(); ++i) {
      const auto same_class = [&](char c) {
        return std::isdigit(static_cast<unsigned char>(text_[i])) ? std::isdigit(static_cast<unsigned char>(c)) != 0
                                                                  : std::isalpha(static_cast<unsigned char>(c)) != 0;
      };
      if (is_blank(text_[i])) {
        while (at < line.size() && is_blank(line[at])) ++at;
        while (i + 1 < text_.size() && is_blank(text_[i + 1])) ++i;
      } else if (letter_or_digit(text_[i])) {
        if (at >= line.size() || !same_class(line[at])) return {};
        while (at < line.size() && same_class(line[at])) ++at;
        while (i + 1 < text_.size() && same_class(text_[i + 1])) ++i;
      } else {
        if (at >= line.size() || line[at] != text_[i]) return {};
        ++at;
      }
    }
    return at;
  }
  bool empty() const { return text_.empty(); }

 private:
  std::string_view text_;
};

struct Heading {
  enum class Kind { State, Stuttering, BackTo } kind = Kind::State;
  size_t number = 0;
  size_t prefix = 0;      // what stands before it
  std::string_view rest;  // behind the colon
};

std::optional<size_t> read_number(std::string_view text, size_t& at) {
  size_t number = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
  if (error != std::errc()) return {};
  at = end - text.data();
  return number;
}

// "Back to state 2: <...>", "Back to state: <...>", "2: Back to state: <...>" as -tool has it.
std::optional<Heading> read_back(std::string_view line, std::optional<size_t> numbered) {
  constexpr std::string_view kBack = "Back to state";
  const size_t found = line.find(kBack);
  if (found == line.npos) return {};
  Heading heading{.kind = Heading::Kind::BackTo, .number = numbered.value_or(0), .prefix = found, .rest = {}};
  size_t at = found + kBack.size();
  if (at < line.size() && line[at] == ' ') {
    ++at;
    if (const auto number = read_number(line, at)) heading.number = *number;
  }
  if (heading.number == 0) return {};
  heading.rest = line.substr(std::min(at, line.size()));
  return heading;
}

// `message`: a -tool message of a state, whose heading has no "State".
std::optional<Heading> read_heading(std::string_view line, bool message) {
  constexpr std::string_view kState = "State ";
  size_t found = line.find(kState);
  if (found == line.npos) found = line.find("STATE ");
  size_t at = found;
  const size_t first = line.find_first_not_of(" \t");
  // "State " may also stand in a string of a step's argument.
  if (message && (found == line.npos || (first < found && std::isdigit(static_cast<unsigned char>(line[first]))))) {
    if (first == line.npos) return {};
    found = at = first;
  } else {
    if (found == line.npos) return read_back(line, {});
    if (found > 0 && letter_or_digit(line[found - 1])) return {};
    at = found + kState.size();
  }
  const auto number = read_number(line, at);
  if (!number || at >= line.size() || line[at] != ':') return read_back(line, {});
  const std::string_view rest = trimmed(line.substr(at + 1));
  if (message && rest.starts_with("Back to state")) return read_back(rest, number);
  if (rest.starts_with("Stuttering"))
    return Heading{.kind = Heading::Kind::Stuttering, .number = *number, .prefix = found, .rest = rest};
  if (!rest.empty() && rest.front() != '<') return {};
  return Heading{.kind = Heading::Kind::State, .number = *number, .prefix = found, .rest = rest};
}

bool in_string(std::string_view line, size_t at) {
  bool quoted = false;
  for (size_t i = 0; i < at; ++i) {
    if (quoted && line[i] == '\\') {
      ++i;
    } else if (line[i] == '"') {
      quoted = !quoted;
    }
  }
  return quoted;
}

// Lines that end a state even when no blank line does. What a value's string says ends none.
bool ends_state(std::string_view line) {
  const auto says = [&](std::string_view text) {
    const size_t at = line.find(text);
    return at != line.npos && !in_string(line, at);
  };
  return line.starts_with("Error: ") || line.starts_with("Finished in ") || line.starts_with("Progress(") ||
         says("states generated, ") || says("@!@!@");
}

class TextReader {
 public:
  TextReader(const std::string& file, std::string_view text) : file_(file), text_(text), values_(context_) {}

  std::vector<RecordedBehavior> read() {
    for (size_t at = 0; at < text_.size();) {
      const size_t end = std::min(text_.find('\n', at), text_.size());
      ++line_;
      line(text_.substr(at, end - at));
      at = end + 1;
    }
    if (open_) close_state(true);
    finish();
    if (without_end()) claim_nothing();
    if (behaviors_.empty()) {
      std::string what = "there is no behavior in it: no line like \"State 1: <Initial predicate>\"";
      if (claim_) {
        what = "there is no behavior in it; it says " + std::string(to_string(claim_->verdict)) +
               (claim_->violated.empty() ? "" : ": " + claim_->violated);
      } else if (!said_.empty()) {
        what = "there is no behavior in it; it says: " + said_;
      }
      refuse(file_, 0, what);
    }
    return std::move(behaviors_);
  }

 private:
  // A whole log of TLC's, of which the last line is missing.
  bool without_end() const { return began_ && !ended_; }

  // States may be missing, too.
  void claim_nothing() {
    if (behaviors_.empty() || !behaviors_.back().verdict || behaviors_.back().end != End::Finite) return;
    behaviors_.back().verdict.reset();
    behaviors_.back().violated.clear();
    behaviors_.back().notes.push_back("the file is cut off: TLC's last line is missing, so what is said of the behavior is not judged");
  }

  void line(std::string_view raw) {
    ours_ = ours_ || (!open_ && read_headline(raw).has_value());
    const auto prefix = prefix_.length(raw);
    // A value has strings, in which anything may be.
    const auto stands = [&](size_t at) {
      const size_t before = prefix.value_or(0);
      return at != raw.npos && !(open_ && at > before && in_string(raw.substr(before), at - before));
    };
    began_ = began_ || stands(raw.find("TLC2 Version "));
    ended_ = ended_ || stands(raw.find("Finished in "));
    if (const size_t start = raw.find("@!@!@STARTMSG "); stands(start)) {
      if (open_) close_state(false);
      size_t at = start + std::string_view("@!@!@STARTMSG ").size();
      const size_t code = read_number(raw, at).value_or(0);
      message_ = code == 2217 || code == 2218 || code == 2122;
      error_ = raw.find(":1 @!@!@", at) != raw.npos;
      prefix_ = Prefix(raw.substr(0, start));
      return;
    }
    if (stands(raw.find("@!@!@ENDMSG "))) {
      if (open_) close_state(false);
      message_ = false;
      return;
    }
    std::string_view content = raw;
    if (prefix) content.remove_prefix(*prefix);
    const std::string_view text = trimmed(content);
    const bool conjunct = open_ && (text.starts_with("/\\") || text.starts_with("* /\\"));  // the star is for what changed
    const bool numbered = !open_ && (message_ || text.starts_with("1: <Initial predicate>"));
    const std::string_view searched = numbered ? content : raw;
    // Elsewhere in our own text, in strings and where it explains, what reads like a heading is none.
    const bool none = conjunct || (ours_ && !raw.starts_with("State ") && !raw.starts_with("Back to state "));
    auto heading = none ? std::nullopt : read_heading(searched, numbered);
    if (heading) heading->prefix += raw.size() - searched.size();
    if (heading && stands(heading->prefix)) return start(*heading, raw);
    if (open_) {
      if (!prefix && !prefix_.empty()) return;  // of another logger
      if (!all_blank(content) && !ends_state(content)) {
        body_.append(content).append("\n");
        ++body_lines_;
        return;
      }
      if (!(all_blank(content) && body_lines_ == 0)) close_state(false);
      if (all_blank(content)) return;
    }
    const size_t error = raw.find("Error: ");
    if (said_.empty() && (error != raw.npos || error_)) said_ = trimmed(error != raw.npos ? raw.substr(error + 7) : content);
    const auto claim = read_claim(error != raw.npos ? raw.substr(error) : trimmed(content));
    if (!claim) return;
    if (!claim_) claim_ = claim;  // a second one says less
    if (raw.find("by the initial state") == raw.npos) return;
    new_behavior();  // its only state follows, without a heading
    whole_ = true;
    prefix_ = Prefix(raw.substr(0, error != raw.npos ? error : 0));
    open({});
  }

  void start(const Heading& heading, std::string_view raw) {
    if (open_) close_state(false);
    switch (heading.kind) {
      case Heading::Kind::Stuttering:
        if (!current_.states.empty()) current_.end = End::Stuttering;
        return;
      case Heading::Kind::BackTo:
        if (heading.number > current_.states.size())
          refuse(file_, line_, "there is no state " + std::to_string(heading.number) + " to go back to");
        current_.end = End::BackTo;
        current_.back_to = heading.number - 1;
        current_.back_action = read_header(heading.rest, values_);
        return;
      case Heading::Kind::State: break;
    }
    if (heading.number <= current_.states.size() || current_.states.empty()) new_behavior();
    if (heading.number != current_.states.size() + 1) {
      refuse(file_, line_,
             "state " + std::to_string(heading.number) + " follows state " + std::to_string(current_.states.size()));
    }
    prefix_ = Prefix(raw.substr(0, heading.prefix));
    open(heading.rest);
  }

  void open(std::string_view header) {
    open_ = true;
    body_.clear();
    body_lines_ = 0;
    heading_line_ = line_;
    state_ = {.variables = {}, .action = read_header(header, values_), .line = line_};
  }

  void close_state(bool at_end) {
    open_ = false;
    const std::string number = std::to_string(current_.states.size() + 1);
    try {
      state_.variables = read_conjuncts(body_, context_, values_, passed_over_,
                                         current_.states.empty() ? nullptr : &current_.states.back().variables);
    } catch (const ValueError& error) {
      const size_t line = heading_line_ + line_of(body_, error.offset);
      if (!at_end) refuse(file_, line, std::string(error.what()) + ", in state " + number);
      cut_off(number, line);
      return;
    }
    if (at_end && !current_.states.empty() && (!fewer_ || without_end()) &&
        state_.variables.size() < current_.states.front().variables.size()) {
      cut_off(number, heading_line_);
      return;
    }
    if (!current_.states.empty() && state_.variables.size() < current_.states.front().variables.size()) fewer_ = true;
    if (current_.states.empty()) state_.action = {};  // of a simulation it is Init's name
    current_.states.push_back(std::move(state_));
  }

  // What the file says is violated is so in a state that is not there.
  void cut_off(const std::string& number, size_t line) {
    current_.notes.push_back("the file is cut off in state " + number + ", which is left out (" + file_ + ":" +
                             std::to_string(line) + ")");
    current_.verdict.reset();
    current_.violated.clear();
  }

  void new_behavior() {
    finish();
    if (claim_) current_.verdict = claim_->verdict, current_.violated = claim_->violated;
    claim_.reset();
    whole_ = false;
  }

  void finish() {
    if (current_.states.empty()) return;
    if (fewer_) complete();
    look_at_first();
    if (passed_over_ > 0) {
      current_.notes.push_back(std::to_string(passed_over_) +
                               " lines among the states belong to none and were passed over");
    }
    behaviors_.push_back(std::move(current_));
    current_ = {};
    fewer_ = false;
    passed_over_ = 0;
  }

  // -difftrace leaves out the first of two states where the second violates an invariant, and all but the first under
  // ALIAS. (TLC says "by the initial state" where there is but one.)
  void look_at_first() {
    const auto& states = current_.states;
    if (states.front().variables.empty()) {
      if (states.size() == 1 || states[1].variables.empty())
        refuse(file_, states.front().line, "state 1 has no variables");
      current_.notes.push_back("state 1 does not show its variables (-difftrace)");
    }
    const bool of_states = current_.verdict == explore::Verdict::InvariantViolated ||
                           current_.verdict == explore::Verdict::PropertyViolated;
    if (states.size() > 1 || current_.end != End::Finite || whole_ || !of_states) return;
    current_.notes.push_back("only state 1 is there, which is not said to violate " + current_.violated);
    current_.verdict.reset();
    current_.violated.clear();
  }

  // With -difftrace a state shows what changed: the rest is as before. But of a violated invariant TLC compares the
  // state before the last with the one two before it (TLCTrace.printTrace), and shows the last one whole. There a
  // variable is left out when that cannot be told.
  void complete() {
    auto& states = current_.states;
    const bool doubtful = states.size() > 3 && current_.verdict != explore::Verdict::Deadlock &&
                          states.back().variables.size() == states.front().variables.size();
    for (size_t i = 1; i < states.size(); ++i) {
      const bool here = doubtful && i + 2 == states.size();
      const NamedValues& before = states[i - 1].variables;
      const NamedValues& two_before = here ? states[i - 2].variables : before;
      const bool shows_too_much = here && std::any_of(before.begin(), before.end(), [&](const auto& other) {
                                    const auto* value = named(states[i].variables, other.first);
                                    return value != nullptr && same(*value, other.second);
                                  });
      NamedValues all;
      for (const auto& [name, value] : before) {
        const runtime::Value* shown = named(states[i].variables, name);
        const runtime::Value* earlier = named(two_before, name);
        if (shown != nullptr) {
          all.emplace_back(name, *shown);
        } else if (earlier != nullptr && (same(*earlier, value) || shows_too_much)) {
          all.emplace_back(name, *earlier);
        } else {
          current_.notes.push_back("state " + std::to_string(i + 1) + " does not show " + name +
                                   ", and -difftrace leaves open whether it is as in state " + std::to_string(i) +
                                   " or " + std::to_string(i - 1));
        }
      }
      for (const auto& [name, value] : states[i].variables)
        if (named(all, name) == nullptr) all.emplace_back(name, value);
      states[i].variables = std::move(all);
    }
    current_.notes.push_back("states show only what changed (-difftrace): the other variables are as before");
  }
  const std::string& file_;
  std::string_view text_;
  runtime::Context context_;
  ValueText values_;
  size_t line_ = 0, heading_line_ = 0, passed_over_ = 0, body_lines_ = 0;
  bool open_ = false, message_ = false, fewer_ = false;
  bool ours_ = false;  // what trestle prints, as it stands
  bool began_ = false, ended_ = false;
  bool error_ = false;  // within a message of an error
  bool whole_ = false;  // the first state is all there is
  Prefix prefix_;
  std::string body_;
  RecordedState state_;
  RecordedBehavior current_;
  std::string said_;            // its first error
  std::optional<Claim> claim_;  // met, and of the behavior to come
  std::vector<RecordedBehavior> behaviors_;
};

}  // namespace

std::optional<Format> sniff_text(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const auto heading = read_heading(trimmed(text.substr(at, end - at)), false);
    if (heading && heading->kind == Heading::Kind::State)
      return heading->rest.empty() && heading->prefix == 0 ? Format::Dump : Format::Text;
    at = end + 1;
  }
  // Nothing but an error, or a state that has no heading.
  for (size_t at = text.find("Error: "); at != text.npos; at = text.find("Error: ", at + 1)) {
    if (read_claim(text.substr(at, text.find('\n', at) - at))) return Format::Text;
  }
  if (text.find("TLC2 Version ") != text.npos) return Format::Text;  // that found nothing
  return {};
}

std::vector<RecordedBehavior> read_text(std::string_view bytes, const std::string& file) {
  if (bytes.substr(0, 4096).find('\0') != bytes.npos) refuse(file, 0, "this is no text in UTF-8");
  TextReader reader(file, bytes);
  return reader.read();
}

}  // namespace trestle::bridge
