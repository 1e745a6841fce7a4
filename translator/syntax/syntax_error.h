// ANTLR's errors in our words. Included only by sources of this folder.
#pragma once

#include <string>
#include <vector>

#include <antlr4-runtime.h>

namespace trestle::syntax {

// Where the parser stopped, and what could have stood there instead.
struct Stopped {
  size_t token;                  // index of the token in the way
  std::vector<size_t> expected;  // token types; antlr4::Token::EOF for the end
};

// Ends parsing at the first error, by throwing a Stopped.
class StopAtFirstError : public antlr4::DefaultErrorStrategy {
 public:
  void recover(antlr4::Parser* parser, std::exception_ptr) override;
  antlr4::Token* recoverInline(antlr4::Parser* parser) override;
  void sync(antlr4::Parser*) override {}
  void reportError(antlr4::Parser*, const antlr4::RecognitionException&) override {}
};

// "an expression, `,` or `)`", for the types the grammar of modules and expressions expects.
std::string describe_expected(const std::vector<size_t>& expected);
std::string join_alternatives(const std::vector<std::string>& alternatives);

}  // namespace trestle::syntax
