#include "pages/saved.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>

#include "draw/draws.hpp"
#include "draw/log.hpp"
#include "draw/record.hpp"
#include "io/crypto.hpp"
#include "io/https.hpp"
#include "io/json.hpp"
#include "io/text.hpp"
#include "pages/parts.hpp"
#include "pages/verify.hpp"
#include "web/refusal.hpp"

namespace {

using web::View;

constexpr std::string_view start = "/draws/";
constexpr const char* whole = "file";
constexpr const char* of_winners = "file-of-winners";
constexpr std::size_t most_pictures = 200;
constexpr std::chrono::seconds time_for_pictures{8};
constexpr std::array<std::string_view, 4> picture_types{"image/png", "image/jpeg", "image/gif", "image/webp"};

bool may_be_fetched(const Site& site, const std::string& image) {
  const auto hosts = io::words(site.settings.pictures);
  return std::any_of(hosts.begin(), hosts.end(), [&](const auto& host) { return image.rfind(host + "/", 0) == 0; });
}

// As the file holds it (RFC 2397); empty where the answer is no picture.
std::string as_data(const std::variant<io::HttpAnswer, io::NoAnswer>& reply) {
  const auto* answer = std::get_if<io::HttpAnswer>(&reply);
  if (answer == nullptr || answer->status != 200) return "";
  const auto type = answer->headers.find("content-type");
  const bool is_picture = type != answer->headers.end() &&
                          std::find(picture_types.begin(), picture_types.end(), type->second) != picture_types.end();
  return is_picture ? "data:" + type->second + ";base64," + io::to_base64(answer->body) : "";
}

// By the winner's ID. Those that do not come in time are left out.
std::map<std::string, std::string> pictures_of(const Site& site, const std::vector<draw::Winner>& winners) {
  std::map<std::string, std::string> pictures;
  std::size_t asked = 0;
  std::size_t answered = 0;
  io::Https https;
  for (const draw::Winner& each : winners) {
    if (asked == most_pictures) break;
    const std::string image = person(each.id, each.name, each.image, 160)["image"];
    if (!may_be_fetched(site, image)) continue;
    ++asked;
    https.start(image, {"User-Agent: prizedraw"}, [&, id = each.id](const auto& reply) {
      ++answered;
      pictures[id] = as_data(reply);
    });
  }
  const auto end = std::chrono::steady_clock::now() + time_for_pictures;
  while (answered < asked && std::chrono::steady_clock::now() < end) https.run(std::chrono::milliseconds(100));
  return pictures;
}

View view_of(const Site& site, const draw::PastDraw& past) {
  auto pictures = pictures_of(site, past.winners);
  View winners = View::array();
  for (const draw::Winner& each : past.winners) {
    winners.push_back({{"id", each.id}, {"name", each.name}, {"prize", each.prize}, {"picture", pictures[each.id]}});
  }
  View leftovers = View::array();
  for (const std::string& prize : past.prizes) leftovers.push_back({{"name", prize}});
  return {{"winners", winners}, {"leftovers", leftovers}, {"has_leftovers", !leftovers.empty()}};
}

// Such as prize-draw-2026-06-30.html.
std::string file_name(const std::string& picked_at) { return "prize-draw-" + picked_at.substr(0, 10) + ".html"; }

}  // namespace

bool is_saved_file(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name == whole || name == of_winners;
}

web::Response saved_file(Site& site, const web::Request& request) {
  const std::size_t end = request.path.rfind('/');
  const std::string draw = request.path.substr(start.size(), end < start.size() ? 0 : end - start.size());
  const auto past = draw::past_draw(site.store, draw);
  auto record = past ? draw::record_of_draw(site.store, draw) : std::nullopt;
  if (!record)
    return refuse(request, site.pages, 404, "There is no record of this draw; please look at the past draws.");
  if (request.path.substr(end + 1) == of_winners) record = io::to_text(past->record);
  const std::string picked_at = past->record.at("picked_at");
  const std::string relays = relays_of(site);
  View view = view_of(site, *past);
  const std::string& title = past->show.title();
  view.update({{"title", title.empty() ? "The prize draw of " + date_of(picked_at) : title},
               {"picked", time_view(picked_at)},
               {"address", site.address(request)},
               {"relays", relays},
               {"connects_to", relays.empty() ? "'none'" : relays},
               {"record", *record}});
  web::Response response = web::page(site.pages.render_whole("saved", view));
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file_name(picked_at) + "\"");
  return response;
}
