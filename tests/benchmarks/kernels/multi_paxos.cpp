// MultiPaxos as state machine replication: three replicas, one write, one read, two ballots, two slots; messages as a
// set that only grows. Invariants: what of the types does not hold by layout, and linearizability.
#include "search.h"

namespace {

constexpr unsigned kReplicas = 3, kSlots = 2, kMajority = 2;
constexpr uint64_t kBallots = 2;
enum Status : uint64_t { kEmpty, kPreparing, kAccepting, kCommitted };
enum Command : uint64_t { kNil, kWrite, kRead };
// What a client sees: a request, or an acknowledgement with the old value.
enum Event : uint64_t { kNothing, kAskWrite, kAskRead, kWriteNil, kWriteOld, kReadNil, kReadWritten };

constexpr uint64_t event_of(uint64_t command, uint64_t value) {
  return command == kWrite ? kWriteNil + value : kReadNil + value;
}

// Bit fields of words; a member each.
template <unsigned At, unsigned Bits>
struct Field {
  static constexpr uint64_t kMask = ((uint64_t{1} << Bits) - 1) << At;
  static uint64_t get(uint64_t w) { return (w & kMask) >> At; }
  static void set(uint64_t& w, uint64_t v) { w = (w & ~kMask) | v << At; }
};

// A replica in 25 bits.
using Leader = Field<0, 2>;  // 0: none, else the replica + 1
using HasWrite = Field<2, 1>;
using CommitUpTo = Field<3, 2>;
using Prepared = Field<5, 2>;
using Known = Field<7, 2>;
// A slot of it in 8 bits from bit 9 on.
using SlotStatus = Field<0, 2>;
using SlotCommand = Field<2, 2>;
using VotedBallot = Field<4, 2>;
using VotedCommand = Field<6, 2>;
constexpr unsigned kNodeBits = 25, kFirstSlot = 9;

uint64_t slot_of(uint64_t node, unsigned s) { return node >> (kFirstSlot + 8 * s) & 0xFF; }
void set_slot(uint64_t& node, unsigned s, uint64_t slot) {
  node = (node & ~(uint64_t{0xFF} << (kFirstSlot + 8 * s))) | slot << (kFirstSlot + 8 * s);
}

struct MultiPaxos {
  using State = kernels::State<4>;

  // Word 0: two replicas, who is done, which commands are pending. Word 1: the third replica, up to four events, commit
  // notices, Prepare and AcceptReply messages. Word 2: Accept messages. Word 3: PrepareReply messages, at most one for
  // each replica and ballot, with the votes of both slots.
  static constexpr unsigned kDone = 50, kPending = 53, kMark = 63;
  static constexpr unsigned kEvents = 25, kNotices = 37, kPrepares = 39, kAcceptReplies = 45;

  static uint64_t node(const State& s, unsigned r) {
    return (r < 2 ? s.words[0] >> kNodeBits * r : s.words[1]) & ((1u << kNodeBits) - 1);
  }
  static void set_node(State& s, unsigned r, uint64_t node) {
    uint64_t& w = s.words[r / 2];
    const unsigned at = r < 2 ? kNodeBits * r : 0;
    w = (w & ~(uint64_t{(1u << kNodeBits) - 1} << at)) | node << at;
  }
  static unsigned prepare_bit(unsigned r, uint64_t b) { return kPrepares + 2 * r + static_cast<unsigned>(b) - 1; }
  static unsigned accept_bit(unsigned r, uint64_t b, unsigned slot, uint64_t command) {
    return ((r * 2 + static_cast<unsigned>(b) - 1) * kSlots + slot) * 3 + static_cast<unsigned>(command);
  }
  static unsigned accept_reply_bit(unsigned r, uint64_t b, unsigned slot) {
    return kAcceptReplies + (r * 2 + static_cast<unsigned>(b) - 1) * kSlots + slot;
  }
  static unsigned reply_at(unsigned r, uint64_t b) { return 9 * (2 * r + static_cast<unsigned>(b) - 1); }
  static void add(uint64_t& w, unsigned bit) { w |= uint64_t{1} << bit; }
  static bool has(uint64_t w, unsigned bit) { return w >> bit & 1; }

