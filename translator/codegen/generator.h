// Inside the code generator: one Generator a unit. It walks core IR with the shapes of variables known, and builds C++
// (cpp.h) whose every value has a shape, so that a type (types.h).
//
// Expressions become C++ expressions (value, condition); sets are looked at by their form before they become values, so
// that x \in SUBSET S or \E f \in [S -> T] never builds one (member, iterate). Actions are walked as the evaluator
// walks them (evaluator/enumerate.cpp): in continuation-passing style, with what has been assigned known at each point,
// so that each way through an action is straight code (run). Arguments and LETs are by name when they are cheap or used
// once, and values otherwise.
//
// What is not done here throws Unsupported, and the smallest expression around it is left to the evaluator, or, when
// that is not possible, the action or predicate. So is, at run time, whatever does not fit or has no value (Misfit).
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "translator/codegen/generate.h"
#include "translator/codegen/types.h"
#include "translator/core/core.h"
#include "translator/core/forks.h"

namespace trestle::codegen {

using core::Expr;
using cpp::Block;

struct Unsupported {
  std::string what;
  const Expr* at = nullptr;
};

// The shape of a recursive operator's value, while nothing is known of it.
struct Unknown {};

// A C++ expression for a value of a shape.
struct Term {
  cpp::Expr code;
  ShapeRef shape = nullptr;
};

struct Env;

struct Slot {
  enum class Kind : uint8_t { Empty, Known, ByName, Operator } kind = Kind::Empty;
  Term term;                   // Known
  const Expr* expr = nullptr;  // ByName: evaluated in env where it is used; Operator: a closure made in env
  Env* env = nullptr;
  bool is_action() const;
};

struct Env {
  std::vector<Slot> slots;
  bool has_actions = false;  // some slot stands for an action: what only names it is one too, whatever its level says
};

inline bool Slot::is_action() const {
  return (kind == Kind::ByName || kind == Kind::Operator) && (expr->level >= core::Level::Action || env->has_actions);
}

// An expression that says what a set is, in the frame it is to be read in.
struct Form {
  const Expr* expr;
  Env* env;
};

class Generator {
 public:
  Generator(const core::Spec& spec, const std::vector<ShapeRef>& shapes, const Constants& constants);
  Unit generate();
  LibraryText generate_library(const LibraryNames& names);

 private:
  using Continue = std::function<void(Block&)>;
  using Each = std::function<void(const Term&, Block&)>;
  // What a loop over a set may leave out.
  struct Given {  // a value from around a loop that a condition on its elements uses
    std::string name;
    Term value;
  };
  struct Only {
    std::string element;  // its name in the condition
    cpp::Expr condition;  // none when there is no such
    std::vector<Given> given;
  };
  struct Sieve {
    // A condition on an element of that shape, and on few values besides, without which it does not matter.
    std::function<Only(ShapeRef)> one;
    // Of the set whose subsets are walked, the elements that those that matter can have (ADR 17).
    std::function<Term(const Term& base, Block& out)> most;
  };

  // expressions.cpp. A value takes the type that is wanted where it can. What may lie outside of it is checked when it
  // is made, if the value is wanted firmly, since it must fit in the end; else it gets a wider type.
  Term value(const Expr& e, Env& env, ShapeRef want = nullptr);
  Term value_of(const Expr& e, Env& env, ShapeRef want);
  std::optional<Term> known(const Expr& e, Env& env, ShapeRef want);  // nothing while its shape is Unknown
  cpp::Expr condition(const Expr& e, Env& env);
  cpp::Expr condition_of(const Expr& e, Env& env);
  cpp::Expr as_type(const Expr& e, Env& env, ShapeRef shape);  // value(), converted
  Term apply(const Expr& e, Env& env, ShapeRef want);
  Term arithmetic(const Expr& e, Env& env);
  cpp::Expr equality(const Expr& a, const Expr& b, Env& env);
  cpp::Expr equal(const Term& a, const Term& b);
  cpp::Expr equal_forms(const Term& a, const Term& b);
  static bool is_record(ShapeRef s);               // or a function with names for keys
  static bool untyped(ShapeRef s);                 // model values that TLC compares with anything
  static bool comparable(ShapeRef a, ShapeRef b);  // TLC never refuses to compare their values
  Term choice(cpp::Expr condition, const Term& a, const Term& b, ShapeRef want);
  Term literal(Value v, ShapeRef want);
  Term leave_to_host(const Expr& e, Env& env);
  void leave(const std::string& part, const Unsupported& why);
  void add_function(const cpp::Function& f);  // unless it is too much code for a compiler  // notes what is not native
  Term in_let(const Expr& e, Env& env, ShapeRef want);
  cpp::Expr enabled(const Expr& e, Env& env);
  Term quantified(const Expr& e, Env& env, bool exists);

