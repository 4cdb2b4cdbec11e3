// What this browser can vouch for, as a line on the home page. The page has a place for it once everybody has seen all
// winners.

import { fetchWithin, root, witness } from "./live.js";
import { testimony } from "./witness.js";

const READ_AT_MOST = 2000;  // a record of more entrants is not fetched unasked
const TRIES = 3;
const DEVICE = matchMedia("(pointer: coarse)").matches ? "phone" : "browser";

const place = () => document.getElementById("witness");

async function recordOf(draw) {
  const answer = await fetchWithin(8000, `${root}record`, { headers: { Accept: "application/json" }, cache: "no-cache" });
  const record = answer.ok ? await answer.json() : null;
  if (record?.draw !== draw) throw new Error("the record is not here yet");
  return record;
}

function show({ isGood, text }) {
  if (!place() || text === "") return;
  const line = document.createElement("span");
  const link = document.createElement("a");
  link.href = `${root}verify`;
  link.textContent = "Check it yourself";
  line.append(`${text} `, link);
  place().className = `result ${isGood ? "is-good" : "is-bad"}`;
  place().replaceChildren(line);
}

// `lookUp(id)` asks what the server knows about an entrant. `wire` is told of each page that is shown, `hear` of each answer
// about the draw.
export function testifying(lookUp) {
  let page;
  let proof = {};  // { draw, tries, isAsked, found }
  let told = {};  // { draw, isGood, text }

  // What the testimony rests on besides what was seen: the record, and what the server says of whoever entered here and is
  // not in it. Null where it cannot be had just now.
  async function proofOf(draw, entrants, people) {
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

  function tell(now) {
    if (now.draw === told.draw && now.text === told.text) return;
    if (now.draw === told.draw) place()?.setAttribute("role", "status");
    told = now;
    show(told);
  }

  return {
    wire(shown) {
      if (told.draw === shown.id) show(told);
      else if (page) place()?.setAttribute("role", "status");  // what comes while somebody looks is news
      page = shown;
    },
    async hear(state) {
      const { id, version } = page;
      const note = place() && witness.of(id);
      if (!note || state.draw !== id || state.version !== version) return;
      if (proof.draw !== id) proof = { draw: id, tries: 0 };
      const mine = proof;
      if (mine.isAsked) return;
      if (!mine.found) {
        mine.isAsked = true;
        mine.found = await proofOf(id, state.entrants, note.people);
        mine.isAsked = false;
        mine.tries += 1;
        if (!mine.found && mine.tries < TRIES) return;
        mine.found = mine.found ?? {};  // then nobody is missed
      }
      if (page.id === id) tell({ draw: id, ...testimony(note, state, mine.found, DEVICE) });
    },
  };
}
