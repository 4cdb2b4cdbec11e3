// What a browser that has recorded what it saw of a draw (witness.js) can vouch for once all winners are revealed, or what it
// warns about.

import { FIXED, fixedIn, isSame } from "./witness.js";
import { listed, tr, trn } from "./words.js";

const CLOCKS_AGREE = 5000;  // milliseconds, including the time of an answer
const ANSWER_LATE = 10;  // seconds by which an answer may be outdated, or Redis's clock ahead of the web server's

// Whether an entrant is "on" the list, "gone" for a reason that the site gives, or "missing"; empty if unknown. `answer` is
// that of /state/<login>.
function placeOf(id, entrants, answer) {
  if (entrants?.includes(id) || entrants?.includes(answer?.github_id)) return "on";
  if (answer?.entry === "removed") return "gone";
  if (!answer || answer.reason === "deleted") return "";
  if (answer.entry === "none" || entrants) return "missing";
  return "on";
}

const NAMES = {
  commitment: tr("the fingerprint of the locked secret"),
  entrants: tr("the list of entrants"),
  prizes: tr("the list of prizes"),
  round: tr("the beacon’s round"),
};

function joined(texts) {
  const name = texts[texts.length - 1];
  return texts.length === 1 ? name : tr("{names} and {name}", { names: listed(texts.slice(0, -1)), name });
}

// The reopening, announced by the site, that replaced this sighting. It is contradicted if a browser still saw it later.
const reopeningOf = (sighting, reopened) => reopened.find((each) => each.frozen_at === sighting.frozen_at
  && isSame(fixedIn(each), sighting, ["entrants", "prizes"]));
const contradicts = (sighting, { at }) => sighting.until > 1000 * (at + ANSWER_LATE);

function warnings(note, published, reopened, missing, isPhone) {
  const all = [];
  const isChanged = (name) => published.some((each) => note.fixed.some((sighting) =>
    !reopeningOf(sighting, reopened) && sighting[name] !== each[name]));
  const names = FIXED.filter(isChanged);
  const commitments = new Set([...note.commitments, ...(note.commitments.length > 0 ? published.map((each) => each.commitment) : [])]);
  if (commitments.size > 1) names.unshift("commitment");
  if (names.length > 0) {
    const values = { names: joined(names.map((name) => NAMES[name])) };
    all.push(isPhone
      ? trn("{names} is not what this phone saw before the winners were picked.",
        "{names} are not what this phone saw before the winners were picked.", names.length, values)
      : trn("{names} is not what this browser saw before the winners were picked.",
        "{names} are not what this browser saw before the winners were picked.", names.length, values));
  }
  if (note.fixed.some((each) => reopeningOf(each, reopened) && contradicts(each, reopeningOf(each, reopened)))) {
    all.push(isPhone ? tr("this phone still saw the draw closed after the time at which it was reportedly reopened.")
      : tr("this browser still saw the draw closed after the time at which it was reportedly reopened."));
  }
  if (missing.length > 0) {
    const values = { names: joined(missing) };
    all.push(isPhone
      ? trn("this phone saw that {names} entered, but {names} is not on the list of entrants.",
        "this phone saw that {names} entered, but they are not on the list of entrants.", missing.length, values)
      : trn("this browser saw that {names} entered, but {names} is not on the list of entrants.",
        "this browser saw that {names} entered, but they are not on the list of entrants.", missing.length, values));
  }
  return all;
}

const sawEarly = (isPhone) => (isPhone ? tr("This phone saw the fixed list of entrants before the winners were picked")
  : tr("This browser saw the fixed list of entrants before the winners were picked"));
const sawBeforeRound = (isPhone) => (isPhone ? tr("This phone saw the fixed list of entrants before the beacon’s round")
  : tr("This browser saw the fixed list of entrants before the beacon’s round"));
