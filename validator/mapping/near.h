// "Did you mean ...?"
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "translator/runtime/model.h"

namespace trestle::mapping {

// The name most like `wrong`, or nothing when none is close.
std::string nearest(std::string_view wrong, const std::vector<std::string>& names);

// "; did you mean X?", or "; it has A, B, C" when no name is close and there are few.
std::string suggestion(std::string_view wrong, const std::vector<std::string>& names);

// A name as it is compared where words are written in different ways: "vote-sent", "VoteSent" are "votesent".
std::string plain(std::string_view name);

// Of these names the one that another way of writing it, a word more, or a slip of the pen makes `name`; or nothing.
std::string likest(std::string_view name, const std::vector<std::string>& names);

bool is_identifier(std::string_view name);
// A field as TLA+ takes it out of a record: .state, or ["@timestamp"].
std::string as_member(std::string_view name);

// Of all actions and the definitions around them, each once.
std::vector<std::string> action_names(const runtime::Signature& signature);

}  // namespace trestle::mapping
