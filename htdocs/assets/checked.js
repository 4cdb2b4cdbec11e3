// Shared by the page that verifies a record (verify.js) and the self-verifying file (saved.js).

import { addressOf, askRelay } from "./beacon.js";
import { loginIn } from "./entrant.js";
import { eventsOf } from "./history.js";
import { announcedRound, placeOf } from "./record.js";

const MOST_EVENTS = 100;

export function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content);
  return made;
}

// The position in the order of the username that was typed.
export const placeOfTyped = (typed, github, record, order) => placeOf(loginIn(typed, github).toLowerCase(), record, order);

export const withoutBeacon = (record) => `The announced beacon was not used. Round ${announcedRound(record)} of the public beacon `
  + `should have decided, but the organiser picked without it. Reason: ${record.without_beacon || "none given"}.`;

// What else happened; `shown` formats a time for the list.
export function listEvents(list, record, shown) {
  const events = eventsOf(record);
  const left = events.length - MOST_EVENTS;
  const contentOf = (parts) => parts.map((part) => (part instanceof Date ? shown(part) : part));
  for (const parts of events.slice(0, MOST_EVENTS)) list.append(element("li", "", ...contentOf(parts)));
  if (left > 0) list.append(element("li", "", `And ${left} more.`));
  return events.length > 0;
}

// Asks all relays about the record's round, in parallel.
export const askAll = (relays, beacon, fetcher) => Promise.all(
  relays.map(async (relay) => ({ address: addressOf(relay, beacon), ...await askRelay(relay, beacon, fetcher) })));

export function listAnswers(list, answers) {
  list.replaceChildren(...answers.map(({ address, holds, text }) => {
    const link = element("a", "", new URL(address).host);
    link.href = address;
    link.rel = "noreferrer";
    return element("li", { true: "holds", false: "fails", null: "" }[holds], link, ` ${text}`);
  }));
}

// The relays' combined verdict on this `thing`, a record or a file: whether it holds, null if unknown, and a sentence.
export function outcomeOf(answers, { round }, thing) {
  const count = (kind) => answers.filter(({ holds }) => holds === kind).length;
  if (count(false) > 0) {
    return { holds: false, text: `A relay has a different number. Do not trust this ${thing} until you know why.` };
  }
  if (count(true) === 0) {
    return { holds: null, text: "No relay could confirm it. Try again later, or open one of the addresses above yourself." };
  }
  const text = count(true) === 1 ? `One relay confirmed it: the beacon published this number for round ${round}.`
    : `${count(true)} relays confirmed it: the beacon published this number for round ${round}.`;
  return { holds: true, text };
}
