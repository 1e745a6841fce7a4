#include "translator/core/interchangeable.h"

#include <algorithm>
#include <map>
#include <set>

#include "translator/runtime/atoms.h"

namespace trestle::core {
namespace {

bool is_name(Value v) { return v.kind() == runtime::Kind::String || v.kind() == runtime::Kind::ModelValue; }

// Whose result, for names swapped, is the result with the names swapped.
bool blind(Op op) {
  switch (op) {
    case Op::Not: case Op::Equiv: case Op::Equal: case Op::NotEqual:
    case Op::In: case Op::NotIn: case Op::SubsetEq: case Op::Cup: case Op::Cap: case Op::SetMinus: case Op::Powerset:
    case Op::Union: case Op::SetOf: case Op::ProductSet: case Op::FunctionSet:
    case Op::Domain: case Op::Apply: case Op::TupleOf: case Op::Pair: case Op::Override:
    case Op::Nat: case Op::Int: case Op::Real: case Op::Plus: case Op::Minus: case Op::Times: case Op::Power:
    case Op::Negate: case Op::Div: case Op::Mod: case Op::Divide:
    case Op::Less: case Op::LessEqual: case Op::Greater: case Op::GreaterEqual: case Op::Interval:
    case Op::Seq: case Op::Append: case Op::Head: case Op::SelectSeq: case Op::Permutations:
    case Op::Cardinality: case Op::IsFiniteSet: case Op::TLCEval: case Op::Any:
      return true;
    // Which TLC defines on strings, too.
    case Op::Len: case Op::Concat: case Op::Tail: case Op::SubSeq:
    default: return false;
  }
}

bool blind(const Expr& e) {
  if (e.impure || e.kind == Kind::Choose) return false;
  return e.kind != Kind::Apply || blind(e.op);
}

// What names are met as.
struct Met {
  std::map<uint64_t, std::set<uint64_t>> sets;  // by name: the constants that have it as an element
  std::set<uint64_t> told;                      // by name: it is told from others

  void tell(Value v) {
    if (is_name(v)) told.insert(v.bits());
    if (!v.is_object() || v.kind() == runtime::Kind::BigInteger) return;
    if (v.kind() == runtime::Kind::Record || v.kind() == runtime::Kind::RecordSet) {
      for (const uint32_t field : runtime::record_fields(v->aux)) told.insert(Value::string(field).bits());
    }
    for (const Value item : v->span()) tell(item);
  }
  void constant(Value v) {
    const bool names = v.kind() == runtime::Kind::Set && std::all_of(v->span().begin(), v->span().end(), is_name);
    if (!names) return tell(v);
    for (const Value name : v->span()) sets[name.bits()].insert(v.bits());
  }
  void field(uint32_t atom) { told.insert(Value::string(atom).bits()); }
};

void meet(const Expr& e, Met& met) {
  if (e.kind == Kind::Constant) met.constant(e.value);
  if (e.kind == Kind::Field) met.field(e.index);
  if (e.kind == Kind::Record || e.kind == Kind::RecordSet) {
    for (const uint32_t field : runtime::record_fields(e.index)) met.field(field);
  }
  for (const Update& update : e.updates) {
    for (const PathStep& step : update.path) {
      if (step.index == nullptr) met.field(step.field);
    }
  }
}

}  // namespace

std::vector<std::vector<Value>> interchangeable(const std::vector<const Spec*>& specs) {
  Met met;
  for (const Spec* spec : specs) {
    for (const Expr& e : spec->exprs) {
      if (!blind(e)) return {};
      meet(e, met);
    }
  }
  std::map<std::set<uint64_t>, std::vector<Value>> classes;
  for (const auto& [name, sets] : met.sets) {
    if (met.told.count(name) == 0) classes[sets].push_back(Value::from_bits(name));
  }
  std::vector<std::vector<Value>> found;
  for (auto& [sets, names] : classes) {
    if (names.size() > 1) found.push_back(std::move(names));
  }
  return found;
}

}  // namespace trestle::core
