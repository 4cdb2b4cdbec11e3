// What happened to a draw besides the ranking: people added by the organiser, people left out, prizes redrawn or returned,
// and reopenings.

import { listed, tr, trn, trNodes } from "./words.js";

const MOST = 20;  // names in a sentence

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === "string";
const isHash = (value) => isText(value) && /^[0-9a-f]{64}$/.test(value);
export const isLine = (value) => isText(value) && !/\n|\p{Surrogate}/u.test(value);  // and no lone surrogate
export const areLines = (value) => Array.isArray(value) && value.every(isLine);
export const areMoves = (value) => Array.isArray(value)
  && value.every((each) => isObject(each) && isText(each.prize) && isText(each.from) && (each.to === null || isText(each.to)));

function some(all) {
  const names = listed(all.slice(0, MOST));
  return all.length > MOST ? tr("{names} and {count} more", { names, count: all.length - MOST }) : names;
}

// Whether these parts of a record are well-formed. Each is present only if it happened.
export function isHistory({ added = [], left_out: out = { draws: 1, github_ids: [] }, taken_back: back = [], reopened = [] }) {
  return areLines(added) && isObject(out) && Number.isSafeInteger(out.draws) && areLines(out.github_ids) && areMoves(back)
    && Array.isArray(reopened) && reopened.every(isObject);
}

// A time in the record, in seconds since 1970; null if it is not valid.
export const timeOf = (seconds) => (Number.isInteger(seconds) && Math.abs(seconds) < 1e11 ? new Date(1000 * seconds) : null);

// A time in the record's other format (RFC 3339).
function timeIn(text) {
  const date = new Date(isText(text) ? text : NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}

// Whether each earlier close came before its reopening, and that before the next close.
function areReopenings(all, lastClose) {
  let before = 0;
  for (const { at, frozen_at: closed, entrants_sha256: entrants, prizes_sha256: prizes } of all) {
    if (timeOf(closed) === null || timeOf(at) === null || !isHash(entrants) || !isHash(prizes)) return false;
    if (closed < before || at < closed) return false;
    before = at;
  }
  return before <= lastClose;
}

// Who had a prize after so many replacements; null if nobody.
function holder(replacements, first, prize, count) {
  let who = first.get(prize) ?? null;
  for (const each of replacements.slice(0, count)) if (each.prize === prize) who = each.to;
  return who;
}

// Whether a step continues the replacement before it, whose taker was passed over.
const goesOn = (each, before) => before !== undefined && before.prize === each.prize && before.to === each.from;

// `first`: who had each prize before any replacement. With an order, the taker's position tells how many replacements there
// had been; without one, the prize must have been theirs at some time.
function areTakenBack({ entrants, replacements, taken_back: all }, first, order) {
  const placeOf = (id) => (id === null ? order.length : order.indexOf(id)) - first.size;
  const had = ({ prize, from }, count) => holder(replacements, first, prize, count) === from;
  return all.every((each, i) => {
    const before = all[i - 1];
    if (order === null) {
      const isPossible = goesOn(each, before) || [...replacements, null].some((_, count) => had(each, count));
      return isPossible && entrants.includes(each.from) && (each.to === null || entrants.includes(each.to));
    }
    const place = placeOf(each.to);
    if (place < 0) return false;
    return (place <= replacements.length && had(each, place)) || (goesOn(each, before) && place === placeOf(before.to) + 1);
  });
}

export function historyChecks(record, first, order, check) {
  const { added, left_out: out, taken_back: back, reopened } = record;
  const isEntrant = new Set(added || out ? record.entrants : []);
  const checks = [];
  if (added) {
    const missing = added.filter((id) => !isEntrant.has(id));
    checks.push(check(missing.length === 0, tr("Everyone the organiser added is on the list of entrants ({count})", { count: added.length }),
      tr("The record says that the organiser added people who are not on the list of entrants: {names}", { names: some(missing) })));
  }
  if (out) {
    const present = out.github_ids.filter((id) => isEntrant.has(id));
    checks.push(check(present.length === 0, tr("Nobody who was left out is on the list of entrants"),
      tr("Left out, but on the list of entrants: {names}", { names: some(present) })));
  }
  if (reopened) {
    const shown = reopened.flatMap((each) => [[tr("Earlier fingerprint of the entrants"), each.entrants_sha256],
      [tr("Earlier fingerprint of the prizes"), each.prizes_sha256]]);
    checks.push(check(areReopenings(reopened, record.frozen_at), tr("The draw was reopened before its final close"),
      tr("The times or fingerprints of a reopening are wrong"), ...shown));
  }
  if (back) {
    checks.push(check(first !== null && areTakenBack(record, first, order),
      tr("Each redraw that was undone returned the prize to its earlier winner"),
      tr("An undone redraw gave a prize to somebody who did not have it before")));
  }
  return checks;
}

const isAtOnce = ({ at: one }, { at: other }) => one === other;

// Joins the steps of one undone redraw.
function wholeMoves(taken) {
  const all = [];
  for (const each of taken) {
    const before = all[all.length - 1];
    if (goesOn(each, before) && isAtOnce(each, before)) all.push({ ...each, from: all.pop().from });
    else all.push(each);
  }
  return all;
}

// What happened: for each event an array of texts, times as `shown` makes them, and the record's own words as `quoted` makes them.
export function eventsOf(record, shown = (time) => time, quoted = (text) => text) {
  const { added = [], left_out: out, taken_back: back = [], reopened = [] } = record;
  const at = (time) => (time === null ? tr("an unknown time") : shown(time));
  const moved = ({ prize, from, to, reason }) => {
    const values = { prize, from, to, reason: isText(reason) ? quoted(reason) : tr("no reason given") };
    return to === null ? trNodes("“{prize}” went from {from} to nobody, since no entrant was left ({reason}).", values)
      : trNodes("“{prize}” went from {from} to {to} ({reason}).", values);
  };
  const events = reopened.map(({ at: again, frozen_at: closed }) =>
    trNodes("The draw was closed at {closed} and reopened at {reopened}.", { closed: at(timeOf(closed)), reopened: at(timeOf(again)) }));
  if (added.length > 0) {
    events.push([trn("The organiser added {count} entrant: {names}.", "The organiser added {count} entrants: {names}.", added.length,
      { names: some(added) })]);
  }
  if (out) {
    events.push([out.github_ids.length > 0
      ? trn("Winners of the last draw could not enter: {names}.", "Winners of the last {count} draws could not enter: {names}.",
        out.draws, { names: some(out.github_ids) })
      : trn("Winners of the last draw could not enter, but there were none.",
        "Winners of the last {count} draws could not enter, but there were none.", out.draws)]);
  }
  for (const each of record.replacements) events.push(moved(each));
  for (const each of wholeMoves(back)) {
    events.push([...moved(each), " ", ...trNodes("The organiser undid that at {time}, so it went back to {from}.",
      { time: at(timeIn(each.taken_back_at)), from: each.from })]);
  }
  return events;
}
