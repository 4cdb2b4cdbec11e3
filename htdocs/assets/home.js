// The home page: enters the draw without leaving the page, follows the draw, and remembers in this browser who entered, to
// show each person's status.
// Without this script the form is sent normally, and people reload the page themselves.

import { isGithubId, loginIn, meaningOf } from "./entrant.js";
import { asWitness, avatar, fetchWithin, follow, root } from "./live.js";
import { memory } from "./memory.js";
import { peopleIn, standingOf, withPerson, without } from "./people.js";
import { learnWordsOf, tr, trNodes } from "./words.js";

const TRY_AGAIN = tr("That did not work. Try again in a moment.");
const TOO_MANY = tr("Many people are entering right now. Try again in a moment.");
const ALREADY_IN = 400;
const NO_SUCH_USER = 404;
const TOO_FAST = 429;
// Milliseconds until the server is asked again about an unverified entrant: longer each time.
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 16000;
// Entered, already in, or not allowed: there is nothing left to send.
const SETTLED = [200, 400, 403];

const entries = memory(() => localStorage, `prizedraw:${root}`);

let page;
let form;
let sending = false;
let settled = "";
let said = null;  // the result of sending the form: { good, content, kind, id }
let removals = [];  // the answers about entries that were removed
let asked;  // the draw's count of removals when the server was last asked about people who entered here
let known = new Map();  // ID → status according to the server since the page was renewed
let won = new Map();  // ID → prizes that this page does not show
let asking;  // the timer until the next question about an unverified entrant
let pause = FIRST_PAUSE;  // its length
let unnamed = [];  // entrants of a draw without an ID, which cannot be stored
let drawn = "";  // what the tickets currently show

const people = () => (page.id === "" ? unnamed : peopleIn(entries.of(page.id)));
function keep(list) {
  if (page.id === "") unnamed = list;
  else if (list.length === 0) entries.forget();
  else entries.keep(page.id, { people: list });
}
const remember = (person, id) => keep(withPerson(people(), person, id));

// Records that the site confirmed somebody's entry.
function saw(id) {
  const draw = page.id;
  asWitness((witness) => witness.entered(draw, id));
}

function element(tag, className, ...content) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content);
  return made;
}

const prizesOf = (id, tree) => [...tree.querySelectorAll("[data-winner]")]
  .filter((item) => item.dataset.winner === id).map((item) => item.querySelector(".prize").textContent.trim());

const prizesWonBy = (id) => [...new Set([...(won.get(id) ?? []), ...prizesOf(id, document)])];

// The same form as in home_open.mustache, which the server renders without scripts.
function leaveForm(id) {
  const leaving = element("form", "", element("button", "button is-primary", tr("Yes, leave the draw")));
  const field = element("input", "");
  Object.assign(field, { type: "hidden", name: "entrant", value: id });
  leaving.append(field);
  return element("details", "ask", element("summary", "button", tr("Leave the draw…")), leaving);
}

function ticket({ person, kind, text }) {
  const name = element("strong", "", element("bdi", "", person.name || person.id));
  const about = element("p", "", name, " ", element("span", "login", `@${person.id}`), " ",
    element("span", "standing", text));
  const card = element("article", `mine-card ${kind}`, avatar(person.image, 64), about);
  if (kind === "is-good") {
    const link = element("a", "button", tr("See and share your win"));
    link.href = `${root}won/${encodeURIComponent(person.id)}`;
    card.append(link);
  }
  if (page.kind === "open" && person.own) card.append(leaveForm(person.id));
  return card;
}

// Folds the form once somebody has entered with this browser; one that was opened for somebody else stays open until they
// are in.
function fold(count) {
  const isIn = count > 0;
  const another = document.getElementById("another");
  if (!another) return;
  another.open = !isIn || (another.open && count <= Number(another.dataset.tickets ?? 0));
  another.dataset.tickets = count;
  another.querySelector("summary").hidden = !isIn;
  document.getElementById("enter").textContent = [tr("Enter the draw"), tr("Your ticket")][count] ?? tr("Your tickets");
  another.querySelector("label").textContent = isIn ? tr("Their GitHub username") : tr("Your GitHub username");
}

