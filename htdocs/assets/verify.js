// Shows the checks of a record, step by step: of the draw whose winners are shown, or of a past one (/verify?draw=…).
// Where the entrants have been deleted since, a saved copy of the whole record can still be checked, against the hash
// that stays.

import { loginIn } from "./entrant.js";
import { checkRecord, frozenAt, isPublished, isRecord, placeOf, reopenings } from "./record.js";
import { fetchWithin, root } from "./live.js";
import { showTime } from "./times.js";

const checks = document.getElementById("checks");
const verdict = document.getElementById("verdict");
const find = document.getElementById("find");

let searched = null;  // the record being searched, and its order

function say(kind, text, detail) {
  const item = document.createElement("li");
  item.className = kind;
  const code = document.createElement("code");
  code.textContent = detail;
  item.append(`${text} `, code);
  checks.append(item);
}

function note(id, ...content) {
  const element = document.getElementById(id);
  element.replaceChildren(...content);
  element.hidden = element.textContent === "";
}

function shown(date) {
  const element = document.createElement("time");
  element.dateTime = date.toISOString();
  showTime(element);
  return element;
}

// Before other checks: those shown no longer count.
function clear(said) {
  checks.replaceChildren();
  checks.classList.remove("is-to-come");
  ["cannot", "frozen", "limit"].forEach((id) => note(id, ""));
  find.hidden = true;
  verdict.textContent = said;
}

function cannot(text) {
  clear("not checked");
  note("cannot", text);
}

function look(event) {
  event.preventDefault();
  const id = loginIn(find.querySelector("input").value, find.dataset.github).toLowerCase();
  document.getElementById("found").textContent = placeOf(id, searched.record, searched.order);
}

// What the method lets anybody check, and since when entrants and prizes were fixed.
function explain(record) {
  const isSpop = record.method === "spop";
  const fixed = frozenAt(record);
  const before = reopenings(record).flatMap((each) => ["The draw was closed at ", shown(each.before), " and opened again at ", shown(each.again), ". "]);
  note("frozen", ...before, ...(fixed === null ? [] : ["Entrants and prizes were fixed at ", shown(fixed), "."]));
  note("limit", isSpop ? "Redis picked these winners. That cannot be computed again." : "");
  document.getElementById("ranked").hidden = isSpop;
  document.getElementById("spop").hidden = !isSpop;
}

async function checkWhole(record) {
  clear("computing…");
  const result = await checkRecord(record);
  for (const { holds, text, detail } of result.checks) say(holds ? "holds" : "fails", text, detail);
  verdict.textContent = result.verdict;
  explain(record);
  searched = { record, order: result.order };
  find.hidden = false;
}

// The record without its entrants: what it still says, and that a saved copy can be checked.
function showSummary(record) {
  checks.classList.remove("is-to-come");
  verdict.textContent = "needs your copy";
  const winners = Object.entries(record.winners).map(([prize, id]) => `${prize}: ${id}`);
  say("", "The winners that were published", winners.join(", "));
  say("", "The fingerprint of the entrants", record.entrants_sha256);
  say("", "The fingerprint of the prizes", record.prizes_sha256);
  say("", "The fingerprint of the whole record", record.sha256);
  explain(record);
  note("cannot", "The entrants of this draw have been deleted, so this page cannot check the result any more. "
    + "If you saved a copy of the record earlier, you can still check that.");
}

function offerCopies(published) {
  const place = document.getElementById("saved");
  const compared = document.getElementById("compared");
  const answer = (good, text) => {
    compared.className = `result ${good ? "is-good" : "is-bad"}`;
    compared.textContent = text;
  };
  const refuse = (text) => {
    clear("not checked");
    answer(false, text);
  };
  const compare = async (copy) => {
    if (copy.entrants === null) {
      refuse("This copy was saved after the entrants had been deleted, so it cannot be checked.");
      return;
    }
    if (!isRecord(copy)) throw new Error("no record");
    if (await isPublished(copy, published)) answer(true, "Your copy is the record that was published here.");
    else if (copy.draw !== published.draw) answer(false, "Your copy is the record of another draw.");
    else answer(false, "Your copy is not the record that is published here now. It may be older, or changed.");
    await checkWhole(copy);
  };
  place.hidden = false;
  place.addEventListener("change", () => {
    const [file] = document.getElementById("copy").files;
    file?.text().then(JSON.parse).then(compare).catch(() => refuse("This file is no record of a draw."));
  });
}

async function main() {
  if (!globalThis.crypto?.subtle) {
    cannot("This browser computes hashes only over HTTPS. Open this page over HTTPS, or save the record and check it "
      + "with the Python program in the project’s README.");
    return;
  }
  const draw = new URLSearchParams(location.search).get("draw");
  if (draw === null && verdict.dataset.hasRecord === "") return;  // the page says so already
  const address = `${root}record${draw === null ? "" : `/${encodeURIComponent(draw)}`}`;
  document.getElementById("save").href = address;
  const answer = await fetchWithin(60000, address, { headers: { Accept: "application/json" } });
  if (answer.status === 404) cannot("There is no record of this draw.");
  else if (!answer.ok) cannot("The record is unavailable right now. Please try again in a moment.");
  if (!answer.ok) return;
  const record = await answer.json();
  find.addEventListener("submit", look);
  offerCopies(record);
  if (record.entrants === null) showSummary(record);
  else if (isRecord(record)) await checkWhole(record);
  else cannot("The record cannot be read.");
}

main().catch(() => cannot("The record is unavailable right now. Please try again in a moment."));
