// The same turnstile, watched while it works: no log, and the first step that the specification does not allow stops it.
// Its one argument is the specification.
#include <cstdio>

#include "validator/embed/validator.h"

int main(int count, char** arguments) {
  if (count != 2) return 2;
  try {
    trestle::Validator validator(arguments[1]);
    for (const char* event : {"Pay", "Pass", "Pay", "Pass", "Pass"}) {
      validator.feed(std::string(R"({"event":")") + event + R"("})");
      if (!validator.settle().ok()) break;
    }
    const trestle::Validator::Verdict& verdict = validator.finish();
    std::fputs(verdict.report.c_str(), stdout);
    return verdict.ok() ? 0 : 1;
  } catch (const trestle::ValidatorError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
