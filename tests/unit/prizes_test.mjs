import assert from "node:assert";
import test from "node:test";

import { load } from "../support/assets.mjs";

const { asQuantity, lineOf, linesOf, partsOf, problemsOf, reading, withoutBullet } = await load("prizes.js");
const writeOut = (line) => reading().writeOut(line);

test("lines", () => {
  assert.deepEqual(linesOf(" An Apple\r\n\r\n  Pear \rFig\n"), ["An Apple", "Pear", "Fig"]);
});

// The same cases as the server's own (prize_list_test.cpp), here and below.
test("quantities are written out", () => {
  assert.deepEqual(writeOut("3 x Mug"), ["Mug 1", "Mug 2", "Mug 3"]);
  assert.deepEqual(writeOut("2×  Crème"), ["Crème 1", "Crème 2"]);
  assert.deepEqual(writeOut("1 X Hat"), ["Hat"]);
  assert.deepEqual(writeOut("2 x Mug | by Acme"), ["Mug 1 | by Acme", "Mug 2 | by Acme"]);
  assert.deepEqual([writeOut("10 x Mug")[0], writeOut("10 x Mug")[9]], ["Mug 01", "Mug 10"]);
  const plain = ["", "Mug", "0 x Mug", "x Mug", "4x4", "3 x", "1234567 x Mug"];
  for (const line of plain) assert.deepEqual(writeOut(line), [line]);
});

test("a quantity is written out once, also one within another", () => {
  const prizes = reading();
  assert.deepEqual(prizes.writeOut("2 x 3 x Foo"), ["3 x Foo 1", "3 x Foo 2"]);
  assert.ok(prizes.isLiteral("3 x Foo 1"));
  assert.deepEqual(prizes.writeOut("3 x Foo 1"), ["3 x Foo 1"]);
});

test("the organiser's spelling wins: what is typed again stays", () => {
  const prizes = reading();
  assert.ok(!prizes.isLiteral("2 x 16 GB RAM kit"));
  assert.deepEqual(prizes.writeOut("2 x 16 GB RAM kit"), ["16 GB RAM kit 1", "16 GB RAM kit 2"]);
  assert.ok(prizes.isLiteral("2 x 16 GB RAM kit"));
  assert.deepEqual(prizes.writeOut("2 x 16 GB RAM kit"), ["2 x 16 GB RAM kit"]);
  assert.deepEqual(prizes.writeOut("2 x Mug"), ["Mug 1", "Mug 2"]);
});

test("a list that the server has reviewed is literal", () => {
  const prizes = reading(["2 x 16 GB RAM kit"]);
  assert.deepEqual(prizes.writeOut("2 x 16 GB RAM kit"), ["2 x 16 GB RAM kit"]);
  assert.deepEqual(prizes.writeOut("2 x Mug"), ["Mug 1", "Mug 2"]);
});

test("too many are left to the server to refuse", () => {
  const prizes = reading();
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
  for (const blank of blanks) assert.match(problemsOf([blank])[0], /no visible characters/);
  assert.deepEqual(problemsOf(["\u2764\ufe0f", "."]), ["", ""]);
});

test("a line about a prize", () => {
  for (const line of ["Mug | by Acme | 2026", "Hat |x", "Pear", "| by Acme", ""]) assert.equal(lineOf(partsOf(line)), line);
  assert.deepEqual(partsOf("Mug | by Acme | 2026"), { name: "Mug", note: "by Acme | 2026" });
  assert.deepEqual(partsOf("| by Acme"), { name: "", note: "by Acme" });
  const problems = problemsOf(["Mug | by Acme", "| by Acme", "Mug | by Brand", `Hat | ${"x".repeat(201)}`]);
  assert.deepEqual([problems[0], /Name this/.test(problems[1]), /Same as prize 1/.test(problems[2]), /too long/.test(problems[3])], ["", true, true, true]);
});

test("rows of a spreadsheet", () => {
  assert.deepEqual(linesOf("Mug\t2\nHat\t1\n2\tPear"), ["2 x Mug", "1 x Hat", "2 x Pear"]);
  assert.deepEqual(linesOf("Mug\tby Acme\nHat\t\tby Acme"), ["Mug | by Acme", "Hat | by Acme"]);
  assert.deepEqual(linesOf("Mug\t2\tby Acme\tSan Diego\nHat\t0"), ["2 x Mug | by Acme San Diego", "Hat | 0"]);
});

test("doubtful lines are neither literal nor written out, until they are kept", () => {
  for (const line of ["3 Sticker", "Sticker x 3", "Sticker ×3", "1. Sticker", "2) Sticker", "- Sticker", "• Sticker", "* Mug"]) {
    const prizes = reading();
    assert.ok(prizes.isDoubtful(line) && !prizes.isLiteral(line), line);
    assert.deepEqual(prizes.writeOut(line), [line]);
    prizes.keep([line]);
    assert.ok(!prizes.isDoubtful(line) && prizes.isLiteral(line), line);
  }
  for (const line of ["3 x Sticker", "Sticker", "4x4", "0 Sticker", "iPhone X", "A-Z", "1.5 l of tea", "Sticker x", "Mug | 3 Sticker"]) {
    assert.ok(!reading().isDoubtful(line), line);
  }
});

test("what a doubtful line may mean", () => {
  assert.equal(withoutBullet("12.  Sticker"), "Sticker");
  assert.equal(withoutBullet("• 3 x Sticker | by Acme"), "3 x Sticker | by Acme");
  assert.equal(asQuantity("3 Sticker | by Acme"), "3 x Sticker | by Acme");
  assert.equal(asQuantity("Sticker ×3"), "3 x Sticker");
});
