#include "translator/codegen/tiered.h"

#include <algorithm>
#include <chrono>

#include "translator/codegen/cache.h"
#include "translator/codegen/generator.h"
#include "translator/codegen/kept_shapes.h"
#include "translator/codegen/quiet.h"
#include "translator/codegen/shapes.h"
#include "translator/core/infer.h"
#include "translator/evaluator/evaluator.h"
#include "translator/runtime/store.h"

namespace trestle::codegen {

namespace {

constexpr std::chrono::milliseconds kBetweenLooks(50);
constexpr int kPatience = 5;  // widenings of a variable until it may hold any value

Unit generated(const std::shared_ptr<const core::Spec>& spec, const evaluator::Parts& parts,
               const std::vector<runtime::ShapeRef>& shapes, const std::vector<Value>& globals, bool arguments) {
  QuietContext context;
  return generate(
      *spec, shapes,
      {globals, [&](const core::Expr& e) { return parts.closed(context, e); }, parts.permutations(context), arguments});
}

}  // namespace

Tiered::Tiered(std::shared_ptr<const core::Spec> spec, TieredOptions options)
    : spec_(evaluator::expand_temporal(std::move(spec))),
      options_(std::move(options)),
      evaluator_(evaluator::make_model(spec_)),
      grown_(spec_->variables.size()) {
  signature_ = evaluator_->signature();
  use(*evaluator_);
  if (!spec_->init || spec_->next == nullptr) return;
  thread_ = std::make_unique<runtime::DeepThread>([this] { work(); });
  if (!options_.wait) return;
  std::unique_lock lock(mutex_);
  const auto decided = [&] { return ready() || failed_; };
  while (!wake_.wait_for(lock, kBetweenLooks, decided) && !(options_.interrupted != nullptr && *options_.interrupted)) {
  }
  lock.unlock();
  if (ready()) change();
}

Tiered::~Tiered() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  wake_.notify_all();
}

void Tiered::use(const runtime::Model& model) {
  current_ = &model;
  signature_.layout = model.signature().layout;
  signature_.identity_mask = model.signature().identity_mask;
}

uint64_t Tiered::left() const {
  uint64_t states = 0;
  for (const auto& native : natives_) states += native->left();
  return states;
}

void Tiered::change() {
  const std::lock_guard lock(mutex_);
  running_ = nullptr;
  if (made_ == nullptr) return use(*evaluator_);  // native code was of no use
  natives_.push_back(std::move(made_));
  ready_ = false;
  running_ = natives_.back().get();
  use(*running_);
}

void Tiered::outgrow(const runtime::Misfit& misfit) {
  {
    const std::lock_guard lock(mutex_);
    outside_.push_back({misfit.variable, runtime::intern(misfit.value)});
    running_ = nullptr;
    use(*evaluator_);
    made_.reset();
    ready_ = false;
    wanted_ = true;
  }
  wake_.notify_all();
}

void Tiered::work() {
  std::unique_lock lock(mutex_);
  if (!options_.wait) wake_.wait_for(lock, options_.delay, [&] { return ended_.load(); });
  while (!ended_) {
    wanted_ = false;
    lock.unlock();
    try {
      make();
    } catch (const runtime::Stopped&) {
      // It ended meanwhile.
    } catch (const CompileError& error) {
      give_up(error.what());
    } catch (const std::exception& error) {
      give_up(std::string("no code was generated: ") + error.what());
    } catch (const Unsupported& part) {
      give_up("no code was generated: " + part.what);
    }
    lock.lock();
    wake_.notify_all();
    if (failed_) return;
    wake_.wait(lock, [&] { return ended_ || wanted_; });
  }
}

void Tiered::give_up(const std::string& why) {
  failed_ = true;
  if (ended_) return;
  if (options_.notice) options_.notice(why);
  const std::lock_guard lock(mutex_);
  given_up_ = why;
}

std::string Tiered::given_up() const {
  const std::lock_guard lock(mutex_);
  return given_up_;
}

std::vector<runtime::ShapeRef> Tiered::first_shapes(const evaluator::Parts& parts, const std::vector<Value>& globals) {
  const KeptShapes kept(cache_folder(options_.compile), *spec_, globals);
  if (auto known = kept.find()) return std::move(*known);
  std::vector<runtime::ShapeRef> shapes = core::shapes_of(variables_of(*spec_, parts, globals, ended_));
  if (!ended_) kept.keep(shapes);
  return shapes;
}

