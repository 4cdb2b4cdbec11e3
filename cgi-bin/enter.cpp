// POST /enter, field github_id   to a browser the home page with the result, to anybody else as below
// GET or POST /enter/<github id> 200 the profile as JSON: entered
//                                400 already entered
//                                403 the draw is not open, or another site's page sent this
//                                404 no such GitHub user, an impossible ID too
//                                415 no form; 422 a form that cannot be read
//                                503 GitHub, or Redis, does not answer

#include "draw/github.hpp"
#include "io/log.hpp"
#include "io/text.hpp"
#include "views.hpp"
#include "web/form.hpp"
#include "web/refusal.hpp"

namespace {

using web::Request;
using web::Response;

struct Result {
  int status;
  std::string sentence;
  std::string profile = {};  // JSON, where somebody entered
};

Result unknown(const std::string& typed) {
  return {404, "GitHub knows no user called “" + io::first_characters(io::one_line(typed), 40) +
                   "”; please check the spelling."};
}

Result result_of(const draw::Entry& entry, const draw::GithubId& id) {
  if (const auto* entered = std::get_if<draw::Entered>(&entry)) {
    return {200, "You are in, " + entered->profile.name + "! Good luck.", entered->profile.json};
  }
  if (std::holds_alternative<draw::AlreadyEntered>(entry)) {
    return {400, id.text() + " has already entered this draw; once is enough."};
  }
  return {403, "The draw is not open just now, so nobody can enter; please wait for the next one."};
}

Result enter(Site& site, draw::GitHub& github, const std::string& typed) {
  const auto id = draw::GithubId::parse(typed);
  if (!id) return unknown(typed);

  const draw::Entry entry = site.draw.enter(*id);
  if (!std::holds_alternative<draw::ProfileUnknown>(entry)) return result_of(entry, *id);

  const draw::Lookup lookup = github.find(*id);
  if (std::holds_alternative<draw::NoSuchUser>(lookup)) return unknown(typed);
  if (const auto* none = std::get_if<io::NoAnswer>(&lookup)) {
    io::log("GitHub: " + none->reason);
    return {503, "GitHub does not answer just now, so we cannot look you up; please try again in a minute."};
  }
  // Somebody who was renamed enters under the name of today, and so only once.
  const auto& profile = std::get<draw::Profile>(lookup);
  const auto today = draw::GithubId::parse(profile.login).value_or(*id);
  return result_of(site.draw.enter(today, profile), today);
}

Response respond(Site& site, const Request& request, const Result& result, const std::string& typed) {
  const bool entered = result.status == 200;
  const auto answer = [&] {
    if (request.method == "POST" && request.wants_page()) {
      return home_page(site, {EntryForm::Result{entered, result.sentence}, entered ? "" : typed}, result.status);
    }
    return entered ? web::json(result.profile) : web::plain(result.sentence + "\n", result.status);
  };
  Response response = answer();
  if (result.status == 503) response.headers.emplace_back("Retry-After", "60");
  return response;
}

Response enter_by_form(Site& site, draw::GitHub& github, const Request& request) {
  if (!request.has_type("application/x-www-form-urlencoded")) {
    return refuse(request, site.pages, 415, "Please send a form with the field github_id.");
  }
  const auto form = web::Form::parse(request.body);
  if (!form) return refuse(request, site.pages, 422, "The form cannot be read; please send it again.");
  const std::string typed = io::trim(form->field("github_id"));
  const bool has_at = !typed.empty() && typed.front() == '@';
  return respond(site, request, enter(site, github, has_at ? typed.substr(1) : typed), typed);
}

Response enter_by_path(Site& site, draw::GitHub& github, const Request& request) {
  const std::string typed = request.path.substr(request.path.find('/', 1) + 1);
  return respond(site, request, enter(site, github, typed), typed);
}

}  // namespace

int main() {
  return run([](Site& site) {
    using web::Access;
    using web::Effect;
    const auto github = std::make_shared<draw::GitHub>(site.settings.github_url, site.settings.github_token);
    const auto by_form = [&site, github](const Request& request) { return enter_by_form(site, *github, request); };
    const auto by_path = [&site, github](const Request& request) { return enter_by_path(site, *github, request); };
    return web::Routes{
        {"POST", "/enter", Access::everybody, Effect::changes, by_form},
        {"GET", "/enter/*", Access::everybody, Effect::changes, by_path},
        {"POST", "/enter/*", Access::everybody, Effect::changes, by_path},
    };
  });
}
