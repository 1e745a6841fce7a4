#include "translator/codegen/types.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "translator/codegen/generator.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/context.h"
#include "translator/runtime/print.h"

namespace trestle::codegen {

using Kind = Shape::Kind;

namespace {

const std::set<std::string_view> kReserved = {
    "alignas",  "alignof",  "and",     "and_eq",    "asm",       "auto",     "bitand",   "bitor",    "bool",
    "break",    "case",     "catch",   "char",      "class",     "compl",    "concept",  "const",    "constexpr",
    "continue", "decltype", "default", "delete",    "do",        "double",   "else",     "enum",     "explicit",
    "export",   "extern",   "false",   "float",     "for",       "friend",   "goto",     "if",       "inline",
    "int",      "long",     "mutable", "namespace", "new",       "noexcept", "not",      "not_eq",   "nullptr",
    "operator", "or",       "or_eq",   "private",   "protected", "public",   "register", "requires", "return",
    "short",    "signed",   "sizeof",  "static",    "struct",    "switch",   "template", "this",     "throw",
    "true",     "try",      "typedef", "typeid",    "typename",  "union",    "unsigned", "using",    "virtual",
    "void",     "volatile", "while",   "xor",       "xor_eq",    "tag",      "stdin",    "stdout",   "stderr",
    "errno",    "main",     "assert",   "NULL",    "EOF",       "linux",     "unix",     "i386",
    "INT_MAX",  "INT_MIN",  "UINT_MAX", "LONG_MAX", "LONG_MIN", "ULONG_MAX", "CHAR_MAX", "CHAR_MIN", "CHAR_BIT", "SIZE_MAX",
    "NAN",      "INFINITY", "HUGE_VAL", "RAND_MAX", "BUFSIZ",   "PATH_MAX",  "SEEK_SET", "SIGINT",   "SIGTERM",  "SIGKILL"};

bool consecutive(const std::vector<uint32_t>& numbers) {
  return numbers.back() - numbers.front() + 1 == numbers.size();
}

bool is_atom(Value v) { return v.kind() == runtime::Kind::String || v.kind() == runtime::Kind::ModelValue; }

}  // namespace

std::string identifier(std::string_view text) {
  std::string out;
  for (const char c : text) out += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  if (out.empty() || std::isdigit(static_cast<unsigned char>(out[0])) != 0) out = "_" + out;
  if (out.starts_with('_') && out.size() > 1 && std::isupper(static_cast<unsigned char>(out[1])) != 0) out = "v" + out;
  for (size_t at; (at = out.find("__")) != std::string::npos;) out.erase(at, 1);
  if (kReserved.contains(out)) out += '_';
  return out;
}

std::string capitalized(std::string_view text) {
  std::string out = identifier(text);
  out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
  return out;
}

std::string place(const runtime::Location& where) {
  return fmt::format("{}:{}", std::filesystem::path(where.file).filename().string(), where.begin_line);
}

std::string words_of(ShapeRef shape) {
  std::string words = runtime::shape::print(shape);
  if (words.size() > 70) words = words.substr(0, 67) + "...";
  return words;
}

Types::Types(const std::vector<Value>& atoms) : atoms_(atoms) {
  // As TLC orders them: model values before strings, each by rank.
  std::sort(atoms_.begin(), atoms_.end(), [](Value a, Value b) {
    if (a.kind() != b.kind()) return a.kind() == runtime::Kind::ModelValue;
    return a.atom_id() < b.atom_id();
  });
  atoms_.erase(std::unique(atoms_.begin(), atoms_.end(), [](Value a, Value b) { return same(a, b); }), atoms_.end());
  std::set<std::string> taken;
  for (const Value v : atoms_) {
    const auto number = static_cast<uint32_t>(numbers_.size());
    numbers_[v.bits()] = number;
    std::string name = identifier(runtime::atom_text(v.atom_id()).substr(0, 40));
    if (!taken.insert(name).second) name += fmt::format("_{}", number);
    taken.insert(name);
    atom_names_.push_back(name);
  }
  for (const char* name :
       {"State", "Next", "atom", "Bits", "Value", "Boolean", "Range", "Atoms", "Atom", "Some", "Set", "Few", "FewOf", "SparseOf", "Forms", "FewPartial", "Array", "Field",
        "Record", "Sequence", "Partial", "Variant", "Dynamic", "Word", "Each", "Misfit", "Sink", "Items", "Every",
        "Subsets", "Lazy", "Elements", "SubsetOrder", "Host", "Convert", "Permutation",
        "box", "clear", "converted", "each", "every", "give", "has", "in_domain", "interval", "keep", "lazy", "merge",
        "no_value", "put_image", "put_together", "require", "rewrite", "sequences", "set_of", "subsets", "unbox", "where",
        "within",
        // of a library
        "Action", "Step", "Variables", "initial_states", "steps", "step", "violated", "not_native", "print", "text",
        "action", "unit", "pack", "load", "identity"})
    used_.insert(name);
}

std::string Types::unique(const std::string& name) {
  std::string out = name;
  for (int n = 2; !used_.insert(out).second; ++n) out = fmt::format("{}{}", name, n);
  return out;
}

cpp::Expr Types::atom(Value v) { return cpp::name("Atom::" + atom_names_[number(v)]); }

std::string Types::atom_declarations() const {
  if (atoms_.empty()) return "enum class Atom : uint32_t {};\n\n";
  std::string out = "// The strings and model values of the model, in TLC's order.\nenum class Atom : uint32_t {\n";
  for (size_t i = 0; i < atoms_.size(); ++i)
    out += fmt::format("  {},  // {}\n", atom_names_[i], runtime::to_short_string(atoms_[i]));
  return out + "};\n\n";
}

bool Types::is_array(ShapeRef s) {
  return s->kind == Kind::Function && !s->keys.empty() &&
         std::all_of(s->parts.begin(), s->parts.end(), [&](ShapeRef p) { return p == s->parts[0]; });
}

// As part of a union, records are taken apart, so that fields of one name share a member.
bool Types::has_fields(ShapeRef s) {
  return s->kind == Kind::Function && (s->keys.empty() || s->keys[0].kind() == runtime::Kind::String || !is_array(s));
}

ShapeRef Types::key_shape(const std::vector<Value>& keys) {
  ShapeRef shape = runtime::shape::never();
  for (const Value k : keys) shape = joined(shape, runtime::shape::of(k));
  return shape;
}

std::string Types::keys(const std::vector<Value>& keys) {
  if (keys.empty()) return "Atoms<Atom, 0, 0>";
  if (std::all_of(keys.begin(), keys.end(), [](Value v) { return v.is_small(); })) {
    const int64_t low = keys.front().small(), high = keys.back().small();
    const std::string whole = fmt::format("Range<{}, {}>", low, high);
    if (high - low + 1 == static_cast<int64_t>(keys.size())) return whole;
    if (high - low > int64_t{UINT32_MAX}) throw Unsupported{"keys that are too far apart"};
    std::vector<int64_t> numbers;
    for (const Value k : keys) numbers.push_back(k.small() - low);
    return fmt::format("Some<{}, {}>", whole, fmt::join(numbers, ", "));
  }
  if (std::all_of(keys.begin(), keys.end(), is_atom)) {
    std::vector<uint32_t> numbers;
    for (const Value k : keys) numbers.push_back(number(k));
    std::sort(numbers.begin(), numbers.end());
    const uint32_t first = numbers.front();
    const std::string whole = fmt::format("Atoms<Atom, {}, {}>", first, numbers.back() - first + 1);
    if (consecutive(numbers)) return whole;
    for (uint32_t& n : numbers) n -= first;
    return fmt::format("Some<{}, {}>", whole, fmt::join(numbers, ", "));
  }
  if (keys.size() == 2 && keys[0].is_boolean() && keys[1].is_boolean()) return "Boolean";
  const ShapeRef shape = key_shape(keys);
  const std::string whole = descriptor(shape, "Key");
  if (shape->count == keys.size()) return whole;
  constexpr uint64_t kMostNumbers = 1 << 16;
  if (shape->count > kMostNumbers) throw Unsupported{"keys among too many values"};
  runtime::Context context;
  std::vector<uint64_t> numbers;
  for (const Value k : keys) numbers.push_back(runtime::shape::index(context, shape, k));
  return fmt::format("Some<{}, {}>", whole, fmt::join(numbers, ", "));
}

const std::string& Types::descriptor(ShapeRef shape, const std::string& hint) {
  if (const auto it = names_.find(shape); it != names_.end()) return it->second;
  std::string name = declare(shape, capitalized(hint));
  return names_[shape] = std::move(name);
}

std::string Types::type(ShapeRef shape, const std::string& hint) {
  switch (shape->kind) {
    case Kind::Boolean: return "bool";
    case Kind::Range: return "int64_t";
    case Kind::Atoms: return "Atom";
    case Kind::Dynamic: return "Value";
    case Kind::Set: {
      const std::string& d = descriptor(shape, hint);
      return d + "::type";
    }
    default: return descriptor(shape, hint) + "::type";
  }
}

std::string Types::declare(ShapeRef s, const std::string& hint) {
  const auto alias = [&](const std::string& what) {
    std::string name = unique(hint);
    declarations_ += fmt::format("using {} = {};  // {}\n", name, what, words_of(s));
    return name;
  };
  switch (s->kind) {
    case Kind::Never: return "Atoms<Atom, 0, 0>";
    case Kind::Boolean: return "Boolean";
    case Kind::Range: return fmt::format("Range<{}, {}>", print(cpp::integer(s->low)), print(cpp::integer(s->high)));
    case Kind::Atoms: return keys(s->keys);
    case Kind::Dynamic: return "Dynamic";
    case Kind::Set: {
      const std::string& element = descriptor(s->parts[0], hint + "Element");
      return alias(s->capacity == 0 ? fmt::format("Set<{}>", element)
                   : s->lists()     ? fmt::format("FewOf<{}, {}>", element, s->capacity)
                                    : fmt::format("SparseOf<{}, {}, {}>", element, s->capacity, runtime::kSmall));
    }
    case Kind::Sequence:
      return alias(fmt::format("Sequence<{}, {}>", descriptor(s->parts[0], hint + "Item"), s->capacity));
    case Kind::Partial: {
      const std::string &key = descriptor(s->parts[0], hint + "Key"), &value = descriptor(s->parts[1], hint + "Value");
      return alias(s->capacity == 0 ? fmt::format("Partial<{}, {}>", key, value)
                                    : fmt::format("FewPartial<{}, {}, {}>", key, value, s->capacity));
    }
    case Kind::Function:
      if (is_array(s)) {
        const std::string key = keys(s->keys);
        return alias(fmt::format("Array<{}, {}>", key, descriptor(s->parts[0], hint + "Value")));
      }
      return declare_record(s, hint);
    case Kind::Union: return declare_union(s, hint);
  }
  return {};
}

namespace {

std::string member_name(Value key, size_t i) {
  if (key.kind() == runtime::Kind::String) return identifier(runtime::atom_text(key.atom_id()));
  if (key.is_small() && key.small() >= 0) return fmt::format("at_{}", key.small());
  return fmt::format("item_{}", i);
}

}  // namespace

std::string Types::declare_record(ShapeRef s, const std::string& hint) {
  auto& members = members_[s];
  std::string body, fields;
  const std::string name = unique(hint), record = unique(name + "Record");
  std::set<std::string> taken;
  for (size_t i = 0; i < s->keys.size(); ++i) {
    std::string member = member_name(s->keys[i], i);
    while (!taken.insert(member).second) member += "_";
    members.push_back(member);
    body += fmt::format("  {} {};\n", type(s->parts[i], hint + capitalized(member)), member);
    fields += fmt::format(", Field<&{}::{}, {}>", record, member, descriptor(s->parts[i]));
  }
  declarations_ +=
      fmt::format("struct {0} {{\n{1}  bool operator==(const {0}&) const = default;\n}};\n", record, body);
  declarations_ += fmt::format("using {} = Record<{}{}>;\n", name, record, fields);
  named_.push_back({name, s});
  return name;
}

std::string Types::declare_union(ShapeRef s, const std::string& hint) {
  auto& alternatives = alternatives_[s];
  order_[s] = {"tag"};
  std::string body, forms, list;
  const std::string name = unique(hint), record = unique(name + "Record");
  std::map<std::string, std::string> taken;  // member -> type
  const auto add = [&](std::string member, ShapeRef part) {
    const std::string t = type(part, hint + capitalized(member));
    while (taken.contains(member) && taken[member] != t) member += "_";
    if (taken.emplace(member, t).second) {
      body += fmt::format("  {} {};\n", t, member);
      order_[s].push_back(member);
    }
    return member;
  };
  static constexpr std::string_view kNames[] = {"never",    "boolean",  "integer", "atom",   "set",
                                                "function", "sequence", "partial", "either", "value"};
  for (const ShapeRef a : s->parts) {
    auto& members = alternatives.emplace_back();
    std::string fields;
    const auto field = [&](const std::string& member, ShapeRef part) {
      fields += fmt::format(", Field<&{}::{}, {}>", record, member, descriptor(part));
    };
    if (has_fields(a)) {
      for (size_t i = 0; i < a->keys.size(); ++i) {
        members.push_back(add(member_name(a->keys[i], i), a->parts[i]));
        field(members.back(), a->parts[i]);
      }
    } else {
      members.push_back(add(std::string(kNames[static_cast<size_t>(a->kind)]) + "_value", a));
      field(members.back(), a);
    }
    const std::string form = unique(name + "Form");
    forms += fmt::format("using {} = Record<{}{}>;\n", form, record, fields);
    list += ", " + form;
    named_.push_back({form, a});
  }
  declarations_ += fmt::format(
      "struct {0} {{\n  uint32_t tag;\n{1}  bool operator==(const {0}&) const = default;\n}};\n", record, body);
  declarations_ += forms + fmt::format("using {} = Variant<{}{}>;\n", name, record, list);
  return name;
}

std::string Types::member(ShapeRef shape, size_t alternative, size_t key) {
  return alternatives_.at(shape).at(alternative).at(key);
}

cpp::Expr Types::designated(ShapeRef shape, const std::vector<std::pair<std::string, cpp::Expr>>& members) {
  std::vector<cpp::Expr> list;
  for (const std::string& name : order_.at(shape)) {
    const auto given = std::find_if(members.begin(), members.end(), [&](const auto& m) { return m.first == name; });
    list.push_back(cpp::infix("=", cpp::name("." + name), given != members.end() ? given->second : cpp::construct("")));
  }
  return cpp::construct(type(shape), std::move(list));
}

uint32_t Types::shape_id(ShapeRef shape) {
  const auto [it, added] = ids_.try_emplace(shape, static_cast<uint32_t>(exchanged_.size()));
  if (added) exchanged_.push_back(shape);
  return it->second;
}

}  // namespace trestle::codegen
