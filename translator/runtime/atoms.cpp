#include "translator/runtime/atoms.h"

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include <xxhash.h>

#include "translator/runtime/arena.h"
#include "translator/runtime/store.h"

namespace trestle::runtime {

namespace atoms_internal {
constinit Segmented<Atom> atoms;
constinit Segmented<const Shape*> shapes;
}  // namespace atoms_internal

using atoms_internal::Shape;

namespace {

// The ways back, from text and fields to numbers. Never destroyed: values of other static objects may still name atoms
// when the process ends.
struct Numbers {
  std::shared_mutex mutex;
  std::unordered_map<std::string_view, uint32_t> atoms;
  std::unordered_multimap<uint64_t, uint32_t> shapes;  // by hash of the fields
};

Numbers& numbers() {
  static Numbers& table = []() -> Numbers& {
    atoms_internal::shapes.push_back(new Shape);  // number 0 means "no shape"
    return *new Numbers;
  }();
  return table;
}

uint32_t find_shape(const Numbers& table, uint64_t key, std::span<const uint32_t> fields) {
  auto [at, end] = table.shapes.equal_range(key);
  for (; at != end; ++at) {
    const auto known = record_fields(at->second);
    if (std::equal(known.begin(), known.end(), fields.begin(), fields.end())) return at->second;
  }
  return 0;
}

}  // namespace

uint32_t atom(std::string_view text) {
  Numbers& table = numbers();
  {
    std::shared_lock lock(table.mutex);
    if (auto found = table.atoms.find(text); found != table.atoms.end()) return found->second;
  }
  std::unique_lock lock(table.mutex);
  if (auto found = table.atoms.find(text); found != table.atoms.end()) return found->second;
  char* copy = new char[text.size() + 1];
  text.copy(copy, text.size());
  const std::string_view stored(copy, text.size());
  const char type = stored.size() > 2 && stored[1] == '_' ? stored[0] : 0;
  const uint32_t id = atoms_internal::atoms.push_back({stored, XXH3_64bits(stored.data(), stored.size()), type});
  table.atoms.emplace(stored, id);
  return id;
}

uint32_t record_shape(std::span<const uint32_t> fields) {
  Numbers& table = numbers();
  const uint64_t key = XXH3_64bits(fields.data(), fields.size_bytes());
  {
    std::shared_lock lock(table.mutex);
    if (uint32_t known = find_shape(table, key, fields)) return known;
  }
  // Interning the domain outside of the lock: the store knows nothing of shapes, but may take locks of its own.
  Arena arena;
  Object* names = arena.object(Kind::Set, fields.size());
  auto* copy = new uint32_t[fields.size()];
  auto* hashes = new uint64_t[fields.size()];
  for (size_t i = 0; i < fields.size(); ++i) {
    names->items()[i] = Value::string(fields[i]);
    copy[i] = fields[i];
    hashes[i] = atom_hash(fields[i]);
  }
  const auto* shape = new Shape{static_cast<uint32_t>(fields.size()), copy, hashes, intern(Value::object(names))};

  std::unique_lock lock(table.mutex);
  if (uint32_t known = find_shape(table, key, fields)) return known;  // another thread was faster; this copy is lost
  const uint32_t id = atoms_internal::shapes.push_back(shape);
  table.shapes.emplace(key, id);
  return id;
}

}  // namespace trestle::runtime