namespace {

// One that prints, say: the evaluator takes care of effects.
bool all_have_effects(const core::ActionNode& n) {
  if (n.kind == core::ActionNode::Kind::Leaf) return n.body->impure;
  return std::all_of(n.children.begin(), n.children.end(), [](const core::ActionNode* c) { return all_have_effects(*c); });
}

}  // namespace

// What it interns must stay: it says so wherever it does, but not while the compiler runs, which takes long.
void Tiered::make() {
  if (spec_->next != nullptr && all_have_effects(*spec_->next)) {
    throw CompileError("nothing is compiled, since each action of Next has an effect, which is left to the evaluator");
  }
  std::optional<runtime::StoreUse> use(std::in_place);
  const evaluator::Parts parts(spec_, runtime::Layout(spec_->variables.size()), {}, {});
  QuietContext context;
  context.stop = &ended_;
  const std::vector<Value> globals = parts.globals(context);
  std::vector<runtime::ShapeRef> shapes = shapes_.empty() ? first_shapes(parts, globals) : shapes_;
  {
    const std::lock_guard lock(mutex_);
    for (const runtime::Misfit& m : outside_)
      shapes[m.variable] =
          ++grown_[m.variable] > kPatience ? runtime::shape::dynamic() : widened(shapes[m.variable], m.value);
    outside_.clear();
    shapes_ = shapes = with_images(context, parts, std::move(shapes));
  }
  if (ended_) return;
  // Values that have no shape are the evaluator's, and packing and unpacking costs more than the rest gains: those of a
  // trace specification, say, which come from a log.
  const core::StateBits bits = core::bits_of(shapes);
  if (!options_.wait && bits.dynamic > bits.all / 4 * 3) {
    throw CompileError("nothing is compiled, since most of a state has no known shape (parse --print layout says why)");
  }
  Unit unit = generated(spec_, parts, shapes, globals, options_.arguments);
  use.reset();
  if (!unit.steps && std::find(unit.bound.begin(), unit.bound.end(), true) == unit.bound.end()) {
    throw CompileError("nothing is compiled, since Next is left to the evaluator" +
                       (unit.left.empty() ? "" : ": " + unit.left.front()));
  }
  Library library = compile(unit, options_.compile, ended_);
  if (ended_) return;
  use.emplace();
  auto native = std::make_unique<Native>(spec_, std::move(unit), std::move(library));
  const std::lock_guard lock(mutex_);
  if (wanted_) return;  // outgrown meanwhile
  made_ = std::move(native);
  ready_ = true;
}

namespace {

// What code is made from, with shapes inferred from the spec alone.
template <class Make>
auto made_of(const std::shared_ptr<const core::Spec>& given, Make make) {
  const auto spec = evaluator::expand_temporal(given);
  const evaluator::Parts parts(spec, runtime::Layout(spec->variables.size()), {}, {});
  QuietContext context;
  const std::vector<Value> globals = parts.globals(context);
  const std::atomic<bool> ended{false};
  const Constants constants{globals, [&](const core::Expr& e) { return parts.closed(context, e); },
                            parts.permutations(context)};
  std::vector<core::Inferred> variables = variables_of(*spec, parts, globals, ended);
  const std::vector<runtime::ShapeRef> shapes = with_images(context, parts, core::shapes_of(variables));
  for (size_t v = 0; v < shapes.size(); ++v) variables[v].shape = shapes[v];
  return make(*spec, variables, constants);
}

}  // namespace

std::vector<core::Inferred> inferred_variables(const std::shared_ptr<const core::Spec>& given) {
  return made_of(given, [](const auto&, const auto& variables, const auto&) { return variables; });
}

Unit unit_of(const std::shared_ptr<const core::Spec>& given) {
  return made_of(given, [](const auto& spec, const auto& variables, const auto& constants) {
    return generate(spec, core::shapes_of(variables), constants);
  });
}

LibraryText library_of(const std::shared_ptr<const core::Spec>& given, const LibraryNames& names) {
  return made_of(given, [&](const auto& spec, const auto& variables, const auto& constants) {
    return generate_library(spec, core::shapes_of(variables), constants, names);
  });
}

}  // namespace trestle::codegen
