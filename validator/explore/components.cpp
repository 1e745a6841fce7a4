#include "validator/explore/components.h"

#include <algorithm>
#include <new>

namespace trestle::explore {
namespace {

constexpr uint32_t kAskEvery = 1 << 16;  // points

class ComponentSearch {
 public:
  ComponentSearch(const Product& product, const Reached& reached, const std::function<bool()>& go_on)
      : product_(product),
        acceptor_(product.acceptor()),
        reached_(reached),
        go_on_(go_on),
        index_(reached.count()),
        owner_(reached.count()) {}

  std::optional<Component> run() {
    task_ = {.owner = 0, .forbidden = acceptor_.no_marks()};
    reached_.for_each([&](Point point) { visit(point); });
    while (!found_ && !stopped_ && !tasks_.empty()) {
      task_ = std::move(tasks_.back());
      tasks_.pop_back();
      next_index_ = 0;
      for (Point point : task_.points) index_[reached_.number(point)] = 0;
      for (Point point : task_.points) visit(point);
    }
    return std::move(found_);
  }

 private:
  // Part of the product to be taken apart.
  struct Task {
    uint32_t owner;
    std::vector<Point> points = {};  // all that are reached, when the owner is 0
    Acceptor::Marks forbidden;
  };
  struct Frame {
    Point point;
    uint32_t number, low;
    Product::Steps steps;
    // Of the steps from the point to itself: the marks of one, and whether others have more.
    const Acceptor::Marks* own = nullptr;
    bool more = false;
  };

  bool allowed(const Product::Steps& steps) const { return steps.stays() && !meet(steps.marks(), task_.forbidden); }

  // Tarjan, without recursion. A point belongs to the task until its component is complete.
  void visit(Point root) {
    if (found_ || stopped_) return;
    const uint32_t number = reached_.number(root);
    if (index_[number] != 0 || owner_[number] != task_.owner) return;
    enter(root, number);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      bool entered = false;
      while (!entered && frame.steps.next()) {
        if (!allowed(frame.steps)) continue;
        const Point to = frame.steps.to();
        if (to == frame.point) {
          if (frame.own == nullptr) frame.own = &frame.steps.marks();
          frame.more = frame.more || !includes(*frame.own, frame.steps.marks());
          continue;
        }
        const uint32_t target = reached_.number(to);
        if (owner_[target] != task_.owner) continue;
        if (index_[target] != 0) {
          frame.low = std::min(frame.low, index_[target]);
        } else {
          enter(to, target);
          entered = true;
        }
      }
      if (!entered) leave();
      if (found_ || stopped_) return;
    }
  }

  void enter(Point point, uint32_t number) {
    index_[number] = ++next_index_;
    if (next_index_ % kAskEvery == 0) stopped_ = !go_on_();
    stack_.push_back(point);
    frames_.push_back({point, number, next_index_, Product::Steps(product_, point)});
  }

  void leave() {
    const Frame frame = frames_.back();
    frames_.pop_back();
    if (!frames_.empty()) frames_.back().low = std::min(frames_.back().low, frame.low);
    if (frame.low != index_[frame.number]) return;
    if (stack_.back() == frame.point && (frame.own == nullptr || (!frame.more && !acceptor_.recurs(*frame.own)))) {
      // Most components are one point that no behavior can stay at.
      owner_[frame.number] = ++owners_;
      stack_.pop_back();
      return;
    }
    const auto begin = std::find(stack_.rbegin(), stack_.rend(), frame.point).base() - 1;
    const uint32_t fresh = ++owners_;
    for (auto at = begin; at != stack_.end(); ++at) owner_[reached_.number(*at)] = fresh;
    judge(std::vector<Point>(begin, stack_.end()), fresh);
    stack_.erase(begin, stack_.end());
  }

  void judge(std::vector<Point> points, uint32_t owner) {
    Acceptor::Marks marks = acceptor_.no_marks();
    bool stays = false;
    for (Point point : points) {
      for (Product::Steps steps(product_, point); steps.next();) {
        if (!allowed(steps) || owner_[reached_.number(steps.to())] != owner) continue;
        stays = true;
        join(marks, steps.marks());
      }
    }
    if (!stays || !acceptor_.recurs(marks)) return;
    auto unanswered = acceptor_.unanswered(marks);
    if (!unanswered) {
      found_ = Component{std::move(points), std::move(marks), task_.forbidden};
      return;
    }
    // A behavior that stays here must stop asking.
    join(*unanswered, task_.forbidden);
    tasks_.push_back({owner, std::move(points), *std::move(unanswered)});
  }

  const Product& product_;
  Acceptor& acceptor_;
  const Reached& reached_;
  const std::function<bool()>& go_on_;
  std::vector<uint32_t> index_;  // in the order of visits, from 1; 0: not visited in this task
  std::vector<uint32_t> owner_;  // task or component that a point belongs to
  uint32_t next_index_ = 0, owners_ = 0;
  std::vector<Point> stack_;
  std::vector<Frame> frames_;
  Task task_{};
  std::vector<Task> tasks_;
  std::optional<Component> found_;
  bool stopped_ = false;
};

}  // namespace

Reached::Reached(const Product& product, const std::vector<Point>& from) : bits_(product.points() / 64 + 1) {
  const bool trivial = product.acceptor().trivial();
  std::vector<Point> todo;
  const auto reach = [&](Point point) {
    uint64_t& word = bits_[point / 64];
    const uint64_t bit = uint64_t{1} << point % 64;
    if ((word & bit) != 0) return;
    word |= bit;
    if (!trivial) todo.push_back(point);
  };
  for (Point point : from) reach(point);
  while (!todo.empty()) {
    const Point point = todo.back();
    todo.pop_back();
    for (Product::Steps steps(product, point); steps.next();) reach(steps.to());
  }
  uint64_t count = 0;
  ranks_.reserve(bits_.size());
  for (uint64_t word : bits_) {
    ranks_.push_back(static_cast<uint32_t>(count));
    count += static_cast<unsigned>(__builtin_popcountll(word));
  }
  if (count >= UINT32_MAX) throw std::bad_alloc();
  count_ = static_cast<uint32_t>(count);
  all_ = count == product.points();
}

std::optional<Component> find_component(const Product& product, const Reached& reached,
                                        const std::function<bool()>& go_on) {
  return ComponentSearch(product, reached, go_on).run();
}

}  // namespace trestle::explore
