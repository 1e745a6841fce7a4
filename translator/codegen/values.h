// Constant sets as lists, and what the generator asks of shapes in several places.
#pragma once

#include <vector>

#include "translator/codegen/types.h"
#include "translator/core/core.h"

namespace trestle::codegen {

inline constexpr int64_t kMostInteger = int64_t{1} << 59;  // what generated code computes with, either way

bool is_finite(Value set);
std::vector<Value> elements_of(Value set);  // in TLC's order; Unsupported when it cannot be listed
Value set_of(const std::vector<Value>& elements);
ShapeRef join_of(const std::vector<Value>& values);

bool scalar(ShapeRef s);
bool is_tuple(ShapeRef s);
uint64_t scalars(ShapeRef s);  // that a C++ value of this shape has, about
bool same_keys(const std::vector<Value>& a, const std::vector<Value>& b);
bool same_keys(ShapeRef a, ShapeRef b);
int64_t find_key(ShapeRef function, Value key);  // its position, -1 when there is none
ShapeRef key_shape(ShapeRef function);
bool covers(const std::vector<Value>& keys, ShapeRef s);  // every value of the shape is a key

// Whether it is a set that is kept as what it is made of: SUBSET S, [S -> T], a..b, Nat.
bool is_symbolic(const core::Expr& e);

}  // namespace trestle::codegen