  // bindings.cpp: frames
  Env& frame(size_t slots);
  // Binds a slot in `to` to an expression of `from`; declarations that this needs go to `out`.
  Slot bound(const Expr& e, Env& from, int uses, const std::string& hint, Block& out);
  void bind(Env& to, uint32_t at, const Expr& e, Env& from, int uses, const std::string& hint, Block& out);
  void bind_lets(const Expr& body, const std::vector<core::LetSlot>& lets, Env& env, Block& out);
  // `counted`: in how many ways an argument holds matters, so it is no value that is found once.
  Env& callee(const Expr& call, Env& env, Block& out, bool counted = false);
  Env& invoked(const Expr& invoke, Env& env, Block& out, const Expr** body, bool counted = false);
  const Slot& slot(const Expr& local, Env& env);
  Term call_operator(const Expr& op, Env& env, const std::vector<Term>& arguments, ShapeRef want);

  // recursion.cpp
  struct Repeated {  // a recursive operator or function, as one C++ function
    const void* key;
    std::string name;
    std::vector<std::pair<uint32_t, std::string>> parameters;  // slots of its frame, and what they are called
    uint32_t frame;
    core::Level level;
    const Expr* body;
    std::function<void(Env&, Block&)> prepare = {};  // the rest of its frame, and what comes before its value
    std::string memo = {};                           // not empty: its values are remembered by the first parameter
    std::vector<const void*> texts = {};             // of the operators that it is given
    struct Placed {
      Env* env;
      uint32_t slot, parameter;
    };
    std::vector<Placed> placed = {};  // parameters that stand in the frames of those
  };
  Slot apart(const Slot& s, Repeated& callee, std::vector<Term>& arguments);
  Term call_recursive(const Expr& call, Env& env, ShapeRef want);
  Term call_function(const Form& function, const Expr& argument, Env& env, ShapeRef want);
  Term call_repeated(const Repeated& callee, const std::vector<Term>& arguments, ShapeRef want, const Expr& at);
  Term fold(const Expr& e, Env& env, ShapeRef want);
  Term select(const Expr& e, Env& env, ShapeRef want);
  Term extreme(const Expr& e, Env& env);
  bool cheap(const Expr& e, Env& env);
  bool surely_set(const Expr& set, Env& env);
  ShapeRef listed_elements(const Form& set);
  bool total(const Expr& e, Env& env, bool by_layout = false);
  bool is_place(const cpp::Expr& code, bool sure) const;
  std::string slot_name(const Expr& scope, uint32_t slot, const std::string& otherwise);
  std::string fresh(const std::string& hint);
  Form resolve(const Expr& set, Env& env);  // through names, calls and constants, to an expression that says what it is
  Value closed(const Form& f);              // undefined when it is not constant
  std::optional<Value> constant(const Form& f);
  std::optional<std::vector<Value>> listed(const Form& f);  // the elements of a constant, finite set in TLC's order

