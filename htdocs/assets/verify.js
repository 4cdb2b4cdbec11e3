// Verifies a record step by step: of the current draw, of a past one (/verify?draw=…), or one that the reader provides. If the
// entrants have been deleted, a saved copy can still be verified against the hash that remains.

import { askAll, element, listAnswers, listEvents, outcomeOf, placeOfTyped, withoutBeacon } from "./checked.js";
import { fetchWithin, root } from "./live.js";
import { checkRecord, frozenAt, hasBeacon, isPublished, isRecord, isWithoutBeacon, VERIFIED } from "./record.js";
import { showTime } from "./times.js";
import { listed, tr, trNodes } from "./words.js";

const RELAY_PATIENCE = 8000;
const LATER = tr("The record is unavailable right now. Try again in a moment.");

const byId = (id) => document.getElementById(id);
const checks = byId("checks");
const verdict = byId("verdict");
const find = byId("find");
const relays = byId("relays");

let ours = null;      // the record that this page is about, as the site publishes it
let searched = null;  // the record that is shown, its order, and what was found of it
let latest = null;    // the latest request: results of earlier ones are ignored

const addresses = () => relays.dataset.relays.split(/\s+/).filter((address) => address !== "");

function shown(date) {
  const time = element("time", "");
  time.dateTime = date.toISOString();
  showTime(time);
  return time;
}

// Adds a step, with names and values.
function say(list, kind, text, values = []) {
  const named = values.map(([name, value]) => element("span", "value", ...trNodes("{name}: {value}", { name, value: element("code", "", value) })));
  list.append(element("li", kind, text, ...named));
}

function note(id, ...content) {
  const place = byId(id);
  place.replaceChildren(...content);
  place.hidden = place.textContent === "";
}

function answer(id, kind, text) {
  byId(id).className = `result ${kind}`;
  byId(id).textContent = text;
}

// Removes the results shown before other checks.
function clear(said) {
  [checks, byId("events"), byId("answers")].forEach((list) => list.replaceChildren());
  ["without", "cannot", "frozen", "limit"].forEach((id) => note(id, ""));
  byId("asked").textContent = "";
  byId("found").textContent = "";
  [find, relays, byId("values"), byId("happened")].forEach((part) => { part.hidden = true; });
  judge(said);
}

// `kind`: holds or fails; empty if neither.
function judge(said, kind = "") {
  verdict.textContent = said;
  verdict.className = `verdict ${kind}`;
}

// What is below the steps appears together with them, so that it never moves.
const below = [byId("saved"), document.querySelector(".prose")];

function settle() {
  checks.classList.remove("is-to-come");
  below.forEach((part) => { part.hidden = false; });
}

function cannot(text) {
  clear(tr("not checked"));
  note("which", "");
  note("cannot", text);
  settle();
}

function look(event) {
  event.preventDefault();
  const typed = find.querySelector("input").value;
  byId("found").textContent = placeOfTyped(typed, find.dataset.github, searched.record, searched.order);
}

function kindOf(record) {
  if (record.method === "spop") return "spop";
  if (hasBeacon(record)) return "beacon";
  if (isWithoutBeacon(record)) return "nobeacon";
  return record.version === 1 ? "ranked" : "unknown";
}

// Explains what the method makes verifiable, and since when entrants and prizes were fixed.
function explain(record) {
  const fixed = frozenAt(record);
  const kind = kindOf(record);
  note("frozen", ...(fixed === null ? [] : trNodes("Entrants and prizes were fixed at {time}.", { time: shown(fixed) })));
  note("limit", kind === "spop" ? tr("Redis picked these winners at random, so the result cannot be recomputed.") : "");
  if (kind === "nobeacon") note("without", withoutBeacon(record));
  document.querySelectorAll("[data-kind]").forEach((part) => { part.hidden = part.dataset.kind !== kind; });
}

async function checkWhole(record, which) {
  clear(tr("computing…"));
  const mine = {};
  latest = mine;
  const result = await checkRecord(record);
  if (latest !== mine) return;
  for (const { holds, text, shown: values } of result.checks) say(checks, holds ? "holds" : "fails", text, values);
  const isGood = result.checks.every(({ holds }) => holds);
  judge(result.verdict, !isGood ? "fails" : isWithoutBeacon(record) ? "" : "holds");
  note("which", which);
  explain(record);
  byId("happened").hidden = !listEvents(byId("events"), record, shown);
  searched = { record, order: result.order, verdict: result.verdict };
  find.hidden = false;
  byId("values").hidden = false;
  relays.hidden = !hasBeacon(record) || addresses().length === 0;
  settle();
}

