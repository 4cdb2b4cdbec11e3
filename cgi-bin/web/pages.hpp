#pragma once

// The pages: mustache templates, filled with JSON, in the reader's language. Every template is read at startup, so that
// a broken installation is noticed immediately. The only file that knows mstch is pages.cpp.
//
// A text in a template is translated as a whole: {{#_}}The draw is open{{/_}}. What it names, such as {{event}}, stays
// in it.

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace web {

// What a template is filled with. Strings are text: the template escapes them, and invalid UTF-8 is replaced.
using View = nlohmann::json;

class Pages {
 public:
  // Reads every *.mustache of the folder, and finds its catalogues; throws std::runtime_error if a template cannot be
  // read, there is no layout, or there are no texts in `language`, the only one if it is not empty. Every page is
  // filled with `everywhere` as well.
  explicit Pages(const std::filesystem::path& folder, View everywhere = View::object(),
                 const std::string& language = {});

  // Those that pages can be in; the first is for readers who understand none of them.
  const std::vector<std::string>& languages() const { return languages_; }

  // The named template within the layout; its partials are those whose names begin with its own, such as admin_winners.
  // Throws std::out_of_range if there is no such template.
  std::string render(const std::string& name, const View& view) const;

  // The named template without the layout, as a whole document with the words of the script of that name.
  std::string render_whole(const std::string& name, const View& view) const;

  // The Content Security Policy of all pages; empty if the web server sets it.
  const std::string& policy() const { return policy_; }
  void set_policy(std::string policy) { policy_ = std::move(policy); }

 private:
  std::string policy_;
  View everywhere_;
  std::filesystem::path folder_;
  std::vector<std::string> languages_;
  using Texts = std::map<std::string, std::string>;  // by file name without .mustache
  Texts templates_;
  struct Translation {
    Texts templates;
    Texts words;  // a script's own, by its path
  };
  mutable std::map<std::string, Translation> translations_;  // by language, each made when it is first needed

  const std::string& translated(const std::string& name) const;
  // Puts what the page's script says in the reader's language into its head.
  std::string with_words(std::string page, const std::string& script) const;
};

}  // namespace web
