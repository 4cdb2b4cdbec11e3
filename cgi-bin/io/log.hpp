#pragma once

// The log: one line per event on standard error, which the web server, multiwatch or systemd collect.

#include <string_view>

namespace io {

// Writes "program: message". Control characters and invalid UTF-8 are replaced, so that no input can forge a line.
// Never pass a secret.
void log(std::string_view message);

}  // namespace io
