// Who entered a draw by this browser, and what it tells each of them. A person is remembered by the `id` that the draw
// knows them by; with `name`, `image`, whether it was this browser that entered them (`own`), and whether they have had
// their moment (`cheered`).

// An earlier version remembered one.
export const peopleIn = (kept) => kept?.people ?? (typeof kept?.id === "string" ? [{ id: kept.id }] : []);

// With this person, who may be known by an older ID.
export function withPerson(people, person, id = person.id) {
  const known = people.find((each) => each.id === id) ?? people.find((each) => each.id === person.id);
  const whole = { ...known, ...person };
  const others = people.filter((each) => each === known || each.id !== person.id);
  return known ? others.map((each) => (each === known ? whole : each)) : [...others, whole];
}

export const without = (people, id) => people.filter((each) => each.id !== id);

// What a person's ticket says on a page: a kind and a sentence. `entry` is what the server says of them, if it has said
// anything since the page was new: whoever has a new name on GitHub may have won under that one. `prizes` are those that
// everybody has seen them win.
export function standingOf({ kind, left = 0 }, entry, prizes) {
  if (prizes.length > 0) return ["is-good", `You won ${prizes.join(", ")}!`];
  if (kind === "open") {
    return ["", entry === "unverified" ? "You’re in. GitHub is busy, so we’ll confirm your username shortly." : "You’re in."];
  }
  if (kind === "closed" || left > 0) return ["", "You’re in. Fingers crossed!"];
  return ["is-over", entry === undefined || entry === "won" ? "" : "Not this time. Thanks for taking part!"];
}
