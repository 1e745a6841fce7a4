#include "translator/runtime/format.h"

#include <cctype>

#include "translator/runtime/failure.h"

namespace trestle::runtime {

std::string format_text(const char* op, std::string_view format, std::span<const std::string> arguments) {
  std::string out;
  size_t next = 0;  // argument of a plain %s
  for (size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      out += format[i];
      continue;
    }
    const size_t begin = i++;
    size_t number = 0, digits = i;
    while (digits < format.size() && std::isdigit(static_cast<unsigned char>(format[digits])) && number < 1000) {
      number = number * 10 + (format[digits++] - '0');
    }
    const bool numbered = digits > i && digits < format.size() && format[digits] == '$';
    if (numbered) i = digits + 1;
    const char conversion = i < format.size() ? format[i] : '\0';
    if (!numbered && conversion == '%') {
      out += '%';
    } else if (!numbered && conversion == 'n') {
      out += '\n';
    } else if (conversion == 's') {
      const size_t which = numbered ? number - 1 : next++;
      if (which >= arguments.size()) {
        fail("{}: the template \"{}\" asks for argument {}, but there are {}", op, format, which + 1, arguments.size());
      }
      out += arguments[which];
    } else {
      fail("{}: the template \"{}\" has {}, but only %s, %1$s and the like, %n and %% are supported", op, format,
           format.substr(begin, i - begin + 1));
    }
  }
  return out;
}

}  // namespace trestle::runtime
