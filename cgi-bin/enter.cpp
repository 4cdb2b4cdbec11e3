// GET /enter                     200 the home page
// POST /enter, field github_id   to a browser the home page with the result, to anybody else as below
// GET or POST /enter/<github id> 200 the profile as JSON: entered; with "verified": false where GitHub could not say
//                                400 already entered
//                                403 the draw is not open, the organiser has excluded them, another site's page sent
//                                    this, or a browser loads the address ahead of time
//                                404 no such GitHub user, an impossible ID too
//                                415 no form; 422 a form that cannot be read
// Unverified entrants are looked up again, a few after each reply to somebody else.

#include <memory>

#include "draw/entry.hpp"
#include "io/text.hpp"
#include "pages/home.hpp"
#include "web/fields.hpp"
#include "web/refusal.hpp"
#include "web/shared.hpp"

namespace {

using web::Request;
using web::Response;

constexpr int rechecks_at_once = 3;

// `id` is what was typed, without what people write around a GitHub ID.
Response enter(Site& site, draw::Profiles& profiles, const Request& request, const std::string& id,
               const std::string& typed) {
  const auto github_id = draw::GithubId::parse(id);
  const draw::Entry entry = github_id ? draw::enter(site.store, profiles, *github_id) : draw::UnknownUser{};
  const EntryResult result = result_of(entry, id);
  const auto answer = [&] {
    if (request.method == "POST" && request.wants_page()) return home_page(site, request, result, typed);
    return result.status == 200 ? web::json(result.profile) : web::plain(result.sentence + "\n", result.status);
  };
  Response response = answer();
  if (const auto* entered = std::get_if<draw::Entered>(&entry); entered != nullptr && entered->some_are_unverified) {
    response.afterwards = [&] { draw::recheck(site.store, profiles, rechecks_at_once); };
  }
  return response;
}

Response enter_by_form(Site& site, draw::Profiles& profiles, const Request& request) {
  const auto fields = web::fields_of(request);
  const auto* status = std::get_if<int>(&fields);
  const auto id = status != nullptr ? std::nullopt : web::text_of(std::get<nlohmann::json>(fields), "github_id");
  if (!id) {
    return refuse(request, site.pages, status != nullptr ? *status : 422,
                  "Please send a form with the field github_id.");
  }
  const std::string typed = io::trim(*id);
  return enter(site, profiles, request, draw::login_in(typed, site.settings.github_site), typed);
}

Response enter_by_path(Site& site, draw::Profiles& profiles, const Request& request) {
  const std::string typed = request.path.substr(std::string_view("/enter/").size());
  return enter(site, profiles, request, typed, typed);
}

}  // namespace

int main() {
  return run([](Site& site) {
    using web::Access;
    using web::Effect;
    const auto profiles =
        std::make_shared<draw::Profiles>(site.store, site.settings.github_url, site.settings.github_token);
    const auto by_path = [&site, profiles](const Request& request) { return enter_by_path(site, *profiles, request); };
    return web::Routes{
        {"GET", "/enter", Access::everybody, Effect::reads,
         web::shared([&site](const Request& request) { return home_page(site, request); })},
        {"POST", "/enter", Access::everybody, Effect::changes,
         [&site, profiles](const Request& request) { return enter_by_form(site, *profiles, request); }},
        {"GET", "/enter/*", Access::everybody, Effect::changes, by_path},
        {"POST", "/enter/*", Access::everybody, Effect::changes, by_path},
    };
  });
}
