// Compares /state with what a page shows: whether the page is out of date, and what to tell people about it.
// A page has a `kind` (none, open, closed or won), its draw's `id` (empty if it has none) and a `version`, a text that changes
// whenever the page's content changes; `shown` is how many prizes are revealed, and `moved` an English sentence about the latest
// redraw, which a page also has in its own language as `movedText`.

import { language, tr } from "./words.js";

const NEWS = {
  none: tr("There is no draw right now."),
  open: tr("A draw has opened."),
  closed: tr("The draw has closed."),
  won: tr("The winners are here!"),
  drawn: tr("The winners are picked, and the reveal begins."),
};

export function kindOf({ state }) {
  return state === "NO_DRAW" ? "none" : state.split("_")[1].toLowerCase();
}

export const pageOf = (state) => ({
  kind: kindOf(state), id: state.draw ?? "", version: state.version, shown: state.shown ?? 0, moved: state.moved ?? "",
});

export const isOutOfDate = (page, now) => page.version !== now.version;

export const hasMovedOn = (before, after) => before.kind !== after.kind || before.id !== after.id;

function redrawn({ moved, movedText = language === "en" ? moved : "" }) {
  return movedText === "" ? tr("A prize has been redrawn.") : tr("{sentence}.", { sentence: movedText });
}

// Empty if there is nothing to announce: the countdown and the number of entrants are updated separately.
export function newsOf(before, after) {
  if (hasMovedOn(before, after)) return NEWS[after.kind === "won" && after.left > 0 ? "drawn" : after.kind];
  if (after.moved !== before.moved && after.moved !== "") return redrawn(after);
  if (after.kind !== "won") return "";
  return after.shown > before.shown ? tr("Another winner is revealed!") : tr("The winners have changed.");
}