  // sets.cpp
  cpp::Expr member(const Expr& element, const Expr& set, Env& env);
  cpp::Expr member(const Term& element, const Form& set);
  bool has_all(ShapeRef alternatives, const Form& set);
  // Whether the code can be made, which is not used as it is: nothing is left behind of it.
  template <class Make>
  bool tried(const Make& make);
  cpp::Expr member_of(const Term& element, const Form& set);  // of a value that is there
  static cpp::Expr when_valued(const cpp::Expr& code);        // true, once it has been seen to have a value
  static Term known_when_valued(const cpp::Expr& code, Term known);  // what its form tells, then
  cpp::Expr member_by_alternative(const Term& element, const Form& set);
  bool valued_throughout(const Expr& filter, const Form& base, Env& env);
  bool by_form(const Form& set);
  bool lists_unlisted(const Form& sets);
  cpp::Expr with_parts(const Form& set, const cpp::Expr& in);
  cpp::Expr all_members(const Term& collection, const Form& set);  // elements of a set, items of a function or sequence
  void iterate(const Form& set, Block& out, const std::string& hint, const Each& each, const Sieve& sieve = {});
  // `every`: elements count that a quantifier could leave out.
  void iterate_bindings(const Expr& e, size_t at, Env& env, Block& out, const Continue& each, bool every = false);
  bool many(const Expr& set, Env& env);
  cpp::Expr guard_before(const Expr& body, const Term& element, Env& env);
  static void under(const cpp::Expr& guard, Block loops, Block& out);
  void bind_element(const core::Binding& b, const Term& element, const Expr& scope, Env& env, Block& out);
  Term listed_set(const Form& set, ShapeRef want);  // a set by its form, as bits
  Term set_literal(const Expr& e, Env& env, ShapeRef want);
  Term set_operation(const Expr& e, Env& env, ShapeRef want);
  Term filter(const Expr& e, Env& env, ShapeRef want);
  Term map(const Expr& e, Env& env, ShapeRef want);
  Term choose(const Expr& e, Env& env);
  Term big_union(const Expr& e, Env& env, ShapeRef want);
  Term interval(const Expr& e, Env& env, ShapeRef want);
  cpp::Expr subset(const Expr& a, const Expr& b, Env& env);
  static constexpr uint32_t kRoom = 32;  // in what is made on the way out of values that are too many for bits
  ShapeRef wanted_set(ShapeRef element, ShapeRef want);

  // sieve.cpp
  Sieve sieve(const core::Binding& b, const Expr& condition, Env& env, bool wanted);
  cpp::Expr sifted(const Term& set, const Sieve& sieve);
  Term most(const core::Binding& b, const Expr& condition, Env& env, Term base, Block& out);
  bool alone(const cpp::Expr& condition, const std::map<std::string, int>& declared) const;
  bool alone(const Expr& condition, Env& env, bool wanted, const std::map<std::string, int>& declared,
             uint64_t elements, Only& found);
  bool outer(const Expr& e, Env& env);
  void give(const Expr& e, Env& env, uint64_t elements, std::vector<Given>& given);

  // functions.cpp
  Term function(const Expr& e, Env& env, ShapeRef want);
  Term record(const Expr& e, Env& env, ShapeRef want);
  Term tuple(const Expr& e, Env& env, ShapeRef want);
  Term field(const Term& record, Value key, const Expr& at);
  Term application(const Term& function, const Expr& argument, Env& env, const Expr& at);
  Term application(const Term& function, const Term& argument, const Expr& at);
  std::optional<Term> applied(const Form& function, const Expr& argument, Env& env, ShapeRef want);
  Term function_of_several(const Expr& e, Env& env, ShapeRef want);
  Term except(const Expr& e, Env& env, ShapeRef want);
  Block ignored(const Expr& except, const core::PathStep& step);
  ShapeRef updated(const Expr& except, ShapeRef shape, Env& env);
  void update(const Term& place, const core::Update& u, size_t step, Env& env, Block& out, const Expr& at);
  Term domain(const Term& function, const Expr& at);
  Term pair(const Expr& e, Env& env, ShapeRef want);
  // The operands of @@, (+) and (-), and the type that the result is wanted in, if it is one of such functions.
  struct Functions { Term f, g; ShapeRef wanted = nullptr; };
  Functions functions(const Expr& e, Env& env, ShapeRef want);
  cpp::Statement each_key(const Term& partial, const std::string& key, Block body);
  Term merged(const Term& f, const Term& g, ShapeRef want, const core::Expr& at);
  Term override(const Expr& e, Env& env, ShapeRef want);
  Term nothing_of(Block loops, ShapeRef want);
  Term bag(const Expr& e, Env& env, ShapeRef want);
  Term sequence_operation(const Expr& e, Env& env, ShapeRef want);
  Term sequence_operation(const Expr& e, Term sequence, Env& env, ShapeRef want);
  Term construct(ShapeRef shape, const std::vector<Value>& keys, const std::vector<Term>& values);
  Term as_sequence(const Term& t, ShapeRef want);

