#include "translator/modules/resolve.h"

#include <fmt/format.h>

#include <algorithm>

#include "translator/diagnostics/nearest.h"
#include "translator/modules/levels.h"
#include "translator/modules/resolver.h"
#include "translator/syntax/parse.h"

namespace trestle::modules {
namespace {

std::shared_ptr<const Module> resolve_syntax(Session& session, std::shared_ptr<const ast::Module> syntax, bool standard) {
  auto module = std::make_shared<Module>();
  module->name = syntax->name;
  module->syntax = std::move(syntax);
  module->standard = standard;
  const ModuleKey key{module->name, standard};
  session.in_progress.insert(key);
  Resolver(session, *module, nullptr).run();
  session.in_progress.erase(key);
  session.resolved[key] = module;
  return module;
}

std::string hint_for_module(const std::string& name, const std::string& places) {
  const auto names = standard_module_names();
  const std::string_view meant = nearest(name, names);
  return (meant.empty() ? std::string() : fmt::format("did you mean {}? ", meant)) +
         fmt::format("looked in {}; name more folders with --library", places);
}

std::string file_stem(const std::string& path) { return std::filesystem::path(path).stem().string(); }

}  // namespace

const Symbol* Module::find(const std::string& name) const {
  auto it = scope.find(name);
  return it == scope.end() ? nullptr : it->second.symbol;
}

const Symbol* builtin_symbol(const std::string& name) {
  static const std::unordered_map<std::string, Symbol> table = [] {
    std::unordered_map<std::string, Symbol> t;
    auto add = [&](Builtin builtin, std::string text, int arity) {
      Symbol s;
      s.kind = SymbolKind::Builtin;
      s.name = text;
      s.arity = arity;
      s.builtin = builtin;
      t.emplace(std::move(text), std::move(s));
    };
#define TRESTLE_BUILTIN(name, symbol, arity) add(Builtin::name, symbol, arity);
#include "translator/modules/builtin.def"
    return t;
  }();
  auto it = table.find(name);
  return it == table.end() ? nullptr : &it->second;
}

std::string_view native_operator(std::string_view module, std::string_view name, int arity) {
  struct Row { std::string_view module, name, op; int arity; };
  static constexpr Row rows[] = {
#define TRESTLE_NATIVE(module, name, arity, op) {#module, name, #op, arity},
#define TRESTLE_FAST(module, name, arity, op) {#module, name, #op, arity},
#include "translator/modules/standard/native.def"
  };
  for (const Row& row : rows)
    if (row.module == module && row.name == name && row.arity == arity) return row.op;
  return {};
}

// Whether TLC has the operator in Java, and so does not look at its text, whoever wrote that.
bool written_in_java(std::string_view module, std::string_view name) {
  struct Row { std::string_view module, names; };
  static constexpr Row rows[] = {
#define TRESTLE_JAVA(module, names) {#module, names},
#include "translator/modules/standard/native.def"
  };
  for (const Row& row : rows) {
    if (row.module != module) continue;
    if (row.names == "*") return true;
    for (std::string_view rest = row.names; !rest.empty();) {
      const size_t end = std::min(rest.find(' '), rest.size());
      if (rest.substr(0, end) == name) return true;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return false;
}

std::shared_ptr<const Module> Session::load(const std::string& name, Span asked_at, bool built_in_only) {
  if (auto it = resolved.find({name, built_in_only}); it != resolved.end()) return it->second;
  auto found = built_in_only ? built_in_module(name) : loader.find(name);
  const ModuleKey key{name, found && found->standard};
  if (auto it = resolved.find(key); it != resolved.end()) return it->second;
  if (in_progress.count(key)) {
    diagnostics.error(DiagnosticKind::CircularModule, asked_at,
                      fmt::format("module {} extends or instantiates itself, directly or through others", name));
    return nullptr;
  }
  if (!found) {
    std::string places;
    for (const auto& place : loader.places()) places += (places.empty() ? "" : ", ") + place;
    diagnostics.error(DiagnosticKind::UnknownModule, asked_at, fmt::format("no module {}", name),
                      hint_for_module(name, places));
    return nullptr;
  }
  auto syntax = found->syntax ? found->syntax : syntax::parse(found->source, diagnostics);
  if (!syntax) return nullptr;
  if (syntax->name != name) {
    diagnostics.error(DiagnosticKind::ModuleNameMismatch, syntax->name_span,
                      fmt::format("the file {}.tla holds a module named {}", name, syntax->name));
    return nullptr;
  }
  return resolve_syntax(*this, std::move(syntax), found->standard);
}

const Symbol* Session::replacing(Module& module, const std::string& name, int arity, Span asked_at) {
  if (module.standard || !written_in_java(module.name, name)) return nullptr;
  if (module.built_in == nullptr) module.built_in = load(module.name, asked_at, true);
  const Symbol* symbol = module.built_in ? module.built_in->find(name) : nullptr;
  return symbol && symbol->arity == arity ? symbol : nullptr;
}

std::shared_ptr<const ast::Module> parse_file(std::shared_ptr<const Source> source, Diagnostics& diagnostics) {
  auto syntax = syntax::parse(source, diagnostics);
  if (!syntax) return nullptr;
  if (file_stem(source->name()) != syntax->name) {
    diagnostics.error(DiagnosticKind::ModuleNameMismatch, syntax->name_span,
                      fmt::format("the file {} holds a module named {}", source->name(), syntax->name),
                      "a module's file has the module's name");
    return nullptr;
  }
  return syntax;
}

std::shared_ptr<const Module> resolve(ModuleLoader& loader, std::shared_ptr<const Source> root, Diagnostics& diagnostics) {
  auto syntax = parse_file(std::move(root), diagnostics);
  return syntax ? resolve(loader, std::move(syntax), diagnostics) : nullptr;
}

std::shared_ptr<const Module> resolve(ModuleLoader& loader, std::shared_ptr<const ast::Module> root,
                                      Diagnostics& diagnostics) {
  Session session{loader, diagnostics, {}, {}};
  auto module = resolve_syntax(session, std::move(root), false);
  if (!diagnostics.has_errors()) check_levels(*module, diagnostics);
  return diagnostics.has_errors() ? nullptr : module;
}

std::shared_ptr<const Module> resolve(FileLoader& loader, const std::filesystem::path& root, Diagnostics& diagnostics) {
  std::filesystem::path path = root;
  std::error_code code;
  if (!std::filesystem::is_regular_file(path, code) && path.extension() != ".tla") path += ".tla";
  std::string error;
  auto source = read_source(path, error);
  if (!source) {
    diagnostics.error(DiagnosticKind::FileNotReadable, {}, fmt::format("{}: {}", path.string(), error));
    return nullptr;
  }
  FileLoader local(std::vector<std::filesystem::path>{path.parent_path()});
  for (const auto& folder : loader.folders()) local.add_folder(folder);
  local.set_root(source);
  return resolve(static_cast<ModuleLoader&>(local), std::move(source), diagnostics);
}

std::shared_ptr<const Module> resolve_within(std::shared_ptr<const Module> base, std::shared_ptr<const ast::Module> syntax,
                                             Diagnostics& diagnostics) {
  FileLoader built_in({});
  Session session{built_in, diagnostics, {}, {}};
  auto module = std::make_shared<Module>();
  module->name = syntax->name;
  module->syntax = std::move(syntax);
  module->extends.push_back(base);
  module->constants = base->constants;
  module->variables = base->variables;
  Resolver resolver(session, *module, nullptr);
  resolver.adopt_scope(*base);
  resolver.run();
  return diagnostics.has_errors() ? nullptr : module;
}

void Resolver::adopt_scope(const Module& base) { module_.scope = base.scope; }

void Resolver::run() {
  for (const auto& e : module_.syntax->extends) extend(e);
  for (const ast::Unit* u : module_.syntax->units) unit(*u);
  end_recursive(0);
}

void Resolver::declare_recursive(const ast::Unit& unit, bool in_let) {
  for (const auto& p : unit.parameters) {
    check_new(p.name, p.span);
    Symbol& s = make(SymbolKind::Operator, p.name, p.span, p.arity);
    s.recursive = true;
    s.in_let = in_let;
    if (in_let) {
      declare_local(s);
    } else {
      declare_module_level(s, unit.local);
      module_.definitions.push_back(&s);
    }
    recursive_.push_back(&s);
  }
}

// The definitions that RECURSIVE promised from here on must be there.
void Resolver::end_recursive(size_t from) {
  for (size_t i = from; i < recursive_.size(); ++i) {
    if (!recursive_[i]->unit)
      session_.diagnostics.error(DiagnosticKind::UnknownIdentifier, recursive_[i]->span,
                                 fmt::format("{} is declared RECURSIVE but never defined", recursive_[i]->name));
  }
  recursive_.resize(from);
}

// Between a RECURSIVE declaration and its definition there are only definitions.
void Resolver::outside_recursion(const ast::Unit& unit, std::string_view what) {
  const auto open = std::find_if(recursive_.begin(), recursive_.end(), [](const Symbol* s) { return !s->unit; });
  if (open == recursive_.end()) return;
  session_.diagnostics.error(
      DiagnosticKind::SyntaxError, unit.span,
      fmt::format("{} between the declaration RECURSIVE {} and its definition", what, (*open)->name),
      fmt::format("{} is declared at {}: move this before it, or behind its definition", (*open)->name,
                  to_string((*open)->span)));
}

void Resolver::report_duplicate(bool as_warning, Span span, std::string message, std::string hint) {
  if (as_warning) {
    session_.diagnostics.warning(DiagnosticKind::DuplicateDefinition, span, std::move(message), std::move(hint));
  } else {
    session_.diagnostics.error(DiagnosticKind::DuplicateDefinition, span, std::move(message), std::move(hint));
  }
}

bool Resolver::alike(const Symbol& a, const Symbol& b) {
  const auto defined = [](const Symbol& s) { return s.kind == SymbolKind::Operator || s.kind == SymbolKind::Instance; };
  return a.kind == b.kind || (defined(a) && defined(b));
}

void Resolver::extend(const ast::Extend& extend) {
  auto other = nested(extend.name);
  if (!other) other = session_.load(extend.name, extend.span, module_.standard);
  if (!other) return;
  for (const auto& [name, visible] : other->scope) {
    if (visible.local) continue;
    auto [it, added] = module_.scope.try_emplace(name, Visible{visible.symbol, false});
    if (added || it->second.symbol == visible.symbol) continue;
    const Symbol* a = original(it->second.symbol);
    const Symbol* b = original(visible.symbol);
    // To SANY there is one module of a name, and a copy beside the specification is it, also for built-in modules.
    if (a->home->name == b->home->name && a->home->standard != b->home->standard) {
      if (a->home->standard) it->second.symbol = visible.symbol;
      continue;
    }
    // Numbers of parameters of definitions may differ: SANY minds that in an INSTANCE only.
    const bool declared = a->kind == SymbolKind::Constant || a->kind == SymbolKind::Variable;
    const bool as_warning = alike(*a, *b) && (!declared || a->arity == b->arity);
    report_duplicate(as_warning, extend.span,
                     fmt::format("{} is defined in {} and also in {}, differently", name, it->second.symbol->home->name,
                                 visible.symbol->home->name),
                     as_warning ? "the first of them counts" : "");
  }
  auto append_new = [](auto& to, const auto& from) {
    for (const Symbol* s : from)
      if (std::find(to.begin(), to.end(), s) == to.end()) to.push_back(s);
  };
  append_new(module_.constants, other->constants);
  append_new(module_.variables, other->variables);
  append_new(module_.assumptions, other->assumptions);
  module_.extends.push_back(std::move(other));
}

void Resolver::unit(const ast::Unit& unit) {
  switch (unit.kind) {
    case ast::UnitKind::Constants:
    case ast::UnitKind::Variables: {
      bool variables = unit.kind == ast::UnitKind::Variables;
      outside_recursion(unit, "a declaration");
      for (const auto& p : unit.parameters) {
        const SymbolKind kind = variables ? SymbolKind::Variable : SymbolKind::Constant;
        if (is_again(kind, p)) continue;
        check_new(p.name, p.span);
        Symbol& s = make(kind, p.name, p.span, p.arity);
        declare_module_level(s, false);
        (variables ? module_.variables : module_.constants).push_back(&s);
      }
      break;
    }
    case ast::UnitKind::Recursive: declare_recursive(unit, false); break;
    case ast::UnitKind::Operator:
    case ast::UnitKind::Function: define(unit, false); break;
    case ast::UnitKind::Instance: instance(unit, false); break;
    case ast::UnitKind::Assume:
    case ast::UnitKind::Theorem:
      outside_recursion(unit, unit.kind == ast::UnitKind::Assume ? "an ASSUME" : "a THEOREM");
      statement(unit);
      break;
    case ast::UnitKind::Submodule:
      outside_recursion(unit, "a module");
      submodule(unit);
      break;
    case ast::UnitKind::ProofHint:
      outside_recursion(unit, "USE or HIDE");
      ++proofs_;
      facts(unit.facts, unit.hides);
      --proofs_;
      break;
    case ast::UnitKind::Separator: break;
  }
}

const Symbol* Resolver::define(const ast::Unit& unit, bool in_let) {
  bool function = unit.kind == ast::UnitKind::Function;
  Symbol* symbol = nullptr;
  // A RECURSIVE declaration of the same LET, or of the module, gave it its symbol already.
  for (size_t i = recursive_from_; i < recursive_.size(); ++i)
    if (!recursive_[i]->unit && recursive_[i]->name == unit.name && find(unit.name) == recursive_[i]) symbol = recursive_[i];
  uint8_t arity = function ? 0 : unit.parameters.size();
  bool declared_before = symbol != nullptr;
  if (symbol) {
    if (symbol->arity != arity)
      session_.diagnostics.error(DiagnosticKind::WrongArity, unit.name_span,
                                 fmt::format("{} is declared RECURSIVE with {} parameters and defined with {}", unit.name,
                                             symbol->arity, arity));
    symbol->local = unit.local;
  } else {
    check_new(unit.name, unit.name_span);
    symbol = &make(SymbolKind::Operator, unit.name, unit.name_span, arity);
    symbol->in_let = in_let;
    symbol->local = unit.local;
  }
  symbol->unit = &unit;
  module_.defined[&unit] = symbol;
  if (module_.standard && !in_let) symbol->native = native_operator(module_.name, unit.name, arity);

  size_t before = mark();
  if (function) {
    symbol->recursive = true;  // cleared by nothing: lowering looks whether it really uses itself
    for (const auto& b : unit.binders)
      if (b.set) expression(*b.set);
    declare_local(*symbol);
  } else {
    symbol->parameters = bind_parameters(&unit, unit.parameters);
  }
  {
    const LabelScope labels(*this, true);
    for (const auto& b : unit.binders) bind(b);
    defining_.push_back(&unit);
    if (unit.body) expression(*unit.body);
    defining_.pop_back();
  }
  release(before);

  if (!declared_before) {
    if (in_let) {
      declare_local(*symbol);
    } else {
      declare_module_level(*symbol, unit.local);
      module_.definitions.push_back(symbol);
    }
  } else if (!in_let) {
    module_.scope[unit.name].local = unit.local;
  }
  if (!in_let && !outer_)
    if (const Symbol* instead = session_.replacing(module_, unit.name, arity, unit.name_span))
      declare_module_level(*instead, unit.local);
  return symbol;
}

void Resolver::statement(const ast::Unit& unit) {
  if (!unit.body && !unit.sequent) return;
  const size_t before = mark();
  {
    const LabelScope labels(*this, !unit.name.empty());
    if (unit.body) expression(*unit.body);
    if (unit.sequent) sequent(*unit.sequent, false);
  }
  const std::vector<const Symbol*> assumed(locals_.begin() + static_cast<ptrdiff_t>(before), locals_.end());
  release(before);
  name_statement(unit);
  if (!unit.proof) return;
  locals_.insert(locals_.end(), assumed.begin(), assumed.end());
  proof(*unit.proof);
  release(before);
}

void Resolver::name_statement(const ast::Unit& unit) {
  const bool assume = unit.kind == ast::UnitKind::Assume;
  Symbol& s = make(SymbolKind::Statement, unit.name, unit.name_span ? unit.name_span : unit.span);
  s.unit = &unit;
  module_.defined[&unit] = &s;
  if (assume && !unit.axiom) module_.assumptions.push_back(&s);
  if (!unit.name.empty()) {
    if (const Symbol* there = find_written(unit.name); there && there->kind == SymbolKind::Statement) {
      return report_duplicate(true, unit.name_span, fmt::format("{} is already {}", unit.name, trestle::modules::name(there->kind)),
                              "the one at " + to_string(there->span) + " has the name");
    }
    check_new(unit.name, unit.name_span);
    declare_module_level(s, unit.local);
  }
}

void Resolver::submodule(const ast::Unit& unit) {
  const std::string& name = unit.module->name;
  const auto there = [&](const std::shared_ptr<const Module>& m) { return m->name == name; };
  bool again = session_.resolved.count({name, false}) || session_.resolved.count({name, true});
  for (const Resolver* r = this; r; r = r->outer_)
    again |= std::any_of(r->module_.submodules.begin(), r->module_.submodules.end(), there);
  if (again)
    session_.diagnostics.error(DiagnosticKind::DuplicateDefinition, unit.module->name_span,
                               fmt::format("there is another module {}", name), "each module has a name of its own");
  auto nested = std::make_shared<Module>();
  nested->name = unit.module->name;
  nested->syntax = unit.module;
  nested->standard = module_.standard;
  Resolver(session_, *nested, this).run();
  module_.submodules.push_back(std::move(nested));
}

void Resolver::declare_module_level(const Symbol& symbol, bool local) {
  module_.scope[symbol.name] = Visible{&symbol, local};
}

void Resolver::declare_local(const Symbol& symbol) { locals_.push_back(&symbol); }

Symbol& Resolver::make(SymbolKind kind, std::string name, Span span, uint8_t arity) {
  Symbol& s = module_.symbols.emplace_back();
  s.kind = kind;
  s.name = std::move(name);
  s.arity = arity;
  s.home = &module_;
  s.span = span;
  return s;
}

const Symbol* Resolver::find_visible(const std::string& name) const {
  if (const Symbol* s = module_.find(name)) return s;
  return outer_ ? outer_->find_visible(name) : nullptr;
}

const Symbol* Resolver::find_written(const std::string& name) const {
  for (size_t i = locals_.size(); i-- > 0;)
    if (locals_[i]->name == name) return locals_[i];
  if (const Symbol* s = find_visible(name)) return s;
  return builtin_symbol(name);
}

const Symbol* Resolver::find(const std::string& name) const {
  if (const Symbol* s = find_written(name)) return s;
  if (name == "ℕ") return find_written("Nat");
  if (name == "ℤ") return find_written("Int");
  return name == "ℝ" ? find_written("Real") : nullptr;
}

// A constant or variable may be declared again, alike: it is the one that is there, as for SANY.
bool Resolver::is_again(SymbolKind kind, const ast::Parameter& declared) {
  const Symbol* s = find_written(declared.name);
  if (!s || s->kind != kind || s->arity != declared.arity) return false;
  report_duplicate(true, declared.span,
                   fmt::format("{} is already {} at {}: it is the same one", s->name, trestle::modules::name(kind), to_string(s->span)),
                   "");
  return true;
}

void Resolver::check_new(const std::string& name, Span span) {
  const Symbol* s = find_written(name);
  if (!s || (s->kind == SymbolKind::Builtin && module_.standard)) return;
  if (s->kind == SymbolKind::Builtin) {
    session_.diagnostics.error(DiagnosticKind::DuplicateDefinition, span,
                               fmt::format("{} is built in: it cannot have another meaning", name));
    return;
  }
  std::string where = s->span ? " at " + to_string(s->span) : "";
  session_.diagnostics.error(DiagnosticKind::DuplicateDefinition, span,
                             fmt::format("{} is already {}{}", name, trestle::modules::name(s->kind), where));
}

// What is wrong with a name that nothing defines.
std::string Resolver::hint_for(const std::string& name) {
  static constexpr const char* kModules[] = {"Naturals", "Integers", "Reals", "Sequences", "FiniteSets", "TLC", "Bags",
                                             "FiniteSetsExt", "SequencesExt", "Functions", "Folds", "TLCExt", "Json",
                                             "IOUtils", "Randomization", "Bitwise", "BagsExt"};
  for (const ast::Unit* unit : defining_) {
    if (unit->name != name) continue;
    std::string places;
    for (size_t i = 0; i < unit->parameters.size(); ++i) places += i == 0 ? "_" : ", _";
    return fmt::format("what is defined by itself is declared before: RECURSIVE {}{}", name,
                       places.empty() ? "" : "(" + places + ")");
  }
  if (name == ":=") return "x' = e says what x is in the next state";
  for (const ast::Unit* unit : module_.syntax->units) {
    if (unit->name == name && (unit->kind == ast::UnitKind::Operator || unit->kind == ast::UnitKind::Function))
      return fmt::format("line {} defines it, but a definition comes before its use", unit->span.source->position(unit->span.begin).line);
  }
  if (module_.standard) return similar(name);
  for (const char* usual : kModules) {
    const auto module = session_.load(usual, {}, true);
    const Symbol* s = module ? module->find(name) : nullptr;
    if (s != nullptr && s->home == module.get()) return fmt::format("module {} defines it: EXTENDS {}", usual, usual);
  }
  return similar(name);
}

std::string Resolver::similar(const std::string& name) const {
  std::vector<std::string_view> names;
  for (const Symbol* s : locals_) names.push_back(s->name);
  for (const auto& [n, visible] : module_.scope) names.push_back(n);
  static constexpr std::string_view kWords[] = {"TRUE",      "FALSE",  "BOOLEAN", "STRING", "ENABLED",
                                                "UNCHANGED", "DOMAIN", "SUBSET",  "OTHER"};
  names.insert(names.end(), std::begin(kWords), std::end(kWords));
  return did_you_mean(name, names);
}

std::string Resolver::similar(const std::string& name, const Module& within) {
  std::vector<std::string_view> names;
  for (const auto& [n, visible] : within.scope)
    if (!visible.local) names.push_back(n);
  return did_you_mean(name, names);
}

}  // namespace trestle::modules
