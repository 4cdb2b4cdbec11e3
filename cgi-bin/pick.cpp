// For the administrator only (403 without a login, or from another site's page):
// POST /drawprizes  closes the draw if it is open, and picks. 200 OK, 303 to a browser; 409 no draw, no entrants, or
//                   winners already picked
// Unverified entrants are looked up before they win. Whom GitHub does not know is passed over; whom it cannot tell us
// about even now wins all the same.

#include "draw/profiles.hpp"
#include "io/json.hpp"
#include "io/log.hpp"
#include "io/text.hpp"
#include "views.hpp"
#include "web/form.hpp"
#include "web/refusal.hpp"

#include <malloc.h>

#include <algorithm>

namespace {

using draw::Candidate;
using draw::Verdict;
using web::Request;
using web::Response;

constexpr std::chrono::seconds limit_of_verification{15};
constexpr std::chrono::seconds limit_of_lookups{5};
constexpr std::size_t longest_word = 200;  // code points

std::string reason(draw::NoPick refused) {
  switch (refused) {
    case draw::NoPick::no_draw:
      return "There is no draw with prizes to pick; please open one first.";
    case draw::NoPick::no_entrants:
      return "Nobody has entered, so nobody can win; please wait for entrants.";
    default:
      return "The winners of this draw have been picked already; please open a new one.";
  }
}

Verdict verdict(Site& site, draw::Lookups& lookups, const Candidate& candidate) {
  const auto pass_over = [&](const std::string& why) {
    io::log("passed over: " + candidate.id + ", " + why);
    return Verdict::passed_over;
  };
  const auto id = draw::GithubId::parse(candidate.id);
  if (!id) return Verdict::wins;  // only an older program would let them in
  const draw::Lookup lookup = lookups.look_up(*id);
  if (std::holds_alternative<draw::NoSuchUser>(lookup)) return pass_over("whom GitHub does not know");
  if (const auto* profile = std::get_if<draw::Profile>(&lookup)) {
    const auto today = profile->id_of_today(*id);
    if (today.text() != id->text() && site.draw.is_entrant(today))
      return pass_over("who entered as " + today.text() + " too");
  }
  return Verdict::wins;
}

using Result = std::variant<draw::Picked, draw::NoPick>;

// By Redis's SPOP, as the older programs do.
Result pick_by_spop(Site& site, draw::Lookups& lookups) {
  draw::Pick result = site.draw.pick();
  while (auto* candidates = std::get_if<draw::Candidates>(&result)) {
    for (Candidate& each : *candidates) {
      if (each.verdict == Verdict::look_up) each.verdict = verdict(site, lookups, each);
    }
    result = site.draw.pick(*candidates);
  }
  if (const auto* refused = std::get_if<draw::NoPick>(&result)) return *refused;
  return draw::Picked{};
}

// By a ranking, whose record anybody can check.
Result pick_verified(Site& site, draw::Profiles& profiles, const std::string& audience_word) {
  draw::Lookups lookups(profiles, limit_of_verification);
  const auto otherwise = draw::parse_method(site.settings.method).value();
  for (;;) {
    const auto closed = site.draw.close_for_pick(otherwise);
    if (const auto* refused = std::get_if<draw::NoPick>(&closed)) return *refused;
    const auto& roster = std::get<draw::Roster>(closed);
    if (roster.method == draw::Method::spop) return pick_by_spop(site, lookups);

    const auto ranking = draw::Ranking::make(roster.seed, roster.prizes, roster.entrants, audience_word);
    site.draw.publish(roster.seed.draw, ranking.entrants_sha256, ranking.prizes_sha256);
    const auto outcome =
        draw::assign(roster.prizes, ranking.order, [&](const std::string& id) -> std::optional<std::string> {
          if (roster.unverified.count(id) == 0) return std::nullopt;
          if (verdict(site, lookups, {"", id, Verdict::look_up}) == Verdict::wins) return std::nullopt;
          return "GitHub knows no such user";
        });
    const auto result = site.draw.award(roster, outcome.awards, record_of(roster, ranking, outcome, audience_word));
    if (std::holds_alternative<draw::Picked>(result)) return draw::Picked{};
    if (const auto* refused = std::get_if<draw::NoPick>(&result)) return *refused;
  }
}

// One line that the audience calls out, in JSON or a form; empty where there is none, nothing where it cannot be one.
std::optional<std::string> audience_word(const Request& request) {
  std::string word;
  if (request.body.empty()) return word;
  if (request.has_type("application/json")) {
    const auto body = io::parse_json(request.body);
    if (!body.is_object() || (body.contains("public") && !body["public"].is_string())) return std::nullopt;
    word = body.value("public", "");
  } else if (request.has_type("application/x-www-form-urlencoded")) {
    const auto form = web::Form::parse(request.body);
    if (!form) return std::nullopt;
    word = form->field("public");
  }
  word = io::trim(word);
  const auto code_points = io::decode_utf8(word);
  const bool is_one_line = code_points && code_points->size() <= longest_word &&
                           std::none_of(code_points->begin(), code_points->end(), io::is_control);
  return is_one_line ? std::optional(word) : std::nullopt;
}

Response pick(Site& site, draw::Profiles& profiles, const Request& request) {
  const auto word = audience_word(request);
  if (!word) {
    const std::string sentence = "The audience's word must be one line of at most 200 characters; please shorten it.";
    return request.wants_page() ? admin_page(site, request, 422, sentence) : refuse(request, site.pages, 422, sentence);
  }
  const Result result = pick_verified(site, profiles, *word);
  if (const auto* refused = std::get_if<draw::NoPick>(&result)) {
    return request.wants_page() ? admin_page(site, request, 409, reason(*refused))
                                : refuse(request, site.pages, 409, reason(*refused));
  }
  Response response = request.wants_page() ? web::see_other(request.root + "/admin") : web::plain("OK");
  // The winners stand. Profiles that have expired since are fetched now, so that the page has everybody's picture.
  response.afterwards = [&] {
    site.winners.json(draw::Lookups(profiles, limit_of_lookups));
    malloc_trim(0);  // this process may wait for weeks: the memory of 10,000 winners goes back
  };
  return response;
}

}  // namespace

int main() {
  return run([](Site& site) {
    const auto profiles = std::make_shared<draw::Profiles>(site.redis, site.settings);
    return web::Routes{{"POST", "/drawprizes", web::Access::administrator, web::Effect::changes,
                        [&site, profiles](const Request& request) { return pick(site, *profiles, request); }}};
  });
}
