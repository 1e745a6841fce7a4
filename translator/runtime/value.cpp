#include "translator/runtime/value.h"

namespace trestle::runtime {

std::string_view name(Kind k) {
  switch (k) {
    case Kind::Undefined: return "an unassigned value";
    case Kind::Boolean: return "a Boolean";
    case Kind::Integer:
    case Kind::BigInteger: return "an integer";
    case Kind::String: return "a string";
    case Kind::ModelValue: return "a model value";
    case Kind::Set: return "a set";
    case Kind::Tuple: return "a tuple or sequence";
    case Kind::Record: return "a record";
    case Kind::Function: return "a function";
    case Kind::Interval: return "a set of the form i..j";
    case Kind::Powerset: return "a set of the form SUBSET S";
    case Kind::FunctionSet: return "a set of the form [S -> T]";
    case Kind::RecordSet: return "a set of the form [f1: S1, ..., fn: Sn]";
    case Kind::ProductSet: return "a set of the form S1 \\X ... \\X Sn";
    case Kind::SequenceSet: return "a set of the form Seq(S)";
    case Kind::UnionOf: return "a set of the form UNION S";
    case Kind::Cup: return "a set of the form S \\cup T";
    case Kind::Cap: return "a set of the form S \\cap T";
    case Kind::Minus: return "a set of the form S \\ T";
    case Kind::Filter: return "a set of the form {x \\in S : P}";
    case Kind::Naturals: return "the set Nat";
    case Kind::Integers: return "the set Int";
    case Kind::Reals: return "the set Real";
    case Kind::Strings: return "the set STRING";
    case Kind::Anything: return "the set Any";
    case Kind::Operator: return "an operator";
    case Kind::LazyFunction: return "a function of the form [x \\in S |-> e]";
  }
  return "a value";
}

}  // namespace trestle::runtime
