#include "draw/profile.hpp"

#include "draw/github_id.hpp"
#include "io/json.hpp"
#include "io/text.hpp"

namespace {

using Json = nlohmann::json;

std::string text(const Json& user, const char* field) {
  const auto found = user.find(field);
  return found != user.end() && found->is_string() ? found->get<std::string>() : "";
}

Json or_null(const std::string& value) { return value.empty() ? Json() : Json(value); }

draw::Profile make(const std::string& login, const Json& id, const std::string& name, const std::string& avatar) {
  const Json kept{
      {"login", login}, {"id", id}, {"type", "User"}, {"name", or_null(name)}, {"avatar_url", or_null(avatar)}};
  return {login, name.empty() ? login : name, avatar, id.is_null() ? "" : id.dump(), io::to_text(kept)};
}

}  // namespace

namespace draw {

std::optional<Profile> Profile::parse(std::string_view json) {
  const Json user = io::parse_json(json);
  if (!user.is_object()) return std::nullopt;
  const std::string login = text(user, "login");
  if (!GithubId::parse(login)) return std::nullopt;
  if (user.contains("type") && text(user, "type") != "User") return std::nullopt;

  const std::string name = io::trim(io::one_line(text(user, "name")));
  const bool has_name = !io::visible(name).empty();
  const std::string avatar = text(user, "avatar_url");
  const bool is_https = avatar.rfind("https://", 0) == 0;
  const Json id = user.contains("id") && user["id"].is_number_integer() ? user["id"] : Json();
  return make(login, id, has_name ? name : "", is_https ? avatar : "");
}

Profile Profile::stand_in(const std::string& id) { return make(id, Json(), "", ""); }

Profile Profile::or_stand_in(std::optional<Profile> known, const std::string& id) {
  return known ? std::move(*known) : stand_in(id);
}

}  // namespace draw
