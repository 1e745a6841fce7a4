// Safra's termination detection (EWD 998) on a ring of three nodes, with its constraint and three invariants.
#include "search.h"

namespace {

constexpr int kNodes = 3, kMostCount = 3, kMostTokenCount = 9;
constexpr int kCounterBias = 32, kTokenBias = 64;

struct Ring {
  bool active[kNodes], black[kNodes], token_black;
  int counter[kNodes], pending[kNodes], token_at, token_count;
};

struct Ewd998 {
  using State = kernels::State<1>;

  static State pack(const Ring& r) {
    uint64_t w = 1;
    for (int i = 0; i < kNodes; ++i) {
      w = w << 1 | r.active[i];
      w = w << 1 | r.black[i];
      w = w << 6 | static_cast<uint64_t>(r.counter[i] + kCounterBias);
      w = w << 3 | static_cast<uint64_t>(r.pending[i]);
    }
    w = w << 1 | r.token_black;
    w = w << 2 | static_cast<uint64_t>(r.token_at);
    return {{w << 7 | static_cast<uint64_t>(r.token_count + kTokenBias)}};
  }

  static Ring unpack(const State& s) {
    uint64_t w = s.words[0];
    const auto take = [&](unsigned bits) {
      const auto value = static_cast<int>(w & ((1u << bits) - 1));
      w >>= bits;
      return value;
    };
    Ring r;
    r.token_count = take(7) - kTokenBias;
    r.token_at = take(2);
    r.token_black = take(1);
    for (int i = kNodes - 1; i >= 0; --i) {
      r.pending[i] = take(3);
      r.counter[i] = take(6) - kCounterBias;
      r.black[i] = take(1);
      r.active[i] = take(1);
    }
    return r;
  }

  template <class Emit>
  void initial(const Emit& emit) const {
    for (unsigned active = 0; active < 1u << kNodes; ++active)
      for (unsigned black = 0; black < 1u << kNodes; ++black)
        for (int at = 0; at < kNodes; ++at) {
          Ring r{};
          for (int i = 0; i < kNodes; ++i) {
            r.active[i] = active >> i & 1;
            r.black[i] = black >> i & 1;
          }
          r.token_black = true;
          r.token_at = at;
          emit(pack(r));
        }
  }

  template <class Emit>
  void steps(const State& state, const Emit& emit) const {
    const Ring r = unpack(state);
    // TLC counts each of the reasons to start anew.
    const int reasons = (r.token_black ? 1 : 0) + (r.black[0] ? 1 : 0) + (r.counter[0] + r.token_count > 0 ? 1 : 0);
    if (r.token_at == 0 && reasons > 0) {
      Ring n = r;
      n.token_at = kNodes - 1;
      n.token_count = 0;
      n.token_black = false;
      n.black[0] = false;
      emit(pack(n), static_cast<uint64_t>(reasons));
    }
    if (const int i = r.token_at; i != 0 && !r.active[i]) {
      Ring n = r;
      n.token_at = i - 1;
      n.token_count += r.counter[i];
      n.token_black = r.black[i] || r.token_black;
      n.black[i] = false;
      emit(pack(n));
    }
    for (int i = 0; i < kNodes; ++i) {
      if (r.active[i]) {
        Ring n = r;
        ++n.counter[i];
        for (int j = 0; j < kNodes; ++j) {
          if (j == i) continue;
          ++n.pending[j];
          emit(pack(n));
          --n.pending[j];
        }
      }
      if (r.pending[i] > 0) {
        Ring n = r;
        --n.pending[i];
        --n.counter[i];
        n.black[i] = true;
        n.active[i] = true;
        emit(pack(n));
      }
      if (r.active[i]) {
        Ring n = r;
        n.active[i] = false;
        emit(pack(n));
      }
    }
  }

  static bool kept(const State& s) {
    const Ring r = unpack(s);
    bool kept = r.token_count <= kMostTokenCount;
    for (int i = 0; i < kNodes; ++i) kept = kept && r.counter[i] <= kMostCount && r.pending[i] <= kMostCount;
    return kept;
  }

  static bool holds(const State& s) {
    const Ring r = unpack(s);
    int in_flight = 0, counted = 0, behind = 0, ahead = 0;
    bool idle = true, idle_behind = true, black_ahead = false;
    for (int i = 0; i < kNodes; ++i) {
      in_flight += r.pending[i];
      counted += r.counter[i];
      idle = idle && !r.active[i];
      if (i > r.token_at) {
        behind += r.counter[i];
        idle_behind = idle_behind && !r.active[i];
      } else {
        ahead += r.counter[i];
        black_ahead = black_ahead || r.black[i];
      }
    }
    const bool detected =
        r.token_at == 0 && !r.token_black && r.token_count + r.counter[0] == 0 && !r.black[0] && !r.active[0];
    return (!detected || (idle && in_flight == 0)) && in_flight == counted &&
           ((idle_behind && r.token_count == behind) || ahead + r.token_count > 0 || black_ahead || r.token_black);
  }
};

}  // namespace

int main() { return kernels::Search<1>().run("EWD998", Ewd998{}); }
