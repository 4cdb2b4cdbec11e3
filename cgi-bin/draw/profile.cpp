#include "draw/profile.hpp"

#include <algorithm>
#include <array>

#include "io/json.hpp"
#include "io/text.hpp"

namespace draw {

namespace {

// Characters that need no escape in a JSON string.
bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

std::string quoted(const std::string& value) {
  return std::all_of(value.begin(), value.end(), is_plain) ? '"' + value + '"' : io::to_text(value);
}
std::string quoted_or_null(const std::string& value) { return value.empty() ? "null" : quoted(value); }

struct Said {
  std::string avatar;
  std::string id;  // a number
  std::string login;
  std::string name;
};

Profile make(const Said& said) {
  return {said.login, said.name.empty() ? said.login : said.name, said.avatar, said.id,
          R"({"avatar_url":)" + quoted_or_null(said.avatar) + R"(,"id":)" + (said.id.empty() ? "null" : said.id) +
              R"(,"login":)" + quoted(said.login) + R"(,"name":)" + quoted_or_null(said.name) + R"(,"type":"User"})"};
}

// Reads JSON written by make(), the usual case, without the much slower parser; nothing if a value is missing or
// escaped.
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
  const bool is_number = io::whole_number(id, 999'999'999'999'999'999) && id[0] != '0';
  if (at == std::string_view::npos || at + between[4].size() != json.size() || !is_number) return std::nullopt;
  return Said{std::string(avatar), std::string(id), std::string(login), std::string(name)};
}

std::optional<Said> of_anybody(std::string_view json) {
  const auto user = io::parse_json(json);
  if (user.contains("type") && io::text_in(user, "type") != "User") return std::nullopt;
  const bool is_number = user.contains("id") && user["id"].is_number_integer();
  return Said{io::text_in(user, "avatar_url"), is_number ? user["id"].dump() : "", io::text_in(user, "login"),
              io::text_in(user, "name")};
}

}  // namespace

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

std::optional<Profile> profile_in(const io::Reply& kept) {
  return kept.is_nil() ? std::nullopt : Profile::parse(kept.text());
}

std::vector<std::optional<Profile>> kept_profiles(Store& store, const std::vector<std::string>& ids) {
  if (ids.empty()) return {};
  std::vector<std::string> command{"MGET"};
  for (const std::string& id : ids) command.push_back(store.keys.profiles + id);
  std::vector<std::optional<Profile>> profiles;
  for (const io::Reply& kept : store.redis.command(command).list()) profiles.push_back(profile_in(kept));
  return profiles;
}

std::string name_and_login(const std::string& name, const std::string& id) {
  return io::to_lower(name) == id ? "@" + id : name + " @" + id;
}

}  // namespace draw
