// Specs of the examples as models, and logs of random behaviors of them.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "translator/core/core.h"
#include "translator/runtime/model.h"

namespace trestle::explain {

std::shared_ptr<const core::Spec> load_spec(const std::filesystem::path& spec, const std::filesystem::path& config);
// On the evaluator; names of model values are added to `model_values`.
std::unique_ptr<runtime::Model> load_model(const std::filesystem::path& spec, const std::filesystem::path& config,
                                           std::set<std::string, std::less<>>& model_values);

// A log in file order: a random behavior, each event with its parameters and what it changed of the variables observed.
std::vector<std::string> record(const runtime::Model& model, const std::set<std::string>& observed, size_t events,
                                unsigned seed);

}  // namespace trestle::explain
