// Values by content as a stream of bytes, each distinct object once: the first time it comes it is written out, part by
// part, and gets the next number; afterwards the number stands for it. Reading counts along.
//
// Strings and model values are their atom's number, so both sides must have the same atoms (runtime/atoms.h): what is
// ordered by rank then needs no thought.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "translator/runtime/bytes.h"
#include "translator/runtime/context.h"
#include "translator/runtime/value.h"
#include "validator/explore/region.h"

namespace trestle::explore {

class ValueWriter {
 public:
  ValueWriter();
  // Interns. Undefined values are values here.
  void write(runtime::BytesWriter& out, runtime::Value value);
  // The number of an object that came from a stream read before, so that this one continues it.
  void know(runtime::Value object);
  void know_shape(uint32_t shape);

 private:
  uint32_t& number(const runtime::Object& object);
  void define(runtime::BytesWriter& out, const runtime::Object& object);
  void record_shape(runtime::BytesWriter& out, uint32_t shape);

  Region numbers_;  // by place in the store: number + 1; 0: not written yet
  uint32_t count_ = 0;
  std::unordered_map<uint32_t, uint32_t> shapes_;  // of records: numbers of their own
};

class ValueReader {
 public:
  // What is read becomes known to `writer`.
  explicit ValueReader(ValueWriter& writer) : writer_(writer) {}
  // The value, interned. Throws DamagedBytes.
  runtime::Value read(runtime::BytesReader& in);

 private:
  runtime::Value read(runtime::BytesReader& in, uint32_t depth);
  uint32_t record_shape(runtime::BytesReader& in);

  ValueWriter& writer_;
  runtime::Context context_;  // for its arena
  std::vector<runtime::Value> values_;
  std::vector<uint32_t> shapes_;
};

}  // namespace trestle::explore
