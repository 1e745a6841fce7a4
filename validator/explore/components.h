// The product of a state graph and an acceptor, and the search for a component in which a behavior can stay for ever
// and satisfy the error model: Tarjan's components, taken apart further where a response is not answered (Streett
// emptiness).
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <vector>

#include "validator/explore/acceptor.h"
#include "validator/explore/state_graph.h"

namespace trestle::explore {

// A node of the product: node of the graph * states of the automaton + state of the automaton.
using Point = uint64_t;

class Product {
 public:
  Product(const StateGraph& graph, const Letters& letters, Acceptor& acceptor)
      : graph_(graph), letters_(letters), acceptor_(acceptor), states_(acceptor.states()) {}

  Point point(Node node, uint32_t state) const { return node * states_ + state; }
  Node node(Point point) const { return states_ == 1 ? point : point / states_; }
  uint64_t points() const { return graph_.nodes() * states_; }
  const StateGraph& graph() const { return graph_; }
  Acceptor& acceptor() const { return acceptor_; }

  // The steps from a point.
  class Steps {
   public:
    Steps(const Product& product, Point from)
        : product_(&product),
          steps_(product.graph_, product.node(from)),
          state_(product.states_ == 1 ? 0 : from % product.states_) {}
    bool next() {
      while (move_ == end_) {
        if (!steps_.next()) return false;
        reading_ = &product_->acceptor_.read(product_->letters_, steps_.letter());
        const auto& moves = reading_->moves[state_];
        move_ = moves.data();
        end_ = move_ + moves.size();
      }
      current_ = move_++;
      return true;
    }
    Point to() const { return product_->point(steps_.to(), current_->to); }
    const Acceptor::Marks& marks() const { return current_->marks; }
    bool stays() const { return reading_->stays; }

   private:
    const Product* product_;
    StateGraph::Steps steps_;
    uint64_t state_;
    const Acceptor::Reading* reading_ = nullptr;
    const Acceptor::Move* move_ = nullptr;
    const Acceptor::Move* end_ = nullptr;
    const Acceptor::Move* current_ = nullptr;
  };

 private:
  const StateGraph& graph_;
  const Letters& letters_;
  Acceptor& acceptor_;
  const uint64_t states_;
};

// Steps that a behavior may take in a component: those that `stays` allows, without the marks in `forbidden`.
struct Component {
  std::vector<Point> points;
  Acceptor::Marks marks;      // on its steps
  Acceptor::Marks forbidden;  // responses that are kept by never asking for them
};

// The points reachable from the given ones, numbered from 0.
class Reached {
 public:
  Reached(const Product& product, const std::vector<Point>& from);
  uint32_t count() const { return count_; }
  // Of a point that is reached.
  uint32_t number(Point point) const {
    if (all_) return static_cast<uint32_t>(point);
    const uint64_t below = bits_[point / 64] & ((uint64_t{1} << point % 64) - 1);
    return ranks_[point / 64] + static_cast<uint32_t>(__builtin_popcountll(below));
  }
  bool has(Point point) const { return bits_[point / 64] >> point % 64 & 1; }
  template <typename F>
  void for_each(const F& visit) const {
    for (size_t i = 0; i < bits_.size(); ++i) {
      for (uint64_t word = bits_[i]; word != 0; word &= word - 1)
        visit(Point{i} * 64 + static_cast<unsigned>(__builtin_ctzll(word)));
    }
  }

 private:
  std::vector<uint64_t> bits_;
  std::vector<uint32_t> ranks_;  // points before each word
  uint32_t count_ = 0;
  bool all_ = false;  // every number below count() is one
};

// The first such component met; none when there is none. `go_on` is asked now and then; false ends the search early.
std::optional<Component> find_component(const Product& product, const Reached& reached,
                                        const std::function<bool()>& go_on);

}  // namespace trestle::explore
