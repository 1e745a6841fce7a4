// What a module's text says of the PlusCal algorithm that it was made from. Source: pcal/Validator.java.
#pragma once

#include <string>

#include "translator/diagnostics/source.h"

namespace trestle::core {

// "The PlusCal algorithm in line 3 is not translated", when the text has one that is not; its definitions are missing then.
std::string untranslated(const Source& source);

// The checksum of the translation, where the text has one that the translation does not have any more: somebody changed
// it, and translating the algorithm again would change it back. (Of the algorithm there is a checksum, too, but of what
// PlusCal's translator makes of it.) Nowhere otherwise.
Span changed_translation(const Source& source);

}  // namespace trestle::core
