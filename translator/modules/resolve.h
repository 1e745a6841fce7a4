// Syntax trees to one resolved module: EXTENDS, INSTANCE, scopes, arities.
#pragma once

#include <filesystem>
#include <memory>

#include "translator/diagnostics/diagnostic.h"
#include "translator/modules/loader.h"
#include "translator/modules/module.h"

namespace trestle::modules {

// The module of a file's text, which must have the file's name.
std::shared_ptr<const ast::Module> parse_file(std::shared_ptr<const Source> source, Diagnostics& diagnostics);
// The module in the file at `root`, which may be given without ".tla". The folder of the file is searched first.
std::shared_ptr<const Module> resolve(FileLoader& loader, const std::filesystem::path& root, Diagnostics& diagnostics);
// The module of a text already read; `loader` finds what it extends.
std::shared_ptr<const Module> resolve(ModuleLoader& loader, std::shared_ptr<const Source> root, Diagnostics& diagnostics);
// Likewise, parsed already.
std::shared_ptr<const Module> resolve(ModuleLoader& loader, std::shared_ptr<const ast::Module> root,
                                      Diagnostics& diagnostics);
// A module whose definitions see everything that `base` sees, as if it extended it, LOCAL definitions included
// (observation mappings, expressions given on the command line).
std::shared_ptr<const Module> resolve_within(std::shared_ptr<const Module> base, std::shared_ptr<const ast::Module> syntax,
                                             Diagnostics& diagnostics);

}  // namespace trestle::modules
