import assert from "node:assert";
import test from "node:test";

import { load } from "../support/assets.mjs";

const { linesOf, problemsOf, quantities } = await load("prizes.js");
const writeOut = (line) => quantities().writeOut(line);

test("lines", () => {
  assert.deepEqual(linesOf(" An Apple\r\n\r\n  Pear \rFig\n"), ["An Apple", "Pear", "Fig"]);
});

// The same cases as the server's own (opening_test.cpp).
test("quantities are written out", () => {
  assert.deepEqual(writeOut("3 x Mug"), ["Mug 1", "Mug 2", "Mug 3"]);
  assert.deepEqual(writeOut("2×  Crème"), ["Crème 1", "Crème 2"]);
  assert.deepEqual(writeOut("1 X Hat"), ["Hat"]);
  assert.deepEqual([writeOut("10 x Mug")[0], writeOut("10 x Mug")[9]], ["Mug 01", "Mug 10"]);
  const plain = ["", "Mug", "0 x Mug", "x Mug", "4x4", "3 x", "1234567 x Mug"];
  for (const line of plain) assert.deepEqual(writeOut(line), [line]);
});

test("a quantity is written out once, also one within another", () => {
  const prizes = quantities();
  assert.deepEqual(prizes.writeOut("2 x 3 x Foo"), ["3 x Foo 1", "3 x Foo 2"]);
  assert.ok(prizes.isLiteral("3 x Foo 1"));
  assert.deepEqual(prizes.writeOut("3 x Foo 1"), ["3 x Foo 1"]);
});

test("the organiser's spelling wins: what is typed again stays", () => {
  const prizes = quantities();
  assert.ok(!prizes.isLiteral("2 x 16 GB RAM kit"));
  assert.deepEqual(prizes.writeOut("2 x 16 GB RAM kit"), ["16 GB RAM kit 1", "16 GB RAM kit 2"]);
  assert.ok(prizes.isLiteral("2 x 16 GB RAM kit"));
  assert.deepEqual(prizes.writeOut("2 x 16 GB RAM kit"), ["2 x 16 GB RAM kit"]);
  assert.deepEqual(prizes.writeOut("2 x Mug"), ["Mug 1", "Mug 2"]);
});

test("a list that the server has reviewed is literal", () => {
  const prizes = quantities(["2 x 16 GB RAM kit"]);
  assert.deepEqual(prizes.writeOut("2 x 16 GB RAM kit"), ["2 x 16 GB RAM kit"]);
  assert.deepEqual(prizes.writeOut("2 x Mug"), ["Mug 1", "Mug 2"]);
});

test("too many are left to the server to refuse", () => {
  const prizes = quantities();
  assert.deepEqual(prizes.writeOut("10001 x Mug"), ["10001 x Mug"]);
  assert.ok(!prizes.isLiteral("10001 x Mug"));
  assert.equal(prizes.writeOut("10000 x Mug").length, 10000);
});

test("problems", () => {
  assert.deepEqual(problemsOf(["Pear", "", "🎉".repeat(200), ""]), ["", "", "", ""]);
  const problems = problemsOf(["Pear", "Fig", "🎉".repeat(201), "Pear"]);
  assert.deepEqual(problems.slice(0, 2), ["", ""]);
  assert.match(problems[2], /200 characters/);
  assert.match(problems[3], /prize 1/);
  const blanks = ["\u2800", "\u3164", "\u034f", "\u180e", "\u00ad", "\u{e0041}", "\u200b\u2060", "\ufe0f", "\u115f"];
  for (const blank of blanks) assert.match(problemsOf([blank])[0], /Nothing can be seen/);
  assert.deepEqual(problemsOf(["\u2764\ufe0f", "."]), ["", ""]);
});
