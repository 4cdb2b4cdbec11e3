// Compares /state with what a page shows: whether the page is out of date, and what to tell people about it.
// A page has a `kind` (none, open, closed or won), its draw's `id` (empty if it has none) and a `version`, a text that changes
// whenever the page's content changes; `shown` is how many prizes are revealed, and `moved` a sentence about the latest
// redraw.

import { tr } from "./words.js";

const NEWS = {
  none: tr("There is no draw right now."),
  open: "A draw has opened.",
  closed: "The draw has closed.",
  won: "The winners are here!",
  drawn: "The winners are picked, and the reveal begins.",
};

export function kindOf({ state }) {
  return state === "NO_DRAW" ? "none" : state.split("_")[1].toLowerCase();
}

export const pageOf = (state) => ({
  kind: kindOf(state), id: state.draw ?? "", version: state.version, shown: state.shown ?? 0, moved: state.moved ?? "",
});

export const isOutOfDate = (page, now) => page.version !== now.version;

export const hasMovedOn = (before, after) => before.kind !== after.kind || before.id !== after.id;

// Empty if there is nothing to announce: the countdown and the number of entrants are updated separately.
export function newsOf(before, after) {
  if (hasMovedOn(before, after)) return NEWS[after.kind === "won" && after.left > 0 ? "drawn" : after.kind];
  if (after.moved !== before.moved && after.moved !== "") return `${after.moved}.`;
  if (after.kind !== "won") return "";
  return after.shown > before.shown ? "Another winner is revealed!" : "The winners have changed.";
}