function showMine() {
  const place = document.getElementById("mine");
  if (!place) return;
  const cards = people().map((person) => {
    const prizes = page.kind === "won" ? prizesWonBy(person.id) : [];
    const [kind, text] = standingOf(page, known.get(person.id), prizes);
    return { person, kind, text };
  });
  const gone = removals.filter((each) => each.draw === page.id).map((each) => meaningOf(each, page.kind).sentence);
  const now = JSON.stringify([page.kind, cards, gone], (name, value) => (name === "cheered" ? undefined : value));
  if (now === drawn) return;
  drawn = now;
  place.replaceChildren(...gone.map((sentence) => element("p", "result is-bad", sentence)), ...cards.map(ticket));
  fold(cards.length);
  const winners = cards.filter(({ person, kind }) => kind === "is-good" && !person.cheered);
  if (winners.length === 0 || document.hidden) return;
  winners.forEach(({ person }) => remember({ ...person, cheered: true }));
  import("./moment.js").then(({ celebrate }) => celebrate(), () => {});  // loaded for winners only
}

// What the server knows about an entrant; null if nothing.
async function lookUp(id) {
  if (!isGithubId(id)) return null;
  const headers = { Accept: "application/json" };
  const answer = await fetchWithin(8000, `${root}state/${encodeURIComponent(id)}`, { headers, cache: "no-store" });
  if (answer.status >= 500 || answer.status === TOO_FAST) throw new Error(`/state/${id} answered ${answer.status}`);
  return answer.ok ? answer.json() : null;
}

// The prizes of a winner on another page of the list, found by searching.
async function prizesElsewhere(id) {
  const answer = await fetchWithin(8000, `${root}?q=${encodeURIComponent(id)}`, { headers: { Accept: "text/html" } });
  return prizesOf(id, new DOMParser().parseFromString(await answer.text(), "text/html"));
}

async function askAbout(id) {
  const shown = page;
  const answer = await lookUp(id);
  if (answer?.entry === "removed") await learnWordsOf("entrant");
  if (page !== shown || !people().some((each) => each.id === id)) return;
  if (answer === null) known.set(id, "none");
  else if (answer.draw === page.id) learn(id, answer);
  showMine();
  if (page.kind !== "won" || answer?.entry !== "won" || prizesOf(answer.github_id, document).length > 0) return;
  const prizes = await prizesElsewhere(answer.github_id);
  if (page !== shown) return;
  won.set(answer.github_id, prizes);
  showMine();
}

// Asks the server about people who entered here, once after each removal. It waits until the page is visible, so that the
// news of a removal is seen.
async function ask(removed) {
  if (document.hidden || removed === asked || people().length === 0) return;
  asked = removed;
  try {
    for (const { id } of people()) await askAbout(id);
  } catch {
    asked = undefined;  // ask again with the next answer about the draw
  }
}

// Asks without waiting for a change of the draw.
function askAgain() {
  clearTimeout(asking);
  asking = setTimeout(() => {
    const removed = asked;
    asked = undefined;
    ask(removed);
  }, pause);
  pause = Math.min(2 * pause, LONGEST_PAUSE);
}

const personOf = (profile, id) => ({ id, name: profile?.name || profile?.login || id, image: profile?.avatar_url ?? "" });

function learn(typed, answer) {
  const { id } = meaningOf(answer, page.kind);
  if (answer.entry === "unverified") askAgain();
  if (answer.entry === "removed") {
    removals = [...removals, answer];
    if (said?.good) unsay();
  }
  if (id === null) {
    keep(without(people(), typed));
    return;
  }
  remember(answer.profile ? personOf(answer.profile, id) : { id }, typed);
  known.set(id, answer.entry);
}

// Somebody who is already in may be in under another name, if they have changed it on GitHub.
async function recognise(typed) {
  const answer = await lookUp(typed).catch(() => null);
  const id = answer?.draw === page.id ? meaningOf(answer, page.kind).id : typed;
  if (id === null) return;
  remember(answer?.profile ? personOf(answer.profile, id) : { id: id.toLowerCase() });
  if (answer?.draw === page.id) saw(id);
}

function show(good, ...content) {
  said = { good, content, kind: page.kind, id: page.id };
  showSaid();
}

function showSaid() {
  const result = document.getElementById("result");
  if (!result) return;
  result.className = `result ${said.good ? "is-good" : "is-bad"}`;
  result.replaceChildren(...said.content);
}

function unsay() {
  said = null;
  document.getElementById("result")?.replaceChildren();
}

// Shows the result of sending the form again on a renewed page; after the draw has changed only a refusal, and only once.
function showSaidAgain() {
  if (said === null) return;
  const isSame = said.kind === page.kind && said.id === page.id;
  if (isSame || !said.good) showSaid();
  if (!isSame) said = null;
}

