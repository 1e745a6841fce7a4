// The spec that observation mappings are tried on.
#pragma once

#include <memory>
#include <optional>

#include "translator/modules/loader.h"
#include "translator/modules/resolve.h"
#include "translator/syntax/parse.h"

namespace trestle::mapping {

struct Jar {
  explicit Jar(Diagnostics& diagnostics) {
    modules::FileLoader loader({});
    module = modules::resolve(loader, std::make_shared<const Source>("Jar.tla", kSpec), diagnostics);
    config = syntax::parse_config(
        std::make_shared<const Source>("Jar.cfg", "INIT Init NEXT Next CONSTANTS Limit = 5 Owner = me"), diagnostics);
  }
  std::shared_ptr<const modules::Module> module;
  std::optional<ast::ConfigFile> config;

  static constexpr const char* kSpec = R"(---- MODULE Jar ----
EXTENDS Naturals, FiniteSets
CONSTANT Limit, Owner
VARIABLES count, owner
Init == count = 0 /\ owner = Owner
Add(n) == count + n <= Limit /\ count' = count + n /\ UNCHANGED owner
Empty == count' = 0 /\ UNCHANGED owner
Half(r) == r.half
Next == (\E n \in 1..3 : Add(n)) \/ Empty
====
)";
};

}  // namespace trestle::mapping