// A record without entrants: shows what remains, and that a saved copy can be verified.
function showSummary(record) {
  clear(tr("needs your copy"));
  const winners = Object.entries(record.winners).map(([name, value]) => tr("{name}: {value}", { name, value }));
  say(checks, "", tr("What this site still publishes"), [[tr("Winners"), listed(winners)],
    [tr("Fingerprint of the entrants"), record.entrants_sha256], [tr("Fingerprint of the prizes"), record.prizes_sha256],
    [tr("Fingerprint of the record"), record.sha256]]);
  explain(record);
  note("cannot", tr("The entrants of this draw have been deleted, so this page can no longer verify the result. If you saved a copy of the record, you can still check that."));
  settle();
}

// The record that the site publishes of a draw (without an ID: the current one); null if there is none.
async function fetchRecord(draw) {
  const address = `${root}record${draw === null ? "" : `/${encodeURIComponent(draw)}`}`;
  const answer = await fetchWithin(60000, address, { headers: { Accept: "application/json" } });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// Whether the reader's record is the one that this site publishes of its draw.
async function comparison(given) {
  const published = ours !== null && ours.draw === given.draw ? ours : await fetchRecord(String(given.draw));
  if (published === null) return ["", tr("This site has no record of that draw, so your record is checked on its own.")];
  if (await isPublished(given, published)) return ["is-good", tr("Your record is the one that this site publishes.")];
  return ["is-bad", tr("Your record is not the one that this site publishes. One of them may be outdated or changed.")];
}

function offerCopies() {
  const refuse = (text) => {
    latest = null;
    clear(tr("not checked"));
    note("which", "");
    answer("compared", "is-bad", text);
  };
  const compare = async (given) => {
    if (given.entrants === null) {
      refuse(tr("This copy was saved after the entrants had been deleted, so it cannot be checked."));
      return;
    }
    if (!isRecord(given)) throw new Error("no record");
    const unknown = ["", tr("This site’s own record is unavailable right now, so your record is checked on its own.")];
    answer("compared", ...await comparison(given).catch(() => unknown));
    await checkWhole(given, tr("This checks your record."));
  };
  byId("saved").addEventListener("change", () => {
    const [file] = byId("copy").files;
    latest = null;
    file?.text().then(JSON.parse).then(compare).catch(() => refuse(tr("This file is not the record of a draw.")));
  });
}

async function askRelays({ currentTarget: button }) {
  const { record } = searched;
  const { beacon } = record;
  const fetcher = (address) => fetchWithin(RELAY_PATIENCE, address,
    { cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" });
  byId("answers").replaceChildren();
  answer("asked", "", tr("Asking…"));
  button.disabled = true;
  const answers = await askAll(addresses(), beacon, fetcher);
  button.disabled = false;
  if (searched.record !== record || relays.hidden) return;
  listAnswers(byId("answers"), answers);
  const { holds, text } = outcomeOf(answers, beacon, "record");
  if (holds === false) judge(tr("a relay disagrees"), "fails");
  else if (holds && searched.verdict === VERIFIED) judge(tr("verified, and the beacon confirms it"), "holds");
  answer("asked", { true: "is-good", false: "is-bad", null: "" }[holds], text);
}

async function main() {
  const mine = {};
  latest = mine;
  find.addEventListener("submit", look);
  byId("ask").addEventListener("click", askRelays);
  byId("show").addEventListener("change", ({ target }) => checks.classList.toggle("with-values", target.checked));
  offerCopies();
  const draw = new URLSearchParams(location.search).get("draw");
  if (draw === null && verdict.dataset.hasRecord === "") return;  // the page says so already
  if (checks.classList.contains("is-to-come")) below.forEach((part) => { part.hidden = true; });
  if (draw !== null) byId("save").href = `${root}record/${encodeURIComponent(draw)}`;
  ours = await fetchRecord(draw);
  if (latest !== mine) return;
  if (ours === null) cannot(tr("There is no record of this draw."));
  else if (ours.entrants === null) showSummary(ours);
  else if (isRecord(ours)) await checkWhole(ours, tr("This checks the record that this site publishes."));
  else cannot(tr("The record cannot be read."));
}

main().catch(() => { if (searched === null) cannot(LATER); });
