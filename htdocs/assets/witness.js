// What this browser saw of the last draws before their winners were picked: it stores the commitment, what was fixed at the
// close, and who entered, where nobody else can change it.

import { kindOf } from "./state.js";

const DRAWS_AT_MOST = 5;
const VALUES_AT_MOST = 50;

const isId = (value) => /^[\w-]{1,100}$/.test(value);  // a login's characters
const isText = (value) => typeof value === "string";
const isSighting = (value) => isText(value?.entrants) && isText(value.prizes)
  && ["frozen_at", "round", "at", "served", "until"].every((name) => Number.isFinite(value[name]));
const isNote = (value) => isText(value?.draw) && [value.commitments, value.fixed, value.people].every(Array.isArray)
  && value.commitments.every(isText) && value.fixed.every(isSighting)
  && value.people.every((id) => isText(id) && isId(id));

// Parses the stored notes, which may have been tampered with.
export function notesIn(text) {
  try {
    const notes = JSON.parse(text);
    return Array.isArray(notes) ? notes.filter(isNote).slice(-DRAWS_AT_MOST) : [];
  } catch {
    return [];
  }
}

const withValue = (values, value) =>
  (values.includes(value) || values.length === VALUES_AT_MOST ? values : [...values, value]);

function changed(notes, draw, change) {
  const note = notes.find((each) => each.draw === draw) ?? { draw, commitments: [], fixed: [], people: [] };
  return [...notes.filter((each) => each !== note), { ...note, ...change(note) }].slice(-DRAWS_AT_MOST);
}

// What was fixed at the close, as in /state and the record.
export const FIXED = ["entrants", "prizes", "round"];
export const isSame = (a, b, names = FIXED) => names.every((name) => a[name] === b[name]);
export const fixedIn = ({ entrants_sha256: entrants, prizes_sha256: prizes, round = 0 }) => ({ entrants, prizes, round });

function withSighting(fixed, sighting) {
  const known = fixed.find((each) => isSame(each, sighting, [...FIXED, "frozen_at"]));
  if (known) return fixed.map((each) => (each === known ? { ...known, until: sighting.until } : each));
  return fixed.length === VALUES_AT_MOST ? fixed : [...fixed, sighting];
}

// Adds the site's state of the draw, received `at` by this browser's clock and `served` by the server's (0 if unknown), in
// milliseconds since 1970.
export function withState(notes, state, at, served) {
  if (!state.draw || !["open", "closed"].includes(kindOf(state))) return notes;
  return changed(notes, state.draw, ({ commitments, fixed }) => ({
    commitments: withValue(commitments, state.commitment ?? ""),
    fixed: state.frozen_at
      ? withSighting(fixed, { ...fixedIn(state), frozen_at: state.frozen_at, at, served, until: served }) : fixed,
  }));
}

// Adds a person about whom the site said here that they are in the draw.
export const withEntrant = (notes, draw, id) => (draw === "" || !isId(id) ? notes
  : changed(notes, draw, ({ people }) => ({ people: withValue(people, id.toLowerCase()) })));

// Keeps the notes in the browser, or only in this page if storage is blocked. `storage` is a function, since even accessing the
// storage may throw.
export function witnessing(storage, key) {
  let mine = null;  // if storage is blocked
  function read() {
    if (mine) return mine;
    try {
      return notesIn(storage().getItem(key));
    } catch {
      return [];
    }
  }
  function write(notes) {
    try {
      storage().setItem(key, JSON.stringify(notes));
      mine = null;
    } catch {
      mine = notes;
    }
  }
  const update = (change) => {
    const before = read();
    const after = change(before);
    if (after !== before) write(after);
  };
  return {
    see: (state, at, served) => update((notes) => withState(notes, state, at, Number.isFinite(served) ? served : 0)),
    entered: (draw, id) => update((notes) => withEntrant(notes, draw, id)),
    of: (draw) => read().find((each) => each.draw === draw) ?? null,
  };
}

// This site's witness; this file is in the site's folder `assets`.
export const witness = witnessing(() => localStorage, `prizedraw:witness:${new URL("..", import.meta.url).pathname}`);
