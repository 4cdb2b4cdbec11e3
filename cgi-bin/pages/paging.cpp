#include "pages/paging.hpp"

#include <charconv>

#include "io/text.hpp"
#include "web/form.hpp"

namespace {

constexpr std::size_t longest_search = 200;  // code points, as of a prize

}  // namespace

Paging::Paging(const web::Request& request, std::string path) : path_(std::move(path)) {
  typed_ = io::first_characters(io::one_line(request.asked_for("q")), longest_search);
  search_ = io::to_lower(io::trim(typed_));
  const std::string page = request.asked_for("page");
  std::from_chars(page.data(), page.data() + page.size(), page_);
  page_ = std::clamp<std::size_t>(page_, 1, 1'000'000);
}

bool Paging::finds(const std::vector<std::string>& texts) const {
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
    return search_.empty() || io::to_lower(text).find(search_) != std::string::npos;
  });
}

void Paging::set_total(std::size_t total) {
  total_ = total;
  page_ = std::clamp<std::size_t>(page_, 1, std::max<std::size_t>(1, (total + of_a_page - 1) / of_a_page));
}

std::pair<std::ptrdiff_t, std::ptrdiff_t> Paging::next(std::size_t size) {
  const auto place = [&](std::size_t on_page) {
    return static_cast<std::ptrdiff_t>(std::clamp(on_page, taken_, taken_ + size) - taken_);
  };
  const std::pair part{place((page_ - 1) * of_a_page), place(page_ * of_a_page)};
  taken_ += size;
  return part;
}

web::View Paging::view() const {
  if (search_.empty() && total_ <= of_a_page) return nullptr;
  const std::size_t last = std::min(page_ * of_a_page, total_);
  return {{"path", path_},
          {"page", std::to_string(page_)},
          {"search", typed_},
          {"first", std::to_string(first())},
          {"last", std::to_string(last)},
          {"total", std::to_string(total_)},
          {"has_none", total_ == 0},
          {"previous", page_ > 1 ? link(page_ - 1) : ""},
          {"next", last < total_ ? link(page_ + 1) : ""}};
}

std::string Paging::link(std::size_t page) const {
  return path_ + (search_.empty() ? "?" : "?q=" + web::percent_encoded(search_) + "&") + "page=" + std::to_string(page);
}
