#include "translator/codegen/kept_shapes.h"

#include <fstream>
#include <iterator>
#include <string>

#include <fmt/format.h>
#include <xxhash.h>

#include "translator/codegen/cache.h"
#include "translator/codegen/compile.h"
#include "translator/runtime/binary.h"
#include "translator/runtime/bytes.h"
#include "translator/runtime/context.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/hash.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::codegen {

namespace fs = std::filesystem;
namespace shape = runtime::shape;
using runtime::BytesReader;
using runtime::BytesWriter;
using runtime::Shape;
using runtime::ShapeRef;
using runtime::Value;

namespace {

// A program that infers otherwise is another file, or was written later.
std::string program() {
  std::error_code none;
  const fs::path path = fs::read_symlink("/proc/self/exe", none);
  const auto written = fs::last_write_time(path, none).time_since_epoch().count();
  return fmt::format("{} {} {}", path.string(), written, fs::file_size(path, none));
}

void add(std::string& key, Value value) {
  if (value.defined() && runtime::hashable(value)) key += fmt::format(" {:x}", runtime::hash(value));
}

void write(BytesWriter& out, runtime::Context& context, ShapeRef s) {
  out.byte(static_cast<uint8_t>(s->kind));
  out.number(static_cast<uint64_t>(s->low));
  out.number(static_cast<uint64_t>(s->high));
  out.number(s->capacity);
  out.text(runtime::to_bytes(context, runtime::make_tuple(context, s->keys)));
  out.number(s->parts.size());
  for (const ShapeRef part : s->parts) write(out, context, part);
}

ShapeRef read(BytesReader& in, runtime::Context& context, size_t depth = 0) {
  constexpr size_t kDeepest = 200;
  const auto kind = static_cast<Shape::Kind>(in.byte());
  const auto low = static_cast<int64_t>(in.number()), high = static_cast<int64_t>(in.number());
  const auto capacity = static_cast<uint32_t>(in.number());
  const Value listed = runtime::intern(context, runtime::from_bytes(context, in.text()));
  std::vector<Value> keys;
  if (listed.kind() != runtime::Kind::Tuple || depth > kDeepest) throw runtime::DamagedBytes();
  for (const Value key : listed->span()) keys.push_back(key);
  std::vector<ShapeRef> parts;
  for (size_t n = in.count(); n > 0; --n) parts.push_back(read(in, context, depth + 1));
  const auto expect = [&](bool right) {
    if (!right) throw runtime::DamagedBytes();
  };
  switch (kind) {
    case Shape::Kind::Never: return shape::never();
    case Shape::Kind::Boolean: return shape::boolean();
    case Shape::Kind::Range: return shape::range(low, high);
    case Shape::Kind::Atoms: return shape::atoms(std::move(keys));
    case Shape::Kind::Set: expect(parts.size() == 1); return shape::few(parts[0], capacity);
    case Shape::Kind::Function:
      expect(parts.size() == keys.size());
      return shape::function(std::move(keys), std::move(parts));
    case Shape::Kind::Sequence: expect(parts.size() == 1); return shape::sequence(parts[0], capacity);
    case Shape::Kind::Partial: expect(parts.size() == 2); return shape::partial(parts[0], parts[1], capacity);
    case Shape::Kind::Union: {
      ShapeRef all = shape::never();
      for (const ShapeRef part : parts) all = shape::join(all, part);
      return all;
    }
    case Shape::Kind::Dynamic: return shape::dynamic();
  }
  throw runtime::DamagedBytes();
}

std::string written(const std::vector<ShapeRef>& shapes) {
  runtime::Context context;
  std::string bytes;
  BytesWriter out(bytes);
  out.number(shapes.size());
  for (const ShapeRef s : shapes) write(out, context, s);
  return bytes;
}

std::vector<ShapeRef> read_all(std::string_view bytes) {
  runtime::Context context;
  BytesReader in(bytes);
  std::vector<ShapeRef> shapes;
  for (size_t n = in.count(); n > 0; --n) shapes.push_back(read(in, context));
  if (!in.empty()) throw runtime::DamagedBytes();
  return shapes;
}

}  // namespace

KeptShapes::KeptShapes(const fs::path& folder, const core::Spec& spec, const std::vector<Value>& globals)
    : variables_(spec.variables.size()) {
  std::string key = program() + core::print(spec);
  for (const core::Expr& e : spec.exprs) {  // which are printed short
    if (e.kind == core::Kind::Constant) add(key, e.value);
  }
  for (const Value value : globals) add(key, value);
  path_ = folder / "shapes" / cache_name(key);
}

std::optional<std::vector<ShapeRef>> KeptShapes::find() const {
  std::ifstream in(path_, std::ios::binary);
  if (!in) return {};
  const std::string text(std::istreambuf_iterator<char>(in), {});
  try {
    BytesReader file(text);
    const uint64_t sum = file.number();
    const std::string_view bytes = file.text();
    if (XXH3_64bits(bytes.data(), bytes.size()) != sum) return {};
    std::vector<ShapeRef> shapes = read_all(bytes);
    if (shapes.size() == variables_) return shapes;
  } catch (const runtime::DamagedBytes&) {
  } catch (const runtime::EvalError&) {
  }
  return {};
}

void KeptShapes::keep(const std::vector<ShapeRef>& shapes) const {
  const std::string bytes = written(shapes);
  if (read_all(bytes) != shapes) return;  // inferred again each time rather than not the same
  std::string file;
  BytesWriter out(file);
  out.number(XXH3_64bits(bytes.data(), bytes.size()));
  out.text(bytes);
  try {
    fs::create_directories(path_.parent_path());
    write_whole(path_, file);
  } catch (const fs::filesystem_error&) {
  } catch (const CompileError&) {
  }
}

}  // namespace trestle::codegen
