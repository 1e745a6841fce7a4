#include "validator/trace/set_members.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "translator/runtime/atoms.h"
#include "translator/runtime/context.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::trace {
namespace {

namespace shape = runtime::shape;
using runtime::Value;

// A set's members by number, whichever way a layout has them: bits for all, a list, or bits for the kinds of records that
// have few values and a list for the others.
TEST(SetMembers, AreTheNumbersOfTheElements) {
  const auto key = [](const char* name) { return runtime::string_value(name); };
  const auto record = [&](const char* a, const char* b, int64_t high) {
    return shape::function({key(a), key(b)}, {shape::range(1, high), shape::range(1, 3)});
  };
  const runtime::ShapeRef kinds[] = {record("s", "t", 2), record("x", "y", 90), record("u", "v", 4), record("w", "z", 80)};
  const runtime::ShapeRef mixed = shape::join(shape::join(kinds[0], kinds[1]), shape::join(kinds[2], kinds[3]));
  const runtime::ShapeRef sets[] = {shape::set(shape::range(0, 99)), shape::set(shape::range(0, 5000), 8),
                                    shape::few(shape::range(0, 999), 8), shape::set(mixed), shape::few(mixed, 8)};
  ASSERT_EQ(sets[4]->slices.size(), 4u);
  std::mt19937 random(7);
  runtime::Context context;
  for (const runtime::ShapeRef set : sets) {
    const runtime::Layout layout({shape::boolean(), set});
    for (int round = 0; round < 500; ++round) {
      std::set<uint64_t> numbers;
      for (unsigned n = random() % 9; n > 0; --n) numbers.insert(random() % set->parts[0]->count);
      std::vector<Value> elements;
      for (const uint64_t number : numbers) elements.push_back(shape::value(context, set->parts[0], number));
      std::vector<runtime::Word> words(layout.words());
      layout.set(context, words.data(), 0, Value::boolean(true));
      layout.set(context, words.data(), 1, runtime::intern(context, runtime::make_set(context, elements)));
      std::set<uint64_t> found;
      SetMembers members(set, words.data(), layout.offset(1));
      for (uint64_t last = 0, number; (number = members.next()) != SetMembers::kNone; last = number) {
        ASSERT_LE(last, number) << "they rise";
        ASSERT_TRUE(found.insert(number).second);
      }
      ASSERT_EQ(found, numbers);
    }
  }
}

}  // namespace
}  // namespace trestle::trace
