import assert from "node:assert";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";

import { load } from "../support/assets.mjs";

const { hmac, Sha256, sha256 } = await load("sha256.js");
const { hashOf, hex, orderOf, sorted } = await load("ranking.js");

const expected = (bytes) => createHash("sha256").update(bytes).digest("hex");

test("SHA-256 of every length up to some blocks", () => {
  for (let length = 0; length <= 300; length += 1) {
    const bytes = randomBytes(length);
    assert.equal(hex(sha256(bytes)), expected(bytes), String(length));
  }
  assert.equal(hex(sha256(new Uint8Array())), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("SHA-256 of what comes in parts", () => {
  for (let round = 0; round < 200; round += 1) {
    const parts = Array.from({ length: round % 7 }, () => randomBytes(Math.floor(Math.random() * 200)));
    const hash = new Sha256();
    parts.forEach((part) => hash.update(part));
    assert.equal(hex(hash.digest()), expected(Buffer.concat(parts)));
  }
});

test("HMAC with keys shorter and longer than a block", () => {
  for (const length of [0, 1, 31, 32, 63, 64, 65, 127, 128, 200]) {
    const key = randomBytes(length);
    const sign = hmac(key);
    for (const size of [0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 300]) {
      const text = randomBytes(size);
      assert.equal(hex(sign(text)), createHmac("sha256", key).update(text).digest("hex"), `${length} ${size}`);
    }
  }
});

test("the worked examples", async () => {
  for (const name of ["fairness-vectors.json", "fairness-vectors-2.json"]) {
    for (const example of JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url)))) {
      assert.equal(await hashOf(example.entrants), example.entrants_sha256);
      assert.equal(await hashOf(example.prizes), example.prizes_sha256);
      assert.deepEqual(await orderOf(example.entrants, Buffer.from(example.key, "hex")), example.order);
    }
  }
});

test("texts are sorted by their bytes", () => {
  const some = ["", "a", "ab", "b", "é", "퟿", "\ue000", "\uffff", "🎉", "🎉a", "\u{10ffff}", "\u{10000}", "Z", "-"];
  const pick = () => Array.from({ length: 4 }, () => some[Math.floor(Math.random() * some.length)]).join("");
  const texts = Array.from({ length: 2000 }, pick);
  const bytewise = [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  assert.deepEqual(sorted(texts), bytewise);
  assert.equal(sorted(bytewise), bytewise);
});

// Beyond this a page feels frozen. The limit is far above what a slow machine needs.
test("many entrants leave the page time", async () => {
  const entrants = sorted(Array.from({ length: 200000 }, (_, i) => `entrant-${i}`));
  let last = performance.now();
  let longest = 0;
  const ticking = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  });
  await hashOf(entrants);
  const order = await orderOf(entrants, randomBytes(32));
  clearInterval(ticking);
  assert.equal(new Set(order).size, entrants.length);
  assert.ok(longest < 400, `${longest} ms in one go`);
});
