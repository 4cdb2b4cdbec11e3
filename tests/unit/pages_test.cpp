#define BOOST_TEST_MODULE pages
#include <boost/test/unit_test.hpp>
#include <fstream>

#include "web/pages.hpp"

using web::Pages;
using web::View;

namespace {

const std::filesystem::path ours = std::filesystem::path(SOURCE_DIR) / "templates";
const std::string markup = "<script>alert('1')</script>";

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

View everything() {
  const View winner{{"name", markup}, {"prize", markup}, {"image", "https://a.example/?a=1&s=2"}, {"id", "mona"}};
  return {{"title", markup},
          {"prizes", {markup, "A Banana"}},
          {"prize_count", "2 prizes"},
          {"entrants", "42"},
          {"has_entrants", true},
          {"closes_in", {{"seconds", "899"}, {"text", "15 minutes"}}},
          {"github_id", markup},
          {"result", {{"good", false}, {"text", markup}}},
          {"winners", {winner}},
          {"unwon", {markup}},
          {"has_unwon", true},
          {"open", true},
          {"can_open", true},
          {"can_close", true},
          {"can_pick", true},
          {"message", markup},
          {"form",
           {{"prizes", markup},
            {"durations", {{{"value", "0"}, {"label", "Until I close it"}, {"selected", true}}}},
            {"minutes", markup},
            {"prizes_error", markup},
            {"duration_error", markup}}},
          {"status", "404"},
          {"heading", markup},
          {"sentence", markup}};
}

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

// mstch silently drops the rest of a page after an unclosed section, so every page is checked to its end.
BOOST_AUTO_TEST_CASE(every_page_is_whole_and_escaped) {
  Pages pages(ours);
  for (const auto& name : {"home_none", "home_open", "home_closed", "home_won", "admin", "error"}) {
    const std::string page = pages.render(name, everything());
    BOOST_TEST(page.find("<!DOCTYPE html>") == 0, name);
    BOOST_TEST(page.find("</html>") != std::string::npos, name);
    BOOST_TEST(occurrences(page, "<main") == 1, name);
    BOOST_TEST(occurrences(page, "</main>") == 1, name);
    BOOST_TEST(page.find(markup) == std::string::npos, name);
    BOOST_TEST(page.find("&lt;script&gt;") != std::string::npos, name);
    BOOST_TEST(page.find("{{") == std::string::npos, name);
  }
}

BOOST_AUTO_TEST_CASE(no_template_leaves_anything_unescaped) {
  for (const auto& entry : std::filesystem::directory_iterator(ours)) {
    if (entry.is_directory()) continue;
    const std::string text = read(entry.path());
    BOOST_TEST(text.find("{{{") == std::string::npos, entry.path());
    BOOST_TEST(text.find("{{&") == std::string::npos, entry.path());
    BOOST_TEST(occurrences(text, "{{#") + occurrences(text, "{{^") == occurrences(text, "{{/"), entry.path());
  }
}

BOOST_AUTO_TEST_CASE(strings_are_text_and_always_utf8) {
  const std::string page =
      Pages(ours).render("error", {{"heading", "a\xff z"}, {"sentence", "true"}, {"status", "404"}});
  BOOST_TEST(page.find("a\uFFFD z") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_broken_installation_shows_at_once) {
  BOOST_CHECK_THROW(Pages("/nowhere"), std::exception);
  BOOST_CHECK_THROW(Pages(std::filesystem::path(SOURCE_DIR) / "config"), std::runtime_error);
}
