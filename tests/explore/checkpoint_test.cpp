// Journals, values in them, and searches that are interrupted and taken up again within one process.
#include "validator/explore/checkpoint.h"

#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/explore/toy.h"
#include "tests/scratch.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/operators.h"
#include "validator/explore/check.h"

namespace trestle::explore {
namespace {

namespace fs = std::filesystem;
using runtime::Value;
using testing::HasSubstr;

class CheckpointFolder : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = scratch_folder() / "journal";
  }
  void TearDown() override { fs::remove_all(folder_.parent_path()); }
  fs::path folder_;
};

class JournalTest : public CheckpointFolder {};

TEST_F(JournalTest, OnlyWhatWasCommittedCounts) {
  {
    Journal journal(folder_);
    EXPECT_EQ(journal.read(), "");
    journal.append("one ");
    journal.append("two");
    journal.commit({{"name", "a value with spaces"}});
    journal.append("lost");
  }
  Journal journal(folder_);
  EXPECT_EQ(journal.read(), "one two");
  journal.append(" three");
  journal.commit({{"name", "other"}});
  EXPECT_EQ(journal.read(), "one two three");
  const auto entries = Journal::manifest(folder_);
  ASSERT_TRUE(entries);
  EXPECT_EQ(entries->front(), (std::pair<std::string, std::string>("name", "other")));
}

TEST_F(JournalTest, AFolderHasOneOwner) {
  const Journal first(folder_);
  EXPECT_THROW(Journal second(folder_), CheckpointError);
}

TEST_F(JournalTest, AnotherFormatIsSaid) {
  { Journal(folder_).commit({}); }
  std::string text = "trestle checkpoint 0\n";
  text += "checksum " + text_hash(text) + "\n";
  std::ofstream(folder_ / "manifest") << text;
  try {
    Journal::manifest(folder_);
    FAIL();
  } catch (const CheckpointError& error) {
    EXPECT_THAT(error.what(), HasSubstr("another format: trestle checkpoint 0"));
  }
}

TEST_F(JournalTest, WhereNothingCanBeWritten) {
  std::ofstream(folder_) << "a file";
  EXPECT_THROW(Journal{folder_}, CheckpointError);
}

// A second writer and reader stand for another process: they know nothing yet.
TEST(ValueStream, ValuesComeBackAndAreWrittenOnce) {
  runtime::Context c;
  const Value s = runtime::string_value("text"), m = runtime::model_value("m1");
  const Value one = Value::integer(1), two = Value::integer(-2);
  const Value pair[] = {one, s}, numbers[] = {one, two};
  const Value tuple = runtime::make_tuple(c, pair), set = runtime::make_set(c, numbers);
  const uint32_t fields[] = {runtime::atom("b"), runtime::atom("a")};
  const Value parts[] = {tuple, set};
  const Value record = runtime::make_record(c, fields, parts);
  const Value keys[] = {m, set}, results[] = {record, tuple};
  const Value function = runtime::make_function(c, runtime::make_set(c, std::span(keys, 1)), std::span(results, 1));
  const std::vector<Value> all = {Value(),
                                  Value::boolean(true),
                                  one,
                                  two,
                                  Value::integer(Value::kMinSmall),
                                  runtime::parse_integer(c, "-123456789012345678901234567890"),
                                  s,
                                  m,
                                  Value::infinite(runtime::Kind::Naturals),
                                  runtime::empty_set(),
                                  runtime::empty_tuple(),
                                  tuple,
                                  set,
                                  record,
                                  function,
                                  runtime::make_interval(c, 1, 4)};
  ValueWriter writer;
  std::string bytes;
  runtime::BytesWriter out(bytes);
  for (Value v : all) writer.write(out, v);
  const size_t first = bytes.size();
  for (Value v : all) writer.write(out, v);
  EXPECT_LT(bytes.size() - first, first / 2);

  ValueWriter other;
  ValueReader reader(other);
  runtime::BytesReader in(bytes);
  for (int round = 0; round < 2; ++round) {
    for (Value v : all) EXPECT_TRUE(same(reader.read(in), runtime::intern(c, v)));
  }
  EXPECT_TRUE(in.empty());
  // What was read is known to the writer that goes on.
  std::string again;
  runtime::BytesWriter more(again);
  for (Value v : all) other.write(more, v);
  EXPECT_EQ(again, bytes.substr(first));
  // No prefix is taken for the whole.
  for (size_t size = 0; size < first; ++size) {
    ValueWriter fresh;
    ValueReader broken(fresh);
    runtime::BytesReader part(std::string_view(bytes).substr(0, size));
    EXPECT_THROW(for (size_t i = 0; i < all.size(); ++i) broken.read(part), runtime::DamagedBytes);
  }
}

