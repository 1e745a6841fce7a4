#include "translator/runtime/print.h"

#include <algorithm>
#include <cctype>

#include "translator/runtime/atoms.h"
#include "translator/runtime/context.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/sequences.h"

namespace trestle::runtime {

namespace {

constexpr int64_t kEnumerateBelow =
    2000;                               // TLC's enumBound: larger sets of functions, records, tuples print symbolically
constexpr int64_t kSubsetsOfBelow = 7;  // and SUBSET S when S has this many elements

class Printer {
 public:
  Printer(Context* context, size_t limit) : context_(context), limit_(limit) {}

  std::string take() {
    if (full()) out_.resize(limit_), out_ += "...";
    return std::move(out_);
  }

  void value(Value v) {
    if (full()) return;
    switch (v.kind()) {
      case Kind::Undefined: out_ += "<undefined>"; return;
      case Kind::Boolean: out_ += v.truth() ? "TRUE" : "FALSE"; return;
      case Kind::Integer:
      case Kind::BigInteger: out_ += integer_text(v); return;
      case Kind::String: return quoted(atom_text(v.atom_id()));
      case Kind::ModelValue: out_ += atom_text(v.atom_id()); return;
      case Kind::Set: return list("{", v->span(), "}");
      case Kind::Tuple: return list("<<", v->span(), ">>");
      case Kind::LazyFunction:
        if (const auto stretch = stretch_of(v)) return list("<<", stretch->span(), ">>");
        break;
      case Kind::Record: return record(v.object());
      case Kind::Function: return function(v->items()[0]->span(), v->items() + 1);
      case Kind::Interval:
        value(v->items()[0]);
        out_ += "..";
        value(v->items()[1]);
        return;
      case Kind::Naturals: out_ += "Nat"; return;
      case Kind::Integers: out_ += "Int"; return;
      case Kind::Reals: out_ += "Real"; return;
      case Kind::Strings: out_ += "STRING"; return;
      case Kind::Anything: out_ += "Any"; return;
      case Kind::Operator: out_ += "<operator>"; return;
      default: break;
    }
    if (context_ == nullptr || !expanded(v)) symbolic(v.object());
  }

 private:
  bool full() const { return out_.size() > limit_; }

  void quoted(std::string_view text) {
    out_ += '"';
    for (char c : text) {
      switch (c) {
        case '"': out_ += "\\\""; break;
        case '\\': out_ += "\\\\"; break;
        case '\t': out_ += "\\t"; break;
        case '\n': out_ += "\\n"; break;
        case '\f': out_ += "\\f"; break;
        case '\r': out_ += "\\r"; break;
        default: out_ += c;
      }
    }
    out_ += '"';
  }

  void list(const char* open, std::span<const Value> values, const char* close, const char* separator = ", ") {
    out_ += open;
    for (size_t i = 0; i < values.size() && !full(); ++i) {
      if (i != 0) out_ += separator;
      value(values[i]);
    }
    out_ += close;
  }

  void record(const Object& o) {
    if (!has_field_names(o)) return function(record_domain(o.aux)->span(), o.items());
    named(o, " |-> ");
  }

  void named(const Object& o, const char* between) {
    const auto fields = record_fields(o.aux);
    out_ += '[';
    for (uint32_t i = 0; i < o.size && !full(); ++i) {
      if (i != 0) out_ += ", ";
      out_ += atom_text(fields[i]);
      out_ += between;
      value(o[i]);
    }
    out_ += ']';
  }

  void function(std::span<const Value> arguments, const Value* values) {
    out_ += '(';
    for (size_t i = 0; i < arguments.size() && !full(); ++i) {
      if (i != 0) out_ += " @@ ";
      value(arguments[i]);
      out_ += " :> ";
      value(values[i]);
    }
    out_ += ')';
  }

  // Prints the elements of a symbolic set, the graph of a lazy function; false when TLC would not, or it is impossible.
  bool expanded(Value v) {
    try {
      if (v.kind() == Kind::LazyFunction) {
        if (!enumerable(v->items()[0])) return false;
        value(explicit_function(*context_, v));
        return true;
      }
      if (!enumerable(v)) return false;
      switch (v.kind()) {
        case Kind::Powerset: {
          const Value size = cardinality(*context_, v->items()[0]);
          if (!size.is_small() || size.small() >= kSubsetsOfBelow) return false;
          break;
        }
        case Kind::FunctionSet:
        case Kind::RecordSet:
        case Kind::ProductSet: {
          const Value size = cardinality(*context_, v);
          if (!size.is_small() || size.small() >= kEnumerateBelow) return false;
          break;
        }
        default: break;
      }
      value(enumerated(*context_, v));
      return true;
    } catch (const EvalError&) {
      return false;
    }
  }

  void symbolic(const Object& o) {
    switch (o.kind) {
      case Kind::Powerset:
        out_ += "SUBSET ";
        return list(o[0].kind() == Kind::Interval ? "(" : "", {o.items(), 1}, o[0].kind() == Kind::Interval ? ")" : "");
      case Kind::FunctionSet: return list("[", o.span(), "]", " -> ");
      case Kind::RecordSet: return named(o, ": ");
      case Kind::ProductSet: return list("(", o.span(), ")", " \\X ");
      case Kind::SequenceSet: return list("Seq(", o.span(), ")");
      case Kind::UnionOf: return list("UNION(", o.span(), ")");
      case Kind::Cup: return list("", o.span(), "", " \\cup ");
      case Kind::Cap: return list("", o.span(), "", " \\cap ");
      case Kind::Minus: return list("", o.span(), "", " \\ ");
      case Kind::Filter: return list("{x \\in ", {o.items(), 1}, " : <predicate>}");
      case Kind::LazyFunction: return list("[x \\in ", {o.items(), 1}, " |-> <expression>]");
      default: out_ += "<value>";
    }
  }

  Context* context_;
  size_t limit_;
  std::string out_;
};

bool needs_context(Value v) {
  if (!v.is_object() || v.kind() == Kind::BigInteger || v->interned) return false;
  if (v.kind() > Kind::Interval) return true;
  for (Value item : v->span()) {
    if (needs_context(item)) return true;
  }
  return false;
}

std::string print(Context* context, Value v) {
  Printer printer(context, SIZE_MAX - 3);
  printer.value(v);
  return printer.take();
}

}  // namespace

bool is_field_name(std::string_view text) {
  bool letter = false;
  for (unsigned char c : text) {
    if (c == '_') continue;
    if (!std::isalnum(c)) return false;
    letter |= std::isalpha(c) != 0;
  }
  return letter && !(text.size() >= 4 && (text.starts_with("WF_") || text.starts_with("SF_")));
}

bool has_field_names(const Object& record) {
  const auto fields = record_fields(record.aux);
  return std::all_of(fields.begin(), fields.end(), [](uint32_t field) { return is_field_name(atom_text(field)); });
}

std::string to_string(Context& context, Value v) { return print(&context, v); }

std::string to_string(Value v) {
  if (!needs_context(v)) return print(nullptr, v);
  Context context;
  return print(&context, v);
}

std::string to_short_string(Value v, size_t limit) {
  Printer printer(nullptr, limit);
  printer.value(v);
  return printer.take();
}

}  // namespace trestle::runtime
