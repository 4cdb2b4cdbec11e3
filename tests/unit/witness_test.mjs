import assert from "node:assert";
import test from "node:test";

import { load } from "../support/assets.mjs";

const { notesIn, withEntrant, withState, witnessing } = await load("witness.js");
const { testimony } = await load("testimony.js");

const ROUND_AT = 1_700_000_015;  // seconds; the freeze was 15 before
const OPEN = { state: "DRAW_OPEN_WITH_ENTRANTS", draw: "aa", commitment: "c1" };
const CLOSED = {
  ...OPEN, state: "DRAW_CLOSED_WITH_ENTRANTS", frozen_at: ROUND_AT - 15, entrants_sha256: "e1", prizes_sha256: "p1",
};
const WITH_ROUND = { ...CLOSED, round: 7, round_at: ROUND_AT };
const AGAIN = {  // closed a second time, ten seconds later
  ...CLOSED, frozen_at: ROUND_AT - 5, entrants_sha256: "e2",
  reopened: [{ at: ROUND_AT - 10, frozen_at: ROUND_AT - 15, entrants_sha256: "e1", prizes_sha256: "p1" }],
};
const won = (state) => ({ ...state, state: "DRAW_WON" });
const recordOf = ({ round, round_at: time, ...rest }, entrants, more = {}) =>
  ({ ...rest, entrants, ...(round ? { beacon: { round, time } } : {}), ...more });
const answer = (id, entry, reason) => new Map([[id, { draw: "aa", github_id: id, entry, reason }]]);

// What a phone notes after receiving these: [state, seconds before the round, how far the server's clock is ahead].
const noteOf = (seen, ...people) => {
  const notes = seen.reduce((so, [state, before = 12, ahead = 0]) => {
    const at = 1000 * (ROUND_AT - before);
    return withState(so, state, at, at + 1000 * ahead);
  }, []);
  return people.reduce((so, id) => withEntrant(so, "aa", id), notes).find(({ draw }) => draw === "aa");
};

const FIXED = "This phone saw the fixed list of entrants";
const BEFORE = `${FIXED} before the winners were picked`;
const NOT = (names, are = "is") => `Warning: ${names} ${are} not what this phone saw before the winners were picked. Ask the organiser.`;