  static void observe(State& s, uint64_t event) {
    for (unsigned i = 0; i < 4; ++i) {
      const uint64_t seen = s.words[1] >> (kEvents + 3 * i) & 7;
      if (seen == event) return;
      if (seen == kNothing) {
        s.words[1] |= event << (kEvents + 3 * i);
        return;
      }
    }
    std::abort();
  }
  static unsigned position(const State& s, uint64_t event) {
    for (unsigned i = 0; i < 4; ++i)
      if ((s.words[1] >> (kEvents + 3 * i) & 7) == event) return i;
    return 4;
  }
  // Where a command's acknowledgement is, and what it says.
  static unsigned acknowledged(const State& s, uint64_t command, uint64_t& value) {
    const unsigned nil = position(s, event_of(command, 0)), old = position(s, event_of(command, 1));
    value = old < nil ? 1 : 0;
    return old < nil ? old : nil;
  }
  static bool terminated(const State& s) {
    uint64_t value;
    return (s.words[0] >> kPending & 3) == 0 && position(s, kAskWrite) < 4 && position(s, kAskRead) < 4 &&
           acknowledged(s, kWrite, value) < 4 && acknowledged(s, kRead, value) < 4;
  }

  // Turns to a new ballot: what was being accepted is prepared again, and the votes are told.
  static void turn(State& n, uint64_t node, unsigned self, uint64_t ballot) {
    Known::set(node, ballot);
    uint64_t votes = 1;
    for (unsigned s = 0; s < kSlots; ++s) {
      uint64_t slot = slot_of(node, s);
      if (SlotStatus::get(slot) == kAccepting) SlotStatus::set(slot, kPreparing);
      set_slot(node, s, slot);
      votes |= (slot >> 4) << (1 + 4 * s);
    }
    n.words[3] |= votes << reply_at(self, ballot);
    set_node(n, self, node);
  }

  template <class Emit>
  void initial(const Emit& emit) const {
    emit(State{{uint64_t{3} << kPending | uint64_t{1} << kMark, 0, 0, 0}});
  }

  template <class Emit>
  void steps(const State& state, const Emit& emit) const {
    const bool over = terminated(state);
    for (unsigned self = 0; self < kReplicas; ++self) {
      if (has(state.words[0], kDone + self)) continue;
      if (over) {
        State n = state;
        add(n.words[0], kDone + self);
        emit(n);
        continue;
      }
      replica(state, self, emit);
    }
    if ((state.words[0] >> kDone & 7) == 7) emit(state);
  }

  template <class Emit>
  static void replica(const State& state, unsigned self, const Emit& emit) {
    const uint64_t me = node(state, self), known = Known::get(me), prepared = Prepared::get(me);
    const bool leads = Leader::get(me) == self + 1;
    const auto up_to = static_cast<unsigned>(CommitUpTo::get(me));

    if (!leads) {  // becomes the leader
      for (uint64_t b = known + 1; b <= kBallots; ++b) {
        bool used = false;
        for (unsigned r = 0; r < kReplicas; ++r) used = used || has(state.words[1], prepare_bit(r, b));
        if (used) continue;
        State n = state;
        uint64_t changed = me;
        Leader::set(changed, self + 1);
        Prepared::set(changed, 0);
        turn(n, changed, self, b);
        add(n.words[1], prepare_bit(self, b));
        emit(n);
      }
    }
    for (unsigned r = 0; r < kReplicas; ++r) {  // answers Prepare
      for (uint64_t b = known + 1; b <= kBallots; ++b) {
        if (!has(state.words[1], prepare_bit(r, b))) continue;
        State n = state;
        uint64_t changed = me;
        Leader::set(changed, r + 1);
        turn(n, changed, self, b);
        emit(n);
      }
    }
    if (leads && prepared == 0) gather_votes(state, self, me, emit);
    if (leads && prepared == known) take_request(state, self, me, emit);
    for (uint64_t left = state.words[2]; left != 0; left &= left - 1) {  // answers Accept
      const auto bit = static_cast<unsigned>(__builtin_ctzll(left));
      const uint64_t command = bit % 3, b = bit / 6 % 2 + 1;
      const unsigned slot = bit / 3 % 2, source = bit / 12;
      uint64_t changed_slot = slot_of(me, slot);
      if (b < known || b <= VotedBallot::get(changed_slot)) continue;
      State n = state;
      uint64_t changed = me;
      Leader::set(changed, source + 1);
      Known::set(changed, b);
      set_slot(changed, slot, kAccepting | command << 2 | b << 4 | command << 6);
      set_node(n, self, changed);
      add(n.words[1], accept_reply_bit(self, b, slot));
      emit(n);
    }
    if (up_to < kSlots && SlotStatus::get(slot_of(me, up_to)) == kAccepting) {
      const uint64_t command = SlotCommand::get(slot_of(me, up_to));
      uint64_t changed = me, slot = slot_of(me, up_to);
      SlotStatus::set(slot, kCommitted);
      set_slot(changed, up_to, slot);
      CommitUpTo::set(changed, up_to + 1);
      if (command == kWrite) HasWrite::set(changed, 1);
      if (leads && prepared == known) {  // commits
        unsigned replies = 0;
        for (unsigned r = 0; r < kReplicas; ++r)
          replies += prepared > 0 && has(state.words[1], accept_reply_bit(r, prepared, up_to));
        if (replies >= kMajority) {
          State n = state;
          set_node(n, self, changed);
          if (command == kNil) std::abort();
          observe(n, event_of(command, HasWrite::get(me)));
          n.words[0] &= ~(uint64_t{1} << (kPending + command - 1));
          add(n.words[1], kNotices + up_to);
          emit(n);
        }
      }
      if (!leads && has(state.words[1], kNotices + up_to)) {  // hears of a commit
        State n = state;
        set_node(n, self, changed);
        emit(n);
      }
    }
  }

