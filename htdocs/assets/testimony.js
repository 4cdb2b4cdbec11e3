// What a browser that has recorded what it saw of a draw (witness.js) can vouch for once all winners are revealed, or what it
// warns about.

import { FIXED, fixedIn, isSame } from "./witness.js";

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
  commitment: "the fingerprint of the locked secret",
  entrants: "the list of entrants",
  prizes: "the list of prizes",
  round: "the beacon’s round",
};

const listed = (texts) => [texts.slice(0, -1).join(", "), ...texts.slice(-1)].filter((text) => text !== "").join(" and ");

// The reopening, announced by the site, that replaced this sighting. It is contradicted if a browser still saw it later.
const reopeningOf = (sighting, reopened) => reopened.find((each) => each.frozen_at === sighting.frozen_at
  && isSame(fixedIn(each), sighting, ["entrants", "prizes"]));
const contradicts = (sighting, { at }) => sighting.until > 1000 * (at + ANSWER_LATE);

function warnings(note, published, reopened, missing, device) {
  const all = [];
  const isChanged = (name) => published.some((each) => note.fixed.some((sighting) =>
    !reopeningOf(sighting, reopened) && sighting[name] !== each[name]));
  const names = FIXED.filter(isChanged);
  const commitments = new Set([...note.commitments, ...(note.commitments.length > 0 ? published.map((each) => each.commitment) : [])]);
  if (commitments.size > 1) names.unshift("commitment");
  if (names.length > 0) {
    const are = names.length === 1 ? "is" : "are";
    all.push(`${listed(names.map((name) => NAMES[name]))} ${are} not what this ${device} saw before the winners were picked.`);
  }
  if (note.fixed.some((each) => reopeningOf(each, reopened) && contradicts(each, reopeningOf(each, reopened)))) {
    all.push(`this ${device} still saw the draw closed after the time at which it was reportedly reopened.`);
  }
  if (missing.length > 0) {
    const who = missing.length === 1 ? missing[0] : "they";
    const are = missing.length === 1 ? "is" : "are";
    all.push(`this ${device} saw that ${listed(missing)} entered, but ${who} ${are} not on the list of entrants.`);
  }
  return all;
}

// When it saw what was fixed. If one of the clocks is wrong, the seconds are omitted, and maybe the beacon.
function momentOf({ at, served }, { round_at: roundAt, without_beacon: without }) {
  const doAgree = Math.abs(at - served) <= CLOCKS_AGREE;
  const [left, leftThere] = [at, served].map((time) => 1000 * roundAt - time);
  const isBefore = left > 0 && leftThere > 0;
  if (!roundAt || without !== undefined || (doAgree && !isBefore)) return ["before the winners were picked", ""];
  const seconds = Math.max(1, Math.round(left / 1000));
  if (doAgree) return [`about ${seconds} second${seconds === 1 ? "" : "s"} before the beacon’s round`, ""];
  if (isBefore) return ["before the beacon’s round", ""];
  if (left <= 0 && leftThere <= 0) return ["before the winners were picked", ""];
  return ["before the winners were picked",
    " Its clock and the server’s differ, so it cannot tell whether that was before the beacon’s round."];
}

function onTheList(note, on) {
  if (on.length === 0) return "";
  if (note.people.length === 1) return ", and you are on it";
  return on.length === 1 ? `, and ${on[0]} is on it` : `, and the ${on.length} people who entered here are on it`;
}

// What a browser with this note says when all winners are revealed: { isGood, text }, with an empty text if it saw nothing.
// `record` is the public record, or null if unavailable; `answers` are those of /state/<login> about people who entered here
// and are not in it.
export function testimony(note, state, { record = null, answers = new Map() } = {}, device = "phone") {
  const published = [state, ...(record ? [{ ...record, round: record.beacon?.round ?? record.round }] : [])]
    .map((each) => ({ commitment: each.commitment ?? "", ...fixedIn(each) }));
  const reopened = state.reopened ?? [];
  const entrants = Array.isArray(record?.entrants) ? record.entrants : null;
  const those = (place) => note.people.filter((id) => placeOf(id, entrants, answers.get(id)) === place);
  const wrong = warnings(note, published, reopened, those("missing"), device);
  if (wrong.length > 0) {
    return { isGood: false, text: `Warning: ${wrong.join(" And ")} Ask the organiser.` };
  }
  const final = note.fixed.find((each) => isSame(each, published[0]));
  const again = note.fixed.some((each) => reopeningOf(each, reopened))
    ? " The draw was reopened in between, so an earlier list no longer counts." : "";
  const who = onTheList(note, those("on"));
  if (final) {
    const [moment, doubt] = momentOf(final, state);
    return { isGood: true, text: `This ${device} saw the fixed list of entrants ${moment}${who}.${doubt}${again}` };
  }
  if (!note.commitments.some((each) => each !== "")) return { isGood: true, text: "" };
  const list = who.replace("on it", "on the list of entrants");
  const text = `This ${device} saw the fingerprint of the locked secret before the winners were picked, and it is still the same`;
  return { isGood: true, text: `${text}${list}.${again}` };
}
