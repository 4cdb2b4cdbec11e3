#pragma once

// Many GitHub IDs in one text, one a line, so that a million can be read, hashed and sent without a string for each.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace draw {

class Names {
 public:
  Names() : Names(std::string()) {}
  explicit Names(std::string lines);
  explicit Names(std::vector<std::string_view> names);  // copies them
  explicit Names(const std::vector<std::string>& names)
      : Names(std::vector<std::string_view>{names.begin(), names.end()}) {}

  const std::string& text() const { return all_->text; }  // joined by line feeds

  auto begin() const { return all_->list.begin(); }
  auto end() const { return all_->list.end(); }
  std::size_t size() const { return all_->list.size(); }
  std::string_view operator[](std::size_t i) const { return all_->list[i]; }

 private:
  struct All {
    std::string text;
    std::vector<std::string_view> list;  // views of the text
  };
  std::shared_ptr<const All> all_;
};

}  // namespace draw
