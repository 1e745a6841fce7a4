#include "validator/explore/state_space.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>
#include <utility>

#include "translator/runtime/address_space.h"

namespace trestle::explore {
namespace {

constexpr unsigned kFirstBits = 12;  // slots at the start, as a power of two
constexpr unsigned kLeapBits = 22;   // below this the table grows four times, above twice
constexpr double kMaxLoad = 0.5;
constexpr double kFilledUp = 0.875;  // where a larger table does not fit: some 30 slots are looked at for a new state
constexpr uint64_t kRehashBlock = 1 << 12;  // states

// Address space is reserved for more states than memory holds, since they may go to disk; but not for more than an
// address has bits for, and where it is short only half of it, since the table needs some, too.
uint64_t reservable_states(size_t row_bytes, size_t workers) {
  constexpr uint64_t kAddresses = uint64_t{1} << 45;
  const uint64_t most = (uint64_t{1} << kPositionBits) - 1, bytes = std::max<uint64_t>(1, machine_memory()) * 4;
  uint64_t states = std::min({most, bytes / row_bytes + 1, runtime::within_address_space(kAddresses, 4) / workers / row_bytes});
  while (states > 1 && !Region::possible(2 * workers * states * row_bytes)) states /= 2;
  return states;
}

uint64_t blocks_of(const StateStore& store) { return (store.size() + kRehashBlock - 1) / kRehashBlock; }

Region table_of(size_t bytes, StateSpace::Place place) {
  return place == StateSpace::Place::Disk ? Region::on_disk(bytes) : Region(bytes);
}

// The sections of a table are filled one after the other: a power of two of them, so that on disk each fits a quarter of
// the machine's memory.
unsigned section_bits_of(size_t table_bytes, StateSpace::Place place) {
  if (place == StateSpace::Place::Memory) return 0;
  const size_t most = std::max<size_t>(1, machine_memory() / 4);
  unsigned bits = 0;
  while (table_bytes >> bits > most) ++bits;
  return bits;
}

}  // namespace

StateStore::StateStore(size_t words, size_t key_words, size_t max_states)
    : words_(words),
      key_words_(key_words),
      capacity_(max_states),
      states_(std::max<size_t>(1, max_states * words * sizeof(Word))),
      links_(max_states * sizeof(Link)) {
  if (key_words != 0) keys_ = Region(max_states * key_words * sizeof(Word));
}

SlotForm::SlotForm(unsigned bits, unsigned table_bits, size_t stores)
    : number_bits_(bits == 0 ? 0 : 64 - bits), store_bits_(static_cast<unsigned>(std::bit_width(stores - 1))) {
  // A store may hold all the states there are.
  whole_ = bits != 0 && table_bits + store_bits_ <= number_bits_;
}

// From 48 bits on there is hardly room for numbers beside a state.
unsigned StateSpace::few(size_t words, bool identity, size_t bits) {
  return words == 1 && !identity && bits <= 48 ? static_cast<unsigned>(bits) : 0;
}

StateSpace::StateSpace(size_t words, bool identity, unsigned workers, size_t bits, std::vector<Word> mask)
    : words_(words),
      identity_(identity),
      key_mask_(std::move(mask)),
      few_bits_(few(words, identity, bits)),
      bits_hash_(few_bits_) {
  const uint64_t most = reservable_states((words + key_words() + 1) * sizeof(Word), workers);
  for (unsigned i = 0; i < workers; ++i) {
    stores_.push_back(std::make_unique<StateStore>(words, key_words(), most));
    keys_.push_back(stores_.back()->key(0));
  }
  set_table(Region((size_t{1} << kFirstBits) * sizeof(Slot)), kFirstBits, {few_bits_, kFirstBits, workers});
}

void StateStore::replace(size_t words, size_t key_words, Region states, Region keys) {
  words_ = words;
  key_words_ = key_words;
  states_ = std::move(states);
  keys_ = std::move(keys);
  capacity_ = std::min<uint64_t>(capacity_, states_.size() / (words * sizeof(Word)));
}

void StateSpace::recode(size_t words, size_t bits, std::vector<Word> mask,
                        const std::function<void(const Word*, Word*, Word*)>& recode) {
  const bool keeps = identity_ && mask.empty();
  const size_t key_words = keeps ? words : 0;
  const uint64_t most = reservable_states((words + key_words + 1) * sizeof(Word), stores_.size());
  std::vector<Region> states, keys;
  for (const auto& store : stores_) {
    auto* to = static_cast<Word*>(states.emplace_back(most * words * sizeof(Word)).data());
    auto* key = keeps ? static_cast<Word*>(keys.emplace_back(most * words * sizeof(Word)).data()) : nullptr;
    for (uint64_t i = 0; i < store->size(); ++i) {
      recode(store->words(i), to + i * words, key != nullptr ? key + i * words : nullptr);
    }
  }
  next_region_ = table_of(slots_region_.size(), place_);
  const std::lock_guard lock(spilling_);
  words_ = words;
  key_mask_ = std::move(mask);
  few_bits_ = few(words, identity_, bits);
  bits_hash_ = BitsHash(few_bits_);
  for (size_t i = 0; i < stores_.size(); ++i) {
    stores_[i]->replace(words, key_words, std::move(states[i]), keeps ? std::move(keys[i]) : Region());
    keys_[i] = stores_[i]->key(0);
  }
  next_bits_ = bits_;
  next_form_ = {few_bits_, next_bits_, stores_.size()};
  rehash_cursor_ = 0;
  rehash_share();
  end_growth();
}

size_t StateStore::spill(Spill& file) {
  const size_t rows = size();
  size_t bytes = states_.spill(file, rows * words_ * sizeof(Word)) + links_.spill(file, rows * sizeof(Link));
  if (key_words_ != 0) bytes += keys_.spill(file, rows * key_words_ * sizeof(Word));
  return bytes;
}

size_t StateSpace::spill() {
  const std::lock_guard lock(spilling_);
  size_t bytes = 0;
  for (const auto& store : stores_) bytes += store->spill(spill_);
  spilled_ += bytes;
  return bytes;
}

void StateSpace::set_table(Region region, unsigned bits, SlotForm form) {
  form_ = form;
  slots_region_ = std::move(region);
  slots_ = static_cast<Slot*>(slots_region_.data());
  bits_ = bits;
  shift_ = 64 - bits;
  mask_ = (uint64_t{1} << bits) - 1;
  limit_ = static_cast<uint64_t>(static_cast<double>(mask_) * kMaxLoad);
}

void StateSpace::clear() {
  for (auto& store : stores_) store->clear();
  std::fill_n(reinterpret_cast<uint64_t*>(slots_), mask_ + 1, 0);
}

uint64_t StateSpace::size() const {
  uint64_t total = 0;
  for (const auto& store : stores_) total += store->size();
  return total;
}

size_t StateSpace::bytes() const {
  size_t total = slots_region_.size() + next_region_.size();
  for (const auto& store : stores_) total += store->size() * store->row_bytes();
  return total;
}

uint64_t StateSpace::level(StateId id) const {
  const auto& levels = stores_[worker(id)]->levels;
  if (!levels.empty()) return levels[position(id)];
  const auto& starts = stores_[worker(id)]->level_starts;
  return static_cast<uint64_t>(std::upper_bound(starts.begin(), starts.end(), position(id)) - starts.begin());
}

size_t StateSpace::growth_bytes() const { return (size_t{1} << (bits_ + (bits_ < kLeapBits ? 2 : 1))) * sizeof(Slot); }

void StateSpace::begin_growth(Place place) {
  next_region_ = table_of(growth_bytes(), place);
  place_ = place;
  next_bits_ = bits_ + (bits_ < kLeapBits ? 2 : 1);
  next_form_ = {few_bits_, next_bits_, stores_.size()};
  rehash_cursor_ = 0;
}

bool StateSpace::fill_up() {
  const auto most = static_cast<uint64_t>(static_cast<double>(mask_) * kFilledUp);
  return std::exchange(limit_, std::max(limit_, most)) < most;
}

// States are read in the order in which they lie, so only the new table's slots are missed on; these are prefetched.
// A section of the table has the states whose hash begins with its number.
void StateSpace::rehash_share() {
  auto* slots = static_cast<Slot*>(next_region_.data());
  const unsigned shift = 64 - next_bits_;
  const uint64_t mask = (uint64_t{1} << next_bits_) - 1;
  constexpr size_t kBatch = 64;
  const unsigned section_bits = section_bits_of(next_region_.size(), place_);
  uint64_t all_blocks = 0;
  for (const auto& store : stores_) all_blocks += blocks_of(*store);
  uint64_t hashes[kBatch];
  std::vector<Word> masked(key_mask_.size());
  const auto stored_hash = [&](const Word* key) {
    if (masked.empty()) return hash(key);
    for (size_t i = 0; i < words_; ++i) masked[i] = key[i] & key_mask_[i];
    return hash(masked.data());
  };
  for (;;) {
    // Blocks are numbered through all stores, once for each section.
    uint64_t block = rehash_cursor_.fetch_add(1, std::memory_order_relaxed);
    if (block >= all_blocks << section_bits) return;
    const uint64_t section = block / all_blocks;
    block %= all_blocks;
    unsigned worker = 0;
    for (; block >= blocks_of(*stores_[worker]); ++worker) block -= blocks_of(*stores_[worker]);
    const StateStore& store = *stores_[worker];
    const uint64_t end = std::min(store.size(), (block + 1) * kRehashBlock);
    for (uint64_t at = block * kRehashBlock; at < end; at += kBatch) {
      const size_t count = std::min<uint64_t>(kBatch, end - at);
      for (size_t k = 0; k < count; ++k) {
        hashes[k] = stored_hash(store.key(at + k));
        __builtin_prefetch(&slots[hashes[k] >> shift], 1, 1);
      }
      for (size_t k = 0; k < count; ++k) {
        if (section_bits != 0 && hashes[k] >> (64 - section_bits) != section) continue;
        const uint64_t slot = next_form_.make(id(worker, at + k), hashes[k]);
        for (uint64_t i = hashes[k] >> shift;; i = (i + 1) & mask) {
          uint64_t free = 0;
          if (stores_.size() == 1) {
            if (slots[i].load(std::memory_order_relaxed) != 0) continue;
            slots[i].store(slot, std::memory_order_relaxed);
            break;
          }
          if (slots[i].compare_exchange_strong(free, slot, std::memory_order_relaxed)) break;
        }
      }
    }
  }
}

void StateSpace::end_growth() {
  set_table(std::move(next_region_), next_bits_, next_form_);
  next_region_ = Region();
}

}  // namespace trestle::explore
