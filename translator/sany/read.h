// What SANY's tla2sany.xml.XMLExporter writes, as the syntax trees that parsing the modules' text would have given:
// a second front end, that ends where name resolution begins. The shape of the file is SANY's sany.xsd.
//
// SANY's graph has names resolved already and definitions of instances written out. Here they become names and INSTANCE
// statements again, so that all that follows (levels, the order of evaluation, the core IR) is shared with the text.
//
// What the file does not have is guessed or lost: keywords take no part in the order of words (ast::Module::words), nor
// do the texts of comments; an AXIOM is told from an ASSUME by the module's text, where that is at hand, else by where its
// formula begins, where the two share a line.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "translator/modules/loader.h"
#include "translator/syntax/parse.h"

namespace trestle::sany {

struct Specification {
  std::string root;  // name of the root module
  // Without those that are built in here. Their sources are NAME.xml/Module.tla: texts with the lines and columns of the
  // one that SANY read, in which names, numbers, strings and operators stand, and the rest is blank.
  std::map<std::string, std::shared_ptr<const ast::Module>> modules;
};

// Whether the text begins as such a file does: XML whose root is <modules>, or XML that breaks off before its root.
bool is_sany_xml(std::string_view text);

// Reports what is wrong, as file:line:column and the path of the element, then returns nothing. `texts` finds the texts of
// the modules, where they lie beside the file; null: none do.
std::optional<Specification> read(std::shared_ptr<const Source> xml, Diagnostics& diagnostics, syntax::Limits limits = {},
                                  modules::ModuleLoader* texts = nullptr);

// The modules of the file, and those it does not have from `others`.
class Loader : public modules::ModuleLoader {
 public:
  Loader(Specification specification, std::shared_ptr<modules::ModuleLoader> others)
      : specification_(std::move(specification)), others_(std::move(others)) {}
  std::optional<Found> find(const std::string& module) override;
  std::vector<std::string> places() const override { return others_->places(); }
  std::shared_ptr<const ast::Module> root() const { return specification_.modules.at(specification_.root); }

 private:
  Specification specification_;
  std::shared_ptr<modules::ModuleLoader> others_;
};

}  // namespace trestle::sany
