// Computes the result of a draw again from its record, as the method `ranked`, version 1, says (README: "Checking a
// result"), and shows each step as it passes. /verify?draw=… checks that of a past draw. Where the entrants have been deleted meanwhile, a
// saved copy of the whole record still checks, against the hash that stays.

import { root } from "./live.js";

const checks = document.getElementById("checks");
const verdict = document.getElementById("verdict");
const find = document.getElementById("find");
const utf8 = new TextEncoder();

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (text) => new Uint8Array(text.match(/../g).map((pair) => parseInt(pair, 16)));

function compareBytes(a, b) {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    if (a[i] !== b[i]) return a[i] - b[i];
  }
  return a.length - b.length;
}
const compare = (a, b) => compareBytes(utf8.encode(a), utf8.encode(b));
const sorted = (texts) => [...texts].sort(compare);

const sha256 = async (bytes) => hex(await crypto.subtle.digest("SHA-256", bytes));
const hashOf = (texts) => sha256(utf8.encode(sorted(texts).join("\n")));

async function hmac(key) {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return async (text) => new Uint8Array(await crypto.subtle.sign("HMAC", imported, utf8.encode(text)));
}

// The record without its own hash, its names sorted bytewise: what that hash is of.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${sorted(Object.keys(value)).map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

async function orderOf(record, key) {
  const sign = await hmac(key);
  const tickets = [];
  for (const entrant of record.entrants) tickets.push({ entrant, ticket: await sign(entrant) });
  tickets.sort((a, b) => compareBytes(a.ticket, b.ticket) || compare(a.entrant, b.entrant));
  return tickets.map(({ entrant }) => entrant);
}

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

const plural = (count, unit) => `${count} ${unit}${count === 1 ? "" : "s"}`;

function say(kind, text, detail) {
  const item = document.createElement("li");
  item.className = kind;
  const code = document.createElement("code");
  code.textContent = detail;
  item.append(`${text} `, code);
  checks.append(item);
}

function show(holds, text, detail) {
  if (!holds) verdict.textContent = "does not match";
  if (holds) say("holds", `Holds: ${text}`, detail);
  else say("fails", `Does not match: ${text}`, detail);
}

function cannot(text) {
  const element = document.getElementById("cannot");
  element.textContent = text;
  element.hidden = false;
}

async function check(record) {
  verdict.textContent = "computing…";
  const { sha256: sealed, ...rest } = record;
  show(await sha256(utf8.encode(canonical(rest))) === sealed, "the record is whole", sealed);
  show(record.method === "ranked" && record.version === 1, "the method is one that this page knows", `${record.method} ${record.version}`);
  const secret = fromHex(record.secret);
  const beforehand = record.commitment_published ? "" : ", which nobody saw beforehand";
  show(await sha256(secret) === record.commitment, `the secret is the one of the commitment${beforehand}`, record.commitment);
  const entrants = await hashOf(record.entrants);
  show(entrants === record.entrants_sha256, `the entrants are those of their hash: ${record.entrants.length}`, entrants);
  const prizes = await hashOf(record.prizes);
  show(prizes === record.prizes_sha256, "the prizes are those of their hash", prizes);
  const sign = await hmac(secret);
  const key = await sign(["prizedraw/1", record.draw, entrants, prizes, record.public].join("\n"));
  show(hex(key) === record.key, record.public === "" ? "the key follows" : `the key follows, with the word “${record.public}”`, hex(key));
  const order = await orderOf(record, key);
  const winners = winnersOf(record, order);
  show(sameWinners(winners, record), `the winners follow from the order, after ${plural(record.replacements.length, "replacement")}`, "");
  if (checks.querySelector(".fails") === null) verdict.textContent = "holds";
  return order;
}

let found = null;  // in whom one may look for oneself: the record and its order

function look(event) {
  event.preventDefault();
  const { record, order } = found;
  const who = find.querySelector("input").value.trim().replace(/^@/, "").toLowerCase();
  const rank = order.indexOf(who) + 1;
  const won = Object.keys(record.winners).filter((prize) => record.winners[prize] === who);
  const place = rank === 0 ? "is not among the entrants." : `is number ${rank} of ${order.length} in the order`;
  const prize = won.length > 0 ? ` and won ${won[0]}.` : " and won nothing.";
  document.getElementById("found").textContent = `${who} ${place}${rank === 0 ? "" : prize}`;
}

async function checkWhole(record) {
  checks.replaceChildren();
  document.getElementById("cannot").hidden = true;
  found = { record, order: await check(record) };
  find.hidden = false;
}

// Of a record without its entrants this can be said, and that whoever has saved the whole can check it.
function showSummary(record) {
  verdict.textContent = "needs your copy";
  say("", "The winners that were published", Object.entries(record.winners).map(([prize, id]) => `${prize}: ${id}`).join(", "));
  say("", "The hash of the entrants", record.entrants_sha256);
  say("", "The hash of the prizes", record.prizes_sha256);
  say("", "The hash of the whole record", record.sha256);
  cannot("The entrants of this draw have been deleted, so the result cannot be computed from here. A copy of the record that was saved earlier still checks.");
}

function offerCopies(published) {
  const place = document.getElementById("saved");
  const compared = document.getElementById("compared");
  place.hidden = false;
  place.addEventListener("change", async () => {
    const [file] = document.getElementById("copy").files;
    if (!file) return;
    compared.className = "result is-bad";
    try {
      const copy = JSON.parse(await file.text());
      const same = copy.sha256 === published.sha256;
      compared.className = `result ${same ? "is-good" : "is-bad"}`;
      compared.textContent = same ? "Your copy is the record that was published here." : "Your copy is not the record that stands here now.";
      await checkWhole(copy);
    } catch {
      compared.textContent = "This file is no record of a draw.";
    }
  });
}

async function main() {
  if (!globalThis.crypto?.subtle) {
    cannot("This browser computes no hashes on a page without HTTPS. Open it over HTTPS, or save the record and check it with the Python program of the project’s README.");
    return;
  }
  const draw = new URLSearchParams(location.search).get("draw");
  const answer = await fetch(`${root}record${draw === null ? "" : `/${encodeURIComponent(draw)}`}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    cannot(answer.status === 404 ? "There is no record yet. Come back when the winners are picked." : "The record cannot be had just now. Please try again in a moment.");
    return;
  }
  const record = await answer.json();
  find.addEventListener("submit", look);
  offerCopies(record);
  if (record.entrants === null) showSummary(record);
  else await checkWhole(record);
}

main().catch(() => show(false, "the record cannot be read", ""));
