import assert from "node:assert";
import test from "node:test";

import { load } from "../support/assets.mjs";

const { hasMovedOn, isOutOfDate, newsOf, pageOf } = await load("state.js");

const open = { kind: "open", id: "aa", version: "1", shown: 0, moved: "" };
const won = { kind: "won", id: "aa", version: "2", shown: 0, moved: "" };

test("what /state says, as a page would show it", () => {
  assert.deepEqual(pageOf({ state: "NO_DRAW", version: "0" }), { kind: "none", id: "", version: "0", shown: 0, moved: "" });
  assert.deepEqual(pageOf({ state: "DRAW_OPEN_WITH_ENTRANTS", draw: "aa", version: "1" }), open);
  assert.deepEqual(pageOf({ state: "DRAW_WON", draw: "aa", version: "2" }), won);
  assert.equal(pageOf({ state: "DRAW_WON", version: "3", moved: "x" }).moved, "x");
  assert.equal(pageOf({ state: "DRAW_CLOSED_NO_ENTRANTS", version: "3" }).kind, "closed");
});

// Each answer is compared with what the page shows, not with the previous answer. So a page that was renewed too early, and
// still shows a replaced winner, is detected however late.
test("a page is out of date while it shows another version than /state", () => {
  const shown = { ...won, version: "old" };
  const state = { state: "DRAW_WON", draw: "aa", version: "new", prizes: [], entrants: 1 };
  for (let poll = 0; poll < 3; poll += 1) assert.ok(isOutOfDate(shown, pageOf(state)));
  assert.ok(!isOutOfDate({ ...shown, version: "new" }, pageOf(state)));
});

test("what is worth telling", () => {
  assert.equal(newsOf(open, { ...open, version: "9" }), "");  // the first entrant, another time limit
  assert.equal(newsOf(open, { ...open, kind: "closed" }), "The draw has closed.");
  assert.equal(newsOf(open, won), "The winners are here!");
  assert.equal(newsOf(won, { ...won, version: "9" }), "The winners have changed.");
  const moved = { ...won, version: "9", moved: "Mug now goes to Anita Lee @anita" };
  assert.equal(newsOf(won, moved), "Mug now goes to Anita Lee @anita.");
  assert.equal(newsOf(won, { ...moved, movedText: "Mug goes to @anita now" }), "Mug goes to @anita now.");
  assert.equal(newsOf(moved, { ...moved, version: "10" }), "The winners have changed.");
  assert.equal(newsOf(moved, won), "The winners have changed.");
  assert.equal(newsOf(won, { ...won, id: "bb" }), "The winners are here!");
  assert.equal(newsOf(won, open), "A draw has opened.");
  assert.equal(newsOf(open, { kind: "none", id: "" }), "There is no draw right now.");
});

test("the reveal is told winner by winner", () => {
  assert.equal(newsOf(open, { ...won, left: 3 }), "The winners are picked, and the reveal begins.");
  assert.equal(newsOf({ ...won, shown: 1 }, { ...won, shown: 2, version: "9" }), "Another winner is revealed!");
  assert.equal(pageOf({ state: "DRAW_WON", draw: "aa", version: "2", shown: 2 }).shown, 2);
});

test("another draw, or another phase, is the draw moving on", () => {
  assert.ok(hasMovedOn(open, won) && hasMovedOn(won, { ...won, id: "bb" }));
  assert.ok(!hasMovedOn(won, { ...won, version: "9" }));
});
