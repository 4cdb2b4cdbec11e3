// GET /enter                     200 the home page
// POST /enter, field github_id   to a browser the home page with the result, to other clients as below
// GET or POST /enter/<github id> 200 the profile as JSON: entered; with "verified": false if GitHub did not answer
//                                400 already entered
//                                403 the draw is not open, the organiser has excluded them, another site's page sent
//                                    this, or a browser preloads the address
//                                404 no such GitHub user, or an invalid ID
//                                415 no form; 422 a form that cannot be read
// Nobody waits longer than a second for GitHub. `enter --look-ups` serves no requests: it asks GitHub on behalf of all
// other processes, and verifies entrants about whom GitHub did not answer in time. If it does not run, the other
// processes do this after their replies.

#include <memory>

#include "draw/entry.hpp"
#include "draw/verifier.hpp"
#include "io/language.hpp"
#include "io/text.hpp"
#include "pages/home.hpp"
#include "pages/phone.hpp"
#include "web/fields.hpp"
#include "web/refusal.hpp"
#include "web/shared.hpp"

namespace {

using web::Request;
using web::Response;

struct LookUps {
  explicit LookUps(Site& site)
      : profiles(site.store, site.settings.github_url, site.settings.github_token), verifier(site.store, profiles) {}
  draw::Profiles profiles;
  draw::Verifier verifier;
};

// `id` is what was typed, stripped to the GitHub ID.
Response enter(Site& site, LookUps& look_ups, const Request& request, const std::string& id, const std::string& typed) {
  const auto github_id = draw::GithubId::parse(id);
  const std::string phone = request.method == "POST" ? phone_or_new(request) : "";
  const draw::Entry entry =
      github_id ? draw::enter(site.store, look_ups.profiles, *github_id, phone) : draw::UnknownUser{};
  const EntryResult result = result_of(entry, id);
  const auto answer = [&] {
    if (request.method == "POST" && request.wants_page()) return home_page(site, request, result, typed);
    return result.status == 200 ? web::json(result.profile) : web::plain(result.sentence + "\n", result.status);
  };
  Response response = answer();
  if (result.status == 200 && !phone.empty()) keep_phone(response, request, phone);
  const auto* entered = std::get_if<draw::Entered>(&entry);
  const bool some_are_unverified =
      entered != nullptr ? entered->some_are_unverified : std::holds_alternative<draw::EnteredUnverified>(entry);
  if (some_are_unverified || look_ups.profiles.is_asking()) {
    response.afterwards = [&look_ups](const auto& somebody_waits) {
      return look_ups.verifier.run_after_reply(somebody_waits);
    };
  }
  return response;
}

Response enter_by_form(Site& site, LookUps& look_ups, const Request& request) {
  const auto fields = web::fields_of(request);
  const auto* status = std::get_if<int>(&fields);
  const auto id = status != nullptr ? std::nullopt : web::text_of(std::get<nlohmann::json>(fields), "github_id");
  if (!id) {
    return refuse(request, site.pages, status != nullptr ? *status : 422,
                  io::tr("Send a form with the field {field}.", {{"field", "github_id"}}));
  }
  const std::string typed = io::trim(*id);
  return enter(site, look_ups, request, draw::login_in(typed, site.settings.github_site), typed);
}

Response enter_by_path(Site& site, LookUps& look_ups, const Request& request) {
  const std::string typed = request.path.substr(std::string_view("/enter/").size());
  return enter(site, look_ups, request, typed, typed);
}

}  // namespace

int main(int argc, char** argv) {
  const bool only_looks_up = is_called_with(argc, argv, "--look-ups");
  return run([=](Site& site) {
    using web::Access;
    using web::Effect;
    const auto look_ups = std::make_shared<LookUps>(site);
    if (only_looks_up) look_ups->verifier.run_always();
    const auto by_path = [&site, look_ups](const Request& request) { return enter_by_path(site, *look_ups, request); };
    return web::Routes{
        {"GET", "/enter", Access::everybody, Effect::reads,
         web::shared([&site](const Request& request) { return home_page(site, request); })},
        {"POST", "/enter", Access::everybody, Effect::changes,
         [&site, look_ups](const Request& request) { return enter_by_form(site, *look_ups, request); }},
        {"GET", "/enter/*", Access::everybody, Effect::changes, by_path},
        {"POST", "/enter/*", Access::everybody, Effect::changes, by_path},
    };
  });
}