async function refusal(answer) {
  if (answer.status === TOO_FAST) return TOO_MANY;
  const isPlain = answer.headers.get("Content-Type")?.startsWith("text/plain");
  return (isPlain && (await answer.text()).trim()) || TRY_AGAIN;
}

async function enter(typed) {
  const answer = await fetchWithin(20000, `${root}enter`, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams({ github_id: typed }),
  });
  if (answer.ok) {
    const profile = await answer.json();
    const id = profile.login.toLowerCase();
    removals = removals.filter((each) => each.github_id !== id);
    unsay();
    remember({ ...personOf(profile, id), own: true });
    saw(id);
    known.set(id, profile.verified === false ? "unverified" : "entered");
    pause = FIRST_PAUSE;
    if (profile.verified === false) askAgain();
    form.github_id.value = "";
  } else {
    const isIn = answer.status === ALREADY_IN;
    show(isIn, await refusal(answer));
    if (isIn) await recognise(loginIn(typed, form.dataset.github));
    if (isIn) form.github_id.value = "";
  }
  return answer.status;
}

// Prevents sending a form again before its answer has arrived. Returns what `send` returns.
async function sendOnce(event, button, send) {
  event.preventDefault();
  if (sending) return undefined;
  sending = true;
  button.classList.add("is-loading");
  button.setAttribute("aria-disabled", "true");
  let answer;
  try {
    answer = await send();
  } catch {
    show(false, TRY_AGAIN);
  }
  button.removeAttribute("aria-disabled");
  button.classList.remove("is-loading");
  sending = false;
  return answer;
}

async function submit(event) {
  const typed = form.github_id.value.trim();
  const status = await sendOnce(event, form.querySelector("[type=submit]"), () => enter(typed));
  if (status === undefined) return;
  if (SETTLED.includes(status)) settled = typed;
  if (status === NO_SUCH_USER) {
    form.github_id.setAttribute("aria-invalid", "true");
    form.github_id.focus();
  }
  showMine();
  if (status === 200) document.querySelector("#another summary")?.focus({ preventScroll: true });
  askSoon();
}

async function leave(event) {
  const id = event.target.entrant.value;
  const answer = await sendOnce(event, event.target.querySelector("button"), () => fetchWithin(8000, `${root}leave`, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams({ entrant: id }),
  }));
  if (answer === undefined) return;
  if (answer.ok) {
    keep(without(people(), id));
    showMine();
    show(true, element("span", "", ...trNodes("{name} has left the draw.", { name: element("bdi", "", id) })));
    form?.github_id.focus({ preventScroll: true });
  } else {
    show(false, await refusal(answer));
  }
  askSoon();
}

// Remembers people for whom the server rendered a ticket, because the form was sent before this script had loaded.
function adopt() {
  for (const { dataset } of document.querySelectorAll("#mine [data-id]")) {
    remember({ id: dataset.id, name: dataset.name, image: dataset.image, ...(dataset.own ? { own: true } : {}) });
    saw(dataset.id);
  }
}

// Shows what this browser can vouch for, if it has seen anything.
function testify(state) {
  if (!document.getElementById("witness") || state.version !== page.version) return;
  asWitness(async (witness) => {
    const note = witness.of(state.draw);
    if (!note) return;
    await learnWordsOf("vouching");
    await (await import("./vouching.js")).vouch(note, state, lookUp);
  });
}

function wire(shown) {
  const isFirst = page === undefined;
  if (shown.kind !== page?.kind || shown.id !== "") unnamed = [];
  page = shown;
  const before = form?.closest("#another");
  form = document.getElementById("entry");
  const another = form?.closest("#another");
  if (another && before?.open) {  // somebody is about to type
    another.open = true;
    another.dataset.tickets = before.dataset.tickets;
  }
  form?.github_id.addEventListener("input", () => form.github_id.removeAttribute("aria-invalid"));
  form?.addEventListener("submit", submit);
  document.getElementById("mine")?.addEventListener("submit", leave);
  adopt();
  showSaidAgain();
  won = new Map();
  known = new Map();
  drawn = "";
  asked = undefined;
  showMine();
  if (!isFirst) document.getElementById("witness")?.setAttribute("role", "status");  // announce what appears later
  ask(page.removed ?? "0");
}

const isTyped = () => form !== null && !["", settled].includes(form.github_id.value.trim());
const isLeaving = () => document.querySelector("#mine details[open]") !== null;
const { askSoon } = follow({
  address: root,
  isBusy: () => sending || isTyped() || isLeaving(),
  wire,
  onState: (state) => {
    ask(String(state.removed ?? 0));
    testify(state);
  },
});
