#include "translator/runtime/model.h"

#include <fmt/format.h>

namespace trestle::runtime {

std::string to_string(const Location& l) {
  return fmt::format("line {}, col {} to line {}, col {} of module {}", l.begin_line, l.begin_column, l.end_line,
                     l.end_column, l.module);
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
