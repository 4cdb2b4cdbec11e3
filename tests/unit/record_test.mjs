import assert from "node:assert";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";

import { load } from "../support/assets.mjs";

const { announcedRound, checkRecord, frozenAt, hasBeacon, isPublished, isRecord, isWithoutBeacon, placeOf } = await load("record.js");
const { eventsOf } = await load("history.js");

const read = (name) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url)));
const examples = read("fairness-vectors.json");
const beaconed = read("fairness-vectors-2.json");

const bytewise = (texts) => [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const hashOf = (texts) => sha256(bytewise(texts).join("\n"));

// As written by Python's json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${bytewise(Object.keys(value)).map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)}}`;
}

function sealed({ sha256: _, ...record }, entrants = null) {
  return { ...record, sha256: sha256(canonical({ ...record, entrants })) };
}

// An example as a record.
function ranked({ order, ...example }, replacements = []) {
  return sealed({
    method: "ranked", version: 1, commitment_published: true, replacements, opened_at: "2026-01-31T11:00:00Z",
    frozen_at: 1769860800, picked_at: "2026-01-31T12:00:00Z", software: "prizedraw 1.0", ...example,
  });
}

// The second example after a winner was absent, and the next person could not accept.
function replaced() {
  const [, { order, ...example }] = examples;
  const prize = "An Apple";
  const at = "2026-01-31T12:01:00Z";
  const replacements = [
    { prize, from: order[1], to: order[3], reason: "absent", at },
    { prize, from: order[3], to: order[4], reason: "cannot accept", at },
  ];
  return ranked({ ...example, winners: { ...example.winners, [prize]: order[4] } }, replacements);
}

function spop(changes = {}) {
  const entrants = ["ada", "hubot", "linus", "octocat"];
  const prizes = ["A Banana", "Äpfel", "Zebra"];
  return sealed({
    method: "spop", draw: "00112233445566778899aabbccddeeff", entrants, entrants_sha256: hashOf(entrants), prizes,
    prizes_sha256: hashOf(prizes), winners: { "A Banana": "octocat", Zebra: "linus" },
    replacements: [
      { prize: "A Banana", from: "hubot", to: "octocat", reason: "absent", at: "2026-01-31T12:01:00Z" },
      { prize: "Äpfel", from: "ada", to: null, reason: "excluded", at: "2026-01-31T12:02:00Z" },
    ],
    opened_at: "2026-01-31T11:00:00Z", frozen_at: 1769860800, picked_at: "2026-01-31T12:00:00Z",
    software: "prizedraw 1.0", ...changes,
  });
}

// A record of tests/record-cases.json: an example, with some values changed, and its hash updated unless the case says otherwise.
function ofCase({ of: [version, number], set, unsealed }) {
  const example = (version === 1 ? examples : beaconed)[number];
  const reason = example.beacon === null ? { without_beacon: "no relay answered" } : {};
  const record = JSON.parse(JSON.stringify(ranked({ ...example, ...reason })));
  for (const [path, value] of Object.entries(set)) {
    const ways = path.split(".");
    const name = ways.pop();
    ways.reduce((place, way) => place[way], record)[name] = value;
  }
  return unsealed ? record : sealed(record);
}

const failingOf = (checks) => checks.filter(({ holds }) => !holds).map(({ text }) => text);
const failing = async (record) => failingOf((await checkRecord(record)).checks);

test("the worked examples", async () => {
  for (const example of [...examples, ...beaconed]) {
    const { checks, verdict, order } = await checkRecord(ranked(example));
    assert.deepEqual(failingOf(checks), []);
    assert.deepEqual(order, example.order);
    assert.equal(verdict, example.beacon === null ? "verified, but without the beacon" : "verified");
    const shown = checks.flatMap(({ shown: values }) => values.map(([, value]) => value));
    for (const name of ["secret", "commitment", "entrants_sha256", "prizes_sha256", "key"]) assert.ok(shown.includes(example[name]), name);
  }
});

// The same for the Python program in cgi-bin/draw/README.md: unit/check_program_test.py. `page`: this page says it in other words.
test("each case of the table", async () => {
  for (const each of read("record-cases.json")) {
    const record = ofCase(each);
    const found = isRecord(record) ? failingOf((await checkRecord(record)).checks).join() : "no record";
    if (each.says === "") assert.equal(found, "", each.what);
    else assert.match(found, new RegExp(each.page ?? each.says, "i"), each.what);
  }
});

test("no byte of a record of version 2 can be another", async () => {
  for (const example of beaconed) {
    const text = JSON.stringify(ranked(example));
    for (let at = 0; at < text.length; at += 1) {
      const changed = text.slice(0, at) + (text[at] === "7" ? "8" : "7") + text.slice(at + 1);
      let record = null;
      try {
        record = JSON.parse(changed);
      } catch { /* no JSON */ }
      if (isRecord(record)) assert.notDeepEqual(await failing(record), [], changed.slice(at - 20, at + 20));
    }
  }
});

