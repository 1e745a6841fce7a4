// Labels: lab(x) :: e names a part of a definition, so its parameters are the names bound between it and the definition,
// or the label around it, and there is none where no definition is. As tla2sany/semantic/Generator.java has it.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "translator/modules/resolver.h"

namespace trestle::modules {

using ast::Expr;
using ast::ExprKind;

bool Resolver::may_label(Span span, const std::string& label) {
  const bool named = !labels_.empty() && labels_.back().allowed;
  if (named && hidden_news_ == 0) return true;
  if (!named) {
    session_.diagnostics.error(DiagnosticKind::BadLabel, span, fmt::format("the label {} is in no definition", label),
                               "a label names a part of a definition");
  } else {
    session_.diagnostics.error(DiagnosticKind::BadLabel, span,
                               fmt::format("the label {} is behind a declaration of an ASSUME within an ASSUME", label),
                               "the part could not be named, as what is declared there is known only there");
  }
  return false;
}

void Resolver::label(const Expr& expr) {
  const auto wrong = [&](Span span, std::string message, std::string hint = {}) {
    session_.diagnostics.error(DiagnosticKind::BadLabel, span, std::move(message), std::move(hint));
  };
  if (!may_label(expr.span, expr.text)) {
    // said
  } else if (excepts_ > 0) {
    wrong(expr.span, fmt::format("the label {} is within an EXCEPT", expr.text),
          "@ has no meaning where the part would be used");
  } else {
    Labels& labels = labels_.back();
    if (!labels.names.insert(expr.text).second)
      wrong(expr.span, fmt::format("the label {} is there already", expr.text), "each names one part");
    std::vector<std::string> bound;
    for (size_t i = labels.locals; i < locals_.size(); ++i)
      if (locals_[i]->kind == SymbolKind::Bound || locals_[i]->kind == SymbolKind::Parameter)
        bound.push_back(locals_[i]->name);
    std::vector<std::string> named;
    for (const auto& p : expr.parameters) {
      if (std::find(named.begin(), named.end(), p.name) != named.end())
        wrong(p.span, fmt::format("{} is a parameter of the label twice", p.name));
      else if (std::find(bound.begin(), bound.end(), p.name) == bound.end())
        wrong(p.span, fmt::format("{} is not bound around the label", p.name),
              bound.empty() ? "it takes no parameters" : fmt::format("bound are {}", fmt::join(bound, ", ")));
      named.push_back(p.name);
    }
    for (const std::string& name : bound)
      if (std::find(named.begin(), named.end(), name) == named.end())
        wrong(expr.span, fmt::format("{} is bound around the label {}, and not its parameter", name, expr.text),
              fmt::format("write {}({}) :: ...", expr.text, fmt::join(bound, ", ")));
  }
  const LabelScope within(*this, !labels_.empty() && labels_.back().allowed);
  for (const Expr* part : expr.args) expression(*part);
}

}  // namespace trestle::modules
