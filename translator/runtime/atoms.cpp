#include "translator/runtime/atoms.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include <xxhash.h>

#include "translator/runtime/arena.h"
#include "translator/runtime/segmented.h"
#include "translator/runtime/store.h"

namespace trestle::runtime {

namespace {

struct Atom {
  std::string_view text;
  uint64_t hash = 0;
};

struct Atoms {
  std::shared_mutex mutex;
  std::unordered_map<std::string_view, uint32_t> numbers;
  Segmented<Atom> atoms;
};

// Never destroyed: values of other static objects may still name atoms when the process ends.
Atoms& atoms() {
  static Atoms& table = *new Atoms;
  return table;
}

struct Shape {
  std::vector<uint32_t> fields;
  std::vector<uint64_t> hashes;
  Value domain;
};

struct Shapes {
  std::shared_mutex mutex;
  std::unordered_multimap<uint64_t, uint32_t> numbers;  // by hash of the fields
  Segmented<const Shape*> shapes;
};

Shapes& shapes() {
  static Shapes& table = []() -> Shapes& {
    auto* t = new Shapes;
    t->shapes.push_back(new Shape);  // number 0 means "no shape"
    return *t;
  }();
  return table;
}

uint32_t find_shape(const Shapes& table, uint64_t key, std::span<const uint32_t> fields) {
  auto [at, end] = table.numbers.equal_range(key);
  for (; at != end; ++at) {
    const auto& known = table.shapes[at->second]->fields;
    if (std::equal(known.begin(), known.end(), fields.begin(), fields.end())) return at->second;
  }
  return 0;
}

}  // namespace

uint32_t atom(std::string_view text) {
  Atoms& table = atoms();
  {
    std::shared_lock lock(table.mutex);
    if (auto found = table.numbers.find(text); found != table.numbers.end()) return found->second;
  }
  std::unique_lock lock(table.mutex);
  if (auto found = table.numbers.find(text); found != table.numbers.end()) return found->second;
  char* copy = new char[text.size() + 1];
  text.copy(copy, text.size());
  const std::string_view stored(copy, text.size());
  const uint32_t id = table.atoms.push_back({stored, XXH3_64bits(stored.data(), stored.size())});
  table.numbers.emplace(stored, id);
  return id;
}

std::string_view atom_text(uint32_t id) { return atoms().atoms[id].text; }
uint64_t atom_hash(uint32_t id) { return atoms().atoms[id].hash; }

char model_value_type(uint32_t id) {
  const std::string_view text = atom_text(id);
  return text.size() > 2 && text[1] == '_' ? text[0] : 0;
}

uint32_t record_shape(std::span<const uint32_t> fields) {
  Shapes& table = shapes();
  const uint64_t key = XXH3_64bits(fields.data(), fields.size_bytes());
  {
    std::shared_lock lock(table.mutex);
    if (uint32_t known = find_shape(table, key, fields)) return known;
  }
  // Interning the domain outside of the lock: the store knows nothing of shapes, but may take locks of its own.
  Arena arena;
  Object* names = arena.object(Kind::Set, fields.size());
  for (size_t i = 0; i < fields.size(); ++i) names->items()[i] = Value::string(fields[i]);
  auto shape = std::make_unique<Shape>();
  shape->fields.assign(fields.begin(), fields.end());
  for (uint32_t field : fields) shape->hashes.push_back(atom_hash(field));
  shape->domain = intern(Value::object(names));

  std::unique_lock lock(table.mutex);
  if (uint32_t known = find_shape(table, key, fields)) return known;
  const uint32_t id = table.shapes.push_back(shape.release());
  table.numbers.emplace(key, id);
  return id;
}

std::span<const uint32_t> record_fields(uint32_t shape) { return shapes().shapes[shape]->fields; }
std::span<const uint64_t> record_field_hashes(uint32_t shape) { return shapes().shapes[shape]->hashes; }
Value record_domain(uint32_t shape) { return shapes().shapes[shape]->domain; }

int record_index(uint32_t shape, uint32_t field) {
  const auto& fields = shapes().shapes[shape]->fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i] == field) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace trestle::runtime