test("whether the beacon was used", () => {
  const [used, , unused] = beaconed.map((example) => ranked(example));
  assert.deepEqual([used, unused, ranked(examples[0]), spop()].map(hasBeacon), [true, false, false, false]);
  assert.deepEqual([used, unused, ranked(examples[0]), spop()].map(isWithoutBeacon), [false, true, false, false]);
  assert.deepEqual([used, unused].map(announcedRound), [1000, 1000]);
});

test("replacements take the next of the order", async () => {
  const record = replaced();
  assert.deepEqual(await failing(record), []);
  const [first, second] = record.replacements;
  for (const replacements of [[], [first], [second, first], [{ ...first, to: null }, second]]) {
    assert.match((await failing(sealed({ ...record, replacements }))).join(), /^The winners/);
  }
  const nobodyLeft = [{ prize: "A Banana", from: "octocat", to: null, reason: "absent", at: "" }];
  assert.deepEqual(await failing(ranked({ ...examples[0], winners: {} }, nobodyLeft)), []);
});

test("whatever does not match is named, also where the record's own hash was made to fit", async () => {
  const record = replaced();
  const wrong = [
    ["secret", "ab".repeat(32), /commitment.*key.*winners/], ["entrants", record.entrants.slice(1), /entrants.*key/],
    ["prizes", ["X"], /prizes.*key/], ["public", "other", /key.*winners/], ["version", 3, /method/],
    ["draw", "0".repeat(32), /key/], ["commitment", "0".repeat(64), /commitment/], ["key", "0".repeat(64), /key/],
    ["winners", { ...record.winners, Zebra: "ivey" }, /^The winners/], ["method", "unheard of", /method/],
    ["entrants_sha256", "0".repeat(64), /^The entrants/], ["prizes_sha256", "0".repeat(64), /^The prizes/],
  ];
  for (const [name, value, texts] of wrong) {
    const changed = sealed({ ...record, [name]: value });
    assert.match((await failing(changed)).join(), texts, name);
    const verdict = /method|version/.test(name) ? "unknown method" : "does not match";
    assert.equal((await checkRecord(changed)).verdict, verdict);
  }
  assert.match((await failing({ ...record, software: "other" })).join(), /^The record has been changed/);
});

test("a record of an earlier version, whose hash has the entrants in it", async () => {
  const { frozen_at: _, ...old } = ranked(examples[1]);
  const record = sealed(old, old.entrants);
  assert.deepEqual(await failing(record), []);
  assert.ok(await isPublished(record, record));
  assert.equal(frozenAt(record), null);
});

test("of a draw by SPOP is said what can be checked", async () => {
  const { checks, verdict, order } = await checkRecord(spop());
  assert.deepEqual(failingOf(checks), []);
  assert.equal(verdict, "consistent, not verifiable");
  assert.equal(order, null);
  assert.deepEqual(await failing(spop({ replacements: [], winners: {} })), []);
});

test("what was taken back in a draw by SPOP", async () => {
  const move = { prize: "Zebra", from: "linus", to: "ada", reason: "absent", at: "", taken_back_at: "" };
  const good = [[move], [{ ...move, prize: "A Banana", from: "hubot", to: "linus" }], [{ ...move, to: null }],
    [move, { ...move, from: "ada", to: "hubot" }]];
  for (const back of good) assert.deepEqual(await failing(spop({ taken_back: back })), []);
  const wrong = [{ ...move, from: "hubot" }, { ...move, to: "nobody" }, { ...move, prize: "Gold" }];
  for (const each of wrong) assert.match((await failing(spop({ taken_back: [each] }))).join(), /undone redraw/);
});

test("what happened, in sentences", () => {
  const at = "2026-01-31T12:01:00Z";
  const told = (changes) => eventsOf({ replacements: [], ...changes })
    .map((parts) => parts.map((part) => (part instanceof Date ? part.toISOString().slice(11, 19) : part)).join(""));
  assert.deepEqual(told({}), []);
  assert.deepEqual(told({ added: ["ada"] }), ["The organiser added 1 entrant: ada."]);
  assert.deepEqual(told({ left_out: { draws: 1, github_ids: [] } }), ["Winners of the last draw could not enter, but there were none."]);
  assert.deepEqual(told({ left_out: { draws: 3, github_ids: ["a", "b"] } }), ["Winners of the last 3 draws could not enter: a, b."]);
  const many = Array.from({ length: 23 }, (_, i) => `u${i}`);
  assert.match(told({ added: many })[0], /^The organiser added 23 entrants: u0, .*, u19 and 3 more\.$/);
  assert.deepEqual(told({ reopened: [{ at: 20, frozen_at: 10 }] }), ["The draw was closed at 00:00:10 and reopened at 00:00:20."]);
  const move = { prize: "X", from: "a", to: "b", reason: "absent", at, taken_back_at: "2026-01-31T12:02:00Z" };
  assert.deepEqual(told({ replacements: [move, { ...move, from: "b", to: null }] }),
    ["“X” went from a to b (absent).", "“X” went from b to nobody, since no entrant was left (absent)."]);
  const back = "The organiser undid that at 12:02:00, so it went back to a.";
  assert.deepEqual(told({ taken_back: [move, { ...move, from: "b", to: "c" }] }), [`“X” went from a to c (absent). ${back}`]);
  assert.deepEqual(told({ taken_back: [move, move] }), Array(2).fill(`“X” went from a to b (absent). ${back}`));
  const unsaid = { reopened: [{}], taken_back: [{ ...move, reason: 1, taken_back_at: {} }] };
  assert.match(told(unsaid).join(), /unknown time.*no reason given.*an unknown time/);
});