const sawSecondsBefore = (seconds, isPhone) => (isPhone
  ? trn("This phone saw the fixed list of entrants about {count} second before the beacon’s round",
    "This phone saw the fixed list of entrants about {count} seconds before the beacon’s round", seconds)
  : trn("This browser saw the fixed list of entrants about {count} second before the beacon’s round",
    "This browser saw the fixed list of entrants about {count} seconds before the beacon’s round", seconds));
const sawSecret = (isPhone) => (isPhone
  ? tr("This phone saw the fingerprint of the locked secret before the winners were picked, and it is still the same")
  : tr("This browser saw the fingerprint of the locked secret before the winners were picked, and it is still the same"));

// When it saw what was fixed, and what else to say about that. If one of the clocks is wrong, the seconds are omitted, and maybe
// the beacon.
function sightingOf({ at, served }, { round_at: roundAt, without_beacon: without }, isPhone) {
  const doAgree = Math.abs(at - served) <= CLOCKS_AGREE;
  const [left, leftThere] = [at, served].map((time) => 1000 * roundAt - time);
  const isBefore = left > 0 && leftThere > 0;
  if (!roundAt || without !== undefined || (doAgree && !isBefore)) return [sawEarly(isPhone)];
  if (doAgree) return [sawSecondsBefore(Math.max(1, Math.round(left / 1000)), isPhone)];
  if (isBefore) return [sawBeforeRound(isPhone)];
  if (left <= 0 && leftThere <= 0) return [sawEarly(isPhone)];
  return [sawEarly(isPhone), tr("Its clock and the server’s differ, so it cannot tell whether that was before the beacon’s round.")];
}

// Who is on the list that is spoken of, empty if nobody.
function onIt({ people }, on) {
  if (on.length === 0) return "";
  if (people.length === 1) return tr("you are on it");
  return on.length === 1 ? tr("{name} is on it", { name: on[0] })
    : trn("the {count} people who entered here are on it", "the {count} people who entered here are on it", on.length);
}

function onTheList({ people }, on) {
  if (on.length === 0) return "";
  if (people.length === 1) return tr("you are on the list of entrants");
  return on.length === 1 ? tr("{name} is on the list of entrants", { name: on[0] })
    : trn("the {count} people who entered here are on the list of entrants",
      "the {count} people who entered here are on the list of entrants", on.length);
}

const whole = (sentence, who) => (who === "" ? tr("{sentence}.", { sentence }) : tr("{sentence}, and {who}.", { sentence, who }));

// What a browser with this note says when all winners are revealed: { isGood, text }, with an empty text if it saw nothing.
// `record` is the public record, or null if unavailable; `answers` are those of /state/<login> about people who entered here
// and are not in it.
export function testimony(note, state, { record = null, answers = new Map() } = {}, device = "phone") {
  const published = [state, ...(record ? [{ ...record, round: record.beacon?.round ?? record.round }] : [])]
    .map((each) => ({ commitment: each.commitment ?? "", ...fixedIn(each) }));
  const reopened = state.reopened ?? [];
  const entrants = Array.isArray(record?.entrants) ? record.entrants : null;
  const those = (place) => note.people.filter((id) => placeOf(id, entrants, answers.get(id)) === place);
  const isPhone = device === "phone";
  const wrong = warnings(note, published, reopened, those("missing"), isPhone);
  if (wrong.length > 0) {
    const warning = wrong.reduce((first, second) => tr("{first} And {second}", { first, second }));
    return { isGood: false, text: tr("Warning: {warning} Ask the organiser.", { warning }) };
  }
  const final = note.fixed.find((each) => isSame(each, published[0]));
  const again = note.fixed.some((each) => reopeningOf(each, reopened))
    ? [tr("The draw was reopened in between, so an earlier list no longer counts.")] : [];
  const on = those("on");
  if (final) {
    const [seen, ...doubt] = sightingOf(final, state, isPhone);
    return { isGood: true, text: [whole(seen, onIt(note, on)), ...doubt, ...again].join(" ") };
  }
  if (!note.commitments.some((each) => each !== "")) return { isGood: true, text: "" };
  return { isGood: true, text: [whole(sawSecret(isPhone), onTheList(note, on)), ...again].join(" ") };
}
