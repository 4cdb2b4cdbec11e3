#include "web/pages.hpp"

#include <algorithm>
#include <fstream>
#include <mstch/mstch.hpp>
#include <sstream>
#include <stdexcept>

#include "io/language.hpp"
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

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  if (!(text << file.rdbuf())) throw std::runtime_error("cannot read " + path.string());
  return text.str();
}

// Without the tags around texts, which are translated.
std::string translated(const std::string& text) {
  constexpr std::string_view open = "{{#_}}";
  constexpr std::string_view close = "{{/_}}";
  std::string whole;
  std::size_t at = 0;
  for (std::size_t begin = text.find(open); begin != std::string::npos; begin = text.find(open, at)) {
    const std::size_t end = text.find(close, begin);
    if (end == std::string::npos) throw std::runtime_error("a template lacks {{/_}} after: " + text.substr(begin, 60));
    whole += text.substr(at, begin - at);
    whole += io::tr(text.substr(begin + open.size(), end - begin - open.size()).c_str());
    at = end + close.size();
  }
  return whole + text.substr(at);
}

void add_language(mstch::map& values) {
  values.emplace("lang", io::language());
  values.emplace("dir", std::string(io::is_written_from_right() ? "rtl" : "ltr"));
}

}  // namespace

Pages::Pages(const std::filesystem::path& folder, View everywhere, const std::string& language)
    : everywhere_(std::move(everywhere)), folder_(folder), languages_(io::use_catalogues(folder)) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".mustache")
      templates_.emplace(entry.path().stem().string(), content_of(entry.path()));
  }
  if (templates_.count("layout") == 0) throw std::runtime_error("no layout.mustache in " + folder.string());
  if (language.empty()) return;
  if (std::find(languages_.begin(), languages_.end(), language) == languages_.end()) {
    std::string all;
    for (const std::string& each : languages_) all += (all.empty() ? "" : ", ") + each;
    throw std::runtime_error("PRIZEDRAW_LANGUAGE: there are no texts in " + language + "; choose one of " + all);
  }
  languages_ = {language};
}

const std::string& Pages::translated(const std::string& name) const {
  Texts& known = translations_[io::language()].templates;
  const auto found = known.find(name);
  return found != known.end() ? found->second : known.emplace(name, web::translated(templates_.at(name))).first->second;
}

std::string Pages::with_words(std::string page, const std::string& script) const {
  if (io::language() == io::english) return page;
  Texts& known = translations_[io::language()].words;
  auto found = known.find(script);
  if (found == known.end()) {
    const auto file = folder_ / "words" / io::language() / (std::filesystem::path(script).stem().string() + ".json");
    found = known.emplace(script, content_of(file)).first;
  }
  // Not by the template, since JSON in a script is not escaped as HTML is.
  return page.insert(page.find("</head>"),
                     R"(<script type="application/json" id="words">)" + found->second + "</script>\n");
}

std::string Pages::render(const std::string& name, const View& view) const {
  Texts partials{{"content", translated(name)}};
  const std::string own = name + "_";
  for (auto part = templates_.lower_bound(own); part != templates_.end() && part->first.rfind(own, 0) == 0; ++part) {
    partials.emplace(part->first, translated(part->first));
  }
  if (view.contains("paging")) {
    for (const char* part : {"search", "pages"}) partials.emplace(part, translated(part));
  }
  if (view.contains("about")) partials.emplace("about", translated("about"));
  mstch::map values = to_map(view);
  values.merge(to_map(everywhere_));
  add_language(values);
  std::string page = mstch::render(translated("layout"), values, partials);
  const auto script = view.find("script");
  return script == view.end() ? page : with_words(std::move(page), script->get<std::string>());
}

std::string Pages::render_whole(const std::string& name, const View& view) const {
  mstch::map values = to_map(view);
  add_language(values);
  return with_words(mstch::render(translated(name), values), name);
}

}  // namespace web
