#include "draw/verifier.hpp"

#include <thread>

#include "draw/scripts.hpp"
#include "io/log.hpp"

namespace draw {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds while_open{50};
constexpr milliseconds while_idle{250};
constexpr std::chrono::seconds after_a_fault{1};
constexpr std::chrono::seconds longest_after_reply{6};
constexpr milliseconds claim_lasts{10000};  // in case a verifier crashes; not while it waits for a slow disk
constexpr std::size_t most_looked_at = 2 * Profiles::most_at_once;

}  // namespace

void Verifier::run_always() {
  for (bool is_well = true;;) {
    try {
      store_.redis.begin();
      const bool is_open = round("always", most_looked_at).is_open;
      profiles_.run(is_open || profiles_.is_asking() ? while_open : while_idle);
      is_well = true;
    } catch (const io::RedisError& error) {
      if (is_well) io::log(std::string("look-ups: ") + error.what() + "; retrying");
      is_well = false;
      std::this_thread::sleep_for(after_a_fault);
    }
  }
}

bool Verifier::run_after_reply(const std::function<bool()>& somebody_waits) {
  const auto end = std::chrono::steady_clock::now() + longest_after_reply;
  profiles_.run(milliseconds(0));
  while (!somebody_waits()) {
    store_.redis.begin();
    const bool is_over = std::chrono::steady_clock::now() >= end;
    const bool did_something = round(profiles_.name(), is_over ? 0 : most_looked_at).did_something;
    if (!did_something && !profiles_.is_asking()) {
      round(profiles_.name(), 0);
      return true;
    }
    profiles_.run(while_open);
  }
  return false;
}

Verifier::Round Verifier::round(const std::string& name, std::size_t most) {
  const Keys& keys = store_.keys;
  const auto next =
      store_.redis
          .script(scripts::next,
                  {keys.is_open, keys.winners, keys.entrants, keys.unverified, keys.waited_for, keys.verifier},
                  {name, std::to_string(most), std::to_string(claim_lasts.count())})
          .texts();
  Round done{next.front() == "open", false};
  if (done.is_open) left_to_the_pick_.clear();
  for (auto text = next.begin() + 1; text != next.end(); ++text) {
    const auto id = left_to_the_pick_.count(*text) == 0 ? GithubId::parse(*text) : std::nullopt;
    const auto lookup = id ? profiles_.look(*id) : std::nullopt;
    if (!lookup) continue;
    if (std::holds_alternative<Unavailable>(*lookup)) break;
    verify(*id, *lookup);
    done.did_something = true;
  }
  return done;
}

void Verifier::verify(const GithubId& id, const Lookup& lookup) {
  const Keys& keys = store_.keys;
  const auto* profile = std::get_if<Profile>(&lookup);
  const std::string login = profile != nullptr ? profile->current_login(id).text() : "";
  const io::Reply said =
      store_.redis.script(scripts::verify,
                          {keys.is_open, keys.entrants, keys.unverified, keys.excluded, keys.arrivals, keys.renamed,
                           keys.removed, keys.phones, keys.left_out, keys.added, keys.prizes},
                          {id.text(), login});
  if (said.text() == "left_to_the_pick") left_to_the_pick_.insert(id.text());
  if (said.text() == "removed") {
    io::log(login.empty() ? "removed " + id.text() + ", since GitHub has no such user"
                          : "removed " + id.text() + ", who cannot enter as " + login);
  }
}

}  // namespace draw
