// accept() that first sleeps for half a second, ignoring signals: preloaded by a test that stops a program just before
// it waits.
#include <dlfcn.h>
#include <sys/socket.h>

#include <chrono>
#include <thread>

extern "C" int accept(int listening, sockaddr* address, socklen_t* length) {
  static const auto next = reinterpret_cast<decltype(&accept)>(dlsym(RTLD_NEXT, "accept"));
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  return next(listening, address, length);
}
