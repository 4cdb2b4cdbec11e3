#include "draw/names.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace draw {

Names::Names(std::string lines) {
  auto all = std::make_shared<All>(All{std::move(lines), {}});
  std::string_view rest = all->text;
  if (!rest.empty()) all->list.reserve(1 + static_cast<std::size_t>(std::count(rest.begin(), rest.end(), '\n')));
  while (!rest.empty()) {
    all->list.push_back(rest.substr(0, rest.find('\n')));
    rest.remove_prefix(std::min(rest.size(), all->list.back().size() + 1));
  }
  all_ = std::move(all);
}

Names::Names(std::vector<std::string_view> names) {
  auto all = std::make_shared<All>(All{{}, std::move(names)});
  all->text.reserve(std::accumulate(all->list.begin(), all->list.end(), std::size_t{0},
                                    [](std::size_t sum, std::string_view name) { return sum + name.size() + 1; }));
  for (std::string_view& name : all->list) {
    if (&name != &all->list.front()) all->text += '\n';
    all->text += name;
    name = std::string_view(all->text).substr(all->text.size() - name.size());
  }
  all_ = std::move(all);
}

}  // namespace draw