  // convert.cpp
  cpp::Expr convert(const Term& t, ShapeRef to);      // Misfit when the value is outside
  std::string converter(ShapeRef from, ShapeRef to);  // bool f(const From&, To&): false when it is outside
  Block conversion(ShapeRef from, ShapeRef to);
  bool same_type(ShapeRef a, ShapeRef b);
  bool takes(ShapeRef wanted, ShapeRef given) const;  // a value in the type that is wanted, checked if that is firm
  // The alternative of a union that an operator can use; Misfit for the others.
  Term narrowed(const Term& t, std::initializer_list<Shape::Kind> kinds);
  // What f makes of each alternative of a union, by its tag; Misfit for those that it cannot make anything of.
  Term by_alternative(const Term& t, const Expr& at, const std::function<Term(const Term&)>& f);
  Term integer(const Term& t, const Expr& at);  // Misfit when it is none
  cpp::Expr box(const Term& t);
  Term unbox(cpp::Expr value, ShapeRef to);
  std::string descriptor(ShapeRef s, const std::string& hint = "Value") { return types_.descriptor(s, hint); }
  std::string type(ShapeRef s, const std::string& hint = "Value") { return types_.type(s, hint); }
  Term local(const Term& t, const std::string& hint, Block& out);  // in a variable, unless it is one

  // actions.cpp
  void run(const Expr& e, Env& env, Block& out, const Continue& rest);
  void run_all(const std::vector<const Expr*>& items, size_t from, Env& env, Block& out, const Continue& rest);
  void assign(uint32_t variable, const Term& t, Block& out, const Continue& rest);
  void test(const Expr& e, Env& env, Block& out, const Continue& rest);
  // An IF whose branches only give the same variables their values, where the code has branched often before. False:
  // it is none.
  bool assign_by_condition(const Expr& e, Env& env, Block& out, const Continue& rest);
  bool only_assigns(const Expr& e, Env& env, std::vector<bool>& given);
  cpp::Expr given_by(const Expr& e, Env& env, uint32_t variable);
  cpp::Expr ways(const Expr& e, Env& env);  // how many ways a test holds, as TLC counts them
  const Expr* walked_rule(const Expr& function, Env& env, Env** at);
  bool binds_walked(const Expr& let) const;
  bool multiplies(const Expr& e, Env& env);
  std::vector<bool> primed(const Expr& e, Env& env);  // variables whose next value it may assign or read
  void name_arguments(const Expr& e, size_t first, Env& env, Env& inner);
  bool assigns(const Expr& e, Env& env);
  bool all_assigned() const;
  void each_choice(const Form& set, Block& out, const Each& each);
  void emit(uint32_t action, Block& out);
  void node(const core::ActionNode& n, Env& env, Block& out);
  void leaf(const core::ActionNode& n, Env& env, Block& out);

  // patches.cpp
  // x' = [x EXCEPT ![i] = ...]: x' as a whole is only made where it is read.
  struct Patch {
    std::string bits = {};               // name of words with the variable's bits anew; or:
    std::vector<std::string> path = {};  // names of the place's number, and of that in what is there, ...
    std::string item = {};               // and of what is there
    std::string argument = {};           // i as it is written, where it is one place
  };
  bool patch(uint32_t variable, const Expr& except, Env& env, Block& out, const Continue& rest);
  bool patch_bits(uint32_t variable, const Expr& except, Env& env, Block& out, const Continue& rest);
  std::optional<Term> array_index(ShapeRef array, const core::Update& u, size_t step, Env& env);
  void replace(uint32_t variable, const Patch& patch, const std::string& words, uint32_t first, Block& out);

  // bound.cpp
  void bound_steps();
  void walk(const core::ActionNode& leaf, size_t at, Env& env, Block& out);
  void bind_argument(const core::ActionNode& leaf, size_t at, size_t argument, Env& env, Block& out);

  // symmetry.cpp
  void symmetry();
  bool moved(ShapeRef s);
  bool moved_keys(ShapeRef s);
  std::string permuter(ShapeRef s);
  cpp::Expr moved_key(ShapeRef s, cpp::Expr permutation);  // where the key k of an array goes
  cpp::Expr packed_image(size_t variable, uint32_t at);