  template <class Emit>
  static void gather_votes(const State& state, unsigned self, uint64_t me, const Emit& emit) {
    const uint64_t ballot = Known::get(me);
    unsigned replies = 0;
    uint64_t best_ballot[kSlots]{}, best[kSlots]{};
    for (unsigned r = 0; ballot > 0 && r < kReplicas; ++r) {
      const uint64_t reply = state.words[3] >> reply_at(r, ballot);
      if ((reply & 1) == 0) continue;
      ++replies;
      for (unsigned s = 0; s < kSlots; ++s) {
        const uint64_t vote = reply >> (1 + 4 * s) & 15;
        if ((vote & 3) <= best_ballot[s]) continue;
        best_ballot[s] = vote & 3;
        best[s] = vote >> 2;
      }
    }
    if (replies < kMajority) return;
    State n = state;
    uint64_t changed = me;
    Prepared::set(changed, ballot);
    for (unsigned s = 0; s < kSlots; ++s) {
      uint64_t slot = slot_of(me, s);
      const uint64_t status = SlotStatus::get(slot);
      if (status == kPreparing || (status == kEmpty && best[s] != kNil)) SlotStatus::set(slot, kAccepting);
      SlotCommand::set(slot, best[s]);
      set_slot(changed, s, slot);
      if (SlotStatus::get(slot) == kAccepting) add(n.words[2], accept_bit(self, ballot, s, best[s]));
    }
    set_node(n, self, changed);
    emit(n);
  }

  template <class Emit>
  static void take_request(const State& state, unsigned self, uint64_t me, const Emit& emit) {
    uint64_t empty = 0, unseen = state.words[0] >> kPending & 3;
    unsigned first = kSlots;
    for (unsigned s = kSlots; s-- > 0;) {
      const uint64_t slot = slot_of(me, s), command = SlotCommand::get(slot);
      if (SlotStatus::get(slot) == kEmpty) ++empty, first = s;
      if (command != kNil) unseen &= ~(uint64_t{1} << (command - 1));
    }
    if (empty == 0 || unseen == 0) return;
    const uint64_t command = unseen & 1 ? kWrite : kRead, ballot = Prepared::get(me);
    State n = state;
    uint64_t changed = me;
    set_slot(changed, first, kAccepting | command << 2 | ballot << 4 | command << 6);
    set_node(n, self, changed);
    add(n.words[2], accept_bit(self, ballot, first, command));
    add(n.words[1], accept_reply_bit(self, ballot, first));
    observe(n, command == kWrite ? kAskWrite : kAskRead);
    emit(n, empty);  // TLC counts each empty slot
  }

  static bool kept(const State&) { return true; }

  static bool holds(const State& s) {
    constexpr uint64_t kAcceptNil = 0b001001001001001001001001001001001001;
    if ((s.words[2] & kAcceptNil) != 0) return false;
    uint64_t written, read;
    const unsigned write_at = acknowledged(s, kWrite, written), read_at = acknowledged(s, kRead, read);
    const unsigned asked = (position(s, kAskWrite) < 4 ? 1 : 0) + (position(s, kAskRead) < 4 ? 1 : 0);
    if (asked < (write_at < 4 ? 1u : 0u) + (read_at < 4 ? 1u : 0u)) return false;
    if (!terminated(s)) return true;
    // The write first, and the read sees it; or the other way round. Neither against the order seen.
    if (written != 0) return false;
    return read == 1 ? read_at >= position(s, kAskWrite) : write_at >= position(s, kAskRead);
  }
};

}  // namespace

int main() { return kernels::Search<4>().run("MultiPaxos", MultiPaxos{}); }
