// What is open while the filter goes through the tokens, innermost last. Included only by sources of this folder.
#pragma once

#include <optional>
#include <vector>

#include "translator/syntax/token.h"

namespace trestle::syntax {

struct Frame {
  // Hard frames need a token of their own to close them; a List, a Case and a Soft form (ELSE, IN, the body of a
  // quantifier) reach as far as they can. Unit, at the bottom, never closes.
  enum Kind : uint8_t { Unit, Bracket, If, Then, Let, Binder, List, Case, Soft };
  Kind kind;
  uint16_t type = 0;        // of a bracket, or of a list's bullets
  uint32_t column = 0;      // of a list
  uint32_t token = 0;       // index of the token that opened it
  uint32_t levels = 0;      // of the tree: the frame, and the operators of the chain that is open in it
  bool reported = false;    // of a list, its wrong indentation
  bool has_fields = false;  // of a bracket, like [f |-> e]
  bool has_other = false;   // of a CASE

  bool hard() const { return kind <= Binder; }
};

class Nesting {
 public:
  Nesting() { frames_.push_back({Frame::Unit}); }

  Frame& top() { return frames_.back(); }
  const Frame& top() const { return frames_.back(); }
  Frame& operator[](size_t i) { return frames_[i]; }
  size_t size() const { return frames_.size(); }

  // Of the syntax tree, at least: parsing recurses so deep.
  size_t depth() const { return depth_; }

  void push(Frame frame) {
    if (frame.kind == Frame::List) lists_.push_back(frames_.size());
    frames_.push_back(frame);
    deepen();
  }

  Frame pop() {
    Frame frame = frames_.back();
    if (frame.kind == Frame::List) lists_.pop_back();
    depth_ -= frame.levels;
    frames_.pop_back();
    return frame;
  }

  // An operator joins the chain in the innermost frame.
  void deepen() {
    ++frames_.back().levels;
    ++depth_;
  }

  // That chain is complete, another may begin.
  void restart() {
    uint32_t own = frames_.back().kind == Frame::Unit ? 0 : 1;
    depth_ -= frames_.back().levels - own;
    frames_.back().levels = own;
  }

  size_t innermost_hard() const {
    size_t i = frames_.size() - 1;
    while (!frames_[i].hard()) --i;
    return i;
  }

  std::optional<size_t> innermost_list() const { return lists_.empty() ? std::nullopt : std::optional(lists_.back()); }

  // The CASE that an arrow belongs to or, `for_arm`, that can have another arm: OTHER is the last.
  std::optional<size_t> innermost_case(bool for_arm) const {
    for (size_t i = frames_.size(); i-- > 0 && !frames_[i].hard();) {
      if (frames_[i].kind == Frame::Case && !(for_arm && frames_[i].has_other)) return i;
    }
    return std::nullopt;
  }

 private:
  std::vector<Frame> frames_;
  std::vector<size_t> lists_;  // indices of the lists among them
  size_t depth_ = 0;
};

}  // namespace trestle::syntax
