import assert from "node:assert";
import test from "node:test";

import { load } from "../support/assets.mjs";

const { peopleIn, standingOf, withPerson, without } = await load("people.js");

test("several people enter by one browser", () => {
  let people = withPerson([], { id: "octocat", name: "Octocat", own: true });
  people = withPerson(people, { id: "hubot" });
  people = withPerson(people, { id: "octocat", name: "Octocat Hubbard" });
  assert.deepEqual(people, [{ id: "octocat", name: "Octocat Hubbard", own: true }, { id: "hubot" }]);
  assert.deepEqual(without(people, "octocat"), [{ id: "hubot" }]);
});

test("somebody with a new name is the same person", () => {
  const people = [{ id: "old", own: true }, { id: "hubot" }];
  assert.deepEqual(withPerson(people, { id: "new" }, "old"), [{ id: "new", own: true }, { id: "hubot" }]);
  assert.deepEqual(withPerson([...people, { id: "new" }], { id: "new" }, "old"), [{ id: "new", own: true }, { id: "hubot" }]);
});

test("what is kept, also by the version before", () => {
  assert.deepEqual(peopleIn(null), []);
  assert.deepEqual(peopleIn({ draw: "aa" }), []);
  assert.deepEqual(peopleIn({ draw: "aa", id: "octocat" }), [{ id: "octocat" }]);
  assert.deepEqual(peopleIn({ draw: "aa", people: [{ id: "hubot" }] }), [{ id: "hubot" }]);
});

test("what a ticket says", () => {
  const says = (page, entry, prizes = []) => standingOf(page, entry, prizes)[1];
  assert.equal(says({ kind: "open" }, undefined), "You’re in.");
  assert.match(says({ kind: "open" }, "unverified"), /^You’re in. GitHub is busy/);
  assert.equal(says({ kind: "closed" }, "entered"), "You’re in. Fingers crossed!");
  assert.equal(says({ kind: "won", left: 0 }, "entered"), "Not this time. Thanks for taking part!");
  assert.deepEqual(standingOf({ kind: "won", left: 2 }, "won", ["Apple"]), ["is-good", "You won Apple!"]);
});

// Somebody who has won an unrevealed prize has the status `entered`.
test("nobody has lost before all winners are revealed, nor before the server has said so", () => {
  const [, text] = standingOf({ kind: "won", left: 1 }, "entered", []);
  assert.equal(text, "You’re in. Fingers crossed!");
  for (const entry of [undefined, "won"]) assert.equal(standingOf({ kind: "won", left: 0 }, entry, [])[1], "");
});