class CheckpointTest : public CheckpointFolder {
 protected:
  CheckOptions options(unsigned workers) {
    CheckOptions options{.workers = workers, .interrupted = &interrupted_, .progress_interval = milliseconds(20)};
    options.checkpoint.folder = folder_;
    options.checkpoint.interval = milliseconds(5);
    options.checkpoint.notice = [this](std::string_view text) { notices_ += std::string(text) + "\n"; };
    return options;
  }
  // Interrupts until it has come to its end; what was done in between must have been kept.
  CheckResult in_parts(const runtime::Model& model, unsigned workers) {
    for (parts_ = 1;; ++parts_) {
      interrupted_ = false;
      CheckOptions some = options(workers);
      some.progress = [this](const Progress&) { interrupted_ = true; };
      CheckResult result = check(model, some);
      if (result.reason != "interrupted") return result;
    }
  }
  using milliseconds = std::chrono::milliseconds;
  std::atomic<bool> interrupted_{false};
  std::string notices_;
  int parts_ = 0;
};

TEST_F(CheckpointTest, ASearchInPartsIsTheWholeSearch) {
  Toy toy = grid(3, 47);
  const CheckResult whole = check(toy, {});
  for (const unsigned workers : {1u, 2u, 4u}) {
    const CheckResult result = in_parts(toy, workers);
    EXPECT_EQ(result.verdict, Verdict::Ok);
    EXPECT_GT(parts_, 1);
    EXPECT_EQ(result.distinct, whole.distinct);
    EXPECT_EQ(result.generated, whole.generated);
    EXPECT_EQ(result.depth, whole.depth);
    EXPECT_EQ(result.queue, 0u);
    uint64_t generated = 0;
    for (const ActionCount& count : result.actions) generated += count.generated;
    EXPECT_EQ(generated, whole.generated - whole.init.generated);
    // And once more: the verdict is there.
    notices_.clear();
    EXPECT_EQ(check(toy, options(workers)).generated, whole.generated);
    EXPECT_THAT(notices_, HasSubstr("came to its end"));
    fs::remove_all(folder_);
  }
}

TEST_F(CheckpointTest, AViewIsComputedAgain) {
  Toy toy = grid(3, 31);
  toy.view([](const Row& s) { return Row{s[0] + s[1] + s[2], s[0], 0}; });
  const CheckResult whole = check(toy, {});
  const CheckResult result = in_parts(toy, 1);
  EXPECT_EQ(result.distinct, whole.distinct);
  EXPECT_EQ(result.generated, whole.generated);
  EXPECT_EQ(result.depth, whole.depth);
}

TEST_F(CheckpointTest, ViolationsOfBothPartsCount) {
  Toy toy = grid(3, 31);
  toy.invariant("Apart", [](const Row& s) { return s[0] != s[1] || s[1] != s[2]; });
  const CheckResult whole = check(toy, {.continue_on_violation = true});
  CheckResult result;
  for (const unsigned workers : {1u, 3u}) {
    do {
      interrupted_ = false;
      CheckOptions some = options(workers);
      some.continue_on_violation = true;
      some.progress = [this](const Progress&) { interrupted_ = true; };
      result = check(toy, some);
    } while (interrupted_ && result.queue != 0);
    EXPECT_EQ(result.violations, whole.violations);
    EXPECT_EQ(result.behavior.size(), whole.behavior.size());
    fs::remove_all(folder_);
  }
}

TEST_F(CheckpointTest, ARunGoesOnWhenItsFolderIsGone) {
  Toy toy = grid(3, 47);
  // Gone while it runs, and it runs long enough to notice.
  int looked_at = 0;
  toy.invariant("Slow", [&](const Row&) {
    if (++looked_at == 20'000) fs::remove_all(folder_);
    if (looked_at > 20'000 && looked_at % 500 == 0) std::this_thread::sleep_for(milliseconds(2));
    return true;
  });
  const CheckResult result = check(toy, options(1));
  EXPECT_EQ(result.verdict, Verdict::Ok);
  EXPECT_EQ(result.distinct, 48u * 48 * 48);
  EXPECT_THAT(notices_, HasSubstr("no more checkpoints are written"));
}

TEST_F(CheckpointTest, OfAnotherRunIsRefused) {
  Toy toy = jugs();
  CheckOptions first = options(1);
  first.checkpoint.identity = {{"specification", "a"}, {"workers", "1"}};
  check(toy, first);
  CheckOptions second = first;
  second.checkpoint.identity[1].second = "2";
  try {
    check(toy, second);
    FAIL();
  } catch (const CheckpointError& error) {
    EXPECT_THAT(error.what(), HasSubstr("its workers was 1, this one's is 2"));
  }
}

}  // namespace
}  // namespace trestle::explore