const good = {
  "saw nothing": [[], won(CLOSED), {}, null],
  "saw the draw open": [[[OPEN]], won(CLOSED), {},
    "This phone saw the fingerprint of the locked secret before the winners were picked, and it is still the same."],
  "saw it open, with somebody": [[[OPEN]], won(CLOSED), { people: ["octocat"], record: recordOf(CLOSED, ["octocat"]) },
    "This phone saw the fingerprint of the locked secret before the winners were picked, and it is still the same, and you are on the list of entrants."],
  "saw it open, by SPOP": [[[{ ...OPEN, commitment: undefined }]], won({ ...CLOSED, commitment: undefined }), {}, ""],
  "saw it closed": [[[OPEN], [CLOSED]], won(CLOSED), {}, `${BEFORE}.`],
  "saw it closed, by SPOP": [[[{ ...CLOSED, commitment: undefined }]], won({ ...CLOSED, commitment: undefined }), {}, `${BEFORE}.`],
  "on the list": [[[CLOSED]], won(CLOSED), { people: ["Octocat"], record: recordOf(CLOSED, ["hubot", "octocat"]) }, `${BEFORE}, and you are on it.`],
  "on the list, by the server's answer": [[[CLOSED]], won(CLOSED), { people: ["octocat"], answers: answer("octocat", "won") },
    `${BEFORE}, and you are on it.`],
  "several people": [[[CLOSED]], won(CLOSED), { people: ["octocat", "hubot", "tj"], record: recordOf(CLOSED, ["hubot", "octocat", "tj"]) },
    `${BEFORE}, and the 3 people who entered here are on it.`],
  "one has left": [[[CLOSED]], won(CLOSED),
    { people: ["octocat", "hubot"], record: recordOf(CLOSED, ["octocat"]), answers: answer("hubot", "removed", "left") }, `${BEFORE}, and octocat is on it.`],
  "a round": [[[OPEN, 20], [WITH_ROUND, 9], [WITH_ROUND, 5]], won(WITH_ROUND), { people: ["octocat"], record: recordOf(WITH_ROUND, ["octocat"]) },
    `${FIXED} about 9 seconds before the beacon’s round, and you are on it.`],
  "just before the round": [[[WITH_ROUND, 1]], won(WITH_ROUND), {}, `${FIXED} about 1 second before the beacon’s round.`],
  "after the round": [[[WITH_ROUND, -20]], won(WITH_ROUND), {}, `${BEFORE}.`],
  "about at the round": [[[WITH_ROUND, 1, 2]], won(WITH_ROUND), {}, `${BEFORE}.`],
  "another clock": [[[WITH_ROUND, 12, -60]], won(WITH_ROUND), {}, `${FIXED} before the beacon’s round.`],
  "a server that does not say the time": [[[WITH_ROUND, 12, -ROUND_AT]], won(WITH_ROUND), {}, `${FIXED} before the beacon’s round.`],
  "a clock that doubts it": [[[WITH_ROUND, 12, 60]], won(WITH_ROUND), {},
    `${BEFORE}. Its clock and the server’s differ, so it cannot tell whether that was before the beacon’s round.`],
  "a server's clock that is behind": [[[WITH_ROUND, -45, -57]], won(WITH_ROUND), {},
    `${BEFORE}. Its clock and the server’s differ, so it cannot tell whether that was before the beacon’s round.`],
  "both clocks are past it": [[[WITH_ROUND, -20, 60]], won(WITH_ROUND), {}, `${BEFORE}.`],
  "picked without the round": [[[WITH_ROUND, 9]], won({ ...WITH_ROUND, without_beacon: "status 500" }),
    { record: recordOf(CLOSED, [], { beacon: null, round: 7 }) }, `${BEFORE}.`],
  "opened again": [[[CLOSED, 12], [OPEN, 8], [AGAIN, 4]], won(AGAIN), { people: ["octocat"], record: recordOf(AGAIN, ["octocat"]) },
    `${BEFORE}, and you are on it. The draw was reopened in between, so an earlier list no longer counts.`],
  "opened again, unseen": [[[AGAIN, 4]], won(AGAIN), {}, `${BEFORE}.`],
  "opened again, and not seen since": [[[CLOSED, 12]], won(AGAIN), {},
    "This phone saw the fingerprint of the locked secret before the winners were picked, and it is still the same. "
    + "The draw was reopened in between, so an earlier list no longer counts."],
  "opened again with another round": [[[WITH_ROUND, 12], [{ ...WITH_ROUND, ...AGAIN, round: 11, round_at: ROUND_AT + 12 }, 4]],
    won({ ...WITH_ROUND, ...AGAIN, round: 11, round_at: ROUND_AT + 12 }), {},
    `${FIXED} about 16 seconds before the beacon’s round. The draw was reopened in between, so an earlier list no longer counts.`],
  "opened again while an answer was on its way": [[[CLOSED, 3]], won(AGAIN), {},
    "This phone saw the fingerprint of the locked secret before the winners were picked, and it is still the same. "
    + "The draw was reopened in between, so an earlier list no longer counts."],
  "has left": [[[CLOSED]], won(CLOSED), { people: ["octocat"], record: recordOf(CLOSED, []), answers: answer("octocat", "removed", "left") }, `${BEFORE}.`],
  "was removed": [[[CLOSED]], won(CLOSED), { people: ["octocat"], record: recordOf(CLOSED, []), answers: answer("octocat", "removed", "organiser") }, `${BEFORE}.`],
  "turned out not to exist": [[[CLOSED]], won(CLOSED), { people: ["octocat"], answers: answer("octocat", "removed", "unknown user") }, `${BEFORE}.`],
  "was renamed": [[[CLOSED]], won(CLOSED), { people: ["octocat"], record: recordOf(CLOSED, ["monalisa"]),
    answers: new Map([["octocat", { draw: "aa", github_id: "monalisa", entry: "entered" }]]) }, `${BEFORE}, and you are on it.`],
  "the list was deleted": [[[CLOSED]], won(CLOSED), { people: ["octocat"], record: recordOf(CLOSED, null), answers: answer("octocat", "none", "deleted") }, `${BEFORE}.`],
  "nobody could be asked": [[[CLOSED]], won(CLOSED), { people: ["octocat"], record: recordOf(CLOSED, ["hubot"]) }, `${BEFORE}.`],
  "a record of nonsense": [[[CLOSED]], won(CLOSED), { people: ["octocat"], record: { ...CLOSED, entrants: "octocat" } }, `${BEFORE}.`],
};

