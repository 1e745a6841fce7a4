// Where the objects of the store lie: in one reserved range, of which each space takes a chunk at a time.
#pragma once

#include <cstddef>
#include <vector>

namespace trestle::runtime::store_internal {

constexpr size_t kUnit = 16;  // objects are aligned to this; handles count in it

char* reserve();        // the range; once, before anything else here
size_t range_used();    // bytes of it that some space has taken, from its beginning

// Not for two threads at once.
class Space {
 public:
  explicit Space(size_t chunk) : chunk_(chunk) {}

  char* allocate(size_t bytes);  // a multiple of kUnit; throws EvalError where the range is full
  void give_back(char* at, size_t bytes);
  // Joins what lies side by side, and gives what is large back to the system, but for so many bytes.
  void join(size_t& spare);
  size_t bytes() const { return bytes_; }  // allocated and not given back

 private:
  // Where nothing is.
  struct Gap {
    char* begin;
    char* end;
    size_t size() const { return static_cast<size_t>(end - begin); }
  };
  bool reuse(size_t bytes);

  const size_t chunk_;
  size_t bytes_ = 0;
  Gap room_ = {};          // what is filled at present
  std::vector<Gap> gaps_;  // what was given back, the largest last
};

}  // namespace trestle::runtime::store_internal
