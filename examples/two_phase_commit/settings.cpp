#include "settings.h"

#include <charconv>
#include <functional>
#include <iostream>
#include <sstream>

namespace two_phase_commit {
namespace {

// Spreads all bits of `x` over the result (the finaliser of splitmix64).
uint64_t mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

uint64_t mix_in(uint64_t hash, std::string_view text) {
  for (const char c : text) hash = mix(hash + static_cast<unsigned char>(c) + 0x9e3779b97f4a7c15u);
  return hash;
}

// A setting as text: how it is read, how it is written.
struct Setting {
  std::string name;
  std::string help;
  std::function<bool(Settings&, const std::string&)> read;
  std::function<std::string(const Settings&)> write;
};

template <class T>
Setting number(std::string name, T Settings::*member, std::string help) {
  return {std::move(name), std::move(help),
          [member](Settings& settings, const std::string& text) {
            const char* end = text.data() + text.size();
            const auto [stop, error] = std::from_chars(text.data(), end, settings.*member);
            return error == std::errc() && stop == end;
          },
          [member](const Settings& settings) { return std::to_string(settings.*member); }};
}

Setting yes_no(std::string name, bool Settings::*member, std::string help) {
  return {std::move(name), std::move(help),
          [member](Settings& settings, const std::string& text) {
            settings.*member = text == "yes";
            return text == "yes" || text == "no";
          },
          [member](const Settings& settings) { return settings.*member ? "yes" : "no"; }};
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

std::string join(const std::vector<std::string>& parts, char separator) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : std::string(1, separator)) + part;
  return text;
}

const std::vector<Setting>& all_settings() {
  static const std::vector<Setting> settings = {
      {"dir", "where logs and traces go",
       [](Settings& s, const std::string& text) {
         s.dir = text;
         return !text.empty();
       },
       [](const Settings& s) { return s.dir.string(); }},
      number("participants", &Settings::participants, "processes besides the coordinator"),
      number("transactions", &Settings::transactions, "how many, one after another"),
      number("seed", &Settings::seed, "of all choices"),
      number("no-votes", &Settings::no_votes, "percent: a participant votes no"),
      number("crashes", &Settings::crashes, "percent: a participant crashes"),
      number("losses", &Settings::losses, "percent: a Decision is lost"),
      number("lost-asks", &Settings::lost_asks, "percent: a Prepare is lost"),
      number("delays", &Settings::delays, "percent: a vote comes too late"),
      number("vote-timeout", &Settings::vote_timeout_ms, "ms: the coordinator's patience"),
      number("decision-timeout", &Settings::decision_timeout_ms, "ms: a participant's patience"),
      yes_no("sync", &Settings::sync, "logs reach the disk"),
      {"unlogged", "actions not in the trace, with commas: Timeout,Crash",
       [](Settings& s, const std::string& text) {
         s.unlogged = split(text, ',');
         return true;
       },
       [](const Settings& s) { return join(s.unlogged, ','); }},
  };
  return settings;
}

bool percentages_are_valid(const Settings& s) {
  for (const int percent : {s.no_votes, s.crashes, s.losses, s.lost_asks, s.delays}) {
    if (percent < 0 || percent > 100) return false;
  }
  return true;
}

}  // namespace

std::vector<std::string> Settings::node_names() const {
  std::vector<std::string> names;
  for (int i = 1; i <= participants; ++i) names.push_back("rm" + std::to_string(i));
  return names;
}

std::filesystem::path Settings::trace_file(std::string_view node) const {
  return dir / "traces" / (std::string(node) + ".ndjson");
}

std::filesystem::path Settings::log_file(std::string_view node) const {
  return dir / "logs" / (std::string(node) + ".log");
}

uint64_t Settings::choice(uint64_t bound, std::string_view what, std::string_view node, uint64_t tid,
                          uint64_t attempt) const {
  return mix(mix_in(mix_in(mix(seed), what), node) + mix(tid) + mix(mix(attempt))) % bound;
}

bool Settings::chance(int percent, std::string_view what, std::string_view node, uint64_t tid, uint64_t attempt) const {
  return choice(100, what, node, tid, attempt) < static_cast<uint64_t>(percent);
}

std::optional<Settings> parse_settings(const std::vector<std::string>& arguments) {
  Settings settings;
  for (size_t i = 0; i < arguments.size(); i += 2) {
    const Setting* found = nullptr;
    for (const Setting& setting : all_settings()) {
      if (arguments[i] == "--" + setting.name) found = &setting;
    }
    if (found == nullptr) {
      std::cerr << "unknown option " << arguments[i] << "\n";
      return std::nullopt;
    }
    if (i + 1 == arguments.size() || !found->read(settings, arguments[i + 1])) {
      std::cerr << arguments[i] << " needs a value: " << found->help << "\n";
      return std::nullopt;
    }
  }
  if (settings.dir.empty() || settings.participants < 1 || settings.participants > 100 || settings.transactions < 1 ||
      settings.vote_timeout_ms < 1 || settings.decision_timeout_ms < 1 || !percentages_are_valid(settings)) {
    std::cerr << "needed: --dir DIR, 1 to 100 participants, at least 1 transaction, positive timeouts, percentages up "
                 "to 100\n";
    return std::nullopt;
  }
  return settings;
}

std::vector<std::string> to_arguments(const Settings& settings) {
  std::vector<std::string> arguments;
  for (const Setting& setting : all_settings()) {
    arguments.push_back("--" + setting.name);
    arguments.push_back(setting.write(settings));
  }
  return arguments;
}

std::string settings_help() {
  std::ostringstream text;
  const Settings defaults;
  for (const Setting& setting : all_settings()) {
    text << "  --" << setting.name << " (" << setting.write(defaults) << ")  " << setting.help << "\n";
  }
  return text.str();
}

}  // namespace two_phase_commit
