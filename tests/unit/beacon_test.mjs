// How the page interprets the answers of the beacon's relays.

import assert from "node:assert";
import { readFileSync } from "node:fs";
import test from "node:test";

import { load } from "../support/assets.mjs";

const { addressOf, askRelay, randomnessOf, roundAt, timeOfRound } = await load("beacon.js");
const { outcomeOf } = await load("checked.js");

const [{ beacon }, { beacon: other }] = JSON.parse(readFileSync(new URL("../fairness-vectors-2.json", import.meta.url)));
const { round, randomness, signature } = beacon;
const relay = "https://relay.example";

const answer = (body, options) => async () => new Response(typeof body === "string" ? body : JSON.stringify(body), options);
const said = (fetcher) => askRelay(relay, beacon, fetcher);

test("rounds and their times", () => {
  assert.equal(timeOfRound(1), 1692803367);
  for (const each of [beacon, other]) assert.equal(timeOfRound(each.round), each.time);
  assert.deepEqual([-2, -1, 0, 1].map((late) => roundAt(beacon.time + late)), [1000, 1000, 1000, 1001]);
});

test("the number of a signature", () => {
  assert.equal(randomnessOf(signature), randomness);
  for (const wrong of ["", "xy", signature.toUpperCase(), `${signature}0`]) assert.notEqual(randomnessOf(wrong), randomness);
});

test("a relay is asked for the round of the chain", async () => {
  let asked = "";
  await said(async (address) => {
    asked = address;
    return new Response("{}");
  });
  assert.equal(asked, `${relay}/${beacon.chain}/public/1000`);
  assert.equal(asked, addressOf(relay, beacon));
});

test("a relay that has the same", async () => {
  const { holds, text } = await said(answer({ round, randomness, signature, more: 1 }));
  assert.ok(holds);
  assert.match(text, /same/);
});

test("a relay that has another number", async () => {
  for (const change of [{ randomness: other.randomness }, { signature: other.signature }, { randomness: undefined }]) {
    const { holds, text } = await said(answer({ round, randomness, signature, ...change }));
    assert.equal(holds, false);
    assert.match(text, /a different number/);
  }
});

test("a relay that cannot tell", async () => {
  const away = async () => { throw new TypeError("Failed to fetch"); };
  const endless = new ReadableStream({ pull: (body) => body.enqueue(new Uint8Array(1000)) });
  const broken = new ReadableStream({ start: (body) => body.error(new Error("reset")) });
  const wrong = [
    [answer("", { status: 404 }), /does not have this round/], [answer("", { status: 500 }), /error \(500\)/],
    [away, /could not be reached/],
    [answer("<html>"), /other than a beacon round/], [answer("7"), /other than a beacon round/],
    [answer("null"), /other than a beacon round/], [answer(""), /other than a beacon round/],
    [answer({ round: round + 1, randomness, signature }), /a different round/],
    [answer({ round: "1000", randomness, signature }), /a different round/],
    [answer(" ".repeat(5000)), /too much/], [async () => new Response(endless), /too much/],
    [async () => new Response(broken), /could not be reached/],
  ];
  for (const [fetcher, words] of wrong) {
    const { holds, text } = await said(fetcher);
    assert.equal(holds, null, text);
    assert.match(text, words);
  }
});

test("what all relays say together", () => {
  const outcome = (...said) => outcomeOf(said.map((holds) => ({ holds })), beacon, "record");
  assert.equal(outcome(true, null, false).holds, false);
  assert.match(outcome(true, false).text, /Do not trust this record/);
  assert.equal(outcome(null, null).holds, null);
  assert.equal(outcome().holds, null);
  assert.equal(outcome(true, null, true).holds, true);
  assert.match(outcome(true, null, true).text, new RegExp(`^2 relays .* round ${round}\\.$`));
  assert.match(outcome(true, null).text, /^One relay /);
});
