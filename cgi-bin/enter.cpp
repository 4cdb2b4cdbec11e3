// POST /enter, field github_id   to a browser the home page with the result, to anybody else as below
// GET or POST /enter/<github id> 200 the profile as JSON: entered; with "verified": false where GitHub could not say
//                                400 already entered
//                                403 the draw is not open, or another site's page sent this
//                                404 no such GitHub user, an impossible ID too
//                                415 no form; 422 a form that cannot be read
//                                503 Redis does not answer
// Where GitHub cannot say who somebody is they enter all the same, unverified. Unverified entrants are looked up again,
// a few after each reply to somebody else.

#include "draw/profiles.hpp"
#include "io/json.hpp"
#include "io/log.hpp"
#include "io/text.hpp"
#include "views.hpp"
#include "web/form.hpp"
#include "web/refusal.hpp"

namespace {

using web::Request;
using web::Response;

constexpr int rechecks_at_once = 3;

struct Result {
  int status;
  std::string sentence;
  std::string profile = {};  // JSON, where somebody entered
  bool some_are_unverified = false;
};

Result unknown(const std::string& typed) {
  return {404, "GitHub knows no user called “" + io::first_characters(io::one_line(typed), 40) +
                   "”; please check the spelling."};
}

Result result_of(const draw::Entry& entry, const draw::GithubId& id) {
  if (const auto* entered = std::get_if<draw::Entered>(&entry)) {
    const draw::Profile& profile = entered->profile;
    return {200, "You are in, " + profile.name + "! Good luck.", profile.json, entered->some_are_unverified};
  }
  if (std::holds_alternative<draw::EnteredUnverified>(entry)) {
    auto profile = io::parse_json(draw::Profile::stand_in(id.text()).json);
    profile["verified"] = false;
    return {200, "You are in, " + id.text() + "; GitHub is busy just now, so we look you up a little later. Good luck!",
            io::to_text(profile)};
  }
  if (std::holds_alternative<draw::Excluded>(entry)) {
    return {403, id.text() + " cannot enter: the organiser has excluded this GitHub ID."};
  }
  if (std::holds_alternative<draw::AlreadyEntered>(entry)) {
    return {400, id.text() + " has already entered this draw; once is enough."};
  }
  return {403, "The draw is not open just now, so nobody can enter; please wait for the next one."};
}

Result enter(Site& site, draw::Profiles& profiles, const std::string& typed) {
  const auto id = draw::GithubId::parse(typed);
  if (!id) return unknown(typed);

  const draw::Entry entry = site.draw.enter(*id);
  if (!std::holds_alternative<draw::ProfileUnknown>(entry)) return result_of(entry, *id);

  const draw::Lookup lookup = profiles.look_up(*id);
  if (std::holds_alternative<draw::NoSuchUser>(lookup)) return unknown(typed);
  if (std::holds_alternative<draw::Silence>(lookup)) return result_of(site.draw.enter_unverified(*id), *id);
  const auto& profile = std::get<draw::Profile>(lookup);
  const auto today = profile.id_of_today(*id);
  return result_of(site.draw.enter(today, profile), today);
}

void recheck(Site& site, draw::Profiles& profiles) {
  for (int i = 0; i < rechecks_at_once; ++i) {
    const auto id = site.draw.next_to_recheck();
    if (!id) return;
    const draw::Lookup lookup = profiles.look_up(*id);
    if (std::holds_alternative<draw::Silence>(lookup)) return;
    const auto* profile = std::get_if<draw::Profile>(&lookup);
    const auto result =
        site.draw.verify(*id, profile != nullptr ? std::optional(profile->id_of_today(*id)) : std::nullopt);
    if (result == draw::Verification::taken_out) io::log("taken out: GitHub knows no user called " + id->text());
  }
}

Response respond(Site& site, draw::Profiles& profiles, const Request& request, const Result& result,
                 const std::string& typed) {
  const bool entered = result.status == 200;
  const auto answer = [&] {
    if (request.method == "POST" && request.wants_page()) {
      return home_page(site, request, {EntryForm::Result{entered, result.sentence}, entered ? "" : typed},
                       result.status);
    }
    return entered ? web::json(result.profile) : web::plain(result.sentence + "\n", result.status);
  };
  Response response = answer();
  if (result.some_are_unverified) response.afterwards = [&] { recheck(site, profiles); };
  return response;
}

Response enter_by_form(Site& site, draw::Profiles& profiles, const Request& request) {
  if (!request.has_type(web::Form::type)) {
    return refuse(request, site.pages, 415, "Please send a form with the field github_id.");
  }
  const auto form = web::Form::parse(request.body);
  if (!form) return refuse(request, site.pages, 422, "The form cannot be read; please send it again.");
  const std::string typed = io::trim(form->field("github_id"));
  return respond(site, profiles, request, enter(site, profiles, draw::without_mention(typed)), typed);
}

Response enter_by_path(Site& site, draw::Profiles& profiles, const Request& request) {
  const std::string typed = request.path.substr(request.path.find('/', 1) + 1);
  return respond(site, profiles, request, enter(site, profiles, typed), typed);
}

}  // namespace

int main() {
  return run([](Site& site) {
    using web::Access;
    using web::Effect;
    const auto profiles = std::make_shared<draw::Profiles>(site.redis, site.settings);
    const auto by_form = [&site, profiles](const Request& request) { return enter_by_form(site, *profiles, request); };
    const auto by_path = [&site, profiles](const Request& request) { return enter_by_path(site, *profiles, request); };
    return web::Routes{
        {"POST", "/enter", Access::everybody, Effect::changes, by_form},
        {"GET", "/enter/*", Access::everybody, Effect::changes, by_path},
        {"POST", "/enter/*", Access::everybody, Effect::changes, by_path},
    };
  });
}
