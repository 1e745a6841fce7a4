#include "validator/explore/lasso.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace trestle::explore {
namespace {

constexpr uint32_t kFirst = UINT32_MAX;

// Breadth first from the starts, each at its own level, to the nearest target.
template <typename IsTarget>
std::vector<Point> shortest(const Product& product, const Reached& reached, const Levels& levels,
                            const IsTarget& target) {
  struct Visited {
    Point point;
    uint32_t from;  // index into `visited`
  };
  std::vector<Visited> visited;
  std::vector<bool> seen(reached.count());
  std::optional<uint32_t> hit;
  const auto visit = [&](Point point, uint32_t from) {
    const uint32_t number = reached.number(point);
    if (hit || seen[number]) return;
    seen[number] = true;
    visited.push_back({point, from});
    if (target(point)) hit = static_cast<uint32_t>(visited.size() - 1);
  };
  const bool anywhere = product.acceptor().model().anywhere;
  size_t layer = 0;
  for (uint64_t level = 1; !hit; ++level) {
    const std::vector<Node> nodes = anywhere || level == 1 ? levels.at(level) : std::vector<Node>{};
    if (nodes.empty() && layer == visited.size()) return {};
    for (Node node : nodes) visit(product.point(node, 0), kFirst);
    const size_t next = visited.size();  // all before it are `level` states long
    for (; layer < next && !hit; ++layer) {
      for (Product::Steps steps(product, visited[layer].point); !hit && steps.next();) {
        visit(steps.to(), static_cast<uint32_t>(layer));
      }
    }
  }
  std::vector<Point> path;
  for (uint32_t at = *hit; at != kFirst; at = visited[at].from) path.push_back(visited[at].point);
  std::reverse(path.begin(), path.end());
  return path;
}

// Whether a behavior may stop there: stuttering is all that it takes.
bool can_stop(const Product& product, Point point) {
  const Acceptor& acceptor = product.acceptor();
  for (Product::Steps steps(product, point); steps.next();) {
    if (steps.to() != point || !steps.stays() || !acceptor.recurs(steps.marks())) continue;
    if (!acceptor.unanswered(steps.marks())) return true;
  }
  return false;
}

// Ways within a component.
class Inside {
 public:
  Inside(const Product& product, const Component& component) : product_(product), component_(component) {
    for (Point point : component.points) members_.emplace(point, 0);
  }

  bool has(Point point) const { return members_.count(point) > 0; }

  template <typename F>
  void for_each_step(Point from, const F& visit) const {
    for (Product::Steps steps(product_, from); steps.next();) {
      if (steps.stays() && !meet(steps.marks(), component_.forbidden) && has(steps.to())) visit(steps);
    }
  }

  // Appends the shortest way from `from` that ends with a step which `last` accepts.
  template <typename Last>
  void go(Point from, std::vector<Point>& way, Acceptor::Marks& seen, const Last& last) const {
    std::unordered_map<Point, Point> before;
    std::vector<Point> queue = {from};
    for (size_t i = 0; i < queue.size(); ++i) {
      std::optional<Point> end;
      Acceptor::Marks marks;
      for_each_step(queue[i], [&](const Product::Steps& steps) {
        if (end) return;
        if (last(steps)) {
          end = steps.to();
          marks = steps.marks();
        } else if (steps.to() != from && before.try_emplace(steps.to(), queue[i]).second) {
          queue.push_back(steps.to());
        }
      });
      if (!end) continue;
      std::vector<Point> found = {*end};
      for (Point at = queue[i]; at != from; at = before[at]) found.push_back(at);
      way.insert(way.end(), found.rbegin(), found.rend());
      join(seen, marks);
      return;
    }
  }

 private:
  const Product& product_;
  const Component& component_;
  std::unordered_map<Point, char> members_;
};

}  // namespace

std::vector<Node> Levels::at(uint64_t level) const {
  std::vector<Node> nodes;
  for (unsigned i = 0; i < space_.stores(); ++i) {
    const auto& starts = space_.store(i).level_starts;
    if (level > starts.size()) continue;
    const uint64_t end = level < starts.size() ? starts[level] : space_.store(i).size();
    for (uint64_t at = starts[level - 1]; at < end; ++at) nodes.push_back(graph_.node(StateSpace::id(i, at)));
  }
  return nodes;
}

std::vector<Node> Levels::path_to(Node node) const {
  std::vector<Node> path;
  for (StateId at = graph_.state(node); at != kNoState; at = space_.link(at).parent()) path.push_back(graph_.node(at));
  std::reverse(path.begin(), path.end());
  return path;
}

std::vector<Point> starts(const Product& product, const Levels& levels) {
  std::vector<Point> points;
  const bool anywhere = product.acceptor().model().anywhere;
  for (uint64_t level = 1;; ++level) {
    const std::vector<Node> nodes = levels.at(level);
    for (Node node : nodes) points.push_back(product.point(node, 0));
    if (nodes.empty() || !anywhere) return points;
  }
}

namespace {

std::vector<Node> from_the_beginning(const Product& product, const Levels& levels, const std::vector<Point>& path) {
  std::vector<Node> nodes = levels.path_to(product.node(path.front()));
  for (size_t i = 1; i < path.size(); ++i) nodes.push_back(product.node(path[i]));
  return nodes;
}

}  // namespace

Lasso find_lasso(const Product& product, const Reached& reached, const Levels& levels, const Component& component) {
  const Inside inside(product, component);
  const std::vector<Point> path = shortest(product, reached, levels, [&](Point point) { return inside.has(point); });
  const Point entry = path.back();
  Lasso lasso{.path = from_the_beginning(product, levels, path)};
  std::vector<Point> way;
  const Acceptor::Marks required = product.acceptor().required(component.marks);
  Acceptor::Marks seen = product.acceptor().no_marks();
  for (size_t before = 1; !includes(seen, required) && before != way.size();) {
    before = way.size();
    inside.go(way.empty() ? entry : way.back(), way, seen, [&](const Product::Steps& steps) {
      for (size_t i = 0; i < seen.size(); ++i) {
        if ((steps.marks()[i] & required[i] & ~seen[i]) != 0) return true;
      }
      return false;
    });
  }
  if (way.empty() || way.back() != entry) {
    inside.go(way.empty() ? entry : way.back(), way, seen,
              [&](const Product::Steps& steps) { return steps.to() == entry; });
  }
  for (Point point : way) lasso.cycle.push_back(product.node(point));
  // Stopping for ever is simpler, where it is a counterexample too: perhaps in another component, and earlier.
  const std::vector<Point> stop =
      shortest(product, reached, levels, [&](Point point) { return can_stop(product, point); });
  if (stop.empty()) return lasso;
  std::vector<Node> to_stop = from_the_beginning(product, levels, stop);
  if (to_stop.size() > lasso.path.size() + lasso.cycle.size()) return lasso;
  const Node last = to_stop.back();
  return {std::move(to_stop), {last}};
}

std::vector<Node> find_path(const Product& product, const Reached& reached, const Levels& levels, uint32_t state) {
  const std::vector<Point> path = shortest(product, reached, levels, [&](Point point) {
    return point == product.point(product.node(point), state) && product.graph().has(product.node(point));
  });
  return from_the_beginning(product, levels, path);
}

}  // namespace trestle::explore
