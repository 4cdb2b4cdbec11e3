// Verifies the record of a draw: recomputes its result by the method `ranked`, version 1 or 2 (cgi-bin/draw/README.md). With
// `spop` Redis picked the winners, which nobody can recompute: the record can only be checked for consistency.

import { CHAIN, MARGIN, randomnessOf, roundAt, timeOfRound } from "./beacon.js";
import { areLines, areMoves, historyChecks, isHistory, isLine, timeOf } from "./history.js";
import { bytesOf, fromHex, hashOf, hex, orderOf, sorted } from "./ranking.js";
import { hmac, sha256 } from "./sha256.js";
import { listed, tr, trn } from "./words.js";

export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = sorted(Object.keys(value)).map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(",")}}`;
}

const isText = (value) => typeof value === "string";
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isHash = (value) => isText(value) && /^[0-9a-f]{64}$/.test(value);
const isNumber = Number.isSafeInteger;

const isSpop = ({ method }) => method === "spop";
const isRanked = ({ method, version }) => method === "ranked" && (version === 1 || version === 2);

export const hasBeacon = (record) => isRanked(record) && record.version === 2 && record.beacon !== null;
// If the announced round was not used:
export const isWithoutBeacon = (record) => isRanked(record) && record.version === 2 && record.beacon === null;
export const announcedRound = (record) => roundAt(record.frozen_at + MARGIN);

// What was announced at the opening. If the beacon was not used, the record itself has these fields.
const promiseOf = (record) => record.beacon ?? record;

function isProof(record) {
  if (!isHash(record.secret) || !isText(record.draw)) return false;
  if (record.version === 1) return isLine(record.public);
  const { chain, margin } = promiseOf(record);
  const { beacon } = record;
  const isRound = () => isObject(beacon) && isNumber(beacon.round) && isNumber(beacon.time) && isText(beacon.randomness)
    && isText(beacon.signature);
  return isText(chain) && isNumber(margin) && isNumber(record.frozen_at) && (beacon === null || isRound());
}

// Whether this is a complete, well-formed record that can be verified. A line feed in a name could give two different lists
// the same hash.
export function isRecord(value) {
  return isObject(value) && areLines(value.entrants) && areLines(value.prizes)
    && isObject(value.winners) && Object.values(value.winners).every(isText) && areMoves(value.replacements)
    && isHistory(value) && (!isRanked(value) || isProof(value));
}

// A record's own hash covers the rest, with null for the entrants, which have their own hash. Records of earlier versions of
// this software include the entrants.
function isSealed({ sha256: seal, ...rest }) {
  const isHashOf = (content) => hex(sha256(bytesOf(canonical(content)))) === seal;
  return isHashOf({ ...rest, entrants: null }) || isHashOf(rest);
}

// Whether a saved complete record is what the site publishes, which may by now be a summary without the entrants. The copy's
// own hash is not trusted.
export async function isPublished(copy, published) {
  const agrees = async (record) => isSealed(record) && await hashOf(record.entrants) === record.entrants_sha256;
  return copy.sha256 === published.sha256 && await agrees(copy) && (published.entrants === null || agrees(published));
}

// `shown`: names and values that were computed or read.
const check = (holds, text, otherwise, ...shown) => ({ holds, text: holds ? text : otherwise, shown });
const areDistinct = (texts) => sorted(texts).every((text, i, all) => i === 0 || text !== all[i - 1]);

const isFixed = (texts, hash, expected) => hash === expected && areDistinct(texts);

const checkEntrants = ({ entrants, entrants_sha256: expected }, hash) => check(isFixed(entrants, hash, expected),
  trn("The only entrant matches the fingerprint that was fixed at the close",
    "All {count} entrants match the fingerprint that was fixed at the close", entrants.length),
  tr("The entrants do not match the fingerprint that was fixed at the close"), [tr("Fingerprint of the entrants"), hash]);

const checkPrizes = ({ prizes, prizes_sha256: expected }, hash) => check(isFixed(prizes, hash, expected),
  trn("The only prize matches the fingerprint that was fixed at the close",
    "All {count} prizes match the fingerprint that was fixed at the close", prizes.length),
  tr("The prizes do not match the fingerprint that was fixed at the close"), [tr("Fingerprint of the prizes"), hash]);

// Who had each prize before any replacement.
const firstOf = (record, order) => new Map(sorted(record.prizes).slice(0, order.length).map((prize, i) => [prize, order[i]]));

// The final winners by prize; null if a replacement is not the next in the order.
function winnersOf(record, order) {
  const winners = firstOf(record, order);
  let next = winners.size;
  for (const { prize, from, to } of record.replacements) {
    if (winners.get(prize) !== from || to !== (order[next] ?? null)) return null;
    next += 1;
    if (to === null) winners.delete(prize);
    else winners.set(prize, to);
  }
  return winners;
}

const sameWinners = (winners, record) => winners !== null && winners.size === Object.keys(record.winners).length
  && [...winners].every(([prize, id]) => record.winners[prize] === id);

const lines = (...texts) => bytesOf(texts.join("\n"));

// In words: that the secret matches the commitment, and that it does not.
function commitmentTexts({ version, commitment_published: isPublic }) {
  if (version === 1) {
    return [isPublic === false ? tr("The secret matches the commitment, which nobody saw beforehand")
      : tr("The secret matches the commitment that was fixed at the opening"), tr("The secret does not match the commitment")];
  }
  return [isPublic === false
    ? tr("The secret, with the commitment to use the beacon, matches the commitment, which nobody saw beforehand")
    : tr("The secret, with the commitment to use the beacon, matches the commitment that was fixed at the opening"),
  tr("The secret, with the commitment to use the beacon, does not match the commitment")];
}

function checkCommitment(record) {
  const { chain, margin } = promiseOf(record);
  const bound = record.version === 1 ? fromHex(record.secret) : lines("prizedraw/2", record.draw, chain, margin, record.secret);
  return check(hex(sha256(bound)) === record.commitment, ...commitmentTexts(record),
    [tr("Secret"), record.secret], [tr("Commitment"), record.commitment]);
}

// Checks that no other beacon, round or number could have been chosen.
function checkBeacon(record) {
  const { chain, margin, round, time } = promiseOf(record);
  const due = roundAt(record.frozen_at + MARGIN);
  const checks = [check(chain === CHAIN && margin === MARGIN, tr("The announced beacon is drand’s quicknet"),
    tr("The announced beacon is not the one that version 2 uses"), [tr("Chain of the beacon"), chain],
    [tr("Minimum seconds from the close to the round"), String(margin)])];
  if (round === undefined) return checks;
  checks.push(check(round === due, tr("Round {round} is the first one at least 15 seconds after the close", { round }),
    tr("Round {round} does not follow from the time of the close, which gives round {due}", { round, due }),
    [tr("Round"), String(round)]));
  checks.push(check(time === timeOfRound(round), tr("The time of round {round} is right", { round }),
    tr("The time of round {round} is wrong", { round }), [tr("Time of the round"), timeOf(time) ?? String(time)]));
  if (record.beacon === null) return checks;
  const { randomness, signature } = record.beacon;
  checks.push(check(randomnessOf(signature) === randomness, tr("The random number is the fingerprint of the beacon’s signature"),
    tr("The random number is not the fingerprint of the beacon’s signature"), [tr("Random number"), randomness],
    [tr("Signature"), signature]));
  return checks;
}

// What decides together with the secret and the lists, as used for the key; and in words, that the key follows from all, and that
// it does not.
function lastOf({ version, beacon, public: word }) {
  if (version === 1 && word === "") {
    return ["", tr("The key follows from the secret and both lists"), tr("The key does not follow from the secret and both lists")];
  }
  if (version === 1) {
    return [word, tr("The key follows from the secret and both lists and the audience’s word “{word}”", { word }),
      tr("The key does not follow from the secret and both lists and the audience’s word “{word}”", { word })];
  }
  if (beacon === null) {
    return ["", tr("The key follows from the secret and both lists, without the beacon"),
      tr("The key does not follow from the secret and both lists, without the beacon")];
  }
  const { chain, round, randomness } = beacon;
  return [`${chain} ${round} ${randomness}`,
    tr("The key follows from the secret and both lists and the random number of round {round}", { round }),
    tr("The key does not follow from the secret and both lists and the random number of round {round}", { round })];
}

function checkWinners(record, order) {
  const replaced = record.replacements.length;
  const follow = replaced === 0 ? tr("The winners follow from the key")
    : trn("The winners follow from the key, after {count} replacement", "The winners follow from the key, after {count} replacements",
      replaced);
  const differ = replaced === 0 ? tr("The winners do not follow from the key")
    : trn("The winners do not follow from the key, after {count} replacement",
      "The winners do not follow from the key, after {count} replacements", replaced);
  return check(sameWinners(winnersOf(record, order), record), follow, differ);
}

async function checkRanked(record, hashes, checks) {
  checks.push(checkCommitment(record));
  if (record.version === 2) checks.push(...checkBeacon(record));
  const [last, follows, differs] = lastOf(record);
  const method = hasBeacon(record) ? "prizedraw/2" : "prizedraw/1";
  const key = hmac(fromHex(record.secret))(lines(method, record.draw, ...hashes, last));
  checks.push(check(hex(key) === record.key, follows, differs, [tr("Key"), hex(key)]));
  const order = await orderOf(record.entrants, key);
  checks.push(checkWinners(record, order));
  return order;
}

// Everybody who ever had a prize, found by reverting the replacements, and who had each at first; null if they contradict
// each other.
function everybodyDrawn({ winners, replacements }) {
  const first = new Map(Object.entries(winners));
  const takers = [];
  for (const { prize, from, to } of [...replacements].reverse()) {
    if ((first.get(prize) ?? null) !== to) return null;
    if (to !== null) takers.push(to);
    first.set(prize, from);
  }
  return { first, all: [...first.values(), ...takers] };
}

function checkSpop(record, checks) {
  const isEntrant = new Set(record.entrants);
  const isPrize = new Set(record.prizes);
  const areOnce = (ids) => areDistinct(ids) && ids.every((id) => isEntrant.has(id));
  const winners = Object.values(record.winners);
  checks.push(check(areOnce(winners) && Object.keys(record.winners).every((prize) => isPrize.has(prize)),
    tr("Each winner is an entrant and has won once"), tr("The winners are not all entrants who have won once")));
  const drawn = everybodyDrawn(record);
  const fits = drawn !== null && areOnce(drawn.all) && record.replacements.every(({ prize }) => isPrize.has(prize));
  const replaced = record.replacements.length;
  checks.push(check(fits, replaced === 0 ? tr("No prize was redrawn")
    : trn("After {count} replacement, nobody has won twice", "After {count} replacements, nobody has won twice", replaced),
  tr("The replacements contradict each other")));
  return drawn === null ? null : drawn.first;
}

function checkMethod(record) {
  const { method, version } = record;
  const name = isSpop(record) ? tr("Redis’s random pick") : tr("{method}, version {version}", { method, version: String(version) });
  return check(isSpop(record) || isRanked(record), tr("This page knows the method that picked the winners"),
    tr("This page does not know the method “{method}”, so it cannot verify the winners", { method: name }), [tr("Method"), name]);
}

export const VERIFIED = tr("verified");

function verdictOf(record, checks) {
  if (!isSpop(record) && !isRanked(record)) return tr("unknown method");
  if (!checks.every(({ holds }) => holds)) return tr("does not match");
  if (isSpop(record)) return tr("consistent, not verifiable");
  return isWithoutBeacon(record) ? tr("verified, but without the beacon") : VERIFIED;
}

// Each check has a sentence that says whether it holds, and computed values. `order` is the order of the entrants, null if the
// record does not determine it.
export async function checkRecord(record) {
  const hashes = [await hashOf(record.entrants), await hashOf(record.prizes)];
  const checks = [
    check(isSealed(record), tr("The record is complete: it matches its own fingerprint"),
      tr("The record has been changed: it does not match its own fingerprint"),
      [tr("Fingerprint of the record"), String(record.sha256)]),
    checkMethod(record),
    checkEntrants(record, hashes[0]),
    checkPrizes(record, hashes[1]),
  ];
  const order = isRanked(record) ? await checkRanked(record, hashes, checks) : null;
  const first = isSpop(record) ? checkSpop(record, checks) : order && firstOf(record, order);
  if (isSpop(record) || isRanked(record)) checks.push(...historyChecks(record, first, order, check));
  return { checks, verdict: verdictOf(record, checks), order };
}

// What the record says about one entrant, in a sentence.
export function placeOf(id, record, order) {
  if (!record.entrants.includes(id)) return tr("{id} is not among the entrants.", { id });
  const prizes = Object.keys(record.winners).filter((prize) => record.winners[prize] === id);
  const values = { id, prizes: listed(prizes), ...(order && { place: order.indexOf(id) + 1, count: order.length }) };
  if (order === null) {
    return prizes.length > 0 ? tr("{id} is among the entrants and won {prizes}.", values)
      : tr("{id} is among the entrants and won nothing.", values);
  }
  return prizes.length > 0 ? tr("{id} is number {place} of {count} in the order and won {prizes}.", values)
    : tr("{id} is number {place} of {count} in the order and won nothing.", values);
}

// When entrants and prizes were fixed; null if unknown.
export const frozenAt = (record) => timeOf(record.frozen_at);
