#pragma once

// The reader's language. Texts are written in English and looked up in gettext's catalogues, one for each other
// language (GNU gettext's manual, 11). The only file that knows libintl is language.cpp. gettext keeps the chosen
// language for the whole process, which answers one request at a time.

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace io {

inline constexpr const char* english = "en";

// Finds the catalogues, folder/po/LC_MESSAGES/*.mo. Returns the languages as BCP 47 writes them, such as pt-BR;
// English, which needs no catalogue, is first, and the only one if the catalogues cannot be used, which the log says.
std::vector<std::string> use_catalogues(const std::filesystem::path& folder);

// From now on texts are in this language, one of those that use_catalogues() returned.
void speak(const std::string& language);
const std::string& language();
bool is_written_from_right();

// What replaces {name} in a text. In one that is written from the right, a value keeps its own direction.
using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// The text in the reader's language, in English if its catalogue lacks it.
std::string tr(const char* text, Values values = {});
// The form of the text for this number, which also replaces {count}.
std::string trn(const char* one, const char* many, std::size_t count, Values values = {});

// Marks a text for translation, which tr() is given later.
constexpr const char* translatable(const char* text) { return text; }

}  // namespace io
