// A piece of a token vector, as ANTLR's parser reads it. Included only by sources of this folder.
#pragma once

#include <vector>

#include <antlr4-runtime.h>

namespace trestle::syntax {

// ANTLR's own streams own their tokens, fetch them one by one and remember their text; a piece is read once, from
// memory. Token indices are those of the whole vector.
template <typename OwnToken>
class PieceStream : public antlr4::TokenStream {
 public:
  // tokens[begin, end), then the end of the input, which has the index `end`.
  PieceStream(const std::vector<OwnToken>& tokens, size_t begin, size_t end) : first_(begin) {
    piece_.reserve(end - begin + 1);
    for (size_t i = begin; i <= end; ++i) {
      piece_.emplace_back(i < end ? tokens[i].type : antlr4::Token::EOF);
      piece_.back().setTokenIndex(i);
    }
  }

  antlr4::Token* LT(ssize_t k) override {
    size_t i = k > 0 ? at_ + static_cast<size_t>(k) - 1 : at_ - static_cast<size_t>(-k);
    if (k < 0 && static_cast<size_t>(-k) > at_) return nullptr;
    return &piece_[std::min(i, piece_.size() - 1)];
  }
  size_t LA(ssize_t k) override {
    antlr4::Token* token = LT(k);
    return token ? token->getType() : antlr4::Token::EOF;
  }
  void consume() override { at_ = std::min(at_ + 1, piece_.size() - 1); }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  size_t index() override { return first_ + at_; }
  void seek(size_t index) override { at_ = std::clamp(index, first_, first_ + piece_.size() - 1) - first_; }
  size_t size() override { return piece_.size(); }
  antlr4::Token* get(size_t index) const override { return const_cast<antlr4::CommonToken*>(&piece_[index - first_]); }

  // Nothing of ours asks ANTLR for text.
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  std::string getSourceName() const override { return {}; }
  std::string getText(const antlr4::misc::Interval&) override { return {}; }
  std::string getText() override { return {}; }
  std::string getText(antlr4::RuleContext*) override { return {}; }
  std::string getText(antlr4::Token*, antlr4::Token*) override { return {}; }

 private:
  size_t first_;
  size_t at_ = 0;
  std::vector<antlr4::CommonToken> piece_;
};

}  // namespace trestle::syntax
