#include "draw/desk.hpp"

#include <algorithm>
#include <regex>

#include "draw/deeds.hpp"
#include "draw/scripts.hpp"

namespace {

constexpr std::string_view shown_of_the_log = "20";

// An entry of a stream: its ID, which begins with milliseconds, and its fields.
draw::Deed deed(const io::Reply& entry) {
  const std::string& id = entry.list().at(0).text();
  draw::Deed deed{id, std::chrono::system_clock::time_point(std::chrono::milliseconds(std::stoll(id))), {}, {}};
  const io::Reply::List& fields = entry.list().at(1).list();
  for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
    if (fields[i].text() == "who") deed.who = fields[i + 1].text();
    if (fields[i].text() == "did") deed.did = fields[i + 1].text();
  }
  return deed;
}

std::vector<draw::Deed> deeds_of(const io::Reply& entries) {
  std::vector<draw::Deed> all;
  std::transform(entries.list().begin(), entries.list().end(), std::back_inserter(all), deed);
  return all;
}

std::optional<draw::Quota> quota_of(const io::Reply& kept, long long milliseconds) {
  if (kept.is_nil()) return std::nullopt;
  const std::string& text = kept.text();
  const auto space = text.find(' ');
  return draw::Quota{text.substr(0, space), text.substr(space + 1), std::chrono::seconds((milliseconds + 999) / 1000)};
}

}  // namespace

namespace draw {

Overview Desk::overview() {
  const io::Reply::List seen =
      redis_.transaction({{"SINTERCARD", "2", keys_.unverified, keys_.entrants},
                          {"GET", keys_.github_quota},
                          {"PTTL", keys_.github_quota},
                          {"SMEMBERS", keys_.excluded},
                          {"XREVRANGE", keys_.log, "+", "-", "COUNT", std::string(shown_of_the_log)}});
  Overview overview{seen.at(0).integer(), quota_of(seen.at(1), seen.at(2).integer()), seen.at(3).texts(),
                    deeds_of(seen.at(4))};
  std::sort(overview.excluded.begin(), overview.excluded.end());
  return overview;
}

std::string Desk::change(const io::Script& script, const std::vector<std::string>& keys, const std::string& who,
                         const std::string& did, const std::vector<std::string>& arguments) {
  std::vector<std::string> all{who, did};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return redis_.script(script, keys, all).text();
}

TimeChange Desk::change_time(const std::string& who, std::chrono::seconds left) {
  const std::string said = change(scripts::change_time, {keys_.is_open, keys_.log}, who, deeds::time_changed(left),
                                  {std::to_string(left.count())});
  return said == "changed" ? TimeChange::changed : TimeChange::not_open;
}

TakeOut Desk::take_out(const std::string& who, const GithubId& id, const std::string& reason, bool keeps_out) {
  const std::string said = change(
      scripts::take_out, {keys_.is_open, keys_.entrants, keys_.unverified, keys_.excluded, keys_.arrivals, keys_.log},
      who, deeds::taken_out(id, reason, keeps_out),
      {id.text(), keeps_out ? "yes" : "no", std::to_string(most_excluded)});
  if (said == "taken_out") return TakeOut::taken_out;
  if (said == "not_open") return TakeOut::not_open;
  return said == "no_entrant" ? TakeOut::no_entrant : TakeOut::too_many;
}

Exclusion Desk::exclude(const std::string& who, const std::vector<GithubId>& ids) {
  std::vector<std::string> arguments{std::to_string(most_excluded)};
  for (const GithubId& id : ids) arguments.push_back(id.text());
  const std::string said = change(
      scripts::exclude, {keys_.is_open, keys_.entrants, keys_.unverified, keys_.excluded, keys_.arrivals, keys_.log},
      who, deeds::excluded(ids), arguments);
  if (said == "excluded") return Exclusion::excluded;
  return said == "too_many" ? Exclusion::too_many : Exclusion::excluded_already;
}

void Desk::allow(const std::string& who, const GithubId& id) {
  change(scripts::allow, {keys_.excluded, keys_.log}, who, deeds::allowed(id), {id.text()});
}

bool Desk::has_done(const std::string& who, const std::string& did, const std::string& seen) {
  static const std::regex stream_id("[0-9]{1,19}-[0-9]{1,19}");
  if (!std::regex_match(seen, stream_id)) return false;
  const auto since = deeds_of(redis_.command({"XRANGE", keys_.log, "(" + seen, "+", "COUNT", "100"}));
  return std::any_of(since.begin(), since.end(), [&](const Deed& each) { return each.who == who && each.did == did; });
}

}  // namespace draw
