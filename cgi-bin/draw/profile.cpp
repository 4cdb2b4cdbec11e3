#include "draw/profile.hpp"

#include <algorithm>
#include <array>

#include "draw/github_id.hpp"
#include "io/json.hpp"
#include "io/text.hpp"

namespace {

using Json = nlohmann::json;

std::string text(const Json& user, const char* field) {
  const auto found = user.find(field);
  return found != user.end() && found->is_string() ? found->get<std::string>() : "";
}

// What stands in a text of JSON as it is.
bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string quoted(const std::string& value) {
  return std::all_of(value.begin(), value.end(), is_plain) ? '"' + value + '"' : io::to_text(value);
}
std::string or_null(const std::string& value) { return value.empty() ? "null" : quoted(value); }

struct Said {
  std::string avatar;
  std::string id;  // a number
  std::string login;
  std::string name;
};

draw::Profile make(const Said& said) {
  return {said.login, said.name.empty() ? said.login : said.name, said.avatar, said.id,
          R"({"avatar_url":)" + or_null(said.avatar) + R"(,"id":)" + (said.id.empty() ? "null" : said.id) +
              R"(,"login":)" + quoted(said.login) + R"(,"name":)" + or_null(said.name) + R"(,"type":"User"})"};
}

// Of a text that make() wrote, as most are, without the parser, which takes far longer; nothing where a value is
// missing, or is not written as it is.
std::optional<Said> of_ours(std::string_view json) {
  constexpr std::array<std::string_view, 5> between{R"({"avatar_url":")", R"(","id":)", R"(,"login":")",
                                                    R"(","name":")", R"(","type":"User"})"};
  std::array<std::string_view, 4> values;
  std::size_t at = json.rfind(between[0], 0);
  for (std::size_t i = 0; i < values.size() && at != std::string_view::npos; ++i) {
    const std::size_t begin = at + between[i].size();
    at = json.find(between[i + 1], begin);
    values[i] = json.substr(begin, at - begin);
    if (!std::all_of(values[i].begin(), values[i].end(), is_plain)) return std::nullopt;
  }
  const auto& [avatar, id, login, name] = values;
  const bool is_number = !id.empty() && id.size() < 19 && std::all_of(id.begin(), id.end(), is_digit) && id[0] != '0';
  if (at == std::string_view::npos || at + between[4].size() != json.size() || !is_number) return std::nullopt;
  return Said{std::string(avatar), std::string(id), std::string(login), std::string(name)};
}

std::optional<Said> of_anybody(std::string_view json) {
  const Json user = io::parse_json(json);
  if (!user.is_object() || (user.contains("type") && text(user, "type") != "User")) return std::nullopt;
  const bool is_number = user.contains("id") && user["id"].is_number_integer();
  return Said{text(user, "avatar_url"), is_number ? user["id"].dump() : "", text(user, "login"), text(user, "name")};
}

}  // namespace

namespace draw {

std::optional<Profile> Profile::parse(std::string_view json) {
  auto said = of_ours(json);
  if (!said) said = of_anybody(json);
  if (!said || !GithubId::parse(said->login)) return std::nullopt;
  said->name = io::trim(io::one_line(said->name));
  if (io::visible(said->name).empty()) said->name.clear();
  if (said->avatar.rfind("https://", 0) != 0) said->avatar.clear();
  return make(*said);
}

Profile Profile::stand_in(const std::string& id) { return make({"", "", id, ""}); }

Profile Profile::or_stand_in(std::optional<Profile> known, const std::string& id) {
  return known ? std::move(*known) : stand_in(id);
}

std::string name_and_login(const std::string& name, const std::string& id) {
  return io::to_lower(name) == id ? "@" + id : name + " @" + id;
}

}  // namespace draw
