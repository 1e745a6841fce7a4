#include "validator/embed/validator.h"

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <optional>
#include <utility>

#include "translator/runtime/eval_error.h"
#include "translator/runtime/store.h"
#include "translator/runtime/thread.h"
#include "validator/embed/mapped.h"
#include "validator/explain/explain.h"
#include "validator/explore/validate.h"
#include "validator/report/validate.h"

namespace trestle {
namespace {

// Lines on their way from who feeds them to who reads them.
class Queue {
 public:
  explicit Queue(size_t most) : most_(std::max<size_t>(most, 1)) {}

  void push(std::string_view line) {
    std::unique_lock lock(mutex_);
    drained_.wait(lock, [&] { return waiting_.size() < most_ || closed_; });
    if (closed_) return;
    waiting_ += line;
    if (!line.ends_with('\n')) waiting_ += '\n';
    ++fed_;
    filled_.notify_one();
  }
  // Up to so many bytes; 0 when nothing will come any more.
  size_t pull(char* to, size_t size) {
    std::unique_lock lock(mutex_);
    while (taken_ == reading_.size()) {
      if (!waiting_.empty()) {
        std::swap(reading_, waiting_);
        waiting_.clear();
        taken_ = 0;
        drained_.notify_all();
        break;
      }
      if (closed_) return 0;
      idle_ = true;
      drained_.notify_all();
      lock.unlock();
      {
        const runtime::Resting resting;  // beginning and ending to rest may take as long as a collection
        lock.lock();
        filled_.wait(lock, [&] { return !waiting_.empty() || closed_; });
        lock.unlock();
      }
      lock.lock();
      idle_ = false;
    }
    const size_t n = std::min(size, reading_.size() - taken_);
    std::memcpy(to, reading_.data() + taken_, n);
    taken_ += n;
    return n;
  }
  void settle() {
    std::unique_lock lock(mutex_);
    drained_.wait(lock, [&] { return closed_ || (idle_ && waiting_.empty()); });
  }
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    filled_.notify_all();
    drained_.notify_all();
  }
  uint64_t fed() {
    const std::lock_guard lock(mutex_);
    return fed_;
  }

 private:
  const size_t most_;
  std::mutex mutex_;
  std::condition_variable filled_, drained_;
  std::string waiting_, reading_;
  size_t taken_ = 0;
  uint64_t fed_ = 0;
  bool idle_ = false, closed_ = false;
};

class Fed final : public trace::ByteSource {
 public:
  explicit Fed(Queue& queue) : queue_(queue) {}
  size_t read(char* to, size_t size) override { return queue_.pull(to, size); }

 private:
  Queue& queue_;
};

struct Setup {
  std::unique_ptr<embed::Loaded> loaded;
  std::unique_ptr<embed::LoadedMapping> mapping;
};

Setup set_up(const std::string& spec, const ValidatorOptions& options) {
  const runtime::StoreUse use;
  embed::SpecOptions named{.spec = spec, .config = options.config, .library = options.library};
  Diagnostics diagnostics;
  Setup setup;
  try {
    setup.loaded = embed::load(named, diagnostics);
    if (setup.loaded != nullptr && !options.mapping.empty())
      setup.mapping = embed::load_mapping(options.mapping, *setup.loaded, diagnostics);
  } catch (const runtime::EvalError& error) {
    throw ValidatorError(std::string("a constant expression has no value: ") + error.what());
  }
  const bool complete = setup.loaded != nullptr && (options.mapping.empty() || setup.mapping != nullptr);
  if (!complete || diagnostics.has_errors()) throw ValidatorError(render(diagnostics, false));
  if (!setup.loaded->model->signature().has_behavior)
    throw ValidatorError("the .cfg names no INIT and NEXT or SPECIFICATION: there are no behaviors");
  const auto known = [](const std::string& name, const std::vector<std::string>& names) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
      throw ValidatorError("there is no \"" + name + "\"");
  };
  known(options.format, trace::format_names());
  known(options.order, trace::order_names());
  return setup;
}

}  // namespace

