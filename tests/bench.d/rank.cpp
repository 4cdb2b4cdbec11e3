// The time and memory that ranking takes: rank ENTRANTS. Prints milliseconds and MiB.

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <iostream>

#include "draw/order.hpp"

int main(int, char** arguments) {
  draw::Roster roster{draw::Identity::make(draw::Method::ranked, true), {"A Banana"}, {}, {}, {}};
  std::vector<std::string> entrants;
  for (int i = 0; i < std::stoi(arguments[1]); ++i) entrants.push_back("entrant-" + std::to_string(i));
  std::sort(entrants.begin(), entrants.end());
  roster.entrants = draw::Names(entrants);
  rusage before{};
  getrusage(RUSAGE_SELF, &before);
  const auto began = std::chrono::steady_clock::now();
  const auto order = draw::ranked(roster, {});
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
  rusage after{};
  getrusage(RUSAGE_SELF, &after);
  std::cout << took.count() << ' ' << (after.ru_maxrss - before.ru_maxrss) / 1024 << '\n';
  return order.entrants.size() == roster.entrants.size() ? 0 : 1;
}
