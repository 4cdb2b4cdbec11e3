// For the administrator only (403 without a login, or from another site's page):
// POST /drawprizes  closes the draw if it is open, and picks. 200 OK, 303 to a browser; 409 no draw, no entrants, or
//                   winners already picked
// POST /redraw      {"prize", "reason"}: the winner is absent, or excluded, or cannot accept, and the prize moves on.
//                   200 OK, 303 to a browser; 409 nobody is left, so the prize is unwon, or it has moved on already, or
//                   the entrants are deleted; 422 an unknown prize or reason
// Unverified entrants are looked up before they win. Whom GitHub does not know is passed over; whom it cannot tell us
// about even now wins all the same.

#include "draw/deeds.hpp"
#include "draw/profiles.hpp"
#include "io/json.hpp"
#include "io/log.hpp"
#include "io/text.hpp"
#include "views.hpp"
#include "web/form.hpp"

#include <malloc.h>

#include <algorithm>
#include <array>
#include <map>

namespace {

using draw::Candidate;
using draw::Verdict;
using web::Request;
using web::Response;

constexpr std::chrono::seconds limit_of_verification{15};
constexpr std::chrono::seconds limit_of_lookups{5};
constexpr std::size_t longest_word = 200;  // code points
constexpr std::array<std::string_view, 3> reasons{"absent", "excluded", "cannot accept"};

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
    if (site.draw.is_excluded(today)) return pass_over("who is excluded as " + today.text());
  }
  return Verdict::wins;
}

std::optional<std::string> reason_to_pass_over(Site& site, draw::Lookups& lookups, const std::string& id) {
  if (verdict(site, lookups, {"", id, Verdict::look_up}) == Verdict::wins) return std::nullopt;
  return "GitHub knows no such user";
}

using Result = std::variant<draw::Picked, draw::NoPick>;

// By Redis's SPOP, as the older programs do.
Result pick_by_spop(Site& site, draw::Lookups& lookups, const std::string& who) {
  draw::Pick result = site.draw.pick(who);
  while (auto* candidates = std::get_if<draw::Candidates>(&result)) {
    for (Candidate& each : *candidates) {
      if (each.verdict == Verdict::look_up) each.verdict = verdict(site, lookups, each);
    }
    result = site.draw.pick(who, *candidates);
  }
  if (const auto* refused = std::get_if<draw::NoPick>(&result)) return *refused;
  return draw::Picked{};
}