test("what does not fit in a draw by SPOP", async () => {
  const { replacements } = spop();
  const [first, second] = replacements;
  const wrong = [
    [{ winners: { "A Banana": "octocat", Zebra: "nobody" } }, /^The winners/],
    [{ winners: { "A Banana": "octocat", Zebra: "octocat" } }, /^The winners/],
    [{ winners: { "A Banana": "octocat", Gold: "linus" } }, /^The winners/],
    [{ replacements: [second] }, null],
    [{ replacements: [{ ...first, to: "linus" }, second] }, /^The replacements/],
    [{ replacements: [{ ...first, from: "linus" }, second] }, /^The replacements/],
    [{ replacements: [first, { ...second, from: "nobody" }] }, /^The replacements/],
    [{ replacements: [first, { ...second, prize: "Zebra" }] }, /^The replacements/],
    [{ entrants: ["ada", "hubot", "linus", "octocat", "late"] }, /^The entrants/],
    [{ prizes: ["A Banana", "Äpfel"] }, /^The prizes/],
  ];
  for (const [changes, texts] of wrong) {
    const found = await failing(spop(changes));
    if (texts === null) assert.deepEqual(found, []);
    else assert.match(found.join(), texts, JSON.stringify(changes));
  }
});

test("a copy is what was published only if nothing in it was changed", async () => {
  for (const record of [replaced(), spop()]) {
    const summary = { ...record, entrants: null, replacements: null };
    const old = sealed(record, record.entrants);
    for (const published of [record, summary]) assert.ok(await isPublished(record, published));
    for (const name of Object.keys(record)) {
      const value = record[name];
      const lists = Array.isArray(value) ? [value.slice(1), [...value, value[0]]] : [];
      for (const other of [null, `${value}0`, [], {}, 0, ...lists]) {
        const changed = { ...record, [name]: other };
        if (!isRecord(changed) || canonical(changed) === canonical(record)) continue;
        const copies = [changed, sealed(changed), { ...changed, entrants_sha256: hashOf(changed.entrants) }];
        for (const copy of copies.filter((each) => canonical(each) !== canonical(record))) {
          for (const published of [record, summary, old]) assert.ok(!await isPublished(copy, published), name);
        }
      }
    }
    assert.ok(!await isPublished({ ...record, extra: 1 }, record));
    assert.ok(!await isPublished(record, old));
    // What the site publishes must be consistent too.
    assert.ok(!await isPublished(record, { ...record, software: "other" }));
  }
});

test("what is no record", () => {
  const record = replaced();
  assert.ok(isRecord(record) && isRecord(spop()));
  const wrong = [
    { entrants: null }, { entrants: [1] }, { entrants: ["ada\nhubot"] }, { prizes: "X" }, { winners: null },
    { winners: [] }, { winners: { X: 1 } }, { replacements: [null] }, { replacements: [{ prize: "X", from: "a" }] },
    { secret: "" }, { secret: "xy" }, { public: null }, { public: "two\nlines" }, { entrants: ["half \ud83c"] },
    { added: "ada" }, { left_out: ["ada"] }, { left_out: { draws: "1", github_ids: [] } }, { reopened: [1] }, { taken_back: {} },
  ];
  for (const each of wrong) assert.ok(!isRecord({ ...record, ...each }), JSON.stringify(each));
  for (const value of [null, 1, "record", [], {}]) assert.ok(!isRecord(value));
});

test("where somebody is", async () => {
  const record = ranked(examples[1]);
  const { order } = await checkRecord(record);
  assert.equal(placeOf("mojombo", record, order), "mojombo is number 1 of 6 in the order and won A Banana.");
  assert.equal(placeOf("defunkt", record, order), "defunkt is number 6 of 6 in the order and won nothing.");
  assert.equal(placeOf("nobody", record, order), "nobody is not among the entrants.");
  assert.equal(placeOf("linus", spop(), null), "linus is among the entrants and won Zebra.");
});

test("when entrants and prizes were fixed", () => {
  assert.equal(frozenAt({ frozen_at: 1769860800 }).toISOString(), "2026-01-31T12:00:00.000Z");
  for (const wrong of [undefined, null, "1769860800", 1e300, 0.5]) {
    assert.equal(frozenAt({ frozen_at: wrong }), null);
  }
});
