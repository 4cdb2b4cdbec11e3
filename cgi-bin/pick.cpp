// For the administrator only (403 without a login, or from another site's page). Both take a form or JSON, and answer
// 200 OK, or 303 to a browser; 415 the body is neither; 422 it cannot be read, or names something impossible.
//
// POST /drawprizes  public: the audience's word, optional. Picks; without a word it closes an open draw first.
//                   409 no draw, no entrants, already picked, the word comes before the close, nobody can win, or
//                   the entrants are not those that were fixed at the close; and where the draw has a public beacon,
//                   it comes before the beacon's round (Retry-After says when), or with a word. 503 the beacon's relays
//                   do not answer; with without_beacon, "yes" or true, it then picks without the beacon
// POST /redraw      prize, reason (absent, excluded or cannot accept), winner (optional): reassigns the prize. 409 no
//                   entrant is left, so the prize is unwon; or it has already been reassigned, or the entrants are
//                   deleted

#include <malloc.h>

#include <algorithm>
#include <array>
#include <memory>

#include "draw/pick.hpp"
#include "draw/relays.hpp"
#include "draw/replacement.hpp"
#include "draw/snapshot.hpp"
#include "draw/winners.hpp"
#include "io/language.hpp"
#include "io/text.hpp"
#include "pages/desk.hpp"
#include "pages/parts.hpp"
#include "web/fields.hpp"

namespace {

using nlohmann::json;
using web::Request;
using web::Response;

constexpr std::size_t longest_word = 200;  // code points
constexpr std::array<std::string_view, 3> reasons{"absent", "excluded", "cannot accept"};

bool is_one_line(const std::string& word) {
  const auto code_points = io::decode_utf8(word);
  return code_points && code_points->size() <= longest_word &&
         std::none_of(code_points->begin(), code_points->end(), io::is_control);
}

// The winners are known now: their profiles are fetched after the reply.
Response with_profiles(Site& site, const std::shared_ptr<draw::Profiles>& profiles, Response response) {
  response.afterwards = [&site, profiles](const auto&) {
    draw::winners(site.store, draw::asking(*profiles));
    malloc_trim(0);  // give back the memory of 10,000 winners: the process may idle for weeks
    return true;
  };
  return response;
}

Response too_early(Site& site, const Request& request) {
  const long long seconds = std::max(1LL, draw::read_snapshot(site.store).seconds_to_round().value_or(0));
  Response response = refuse_on_desk(site, request, 409,
                                     io::tr("The public beacon’s number is published in {time}; pick the winners then.",
                                            {{"time", in_words(seconds)}}));
  response.headers.emplace_back("Retry-After", std::to_string(seconds));
  return response;
}

bool is_yes(const json& fields, const char* name) {
  return fields.contains(name) && (fields.at(name) == true || fields.at(name) == "yes");
}

Response pick(Site& site, const std::shared_ptr<draw::Profiles>& profiles, const Request& request, const json& fields) {
  const bool is_text = !fields.contains("public") || fields.at("public").is_string();
  const std::string typed = io::trim(web::text_of(fields, "public").value_or(""));
  const std::string word = io::visible(typed).empty() ? "" : typed;
  if (!is_text || !is_one_line(word)) {
    return refuse_on_desk(site, request, 422,
                          io::tr("The audience’s word must be one line of at most 200 characters; shorten it."));
  }
  draw::Relays relays(site.settings.beacon);
  const draw::PickWish wish{word, is_yes(fields, "without_beacon")};
  const draw::Outcome outcome = draw::pick(site.store, *profiles, relays, action_of(request, fields), wish);
  if (outcome == draw::Outcome::before_the_round) return too_early(site, request);
  return with_profiles(site, profiles, answer(site, request, outcome));
}

Response redraw(Site& site, const std::shared_ptr<draw::Profiles>& profiles, const Request& request,
                const json& fields) {
  const auto prize = web::text_of(fields, "prize");
  const auto winner = web::text_of(fields, "winner");
  const auto reason = web::text_of(fields, "reason");
  const auto refused = [&](const std::string& sentence) { return refuse_on_desk(site, request, 422, sentence); };
  if (!prize || !winner || !reason)
    return refused(io::tr("Send {example}.", {{"example", R"({"prize": "An Apple", "reason": "absent"})"}}));
  if (std::find(reasons.begin(), reasons.end(), *reason) == reasons.end())
    return refused(io::tr("The reason must be absent, excluded or cannot accept; choose one of them."));
  const draw::Outcome outcome =
      draw::redraw(site.store, *profiles, action_of(request, fields), {*prize, *winner, *reason});
  return with_profiles(site, profiles, answer(site, request, outcome));
}

}  // namespace

int main() {
  return run([](Site& site) {
    const auto profiles =
        std::make_shared<draw::Profiles>(site.store, site.settings.github_url, site.settings.github_token);
    const auto post = [&site, profiles](const char* path, auto handle) {
      return web::Route{"POST", path, web::Access::administrator, web::Effect::changes,
                        [&site, profiles, handle](const Request& request) {
                          return with_fields(site, request, [&](auto&, const auto&, const json& fields) {
                            return handle(site, profiles, request, fields);
                          });
                        }};
    };
    return web::Routes{post("/drawprizes", pick), post("/redraw", redraw)};
  });
}