for (const [name, [seen, state, { people = [], ...proof }, text]] of Object.entries(good)) {
  test(`nothing is wrong: ${name}`, () => {
    const note = noteOf(seen, ...people);
    if (text === null) assert.equal(note, undefined);
    else assert.deepEqual(testimony(note, state, proof), { isGood: true, text });
  });
}

const bad = {
  "another commitment": [[[OPEN], [CLOSED]], won({ ...CLOSED, commitment: "c2" }), {}, NOT("the fingerprint of the locked secret")],
  "another commitment in between": [[[OPEN], [{ ...OPEN, commitment: "c2" }], [CLOSED]], won(CLOSED), {}, NOT("the fingerprint of the locked secret")],
  "no commitment any more": [[[OPEN]], won({ ...CLOSED, commitment: undefined }), {}, NOT("the fingerprint of the locked secret")],
  "another commitment in the record": [[[OPEN]], won(CLOSED), { record: recordOf({ ...CLOSED, commitment: "c2" }, []) }, NOT("the fingerprint of the locked secret")],
  "other entrants": [[[CLOSED]], won({ ...CLOSED, entrants_sha256: "e2" }), {}, NOT("the list of entrants")],
  "other entrants in the record": [[[CLOSED]], won(CLOSED), { record: recordOf({ ...CLOSED, entrants_sha256: "e2" }, []) }, NOT("the list of entrants")],
  "other entrants in between": [[[CLOSED], [{ ...CLOSED, entrants_sha256: "e2" }]], won(CLOSED), {}, NOT("the list of entrants")],
  "other entrants, once the list was deleted": [[[CLOSED]], won(CLOSED), { record: recordOf({ ...CLOSED, entrants_sha256: "e2" }, null) }, NOT("the list of entrants")],
  "other prizes": [[[CLOSED]], won({ ...CLOSED, prizes_sha256: "p2" }), {}, NOT("the list of prizes")],
  "another round": [[[WITH_ROUND]], won({ ...WITH_ROUND, round: 8 }), {}, NOT("the beacon’s round")],
  "another round in the record": [[[WITH_ROUND]], won(WITH_ROUND), { record: recordOf({ ...WITH_ROUND, round: 8 }, []) }, NOT("the beacon’s round")],
  "no round any more": [[[WITH_ROUND]], won(CLOSED), {}, NOT("the beacon’s round")],
  "all of it": [[[WITH_ROUND]], won({ ...WITH_ROUND, commitment: "c2", entrants_sha256: "e2", prizes_sha256: "p2", round: 8 }), {},
    NOT("the fingerprint of the locked secret, the list of entrants, the list of prizes and the beacon’s round", "are")],
  "changed after it was opened again": [[[CLOSED, 12], [AGAIN, 4]], won({ ...AGAIN, entrants_sha256: "e3" }), {}, NOT("the list of entrants")],
  "opened again at another time": [[[{ ...CLOSED, frozen_at: ROUND_AT - 14 }]], won(AGAIN), {}, NOT("the list of entrants")],
  "said to have been opened again while it was closed": [[[CLOSED, 12], [CLOSED, -5]], won(AGAIN), {},
    "Warning: this phone still saw the draw closed after the time at which it was reportedly reopened. Ask the organiser."],
  "not on the list": [[[CLOSED]], won(CLOSED), { people: ["octocat"], record: recordOf(CLOSED, ["hubot"]), answers: answer("octocat", "none") },
    "Warning: this phone saw that octocat entered, but octocat is not on the list of entrants. Ask the organiser."],
  "not on the list that the server itself says": [[[CLOSED]], won(CLOSED), { people: ["octocat"], record: recordOf(CLOSED, ["hubot"]), answers: answer("octocat", "entered") },
    "Warning: this phone saw that octocat entered, but octocat is not on the list of entrants. Ask the organiser."],
  "not on the list, and the record is too long": [[[CLOSED]], won(CLOSED), { people: ["octocat"], answers: answer("octocat", "none") },
    "Warning: this phone saw that octocat entered, but octocat is not on the list of entrants. Ask the organiser."],
  "two are not on the list, which is another": [[[CLOSED]], won({ ...CLOSED, entrants_sha256: "e2" }), {
    people: ["octocat", "hubot"], answers: new Map([...answer("octocat", "none"), ...answer("hubot", "none")]) },
    "Warning: the list of entrants is not what this phone saw before the winners were picked. And this phone saw that octocat and hubot "
    + "entered, but they are not on the list of entrants. Ask the organiser."],
  "entered, and saw nothing else": [[], won(CLOSED), { people: ["octocat"], answers: answer("octocat", "none") },
    "Warning: this phone saw that octocat entered, but octocat is not on the list of entrants. Ask the organiser."],
};

