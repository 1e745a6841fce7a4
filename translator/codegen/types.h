// From shapes to C++ types: which descriptor of runtime/packed.h stands for a shape, and the structs that records need.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "translator/codegen/cpp.h"
#include "translator/runtime/model.h"
#include "translator/runtime/shape.h"

namespace trestle::codegen {

using runtime::Shape;
using runtime::ShapeRef;
using runtime::Value;

inline ShapeRef joined(ShapeRef a, ShapeRef b) { return runtime::shape::settled(runtime::shape::join(a, b)); }

std::string identifier(std::string_view text);  // made of letters, digits and _, no keyword
std::string capitalized(std::string_view text);
std::string words_of(ShapeRef shape);               // for a comment
std::string place(const runtime::Location& where);  // "Raft.tla:12"

class Types {
 public:
  // `atoms`: every string and model value of the model.
  explicit Types(const std::vector<Value>& atoms);

  // Names are made of the hint that a shape is met with first: a variable, a field, an operator.
  const std::string& descriptor(ShapeRef shape, const std::string& hint = "Value");
  std::string type(ShapeRef shape, const std::string& hint = "Value");        // of its values
  const std::string& name(ShapeRef shape) const { return names_.at(shape); }  // the descriptor, once it is there
  // The descriptor of a function's keys, or of a list of atoms.
  std::string keys(const std::vector<Value>& keys);
  static ShapeRef key_shape(const std::vector<Value>& keys);

  // How a function's value at keys[i] is reached: a homogeneous one is an array.
  static bool is_array(ShapeRef function);
  std::string member(ShapeRef function, size_t key) { return members_.at(function).at(key); }
  // The same of one alternative of a union; what is no record has one member.
  std::string member(ShapeRef shape, size_t alternative, size_t key);
  static bool has_fields(ShapeRef alternative);
  // A value of a union: members by name, the rest zero.
  cpp::Expr designated(ShapeRef shape, const std::vector<std::pair<std::string, cpp::Expr>>& members);

  cpp::Expr atom(Value v);  // its name in generated code
  uint32_t number(Value v) const { return numbers_.at(v.bits()); }
  bool known(Value v) const { return numbers_.contains(v.bits()); }

  const std::vector<Value>& atoms() const { return atoms_; }
  uint32_t shape_id(ShapeRef shape);  // of those that pass between host and generated code as values
  const std::vector<ShapeRef>& exchanged() const { return exchanged_; }
  const std::string& declarations() const { return declarations_; }
  // The Record descriptors among them, in order, with the shapes whose keys their members stand for.
  struct Named {
    std::string name;
    ShapeRef shape;
  };
  const std::vector<Named>& named() const { return named_; }
  std::string atom_declarations() const;
  std::string unique(const std::string& name);
  bool taken(const std::string& name) const { return used_.contains(name); }

 private:
  std::string declare(ShapeRef shape, const std::string& hint);
  std::string declare_record(ShapeRef shape, const std::string& hint);
  std::string declare_union(ShapeRef shape, const std::string& hint);

  std::vector<Value> atoms_;
  std::map<uint64_t, uint32_t> numbers_;
  std::vector<std::string> atom_names_;
  std::map<ShapeRef, std::string> names_;
  std::map<ShapeRef, std::vector<std::string>> members_;
  std::map<ShapeRef, std::vector<std::vector<std::string>>> alternatives_;
  std::map<ShapeRef, std::vector<std::string>> order_;  // of a union's members
  std::set<std::string> used_;
  std::map<ShapeRef, uint32_t> ids_;
  std::vector<ShapeRef> exchanged_;
  std::string declarations_;
  std::vector<Named> named_;
};

}  // namespace trestle::codegen
