#include "io/language.hpp"

#include <libintl.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): setenv is POSIX

#include <algorithm>
#include <clocale>

#include "io/log.hpp"

namespace io {

namespace {

// gettext translates nothing in the locales C and C.UTF-8, the only ones that every machine has. So folder/po is a
// locale: config/catalogues puts the file there that setlocale() needs. gettext then searches
// folder/po/LC_MESSAGES/<domain>.mo. A domain can be changed for each request, whereas another locale would make it
// forget the catalogues that it has loaded. So a domain is a language here.
constexpr const char* our_locale = "po";

std::string& current() {
  static std::string language = english;
  return language;
}

// Between U+2068 and U+2069, so that a Latin name keeps the punctuation at its ends (Unicode Annex 9, 2.4).
std::string isolated(std::string_view value) {
  std::string text(value);
  if (!is_written_from_right()) return text;
  constexpr std::string_view both = "\u2068\u2069";
  return text.insert(0, both.substr(0, 3)).append(both.substr(3));
}

std::string filled(const std::string& text, const Values::value_type* values, std::size_t count) {
  std::string whole;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find('{', at);
    const std::size_t end = text.find('}', begin);
    if (begin == std::string::npos || end == std::string::npos) return whole + text.substr(at);
    const std::string_view name = std::string_view(text).substr(begin + 1, end - begin - 1);
    const auto* const value =
        std::find_if(values, values + count, [&](const auto& each) { return each.first == name; });
    whole += text.substr(at, begin - at);
    whole += value != values + count ? isolated(value->second) : text.substr(begin, end - begin + 1);
    at = end + 1;
  }
  return whole;
}

}  // namespace

std::vector<std::string> use_catalogues(const std::filesystem::path& folder) {
  std::vector<std::string> languages{english};
  // Not by its absolute path: a folder above may be closed to this user.
  const auto root = folder.is_absolute() ? folder : "/proc/self/cwd" / folder;
  const auto found = root / our_locale / "LC_MESSAGES";
  if (!std::filesystem::is_directory(found)) return languages;
  // NOLINTBEGIN(concurrency-mt-unsafe): there are no threads yet
  (void)setenv("LOCPATH", root.c_str(), 1);
  (void)setenv("LANGUAGE", our_locale, 1);
  if (std::setlocale(LC_MESSAGES, our_locale) == nullptr) {
    log("pages are in English only, since this C library cannot use " + found.string() + "; build the site again");
    return languages;
  }
  // NOLINTEND(concurrency-mt-unsafe)
  for (const auto& file : std::filesystem::directory_iterator(found)) {
    if (file.path().extension() != ".mo") continue;
    const std::string domain = file.path().stem().string();
    bindtextdomain(domain.c_str(), root.c_str());
    bind_textdomain_codeset(domain.c_str(), "UTF-8");
    languages.push_back(domain);
    std::replace(languages.back().begin(), languages.back().end(), '_', '-');
  }
  std::sort(languages.begin() + 1, languages.end());
  return languages;
}

void speak(const std::string& language) {
  if (language == current()) return;
  current() = language;
  std::string domain = language;
  std::replace(domain.begin(), domain.end(), '-', '_');
  textdomain(domain.c_str());
}

const std::string& language() { return current(); }

bool is_written_from_right() { return current() == "ar"; }

std::string tr(const char* text, Values values) {
  return filled(current() == english ? text : gettext(text), values.begin(), values.size());
}

std::string trn(const char* one, const char* many, std::size_t count, Values values) {
  const std::string text = current() == english ? (count == 1 ? one : many) : ngettext(one, many, count);
  const std::string number = std::to_string(count);
  std::vector<Values::value_type> all(values);
  all.emplace_back("count", number);
  return filled(text, all.data(), all.size());
}

}  // namespace io