for (const [name, [seen, state, { people = [], ...proof }, text]] of Object.entries(bad)) {
  test(`a warning: ${name}`, () => {
    assert.deepEqual(testimony(noteOf(seen, ...people), state, proof), { isGood: false, text });
  });
}

test("a computer is no phone", () => {
  assert.equal(testimony(noteOf([[CLOSED]]), won(CLOSED), {}, "browser").text,
    "This browser saw the fixed list of entrants before the winners were picked.");
});

test("nothing is noted of what was picked already, or has no ID", () => {
  for (const state of [won(CLOSED), { state: "NO_DRAW" }, { ...OPEN, draw: undefined }, { ...CLOSED, draw: "" }]) {
    assert.deepEqual(withState([], state, 1, 1), []);
  }
  assert.deepEqual(withEntrant([], "", "octocat"), []);
  assert.deepEqual(withEntrant([], "aa", "<b>"), []);
});

test("a draw that is closed, and not frozen yet", () => {
  const { frozen_at: _, entrants_sha256: __, prizes_sha256: ___, ...unfrozen } = CLOSED;
  assert.deepEqual(noteOf([[unfrozen]]).fixed, []);
});

function storage(content = {}) {
  const kept = new Map(Object.entries(content));
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

test("notes outlive the page, and the last few draws are kept", () => {
  const mine = storage();
  const draws = ["a", "b", "c", "d", "e", "f"];
  for (const draw of draws) witnessing(() => mine, "key").see({ ...CLOSED, draw }, 5000, 6000);
  const again = witnessing(() => mine, "key");
  assert.equal(again.of("a"), null);
  assert.deepEqual(draws.slice(1).map((draw) => again.of(draw).draw), draws.slice(1));
  assert.deepEqual(again.of("f"), {
    draw: "f", commitments: ["c1"], people: [],
    fixed: [{ entrants: "e1", prizes: "p1", round: 0, frozen_at: ROUND_AT - 15, at: 5000, served: 6000, until: 6000 }],
  });
  assert.equal(again.of("g"), null);
});

test("the second draw knows nothing of the first", () => {
  const witness = witnessing(() => mine, "key");
  const mine = storage();
  witness.see(CLOSED, 5000, 5000);
  witness.entered("aa", "octocat");
  witness.see({ ...CLOSED, draw: "bb", commitment: "c2", entrants_sha256: "e2" }, 9000, 9000);
  assert.deepEqual(witness.of("bb").people, []);
  assert.equal(testimony(witness.of("bb"), won({ ...CLOSED, draw: "bb", commitment: "c2", entrants_sha256: "e2" })).text, `${BEFORE}.`);
  assert.deepEqual(witness.of("aa").people, ["octocat"]);
});

test("the first time counts, and the last is known too", () => {
  const witness = witnessing(() => mine, "key");
  const mine = storage();
  for (const at of [5000, 7000, 9000]) witness.see(CLOSED, at, at + 500);
  const [only, ...others] = witness.of("aa").fixed;
  assert.deepEqual([only.at, only.served, only.until, others], [5000, 5500, 9500, []]);
});

test("an answer without the server's time", () => {
  const witness = witnessing(() => mine, "key");
  const mine = storage();
  witness.see(WITH_ROUND, 1000 * (ROUND_AT - 9), NaN);
  assert.equal(testimony(witness.of("aa"), won(WITH_ROUND)).text, `${FIXED} before the beacon’s round.`);
});

test("a browser that forbids storage, or has no room, remembers in the page", () => {
  const forbidden = () => { throw new Error("SecurityError"); };
  const full = { ...storage(), setItem: () => { throw new Error("QuotaExceededError"); } };
  for (const refused of [forbidden, () => full, () => null]) {
    const witness = witnessing(refused, "key");
    witness.see(OPEN, 1000, 1000);
    witness.entered("aa", "octocat");
    witness.see(CLOSED, 2000, 2000);
    assert.deepEqual(witness.of("aa").people, ["octocat"]);
    assert.equal(witness.of("aa").fixed.length, 1);
  }
});

test("what is kept may be anybody's", () => {
  const [whole] = notesIn(JSON.stringify(withEntrant(withState([], CLOSED, 1, 1), "aa", "octocat")));
  assert.equal(whole.people[0], "octocat");
  const changed = (change) => [{ ...whole, ...change }];
  const sighting = whole.fixed[0];
  const hostile = [
    null, 3, "aa", {}, { draw: "aa" }, [null], [3], ["aa"], [[]], [{}],
    changed({ draw: 3 }), changed({ draw: null }), changed({ commitments: "c1" }), changed({ commitments: [3] }),
    changed({ people: null }), changed({ people: ["<img src=x>"] }), changed({ people: [{}] }), changed({ people: [["octocat"]] }),
    changed({ fixed: {} }), changed({ fixed: [null] }), changed({ fixed: [{ ...sighting, at: "5" }] }),
    changed({ fixed: [{ ...sighting, round: null }] }), changed({ fixed: [{ ...sighting, entrants: ["e1"] }] }),
  ];
  for (const content of [...hostile.map((each) => JSON.stringify(each)), "no JSON", "", '{"__proto__": 1}']) {
    const mine = storage({ key: content });
    const witness = witnessing(() => mine, "key");
    assert.equal(witness.of("aa"), null, content);
    witness.see(CLOSED, 1, 1);
    assert.equal(testimony(witness.of("aa"), won(CLOSED)).text, `${BEFORE}.`, content);
  }
  assert.equal(notesIn(JSON.stringify(Array(1000).fill(whole))).length, 5);
});

test("a site that says something else each time does not fill the browser", () => {
  let notes = [];
  for (let i = 0; i < 500; i += 1) {
    notes = withState(notes, { ...CLOSED, commitment: `c${i}`, entrants_sha256: `e${i}` }, i, i);
    notes = withEntrant(notes, "aa", `user-${i}`);
  }
  const [{ commitments, fixed, people }] = notes;
  assert.deepEqual([commitments.length, fixed.length, people.length], [50, 50, 50]);
});
