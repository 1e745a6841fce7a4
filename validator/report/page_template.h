// page.html as text, with @TITLE@ and @DATA@ to be filled in. Not for other folders.
#pragma once

namespace trestle::report {
extern const char* const kPage;
}  // namespace trestle::report
