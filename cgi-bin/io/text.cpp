#include "io/text.hpp"

#include <algorithm>
#include <array>
#include <boost/locale/utf.hpp>
#include <charconv>
#include <ctime>
#include <regex>
#include <sstream>

namespace {

namespace utf = boost::locale::utf;
using Utf8 = utf::utf_traits<char>;
using Iterator = std::string_view::const_iterator;

constexpr utf::code_point replacement = 0xFFFD;

// The next code point; `utf::illegal` for an invalid byte, of which it skips exactly one.
utf::code_point next(Iterator& at, Iterator end) {
  const Iterator start = at;
  const utf::code_point code_point = Utf8::decode(at, end);
  if (utf::is_valid_codepoint(code_point)) return code_point;
  at = start + 1;
  return utf::illegal;
}

bool is_visible_ascii(char c) { return c > ' ' && c <= '~'; }

// Unicode's Default_Ignorable_Code_Point, the annotation marks, and the one blank that is not white space (Braille's).
bool is_invisible(char32_t c) {
  // Where a range begins, where the next visible character follows, and so on.
  constexpr std::array<char32_t, 38> edges{
      0xAD,   0xAE,   0x34F,  0x350,  0x61C,   0x61D,   0x115F,  0x1161,  0x17B4,  0x17B6,  0x180B,  0x1810, 0x200B,
      0x2010, 0x202A, 0x202F, 0x2060, 0x2070,  0x2800,  0x2801,  0x3164,  0x3165,  0xFE00,  0xFE10,  0xFEFF, 0xFF00,
      0xFFA0, 0xFFA1, 0xFFF0, 0xFFFC, 0x1BCA0, 0x1BCA4, 0x1D159, 0x1D15A, 0x1D173, 0x1D17B, 0xE0000, 0xE1000};
  return (std::upper_bound(edges.begin(), edges.end(), c) - edges.begin()) % 2 == 1;
}

template <typename Show>
std::string rewrite(std::string_view text, Show&& shown) {
  std::string result;
  result.reserve(text.size());
  for (Iterator at = text.begin(); at != text.end();) {
    const utf::code_point code_point = next(at, text.end());
    Utf8::encode(code_point == utf::illegal || !shown(code_point) ? replacement : code_point,
                 std::back_inserter(result));
  }
  return result;
}

}  // namespace

namespace io {

std::optional<long long> whole_number(std::string_view text, long long most) {
  long long number = -1;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, number);
  const bool is_number = result.ec == std::errc() && result.ptr == end && text.front() != '-' && number <= most;
  return is_number ? std::optional(number) : std::nullopt;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const std::string_view digits = text.substr(i + 1, 2);
    unsigned char byte = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (digits.size() != 2 || result.ptr != digits.data() + 2) return std::nullopt;
    decoded += static_cast<char>(byte);
    i += 2;
  }
  return decoded;
}

std::optional<std::u32string> decode_utf8(std::string_view text) {
  std::u32string code_points;
  for (Iterator at = text.begin(); at != text.end();) {
    const utf::code_point code_point = next(at, text.end());
    if (code_point == utf::illegal) return std::nullopt;
    code_points.push_back(code_point);
  }
  return code_points;
}

bool is_letter_or_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

bool is_hex(std::string_view text) { return text.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029; }

bool is_space(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200D) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 ||
         c == 0x3000 || c == 0xFEFF;
}

std::string valid_utf8(std::string_view text) {
  return rewrite(text, [](char32_t) { return true; });
}

std::string one_line(std::string_view text) {
  return rewrite(text, [](char32_t c) { return !is_control(c); });
}

std::string first_characters(std::string_view text, std::size_t count) {
  Iterator at = text.begin();
  while (at != text.end() && count-- > 0) next(at, text.end());
  return valid_utf8(text.substr(0, static_cast<std::size_t>(at - text.begin())));
}

std::string trim(std::string_view text) {
  if (!text.empty() && is_visible_ascii(text.front()) && is_visible_ascii(text.back())) return std::string(text);
  const auto code_points = decode_utf8(text);
  if (!code_points) return std::string(text);
  const auto first = std::find_if_not(code_points->begin(), code_points->end(), is_space);
  const auto last = std::find_if_not(code_points->rbegin(), std::make_reverse_iterator(first), is_space).base();
  std::string result;
  std::for_each(first, last, [&](char32_t c) { Utf8::encode(c, std::back_inserter(result)); });
  return result;
}

std::string visible(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || is_visible_ascii(c); })) return trim(text);
  const auto code_points = decode_utf8(text);
  if (!code_points) return std::string(text);
  std::string seen;
  for (const char32_t c : *code_points) {
    if (!is_invisible(c)) Utf8::encode(is_space(c) ? ' ' : c, std::back_inserter(seen));
  }
  return trim(seen);
}

std::string to_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    line = trim(line);
    if (!line.empty()) all.push_back(line);
  }
  return all;
}

std::vector<std::string> words(std::string text) {
  for (const std::string_view comma : {"،", "؛", "、", "，", "；"}) {
    for (auto at = text.find(comma); at != std::string::npos; at = text.find(comma, at)) {
      text.replace(at, comma.size(), ",");
    }
  }
  constexpr std::string_view separators = " \t\v\f\r,;";
  std::replace_if(
      text.begin(), text.end(), [&](char c) { return separators.find(c) != std::string_view::npos; }, '\n');
  return lines(text);
}

std::string csv_cell(const std::string& text) {
  // In ASCII and in full width.
  constexpr std::array<std::string_view, 10> beginnings{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
  const bool is_formula = std::any_of(beginnings.begin(), beginnings.end(),
                                      [&](std::string_view beginning) { return text.rfind(beginning, 0) == 0; });
  std::string cell = is_formula ? "\"'" : "\"";
  for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell + '"';
}

std::string now_utc() { return to_utc(std::chrono::system_clock::now()); }

std::string to_utc(std::chrono::system_clock::time_point time) {
  const std::time_t now = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, sizeof "2026-01-01T00:00:00Z"> text{};
  (void)std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

std::string to_utc(long long seconds) {
  return to_utc(std::chrono::system_clock::time_point(std::chrono::seconds(seconds)));
}

std::optional<long long> parse_time(const std::string& text) {
  static const std::regex pattern(R"((\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3])(:[0-5]\d:[0-5]\d)(?:\.\d+)?)"
                                  R"((?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d)))");
  std::smatch match;
  if (text.size() > 50 || !std::regex_match(text, match, pattern)) return std::nullopt;
  const std::string moment = match[1].str() + "T" + match[2].str() + match[3].str() + "Z";
  std::tm parts{};
  if (strptime(moment.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) == nullptr) return std::nullopt;
  const long long seconds = timegm(&parts);
  if (to_utc(seconds) != moment) return std::nullopt;  // 31 February
  const auto part = [&](std::size_t i) { return match[i].matched ? std::stoll(match[i].str()) : 0; };
  const long long offset = 60 * (60 * part(5) + part(6));
  return match[4].str() == "-" ? seconds + offset : seconds - offset;
}

}  // namespace io
