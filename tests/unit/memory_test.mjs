import assert from "node:assert";
import test from "node:test";

import { load } from "../support/assets.mjs";

const { memory } = await load("memory.js");

function storage(content = {}) {
  const kept = new Map(Object.entries(content));
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

test("a draw is remembered until another takes its place, or it is forgotten", () => {
  const entries = memory(storage, "key");  // a new one each time, so nothing is stored elsewhere
  const mine = storage();
  const kept = memory(() => mine, "key");
  assert.equal(entries.of("aa"), null);
  kept.keep("aa", { id: "octocat" });
  assert.equal(kept.of("aa").id, "octocat");
  assert.equal(kept.of("bb"), null);
  kept.keep("bb", { id: "hubot" });
  assert.equal(kept.of("aa"), null);
  kept.forget();
  assert.equal(kept.of("bb"), null);
  assert.equal(mine.kept.size, 0);
});

test("nothing is remembered about a draw without an ID", () => {
  const mine = storage();
  const places = memory(() => mine, "key");
  places.keep("", { step: 3 });
  assert.equal(places.of(""), null);
  assert.equal(mine.kept.size, 0);
  // What earlier versions of this software left behind.
  for (const old of ['{"draw": "", "id": "octocat"}', "3", "null", "no JSON", '"aa"']) {
    assert.equal(memory(() => storage({ key: old }), "key").of(""), null);
    assert.equal(memory(() => storage({ key: old }), "key").of("aa"), null);
  }
});

test("a browser that forbids storage", () => {
  const forbidden = memory(() => { throw new Error("SecurityError"); }, "key");
  forbidden.keep("aa", { id: "octocat" });
  forbidden.forget();
  assert.equal(forbidden.of("aa"), null);
});
