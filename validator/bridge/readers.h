// What behavior_file.cpp is made of: a reader for each family of formats. Private to this folder.
#pragma once

#include "validator/bridge/behavior_file.h"
#include "validator/bridge/value_text.h"

namespace trestle::bridge {

// The bytes as TLC wrote them, when something came over them on their way; else nothing.
std::optional<std::string> plain(std::string_view bytes);

// What TLC prints, plain or in messages.
std::vector<RecordedBehavior> read_text(std::string_view bytes, const std::string& file);
std::optional<Format> sniff_text(std::string_view text);  // Text or Dump
// Modules that hold a behavior as values.
std::vector<RecordedBehavior> read_module(std::string_view bytes, Format format, const std::string& file);
std::vector<RecordedBehavior> read_tlc_json(std::string_view bytes, const std::string& file);
std::vector<RecordedBehavior> read_itf(std::string_view bytes, const std::string& file);
std::vector<RecordedBehavior> read_result(std::string_view bytes, const std::string& file);
std::vector<RecordedBehavior> read_events(std::string_view bytes, const std::string& file);
// A graph that is one path, or a lasso.
std::vector<RecordedBehavior> read_path(std::string_view bytes, const std::string& file);

// "<Sell(ann,1) line 13, col 3 to line 18, col 42 of module Counter>"; nothing told for an initial predicate.
RecordedAction read_header(std::string_view text, ValueText& reader);

// "/\ x = 1 /\ y = 2", in lines; one variable may stand alone. Lines between conjuncts that are none are passed over,
// and counted. `before`: the state before, of which changes may be told. Values are interned. Throws ValueError.
NamedValues read_conjuncts(std::string_view text, runtime::Context& context, ValueText& reader, size_t& passed_over,
                           const NamedValues* before = nullptr);

// "line 13, col 3 to line 18, col 42 of module Counter"; without a module when it is none.
runtime::Location read_location(std::string_view text);

// What stands behind a variable's name: "= 1", or how its value differs from the one before. Nothing: neither.
std::optional<runtime::Value> read_value_or_change(ValueText& reader, runtime::Context& context, const runtime::Value* before);

// The value of this name, if there is one.
const runtime::Value* named(const NamedValues& values, std::string_view name);

// A step between two states, by their numbers, from 1.
struct Edge {
  size_t from = 0, to = 0;
  RecordedAction action = {};
};
// States by number and steps between them as a behavior: one that goes back, or stays, is its end.
RecordedBehavior assemble(std::vector<std::pair<size_t, RecordedState>> states, std::vector<Edge> edges,
                          const std::string& file);

// The record <name |-> value, ...> as named values.
NamedValues named_values(runtime::Value record);

[[noreturn]] void refuse(const std::string& file, size_t line, const std::string& what);
size_t line_of(std::string_view text, size_t offset);  // from 1

// What a line of TLC says is wrong, without "Error: ".
struct Claim {
  explore::Verdict verdict;
  std::string violated;
};
std::optional<Claim> read_claim(std::string_view line);
std::optional<Claim> read_headline(std::string_view line);  // of our own text: "deadlock: state 3 ..."

}  // namespace trestle::bridge
