#pragma once

// The log: one line an event on standard error, where the web server, multiwatch or systemd pick it up.

#include <string_view>

namespace io {

// Writes "program: message". Control characters and bytes that are no UTF-8 are replaced, so that nothing from
// outside can forge a line. Never pass a secret.
void log(std::string_view message);

}  // namespace io
