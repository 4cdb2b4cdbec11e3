// Checks the record of a draw: computes its result again as the method `ranked`, version 1, says (README: "Checking a
// result"). With `spop` Redis picked the winners, which nobody can compute again: then the record can only be checked
// against itself.

const utf8 = new TextEncoder();
const { subtle } = globalThis.crypto ?? {};

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (text) => new Uint8Array(text.match(/../g).map((pair) => parseInt(pair, 16)));

function compareBytes(a, b) {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    if (a[i] !== b[i]) return a[i] - b[i];
  }
  return a.length - b.length;
}

// By their bytes in UTF-8, ascending.
function sorted(texts) {
  const all = texts.map((text) => ({ text, bytes: utf8.encode(text) }));
  return all.sort((a, b) => compareBytes(a.bytes, b.bytes)).map(({ text }) => text);
}

const sha256 = async (bytes) => hex(await subtle.digest("SHA-256", bytes));
const hashOf = (texts) => sha256(utf8.encode(sorted(texts).join("\n")));

async function hmac(key) {
  const imported = await subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return async (text) => new Uint8Array(await subtle.sign("HMAC", imported, utf8.encode(text)));
}

export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = sorted(Object.keys(value)).map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(",")}}`;
}

const isText = (value) => typeof value === "string";
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const areLines = (value) => Array.isArray(value) && value.every((line) => isText(line) && !line.includes("\n"));
const isHash = (value) => isText(value) && /^[0-9a-f]{64}$/.test(value);

// Whether this has the shape of a whole record, so that it can be checked. A line feed in a name could hide two names
// behind one hash.
export function isRecord(value) {
  return isObject(value) && areLines(value.entrants) && areLines(value.prizes)
    && isObject(value.winners) && Object.values(value.winners).every(isText) && Array.isArray(value.replacements)
    && value.replacements.every((each) => isObject(each) && isText(each.prize) && isText(each.from)
      && (each.to === null || isText(each.to)))
    && (value.method === "spop" || (isHash(value.secret) && isText(value.draw) && isText(value.public)));
}

// A record's own hash is of all the rest, with null for the entrants, whom their own hash covers. Records of earlier
// versions of this software have the entrants in it.
async function isSealed(record) {
  const { sha256: seal, ...rest } = record;
  const isHashOf = async (content) => await sha256(utf8.encode(canonical(content))) === seal;
  return await isHashOf({ ...rest, entrants: null }) || isHashOf(rest);
}

// Whether a saved copy, a whole record, is what the site publishes: that may be a summary by now, without the entrants.
// What the copy says of its own hash is not believed.
export async function isPublished(copy, published) {
  const agrees = async (record) => await isSealed(record) && await hashOf(record.entrants) === record.entrants_sha256;
  return copy.sha256 === published.sha256 && await agrees(copy) && (published.entrants === null || agrees(published));
}

const check = (holds, text, otherwise, detail = "") => ({ holds, text: holds ? text : otherwise, detail });
const areDistinct = (texts) => new Set(texts).size === texts.length;
const plural = (count, unit) => `${count} ${unit}${count === 1 ? "" : "s"}`;

async function checkList(texts, published, unit) {
  const hash = await hashOf(texts);
  const all = texts.length === 1 ? `The only ${unit} matches` : `All ${plural(texts.length, unit)} match`;
  return check(hash === published && areDistinct(texts), `${all} the fingerprint`,
    `The ${unit}s do not match the fingerprint`, hash);
}

async function orderOf(entrants, key) {
  const sign = await hmac(key);
  const tickets = [];
  for (const entrant of sorted(entrants)) tickets.push({ entrant, ticket: await sign(entrant) });
  tickets.sort((a, b) => compareBytes(a.ticket, b.ticket));
  return tickets.map(({ entrant }) => entrant);
}

// Who has won in the end, prize by prize; null where a replacement is not the next of the order.
function winnersOf(record, order) {
  const winners = new Map(sorted(record.prizes).slice(0, order.length).map((prize, i) => [prize, order[i]]));
  const spare = order.slice(winners.size);
  for (const { prize, from, to } of record.replacements) {
    if (winners.get(prize) !== from || to !== (spare.shift() ?? null)) return null;
    if (to === null) winners.delete(prize);
    else winners.set(prize, to);
  }
  return winners;
}

const sameWinners = (winners, record) => winners !== null && winners.size === Object.keys(record.winners).length
  && [...winners].every(([prize, id]) => record.winners[prize] === id);

async function checkRanked(record, checks) {
  const secret = fromHex(record.secret);
  const when = record.commitment_published ? "that was published before anybody entered" : "that nobody saw beforehand";
  checks.push(check(await sha256(secret) === record.commitment, `The secret matches the commitment ${when}`,
    "The secret does not match the commitment", record.commitment));
  const hashes = [await hashOf(record.entrants), await hashOf(record.prizes)];
  const sign = await hmac(secret);
  const key = await sign(["prizedraw/1", record.draw, ...hashes, record.public].join("\n"));
  const word = record.public === "" ? "" : ` and the audience’s word “${record.public}”`;
  checks.push(check(hex(key) === record.key, `The key follows from all of these${word}`,
    `The key does not follow from all of these${word}`, hex(key)));
  const order = await orderOf(record.entrants, key);
  const replaced = record.replacements.length;
  const after = replaced === 0 ? "" : `, after ${plural(replaced, "replacement")}`;
  checks.push(check(sameWinners(winnersOf(record, order), record), `The winners follow from the key${after}`,
    `The winners do not follow from the key${after}`));
  return order;
}

// Everybody who had a prize at some time, found by taking the replacements back; null where they do not fit together.
function everybodyDrawn({ winners, replacements }) {
  const holders = new Map(Object.entries(winners));
  const takers = [];
  for (const { prize, from, to } of [...replacements].reverse()) {
    if ((holders.get(prize) ?? null) !== to) return null;
    if (to !== null) takers.push(to);
    holders.set(prize, from);
  }
  return [...holders.values(), ...takers];
}

function checkSpop(record, checks) {
  const isEntrant = new Set(record.entrants);
  const isPrize = new Set(record.prizes);
  const areOnce = (ids) => areDistinct(ids) && ids.every((id) => isEntrant.has(id));
  const winners = Object.values(record.winners);
  checks.push(check(areOnce(winners) && Object.keys(record.winners).every((prize) => isPrize.has(prize)),
    "Each winner is an entrant and has won once", "The winners are not all entrants who have won once"));
  const drawn = everybodyDrawn(record);
  const fits = drawn !== null && areOnce(drawn) && record.replacements.every(({ prize }) => isPrize.has(prize));
  const replaced = record.replacements.length;
  checks.push(check(fits,
    replaced === 0 ? "No prize was redrawn" : `After ${plural(replaced, "replacement")}, nobody has won twice`,
    "The replacements do not fit together"));
}

// Each check says whether it holds, in a sentence, with the value that was computed. `order` is everybody's place, null
// with `spop`.
export async function checkRecord(record) {
  const { method } = record;
  const isSpop = method === "spop";
  const checks = [
    check(await isSealed(record), "The record is whole: it matches its own fingerprint",
      "The record is not whole: it does not match its own fingerprint", record.sha256),
    check(isSpop || (method === "ranked" && record.version === 1), "This page knows the method",
      "This page does not know the method", isSpop ? method : `${method} ${record.version}`),
    await checkList(record.entrants, record.entrants_sha256, "entrant"),
    await checkList(record.prizes, record.prizes_sha256, "prize"),
  ];
  const order = isSpop ? null : await checkRanked(record, checks);
  if (isSpop) checkSpop(record, checks);
  const isConsistent = checks.every(({ holds }) => holds);
  const verdict = !isConsistent ? "does not match" : isSpop ? "consistent, not provable" : "verified";
  return { checks, verdict, order };
}

// What the record says of one entrant, in a sentence.
export function placeOf(id, record, order) {
  if (!record.entrants.includes(id)) return `${id} is not among the entrants.`;
  const rank = order === null ? "" : `number ${order.indexOf(id) + 1} of ${order.length} in the order`;
  const prizes = Object.keys(record.winners).filter((prize) => record.winners[prize] === id);
  return `${id} is ${rank || "among the entrants"} and won ${prizes.length > 0 ? prizes.join(", ") : "nothing"}.`;
}

// A time of the record's, in seconds since 1970; null where it is none.
const timeOf = (seconds) => (Number.isInteger(seconds) && Math.abs(seconds) < 1e11 ? new Date(1000 * seconds) : null);

// When entrants and prizes were fixed; null where the record does not say.
export const frozenAt = (record) => timeOf(record.frozen_at);

// When the draw was opened again after a close by mistake, and when entrants and prizes had been fixed before.
export function reopenings({ reopened }) {
  const all = Array.isArray(reopened) ? reopened.filter(isObject) : [];
  return all.map(({ at, frozen_at: before }) => ({ again: timeOf(at), before: timeOf(before) }))
    .filter(({ again, before }) => again !== null && before !== null);
}
