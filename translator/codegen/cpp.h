// A small C++ tree: what the generator builds, and the printer that turns it into text. Nothing here knows TLA+.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace trestle::codegen::cpp {

struct Node;
struct Statement;
using Block = std::vector<Statement>;

// An expression; copies share the tree.
class Expr {
 public:
  Expr() = default;
  explicit Expr(std::shared_ptr<const Node> node) : node_(std::move(node)) {}
  const Node& operator*() const { return *node_; }
  const Node* operator->() const { return node_.get(); }
  explicit operator bool() const { return node_ != nullptr; }

 private:
  std::shared_ptr<const Node> node_;
};

struct Node {
  enum class Kind : uint8_t {
    Name,         // text: an identifier, a qualified one with template arguments, or a literal
    Call,         // args[0] (args[1...])
    Construct,    // text{args...}: text is a type
    Member,       // args[0].text
    Index,        // args[0][args[1]]
    Prefix,       // text args[0]
    Infix,        // args[0] text args[1]
    Conditional,  // args[0] ? args[1] : args[2]
    Lambda,       // [&](parameters) { body }
  };
  Kind kind;
  std::string text;
  std::vector<Expr> args;
  std::vector<std::string> parameters;
  Block body;
};

struct Statement {
  enum class Kind : uint8_t {
    Declare,   // type name = value;
    Assign,    // target = value;
    Evaluate,  // value;
    Return,    // return value;
    If,        // if (value) body else otherwise
    ForEach,   // for (const auto& name : value) body
    ForRange,  // for (int64_t name = value; name <= to; ++name) body
    Block,     // { body }
    Comment,
  };
  Kind kind;
  std::string type, name;
  Expr target, value, to;
  Block body, otherwise;
};

Expr name(std::string text);
Expr integer(int64_t value);
Expr boolean(bool value);
Expr text(std::string_view value);  // a string literal
Expr call(Expr callee, std::vector<Expr> arguments = {});
Expr call(std::string callee, std::vector<Expr> arguments = {});
Expr construct(std::string type, std::vector<Expr> arguments = {});
Expr member(Expr object, std::string name);
Expr method(Expr object, std::string name, std::vector<Expr> arguments = {});
Expr index(Expr object, Expr at);
Expr negate(Expr operand);
Expr address(Expr place);
Expr infix(std::string op, Expr left, Expr right);
Expr conditional(Expr condition, Expr then, Expr otherwise);
Expr lambda(std::vector<std::string> parameters, Block body);
// A value that takes statements to compute.
Expr immediately(Block body);
bool is_literal(const Expr& e, std::string_view text);
bool harmless(const Expr& e);  // it certainly has a value
// Every name that is used.
std::set<std::string> names(const Expr& e);
std::set<std::string> names(const Block& body);

Statement declare(std::string type, std::string name, Expr value = {});
Statement assign(Expr target, Expr value);
Statement evaluate(Expr value);
Statement give(Expr value = {});  // return
Statement when(Expr condition, Block body, Block otherwise = {});
Statement for_each(std::string name, Expr values, Block body);
Statement for_range(std::string name, Expr from, Expr to, Block body);
Statement block(Block body);
Statement comment(std::string text);

struct Struct {
  std::string comment, name;
  struct Member {
    std::string type, name, comment;
  };
  std::vector<Member> members;  // and a comparison, member by member
};

struct Function {
  std::string comment, result, name;
  std::vector<std::string> parameters;
  Block body;
};

std::string print(const Expr& e);
std::string print(const Block& body, int indent);
std::string print(const Function& function);
std::string declaration(const Function& function);  // without its body
std::string print(const Struct& type);
std::string lines(std::string_view text);  // a file's, laid out in 120 columns

}  // namespace trestle::codegen::cpp
