#include "web/pages.hpp"

#include <fstream>
#include <mstch/mstch.hpp>
#include <sstream>
#include <stdexcept>

#include "io/text.hpp"

namespace web {

namespace {

mstch::map to_map(const View& view);

mstch::node to_node(const View& view) {
  switch (view.type()) {
    case View::value_t::object: return to_map(view);
    case View::value_t::array: {
      mstch::array array;
      array.reserve(view.size());
      for (const auto& value : view) array.push_back(to_node(value));
      return array;
    }
    case View::value_t::string: return io::valid_utf8(view.get_ref<const std::string&>());
    case View::value_t::boolean: return view.get<bool>();
    case View::value_t::null: return nullptr;
    default: return view.dump();
  }
}

mstch::map to_map(const View& view) {
  mstch::map map;
  for (const auto& [name, value] : view.items()) map.emplace(name, to_node(value));
  return map;
}

}  // namespace

Pages::Pages(const std::filesystem::path& folder, View everywhere) : everywhere_(std::move(everywhere)) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".mustache") continue;
    std::ifstream file(entry.path());
    std::ostringstream text;
    if (!(text << file.rdbuf())) throw std::runtime_error("cannot read the template " + entry.path().string());
    templates_.emplace(entry.path().stem().string(), text.str());
  }
  if (templates_.count("layout") == 0) throw std::runtime_error("no layout.mustache in " + folder.string());
}

std::string Pages::render(const std::string& name, const View& view) const {
  std::map<std::string, std::string> partials{{"content", templates_.at(name)}};
  const std::string own = name + "_";
  for (auto part = templates_.lower_bound(own); part != templates_.end() && part->first.rfind(own, 0) == 0; ++part) {
    partials.insert(*part);
  }
  if (view.contains("paging")) {
    for (const char* part : {"search", "pages"}) partials.emplace(part, templates_.at(part));
  }
  if (view.contains("about")) partials.emplace("about", templates_.at("about"));
  mstch::map values = to_map(view);
  values.merge(to_map(everywhere_));
  return mstch::render(templates_.at("layout"), values, partials);
}

std::string Pages::render_whole(const std::string& name, const View& view) const {
  return mstch::render(templates_.at(name), to_map(view));
}

}  // namespace web
