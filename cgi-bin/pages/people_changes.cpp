#include "pages/changes.hpp"

#include "draw/adding.hpp"
#include "draw/exclusion.hpp"
#include "draw/replacement.hpp"
#include "io/language.hpp"
#include "io/text.hpp"
#include "pages/entrants.hpp"
#include "pages/sentences.hpp"
#include "web/fields.hpp"
#include "web/refusal.hpp"

using nlohmann::json;
using web::Request;
using web::Response;

namespace {

constexpr std::size_t longest_reason = 200;  // code points

std::optional<draw::GithubId> id_of(const Site& site, const json& fields) {
  const std::string typed = web::text_of(fields, "github_id").value_or("");
  return draw::GithubId::parse(draw::login_in(typed, site.settings.github_site));
}

}  // namespace

Response remove_entrant(Site& site, const Request& request, const json& fields) {
  const auto id = id_of(site, fields);
  if (!id) return refuse_on_desk(site, request, 422, io::tr("That is not a valid GitHub username; choose an entrant."));
  const std::string reason = io::trim(io::one_line(web::text_of(fields, "reason").value_or("")));
  if (io::visible(reason).empty() || io::decode_utf8(reason)->size() > longest_reason) {
    return refuse_on_desk(site, request, 422,
                          io::tr("Give a reason of at most 200 characters; it is kept in the log."));
  }
  const bool excludes = web::text_of(fields, "keep_out") == "yes";
  return answer(site, request, draw::remove(site.store, action_of(request, fields), *id, reason, excludes),
                "/admin/entrants");
}

Response exclude(Site& site, const Request& request, const json& fields) {
  const std::string typed = web::text_of(fields, "github_ids").value_or("");
  const PeopleList people = people_in(typed, site.settings.github_site);
  if (!people.fault.empty()) {
    if (!request.wants_page()) return refuse(request, site.pages, 422, people.fault);
    return desk_page(site, request, 422, {}, {}, {typed, people.fault});
  }
  return answer(site, request, draw::exclude(site.store, action_of(request, fields), people.ids));
}

Response add_people(Site& site, const Request& request, const json& fields) {
  const std::string typed = web::text_of(fields, "github_ids").value_or("");
  const PeopleList people = people_in(typed, site.settings.github_site);
  const auto refuse_list = [&](int status, const std::string& fault) {
    return request.wants_page() ? entrants_page(site, request, status, {typed, fault})
                                : refuse(request, site.pages, status, fault);
  };
  if (!people.fault.empty()) return refuse_list(422, people.fault);
  if (people.ids.size() > draw::most_added) {
    return refuse_list(422, io::tr("At most 10,000 people can be added at once; add them in parts."));
  }
  if (const auto out = draw::who_cannot_enter(site.store, people.ids); !out.empty()) {
    return refuse_list(409, io::trn("{names} cannot enter this draw; remove them from the list.",
                                    "{names} cannot enter this draw; remove them from the list.", out.size(),
                                    {{"names", some_of(out)}}));
  }
  return answer(site, request, draw::add(site.store, action_of(request, fields), people.ids), "/admin/entrants");
}

Response allow(Site& site, const Request& request, const json& fields) {
  const auto id = id_of(site, fields);
  if (!id)
    return refuse_on_desk(site, request, 422,
                          io::tr("That is not a valid GitHub username; choose one that is excluded."));
  return answer(site, request, draw::allow(site.store, action_of(request, fields), *id));
}

Response note_here(Site& site, const Request& request, const json& fields) {
  const auto prize = web::text_of(fields, "prize");
  const auto winner = web::text_of(fields, "winner");
  const auto here = web::text_of(fields, "here");
  if (!prize || !winner || !here || (!here->empty() && *here != "yes" && *here != "no")) {
    return refuse_on_desk(
        site, request, 422,
        io::tr("Send {example}, or {other}.",
               {{"example", R"({"prize": "An Apple", "winner": "octocat", "here": "yes"})"}, {"other", R"("no")"}}));
  }
  return answer(site, request,
                draw::come_forward(site.store, action_of(request, fields), *prize, *winner, *here != "no"));
}
