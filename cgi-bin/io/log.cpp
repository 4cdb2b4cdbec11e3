#include "io/log.hpp"

#include <cerrno>
#include <iostream>
#include <string>

#include "io/text.hpp"

void io::log(std::string_view message) {
  // One write per line, so that lines of several processes do not mix.
  std::cerr << std::string(program_invocation_short_name) + ": " + one_line(message) + "\n" << std::flush;
}