struct Validator::Inside {
  Inside(const std::string& spec, ValidatorOptions given)
      : options(std::move(given)), queue(options.queue_bytes), setup(set_up(spec, options)) {
    mapping = make_mapping();
    thread = std::make_unique<runtime::DeepThread>([this] { run(); });
  }
  ~Inside() {
    stop = true;
    queue.close();
    thread.reset();
  }

  std::unique_ptr<explore::Mapping> make_mapping() {
    mapping::ByNameOptions named = embed::by_name(*setup.loaded);
    named.hidden = options.hidden;
    named.stuttering = options.stuttering;
    try {
      return embed::make_mapping(*setup.loaded, setup.mapping.get(), std::move(named));
    } catch (const mapping::MappingError& error) {
      throw ValidatorError(error.what());
    }
  }

  void run() {
    try {
      judge();
    } catch (const trace::TraceError& error) {
      verdict.verdict = "error";
      verdict.reason = verdict.report = error.what();
    } catch (const runtime::EvalError& error) {
      verdict.verdict = "evaluation-failed";
      verdict.reason = verdict.report = error.what();
    } catch (const std::exception& error) {
      verdict.verdict = "error";
      verdict.reason = verdict.report = error.what();
    }
    ended = true;
    queue.close();
  }

  void judge() {
    embed::LogReading reading = embed::reading_of(*setup.loaded, setup.mapping.get());
    if (!options.format.empty()) reading.options.format = trace::format_named(options.format);
    if (!options.order.empty()) reading.order = *trace::order_named(options.order);
    std::vector<trace::LineReader> lines;
    lines.emplace_back("fed", std::make_unique<Fed>(queue));
    trace::Trace trace(std::move(lines), reading.order, std::move(reading.options), std::move(reading.sources));
    explore::ValidateOptions limits;
    limits.max_hidden = options.max_hidden.value_or(embed::most_hidden(setup.mapping.get()));
    limits.max_states = UINT64_MAX;
    limits.check_predicates = options.check_invariants;
    limits.reach = options.reach;
    limits.reclaim = true;
    limits.interrupted = &stop;
    limits.explained = &explained;
    limits.decided = [this] {
      ended = true;
      queue.close();
    };
    const runtime::Model& model = embed::model_of(*setup.loaded, setup.mapping.get());
    const explore::ValidateResult result = explore::validate(model, trace, *mapping, limits);
    const runtime::StoreUse use;
    const explain::Explained explanations =
        explain::explain(model, result, embed::refuse_function(*setup.loaded, setup.mapping.get()));
    verdict.verdict = explore::to_string(result.verdict);
    verdict.reason = result.reason;
    verdict.events = result.events;
    verdict.explained = result.explained;
    verdict.report = report::to_text(result, explanations, model, {});
    verdict.json = report::to_json(result, explanations, model, {.spec = setup.loaded->module->name});
  }

  Status status() {
    return {.fed = queue.fed(), .explained = explained.load(std::memory_order_relaxed), .ended = ended};
  }

  ValidatorOptions options;
  Queue queue;
  Setup setup;
  std::unique_ptr<explore::Mapping> mapping;
  std::atomic<uint64_t> explained{0};
  std::atomic<bool> ended{false}, stop{false};
  Verdict verdict;  // the thread's, until it ended
  std::mutex finishing;
  std::unique_ptr<runtime::DeepThread> thread;
};

Validator::Validator(const std::string& spec, ValidatorOptions options)
    : inside_(std::make_unique<Inside>(spec, std::move(options))) {}
Validator::~Validator() = default;

Validator::Status Validator::feed(std::string_view event) {
  inside_->queue.push(event);
  return inside_->status();
}

Validator::Status Validator::settle() {
  inside_->queue.settle();
  return inside_->status();
}

const Validator::Verdict& Validator::finish() {
  const std::lock_guard lock(inside_->finishing);
  inside_->queue.close();
  inside_->thread.reset();
  return inside_->verdict;
}

}  // namespace trestle
