#pragma once

// The pages: mustache templates, filled with JSON. Every template is read at the start, so that a broken installation
// shows at once. The only file that knows mstch is pages.cpp.

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace web {

// What a template is filled with. Strings are text: the template escapes them, and bytes that are no UTF-8 are
// replaced.
using View = nlohmann::json;

class Pages {
 public:
  // Reads every *.mustache of the folder; throws std::runtime_error if one cannot be read or there is no layout.
  // Every page is filled with `everywhere` as well.
  explicit Pages(const std::filesystem::path& folder, View everywhere = View::object());

  // The named template within the layout; its parts are those that begin with its name, such as admin_winners. Throws
  // std::out_of_range if there is none of this name.
  std::string render(const std::string& name, const View& view) const;

  // The named template by itself, which is a whole document.
  std::string render_whole(const std::string& name, const View& view) const;

  // What a browser lets each of them do (Content Security Policy); empty: the web server says it.
  const std::string& policy() const { return policy_; }
  void set_policy(std::string policy) { policy_ = std::move(policy); }

 private:
  std::string policy_;
  View everywhere_;
  std::map<std::string, std::string> templates_;  // by file name without .mustache
};

}  // namespace web
