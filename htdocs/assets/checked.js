// Shared by the page that verifies a record (verify.js) and the self-verifying file (saved.js).

import { addressOf, askRelay } from "./beacon.js";
import { loginIn } from "./entrant.js";
import { eventsOf } from "./history.js";
import { announcedRound, placeOf } from "./record.js";
import { tr, trn, trNodes } from "./words.js";

const MOST_EVENTS = 100;

export function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content);
  return made;
}

// The position in the order of the username that was typed.
export const placeOfTyped = (typed, github, record, order) => placeOf(loginIn(typed, github).toLowerCase(), record, order);

// Data of the record, which is in English.
function quoted(text) {
  const made = element("bdi", "", text);
  made.lang = "en";
  return made;
}

export function withoutBeacon(record) {
  const round = announcedRound(record);
  const reason = record.without_beacon;
  return element("span", "", ...(reason
    ? trNodes("The announced beacon was not used. Round {round} of the public beacon should have decided, but the organiser picked without it. Reason: {reason}.", { round, reason: quoted(reason) })
    : trNodes("The announced beacon was not used. Round {round} of the public beacon should have decided, but the organiser picked without it. Reason: none given.", { round })));
}

// What else happened; `shown` formats a time for the list.
export function listEvents(list, record, shown) {
  const events = eventsOf(record, shown, quoted);
  const left = events.length - MOST_EVENTS;
  for (const parts of events.slice(0, MOST_EVENTS)) list.append(element("li", "", ...parts));
  if (left > 0) list.append(element("li", "", trn("And {count} more.", "And {count} more.", left)));
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
    return element("li", { true: "holds", false: "fails", null: "" }[holds], ...trNodes(text, { relay: link }));
  }));
}

// The relays' combined verdict on a record, or a file: whether it holds, null if unknown, and a sentence.
export function outcomeOf(answers, { round }, thing) {
  const count = (kind) => answers.filter(({ holds }) => holds === kind).length;
  if (count(false) > 0) {
    return {
      holds: false,
      text: thing === "file" ? tr("A relay has a different number. Do not trust this file until you know why.")
        : tr("A relay has a different number. Do not trust this record until you know why."),
    };
  }
  if (count(true) === 0) {
    return { holds: null, text: tr("No relay could confirm it. Try again later, or open one of the addresses above yourself.") };
  }
  const text = trn("One relay confirmed it: the beacon published this number for round {round}.",
    "{count} relays confirmed it: the beacon published this number for round {round}.", count(true), { round });
  return { holds: true, text };
}
