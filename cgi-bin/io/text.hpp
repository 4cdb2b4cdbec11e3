#pragma once

// Text from outside: whether it is UTF-8 (RFC 3629), how long it is, and what of it may be shown. Boost.Locale decodes.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace io {

// The text as code points, or nothing if it is not UTF-8.
std::optional<std::u32string> decode_utf8(std::string_view text);

// A number of digits only, up to this one; nothing if it is anything else.
std::optional<long long> whole_number(std::string_view text, long long most);

bool is_letter_or_digit(char c);       // ASCII only, in any locale
bool is_hex(std::string_view text);    // only the digits 0 to 9 and a to f
bool is_control(char32_t code_point);  // C0, DEL, C1, and the line and paragraph separators
bool is_space(char32_t code_point);    // Unicode's White_Space, and invisible zero-width characters

// The same text with every byte that is not valid UTF-8 replaced by U+FFFD.
std::string valid_utf8(std::string_view text);

// The same as one line: control characters become U+FFFD too.
std::string one_line(std::string_view text);

// At most the first `count` code points of the text, with invalid bytes replaced.
std::string first_characters(std::string_view text, std::size_t count);

// Without white space at either end. Text that is not UTF-8 is returned unchanged.
std::string trim(std::string_view text);

// What a reader sees of it, with white space as spaces; empty if it is blank. Text that is not UTF-8: as above.
std::string visible(std::string_view text);

std::string to_lower(std::string_view text);  // ASCII letters only, in any locale

// RFC 3986, 2.1; nothing if a percent sign is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text);

// The lines that are not blank, trimmed.
std::vector<std::string> lines(const std::string& text);

// The words, separated by white space, commas or semicolons, also Arabic, Chinese and Japanese ones.
std::vector<std::string> words(std::string text);

// A quoted cell of a CSV file (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe in front
// (OWASP: CSV Injection).
std::string csv_cell(const std::string& text);

// RFC 3339, to the second, such as 2026-01-31T12:00:00Z.
std::string now_utc();
std::string to_utc(std::chrono::system_clock::time_point time);
std::string to_utc(long long seconds);  // since 1970

// Seconds since 1970 of such a time, with Z or an offset such as +02:00; fractions of a second are dropped. Nothing if
// it is not such a time.
std::optional<long long> parse_time(const std::string& text);

}  // namespace io
