// Verifies the record of a draw: recomputes its result by the method `ranked`, version 1 or 2 (cgi-bin/draw/README.md). With
// `spop` Redis picked the winners, which nobody can recompute: the record can only be checked for consistency.

import { CHAIN, MARGIN, randomnessOf, roundAt, timeOfRound } from "./beacon.js";
import { areLines, areMoves, historyChecks, isHistory, isLine, plural, timeOf } from "./history.js";
import { bytesOf, fromHex, hashOf, hex, orderOf, sorted } from "./ranking.js";
import { hmac, sha256 } from "./sha256.js";

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

function checkList(texts, hash, expected, unit) {
  const all = texts.length === 1 ? `The only ${unit} matches` : `All ${plural(texts.length, unit)} match`;
  return check(hash === expected && areDistinct(texts), `${all} the fingerprint that was fixed at the close`,
    `The ${unit}s do not match the fingerprint that was fixed at the close`, [`Fingerprint of the ${unit}s`, hash]);
}

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

function checkCommitment(record) {
  const { chain, margin } = promiseOf(record);
  const isFirst = record.version === 1;
  const bound = isFirst ? fromHex(record.secret) : lines("prizedraw/2", record.draw, chain, margin, record.secret);
  const what = isFirst ? "The secret" : "The secret, with the commitment to use the beacon,";
  const when = record.commitment_published === false ? ", which nobody saw beforehand" : " that was fixed at the opening";
  return check(hex(sha256(bound)) === record.commitment, `${what} matches the commitment${when}`,
    `${what} does not match the commitment`, ["Secret", record.secret], ["Commitment", record.commitment]);
}

// Checks that no other beacon, round or number could have been chosen.
function checkBeacon(record) {
  const { chain, margin, round, time } = promiseOf(record);
  const due = roundAt(record.frozen_at + MARGIN);
  const checks = [check(chain === CHAIN && margin === MARGIN, "The announced beacon is drand’s quicknet",
    "The announced beacon is not the one that version 2 uses", ["Chain of the beacon", chain],
    ["Minimum seconds from the close to the round", String(margin)])];
  if (round === undefined) return checks;
  checks.push(check(round === due, `Round ${round} is the first one at least ${MARGIN} seconds after the close`,
    `Round ${round} does not follow from the time of the close, which gives round ${due}`, ["Round", String(round)]));
  checks.push(check(time === timeOfRound(round), `The time of round ${round} is right`, `The time of round ${round} is wrong`,
    ["Time of the round", timeOf(time) ?? String(time)]));
  if (record.beacon === null) return checks;
  const { randomness, signature } = record.beacon;
  checks.push(check(randomnessOf(signature) === randomness, "The random number is the fingerprint of the beacon’s signature",
    "The random number is not the fingerprint of the beacon’s signature", ["Random number", randomness],
    ["Signature", signature]));
  return checks;
}

// What decides together with the secret and the lists, in words and as used for the key.
function lastOf({ version, beacon, public: word }) {
  if (version === 1) return word === "" ? ["", ""] : [` and the audience’s word “${word}”`, word];
  if (beacon === null) return [", without the beacon", ""];
  return [` and the random number of round ${beacon.round}`, `${beacon.chain} ${beacon.round} ${beacon.randomness}`];
}

async function checkRanked(record, hashes, checks) {
  checks.push(checkCommitment(record));
  if (record.version === 2) checks.push(...checkBeacon(record));
  const [words, last] = lastOf(record);
  const method = hasBeacon(record) ? "prizedraw/2" : "prizedraw/1";
  const key = hmac(fromHex(record.secret))(lines(method, record.draw, ...hashes, last));
  checks.push(check(hex(key) === record.key, `The key follows from the secret and both lists${words}`,
    `The key does not follow from the secret and both lists${words}`, ["Key", hex(key)]));
  const order = await orderOf(record.entrants, key);
  const replaced = record.replacements.length;
  const after = replaced === 0 ? "" : `, after ${plural(replaced, "replacement")}`;
  checks.push(check(sameWinners(winnersOf(record, order), record), `The winners follow from the key${after}`,
    `The winners do not follow from the key${after}`));
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
    "Each winner is an entrant and has won once", "The winners are not all entrants who have won once"));
  const drawn = everybodyDrawn(record);
  const fits = drawn !== null && areOnce(drawn.all) && record.replacements.every(({ prize }) => isPrize.has(prize));
  const replaced = record.replacements.length;
  checks.push(check(fits,
    replaced === 0 ? "No prize was redrawn" : `After ${plural(replaced, "replacement")}, nobody has won twice`,
    "The replacements contradict each other"));
  return drawn === null ? null : drawn.first;
}

function checkMethod(record) {
  const { method, version } = record;
  const name = isSpop(record) ? "Redis’s random pick" : `${method}, version ${version}`;
  return check(isSpop(record) || isRanked(record), "This page knows the method that picked the winners",
    `This page does not know the method “${name}”, so it cannot verify the winners`, ["Method", name]);
}

function verdictOf(record, checks) {
  if (!isSpop(record) && !isRanked(record)) return "unknown method";
  if (!checks.every(({ holds }) => holds)) return "does not match";
  if (isSpop(record)) return "consistent, not verifiable";
  return isWithoutBeacon(record) ? "verified, but without the beacon" : "verified";
}

// Each check has a sentence that says whether it holds, and computed values. `order` is the order of the entrants, null if the
// record does not determine it.
export async function checkRecord(record) {
  const hashes = [await hashOf(record.entrants), await hashOf(record.prizes)];
  const checks = [
    check(isSealed(record), "The record is complete: it matches its own fingerprint",
      "The record has been changed: it does not match its own fingerprint", ["Fingerprint of the record", String(record.sha256)]),
    checkMethod(record),
    checkList(record.entrants, hashes[0], record.entrants_sha256, "entrant"),
    checkList(record.prizes, hashes[1], record.prizes_sha256, "prize"),
  ];
  const order = isRanked(record) ? await checkRanked(record, hashes, checks) : null;
  const first = isSpop(record) ? checkSpop(record, checks) : order && firstOf(record, order);
  if (isSpop(record) || isRanked(record)) checks.push(...historyChecks(record, first, order, check));
  return { checks, verdict: verdictOf(record, checks), order };
}

// What the record says about one entrant, in a sentence.
export function placeOf(id, record, order) {
  if (!record.entrants.includes(id)) return `${id} is not among the entrants.`;
  const rank = order === null ? "" : `number ${order.indexOf(id) + 1} of ${order.length} in the order`;
  const prizes = Object.keys(record.winners).filter((prize) => record.winners[prize] === id);
  return `${id} is ${rank || "among the entrants"} and won ${prizes.length > 0 ? prizes.join(", ") : "nothing"}.`;
}

// When entrants and prizes were fixed; null if unknown.
export const frozenAt = (record) => timeOf(record.frozen_at);
