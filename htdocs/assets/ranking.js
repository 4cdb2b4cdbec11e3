// Hashes of lists and the ranking of the entrants, for the method `ranked`. Works in slices, so that a page with a million
// entrants stays responsive.

import { hmac, Sha256 } from "./sha256.js";

const SLICE = 20;    // milliseconds
const PART = 4096;   // texts between two looks at the clock

const utf8 = new TextEncoder();
export const bytesOf = (text) => utf8.encode(text);

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

let began = 0;

// Yields to the page if enough time has passed.
async function breathe() {
  if (performance.now() - began < SLICE) return;
  await new Promise((resolve) => { setTimeout(resolve); });
  began = performance.now();
}

// In code point order, which is also UTF-8 byte order, surrogates come last.
const rank = (unit) => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

function compareTexts(a, b) {
  const most = Math.min(a.length, b.length);
  for (let i = 0; i < most; i += 1) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

// Sorted by UTF-8 bytes. A record's lists usually are already.
export function sorted(texts) {
  const isSorted = texts.every((text, i) => i === 0 || compareTexts(texts[i - 1], text) <= 0);
  return isSorted ? texts : [...texts].sort(compareTexts);
}

// Of the sorted texts, joined by line feeds.
export async function hashOf(texts) {
  const all = sorted(texts);
  const hash = new Sha256();
  for (let at = 0; at < all.length; at += PART) {
    hash.update(bytesOf((at === 0 ? "" : "\n") + all.slice(at, at + PART).join("\n")));
    await breathe();
  }
  return hex(hash.digest());
}

// Sorts the entrants by ticket. Tickets are evenly distributed, so they are grouped by their first byte and each group is
// sorted separately.
export async function orderOf(entrants, key) {
  const all = sorted(entrants);
  const sign = hmac(key);
  const tickets = new Uint8Array(32 * all.length);
  const groups = Array.from({ length: 256 }, () => []);
  for (let i = 0; i < all.length; i += 1) {
    const ticket = sign(bytesOf(all[i]));
    tickets.set(ticket, 32 * i);
    groups[ticket[0]].push(i);
    if (i % 256 === 0) await breathe();
  }
  const compare = (i, j) => {
    let at = 0;
    while (at < 31 && tickets[32 * i + at] === tickets[32 * j + at]) at += 1;
    return tickets[32 * i + at] - tickets[32 * j + at] || i - j;
  };
  const order = [];
  for (const group of groups) {
    for (const i of group.sort(compare)) order.push(all[i]);
    await breathe();
  }
  return order;
}