// By a ranking, whose record anybody can check.
Result pick_verified(Site& site, draw::Profiles& profiles, const std::string& who, const std::string& audience_word) {
  draw::Lookups lookups(profiles, limit_of_verification);
  const auto otherwise = draw::parse_method(site.settings.method).value();
  for (;;) {
    const auto closed = site.draw.close_for_pick(otherwise);
    if (const auto* refused = std::get_if<draw::NoPick>(&closed)) return *refused;
    const auto& roster = std::get<draw::Roster>(closed);
    if (roster.method == draw::Method::spop) return pick_by_spop(site, lookups, who);

    const auto ranking = draw::Ranking::make(roster.seed, roster.prizes, roster.entrants, audience_word);
    site.draw.publish(roster.seed.draw, ranking.entrants_sha256, ranking.prizes_sha256);
    const auto outcome = draw::assign(roster.prizes, ranking.order, [&](const std::string& id) {
      return roster.unverified.count(id) == 1 ? reason_to_pass_over(site, lookups, id) : std::nullopt;
    });
    const auto result = site.draw.award(who, roster, outcome, record_of(roster, ranking, outcome, audience_word));
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
  } else if (request.has_type(web::Form::type)) {
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

// What /redraw was asked for; nothing where it cannot be read.
std::optional<std::map<std::string, std::string>> fields(const Request& request) {
  std::map<std::string, std::string> all{{"prize", ""}, {"reason", ""}, {"winner", ""}};
  if (request.has_type("application/json")) {
    const auto body = io::parse_json(request.body);
    if (!body.is_object()) return std::nullopt;
    for (auto& [name, value] : all) {
      if (!body.contains(name)) continue;
      if (!body[name].is_string()) return std::nullopt;
      value = body[name].get<std::string>();
    }
    return all;
  }
  const auto form = web::Form::parse(request.body);
  if (!form) return std::nullopt;
  for (auto& [name, value] : all) value = form->field(name);
  return all;
}

// The prize goes to somebody else, whose profile is fetched when the reply is complete.
Response done(Site& site, draw::Profiles& profiles, const Request& request) {
  Response response = request.wants_page() ? web::see_other(request.root + "/admin") : web::plain("OK");
  response.afterwards = [&] {
    site.winners.json(draw::Lookups(profiles, limit_of_lookups));
    malloc_trim(0);  // this process may wait for weeks: the memory of 10,000 winners goes back
  };
  return response;
}

Response redraw(Site& site, draw::Profiles& profiles, const Request& request) {
  const auto asked = fields(request);
  if (!asked) return refused(site, request, 422, R"(Please send {"prize": "An Apple", "reason": "absent"}.)");
  const std::string& reason = asked->at("reason");
  if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) {
    return refused(site, request, 422,
                   "The reason must be absent, excluded or cannot accept; please choose one of them.");
  }
  draw::Lookups lookups(profiles, limit_of_verification);
  const auto passed_over = [&](const std::string& id) {
    return site.draw.is_unverified(id) ? reason_to_pass_over(site, lookups, id) : std::nullopt;
  };
  const std::string& prize = asked->at("prize");
  const std::string& winner = asked->at("winner");
  const auto said = site.redraws.redraw(request.remote_user, prize, winner, reason, passed_over);
  const bool is_refused = said == draw::Redraw::changed || said == draw::Redraw::no_such_prize;
  if (is_refused && done_already(site, request, draw::deeds::redrawn(prize, winner, reason))) {
    return done(site, profiles, request);
  }
  switch (said) {
    case draw::Redraw::redrawn:
      io::log("redrawn: " + prize + ", " + reason);
      return done(site, profiles, request);
    case draw::Redraw::nobody_left:
      return refused(site, request, 409,
                     "Nobody is left to win this prize, so it is not won; you can open a new draw.");
    case draw::Redraw::entrants_deleted:
      return refused(site, request, 409,
                     "The entrants of this draw have been deleted, so nobody is left to win; please open a new draw.");
    case draw::Redraw::no_such_prize:
      return refused(site, request, 422, "Nobody has won a prize of that name; please choose one that is won.");
    default:
      return refused(site, request, 409, "This prize has just moved on; please look who has it now.");
  }
}

Response pick(Site& site, draw::Profiles& profiles, const Request& request) {
  const auto word = audience_word(request);
  if (!word) {
    const std::string sentence = "The audience's word must be one line of at most 200 characters; please shorten it.";
    return refused(site, request, 422, sentence);
  }
  const Result result = pick_verified(site, profiles, request.remote_user, *word);
  if (std::holds_alternative<draw::NoPick>(result) && done_already(site, request, std::string(draw::deeds::picked))) {
    return done(site, profiles, request);
  }
  if (const auto* why = std::get_if<draw::NoPick>(&result)) return refused(site, request, 409, reason(*why));
  return done(site, profiles, request);
}

}  // namespace

int main() {
  return run([](Site& site) {
    const auto profiles = std::make_shared<draw::Profiles>(site.redis, site.settings);
    using web::Access;
    using web::Effect;
    return web::Routes{
        {"POST", "/drawprizes", Access::administrator, Effect::changes,
         [&site, profiles](const Request& request) { return pick(site, *profiles, request); }},
        {"POST", "/redraw", Access::administrator, Effect::changes,
         [&site, profiles](const Request& request) { return redraw(site, *profiles, request); }},
    };
  });
}
