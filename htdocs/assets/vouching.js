// What this browser can vouch for, as a line on the home page, which has a place for it once all winners are revealed.

import { fetchWithin, root } from "./live.js";
import { testimony } from "./testimony.js";
import { tr } from "./words.js";

const READ_AT_MOST = 2000;  // larger records are not fetched automatically
const TRIES = 3;
const DEVICE = matchMedia("(pointer: coarse)").matches ? "phone" : "browser";

async function recordOf(draw) {
  const answer = await fetchWithin(8000, `${root}record`, { headers: { Accept: "application/json" }, cache: "no-cache" });
  const record = answer.ok ? await answer.json() : null;
  if (record?.draw !== draw) throw new Error("the record is not here yet");
  return record;
}

let proof = {};  // { draw, tries, isAsked, found }
let told = {};  // what was shown last: { draw, isGood, text }

// The evidence besides what was seen: the record, and the server's answers, by `lookUp`, about people who entered here and are
// not in it. Null if unavailable.
async function proofOf(draw, entrants, people, lookUp) {
  try {
    const record = entrants > READ_AT_MOST ? null : await recordOf(draw);
    const answers = new Map();
    for (const id of people.filter((each) => !record?.entrants?.includes(each))) {
      const answer = await lookUp(id);
      if (answer?.draw === draw) answers.set(id, answer);
    }
    return { record, answers };
  } catch {
    return null;
  }
}

function show(now) {
  const place = document.getElementById("witness");
  const isStillShown = document.querySelector("[data-draw]").dataset.id === now.draw;
  if (!place || !isStillShown || now.text === (place.dataset.says ?? "")) return;
  const line = document.createElement("span");
  const link = document.createElement("a");
  link.href = `${root}verify`;
  link.textContent = tr("Verify it yourself");
  line.append(`${now.text} `, link);
  if (told.draw === now.draw && told.text === now.text) place.removeAttribute("role");  // not news on a renewed page
  else if (told.draw === now.draw) place.setAttribute("role", "status");
  place.className = `result ${now.isGood ? "is-good" : "is-bad"}`;
  place.dataset.says = now.text;
  place.replaceChildren(line);
  told = now;
}

// Called with each answer about the noted draw, since it may change.
export async function vouch(note, state, lookUp) {
  const { draw } = note;
  if (proof.draw !== draw) proof = { draw, tries: 0 };
  const mine = proof;
  if (mine.isAsked) return;
  if (!mine.found) {
    mine.isAsked = true;
    mine.found = await proofOf(draw, state.entrants, note.people, lookUp);
    mine.isAsked = false;
    mine.tries += 1;
    if (!mine.found && mine.tries < TRIES) return;
    mine.found = mine.found ?? {};  // then nobody counts as missing
  }
  show({ draw, ...testimony(note, state, mine.found, DEVICE) });
}