  // view.cpp
  void view();

  // shared.cpp
  struct Shared {  // a definition that is a function of the state
    std::string name;
    ShapeRef shape = nullptr;    // none: it is written out wherever it is called
    bool next = false;           // of the next state
    std::set<std::string> used;  // names in its body
  };
  void count_mentions(const Expr& e);
  void count_mentions(const core::ActionNode& n, bool within = false);
  void find_repeated(const Expr& e, bool within);
  std::optional<Term> shared(const Expr& call);
  Shared share(const core::Definition& d);
  std::set<std::string> with_shared(std::set<std::string> used) const;
  static constexpr int kMentions = 8;  // of one definition that are followed

  // library.cpp
  void find_parameters();
  void visit(const core::ActionNode& n, uint32_t action, Env& env, Block& out,
             const std::function<void(const core::ActionNode&, Block&)>& at);
  std::optional<std::vector<Term>> arguments_of(const core::ActionNode& leaf, Env& env);
  cpp::Function each_step(uint32_t action);
  void note_host(const std::string& part, const cpp::Block& body);  // when that asks a host
  std::string keys(const LibraryNames& names, size_t count) const;
  std::string stored() const;
  std::string stored_list(Value set, const std::vector<Value>& elements, ShapeRef shape);  // its name
  std::vector<cpp::Function> functions();  // of the header

  // predicates.cpp
  void predicates();
  // A condition as statements that end with the answer: what only its later parts ask for is read when these are reached.
  void answer(const cpp::Expr& e, std::set<std::string>& read, Block& out);
  void answer(const cpp::Expr& e, bool wanted, bool result, std::set<std::string>& read, Block& out);  // only if it is as wanted
  std::vector<bool> looks_at(const std::set<std::string>& named) const;
  cpp::Expr may_differ(std::vector<bool> variables);  // from the state before
  void conjuncts(const cpp::Expr& e, Block& out);

  // generate.cpp
  void walk();  // everything but what stands around it
  void name_parts();
  std::string function_name(const std::string& name);
  std::string masks();
  std::string state_struct();
  void declare_state(const std::string& name, const std::set<std::string>& used, Block& out);
  // Reads the variables that are used of the states that `read` names; all when a state is handed on. `read` gets what was read.
  void read_more(const std::set<std::string>& used, std::set<std::string>& read, Block& out);
  // Declares one, by the name that it has where these are used, and reads them.
  void read_used(const std::string& name, const std::set<std::string>& used, Block& out);
  std::string keep_mask(const std::vector<bool>& changed);
  void initial_states();
  std::vector<Value> atoms() const;

  const core::Spec& spec_;
  const core::Forks in_ways_;  // what may hold in several
  std::vector<ShapeRef> shapes_;
  const std::vector<Value>& globals_;
  const std::function<Value(const Expr&)>& closed_;
  std::map<const Expr*, Value> closed_values_;
  const bool with_arguments_;
  const std::vector<std::vector<Value>>& permutations_;  // pairs from, to, flattened; without the identity
  Types types_;
  std::deque<Env> envs_;

  std::vector<std::optional<Term>> next_;  // what is assigned on the way
  std::vector<bool> unchanged_;
  std::map<uint32_t, Patch> patches_;  // by variable
  std::vector<cpp::Expr> factors_;     // multiplicities on the way
  std::set<std::string> places_;       // names of references into states
  std::set<std::string> used_;         // names in the actions' bodies: what has to be read of a state
  bool firm_ = true;                   // values are wanted firmly
  bool has_current_ = false;           // a current state can be read
  bool steps_ = false;                 // a predicate over two states: primes read the second
  int emitted_ = 0;                    // places where a successor is handed on, so far,
  bool library_ = false;               // it runs alone
  bool looped_ = false;                // and whether a loop is around one
  int primed_depth_ = 0;               // of the walk in primed()
  int forks_ = 0;                      // branches around what is being made
  size_t nodes_ = 0;                   // walked for the function being made

