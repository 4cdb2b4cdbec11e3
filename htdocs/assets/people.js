// The people who entered a draw with this browser, and what their tickets say. A person is stored with the draw's `id` for
// them, `name`, `image`, whether this browser entered them (`own`), and whether it has celebrated their win (`cheered`).

import { listed, tr } from "./words.js";

// An earlier version stored one person.
export const peopleIn = (kept) => kept?.people ?? (typeof kept?.id === "string" ? [{ id: kept.id }] : []);

// Adds this person, who may be stored under an older ID.
export function withPerson(people, person, id = person.id) {
  const known = people.find((each) => each.id === id) ?? people.find((each) => each.id === person.id);
  const whole = { ...known, ...person };
  const others = people.filter((each) => each === known || each.id !== person.id);
  return known ? others.map((each) => (each === known ? whole : each)) : [...others, whole];
}

export const without = (people, id) => people.filter((each) => each.id !== id);

// What a person's ticket shows: a kind and a sentence. `entry` is the server's answer about them since the page was renewed,
// if any: somebody with a new name on GitHub may have won under it. `prizes` are the revealed prizes that they won.
export function standingOf({ kind, left = 0 }, entry, prizes) {
  if (prizes.length > 0) return ["is-good", tr("You won {prizes}!", { prizes: listed(prizes) })];
  if (kind === "open") {
    return ["", entry === "unverified" ? tr("You’re in. GitHub is busy, so we’ll confirm your username shortly.") : tr("You’re in.")];
  }
  if (kind === "closed" || left > 0) return ["", tr("You’re in. Fingers crossed!")];
  return ["is-over", entry === undefined || entry === "won" ? "" : tr("Not this time. Thanks for taking part!")];
}
