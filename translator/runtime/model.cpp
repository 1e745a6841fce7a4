#include "translator/runtime/model.h"

#include <algorithm>

#include <fmt/format.h>

#include "translator/runtime/atoms.h"
#include "translator/runtime/operators.h"

namespace trestle::runtime {

std::string to_string(const Location& l) {
  return fmt::format("line {}, col {} to line {}, col {} of module {}", l.begin_line, l.begin_column, l.end_line,
                     l.end_column, l.module);
}

Value location_record(Context& context, const Location& l) {
  const uint32_t fields[] = {atom("beginLine"), atom("beginColumn"), atom("endLine"), atom("endColumn"), atom("module")};
  const Value values[] = {Value::integer(l.begin_line), Value::integer(l.begin_column), Value::integer(l.end_line),
                          Value::integer(l.end_column), string_value(l.module)};
  return make_record(context, fields, values);
}

bool Model::all_hold(Context& context, PredicateKind kind, const Word* state, const Word* next) const {
  const std::vector<Predicate>& predicates = signature().predicates;
  for (PredicateId id = 0; id < predicates.size(); ++id) {
    if (predicates[id].kind == kind && !holds(context, id, state, next)) return false;
  }
  return true;
}

size_t Model::holding(Context& context, std::span<const PredicateId> predicates, Rows rows,
                      std::span<const uint32_t> numbers, uint32_t* holding) const {
  size_t n = 0;
  for (const uint32_t number : numbers) {
    holding[n] = number;
    n += std::all_of(predicates.begin(), predicates.end(),
                     [&](PredicateId predicate) { return holds(context, predicate, rows[number]); });
  }
  return n;
}

std::vector<Value> decode(const Layout& layout, const Word* state) {
  std::vector<Value> values;
  values.reserve(layout.variables());
  for (size_t i = 0; i < layout.variables(); ++i) values.push_back(layout.get(state, i));
  return values;
}

std::vector<Word> encode(const Layout& layout, std::span<const Value> values) {
  std::vector<Word> state(layout.words());
  for (size_t i = 0; i < values.size(); ++i) layout.set(state.data(), i, values[i]);
  return state;
}

}  // namespace trestle::runtime