  // While it lives, values are wanted firmly or not.
  class Firmness {
   public:
    Firmness(bool& firm, bool now) : firm_(firm), before_(firm) { firm = now; }
    ~Firmness() { firm_ = before_; }
    Firmness(const Firmness&) = delete;

   private:
    bool& firm_;
    bool before_;
  };
  Firmness softly(bool really = true) { return {firm_, firm_ && !really}; }
  Firmness firmly() { return {firm_, true}; }
  Firmness growing(ShapeRef want) { return {grows_, want == nullptr || want->kind != Shape::Kind::Sequence}; }
  // Functions made of leaves: by body and what is bound around it, the name, and the shapes it is given.
  struct LeafFunction {
    std::string name;
    std::vector<ShapeRef> given;
    std::set<std::string> used;  // what it reads of the state
  };
  std::map<std::pair<const Expr*, std::vector<const core::ActionNode*>>, LeafFunction> leaf_functions_;

  // A recursive operator as a function, for the shapes of its arguments.
  struct Recursive {
    std::string name;
    std::vector<const void*> texts;
    std::vector<ShapeRef> parameters;
    ShapeRef result = nullptr;
    bool done = false;
    bool grew = false;  // while being made, a call needed wider shapes
    bool remembers = false;
    int rounds = 0;
  };
  std::map<const void*, std::vector<std::unique_ptr<Recursive>>> recursive_;
  std::vector<std::pair<const void*, const Recursive*>> made_;
  int in_progress_ = 0;
  bool grows_ = false;     // what is being made may be longer than what is wanted, which is its last round's
  bool left_out_ = false;  // something, for being Unknown: what is being made is not the last round

  std::map<std::pair<ShapeRef, ShapeRef>, std::string> converters_;
  std::set<std::pair<ShapeRef, ShapeRef>> incomplete_;  // of these, those that refuse some values that might be of the other shape
  bool leaves_out_ = false;                             // the one being written does
  std::map<std::pair<uint64_t, ShapeRef>, ShapeRef> literal_shapes_;  // by the constant's word, and what was wanted
  std::map<std::pair<uint64_t, ShapeRef>, std::string> pool_;
  std::map<std::vector<bool>, std::string> masks_;
  std::map<ShapeRef, std::string> permuters_;
  std::map<ShapeRef, bool> moved_keys_;
  std::string permutation_table_;
  std::map<const Expr*, uint32_t> host_ids_;
  std::map<std::string, int> fresh_;
  std::string sifted_;  // the name of the element that a sieve's condition is about, of the innermost sieve
  std::map<std::pair<const Expr*, const Env*>, Term> given_;  // what a sieve's condition takes as a parameter
  std::map<const core::Definition*, int> mentions_;  // of a definition, in what is being made
  std::set<const core::Definition*> repeated_, once_;  // those within a loop there, and others
  std::map<const core::Definition*, Shared> shared_;
  std::string shared_prototypes_, shared_members_, shared_functions_;
  std::string conversions_, prototypes_, functions_;
  struct Stored {
    std::string name;
    Value value;
    ShapeRef shape;
  };
  std::vector<Stored> stored_;  // constants that are no literals
  std::string lists_;           // of a library, those that are listed
  std::map<uint64_t, std::string> list_names_;
  // What the parts of the specification are called: by number of a variable (its member of State), id of an action, and
  // number of a predicate. Leaves by node.
  std::vector<std::string> variable_names_, action_names_, predicate_names_;
  std::map<const core::ActionNode*, std::string> leaf_names_;
  // The parameters that an action has as a function of a library; nothing when their values have no type.
  struct Parameters {
    std::vector<std::string> names;
    std::vector<ShapeRef> shapes;
    bool native = true;
  };
  std::map<uint32_t, Parameters> parameters_;
  Unit unit_;
};

template <class Make>
bool Generator::tried(const Make& make) {
  const auto left = unit_.left;
  const auto fresh = fresh_;
  const auto given = given_;
  const size_t nodes = nodes_;
  bool made = true;
  try {
    make();
  } catch (const Unsupported&) {
    made = false;
  } catch (const Unknown&) {
    made = false;
  }
  unit_.left = left;
  fresh_ = fresh;
  given_ = given;
  nodes_ = nodes;
  return made;
}

}  // namespace trestle::codegen
