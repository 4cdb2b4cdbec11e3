#include "io/log.hpp"

#include <cerrno>
#include <iostream>
#include <string>

#include "io/text.hpp"

void io::log(std::string_view message) {
  // One write a line: lines of several processes on one file do not mix.
  std::cerr << std::string(program_invocation_short_name) + ": " + one_line(message) + "\n" << std::flush;
}
