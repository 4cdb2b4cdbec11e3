#pragma once

// The pages: mustache templates, filled with JSON. Every template is read at startup, so that a broken installation is
// noticed immediately. The only file that knows mstch is pages.cpp.

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace web {

// What a template is filled with. Strings are text: the template escapes them, and invalid UTF-8 is replaced.
using View = nlohmann::json;

class Pages {
 public:
  // Reads every *.mustache of the folder; throws std::runtime_error if one cannot be read or there is no layout.
  // Every page is filled with `everywhere` as well.
  explicit Pages(const std::filesystem::path& folder, View everywhere = View::object());

  // The named template within the layout; its partials are those whose names begin with its own, such as admin_winners.
  // Throws std::out_of_range if there is no such template.
  std::string render(const std::string& name, const View& view) const;

  // The named template without the layout, as a whole document.
  std::string render_whole(const std::string& name, const View& view) const;

  // The Content Security Policy of all pages; empty if the web server sets it.
  const std::string& policy() const { return policy_; }
  void set_policy(std::string policy) { policy_ = std::move(policy); }

 private:
  std::string policy_;
  View everywhere_;
  std::map<std::string, std::string> templates_;  // by file name without .mustache
};

}  // namespace web
