// The home page: enters the draw without leaving the page, keeps the page in step with the draw, and remembers in this
// browser who entered, to say what became of them.
// Without this script the form is sent as forms are, and the page is reloaded by hand.

import { isGithubId, loginIn, meaningOf } from "./entrant.js";
import { avatar, fetchWithin, follow, root } from "./live.js";
import { memory } from "./memory.js";

const TRY_AGAIN = "That did not work just now. Please try again in a moment.";
const TOO_MANY = "Many people are entering just now. Please try again in a moment.";
const ALREADY_IN = 400;
const NO_SUCH_USER = 404;
const TOO_FAST = 429;
// Milliseconds until the server is asked whether GitHub has said who somebody is: longer each time.
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 16000;
// Entered, already in, too late: there is nothing left to send.
const SETTLED = [200, 400, 403];

const entries = memory(() => localStorage, `prizedraw:${root}`);

let page;
let form;
let sending = false;
let settled = "";
let said = null;  // what came of sending the form: { good, content, kind, id, isUnverified }
let removal = null;  // the answer about an entry that was removed
let asked;  // how many had been removed from the draw when the server was last asked about the remembered entry
let won = [];  // which prizes, where the page does not show them
let asking;  // the timer until it is asked again about somebody unverified
let pause = FIRST_PAUSE;  // how long that is
let isSure;  // whether it has said, since the page was new, that the remembered username has won nothing

function bold(text) {
  const element = document.createElement("bdi");
  element.textContent = text;
  return element;
}

const prizesOf = (id, tree) => [...tree.querySelectorAll("[data-winner]")]
  .filter((item) => item.dataset.winner === id).map((item) => item.querySelector(".prize").textContent);

// "Not this time" waits for the server, since somebody with a new name on GitHub may have won under that one. What the
// welcome says is not said twice.
function aboutMine() {
  if (removal?.draw === page.id) return ["is-bad", meaningOf(removal, page.kind).sentence];
  const entry = entries.of(page.id);
  if (entry === null) return null;
  if (page.kind !== "won") return said?.good ? null : ["", "You are in this draw as ", bold(entry.id), "."];
  const prizes = [...new Set([...won, ...prizesOf(entry.id, document)])];
  if (prizes.length > 0) return ["is-good", "You won ", bold(prizes.join(", ")), ", ", bold(entry.id), "!"];
  return isSure ? ["", "Not this time, ", bold(entry.id), ". Thank you for taking part."] : null;
}

function showMine() {
  const place = document.getElementById("mine");
  if (!place) return;
  const [kind, ...content] = aboutMine() ?? [""];
  place.classList.toggle("is-good", kind === "is-good");
  place.classList.toggle("is-bad", kind === "is-bad");
  place.replaceChildren(...content);
  place.hidden = content.length === 0;
}

// What the server knows about an entrant; null where it does not say.
async function lookUp(id) {
  if (!isGithubId(id)) return null;
  const headers = { Accept: "application/json" };
  const answer = await fetchWithin(8000, `${root}state/${encodeURIComponent(id)}`, { headers, cache: "no-store" });
  if (answer.status >= 500 || answer.status === TOO_FAST) throw new Error(`/state/${id} answered ${answer.status}`);
  return answer.ok ? answer.json() : null;
}

// What somebody won who is on another page of the winners: a search finds them.
async function prizesElsewhere(id) {
  const answer = await fetchWithin(8000, `${root}?q=${encodeURIComponent(id)}`, { headers: { Accept: "text/html" } });
  return prizesOf(id, new DOMParser().parseFromString(await answer.text(), "text/html"));
}

// Asks the server about the remembered entry, once until somebody else is removed. It waits until somebody looks at the
// page, so that the news of a removal is seen.
async function ask(removed) {
  const shown = page;
  const id = entries.of(page.id)?.id;
  if (id === undefined || document.hidden || removed === asked) return;
  asked = removed;
  try {
    const answer = await lookUp(id);
    if (page !== shown || entries.of(page.id)?.id !== id) return;
    if (answer === null) isSure = true;
    else if (answer.draw === page.id) learn(answer);
    showMine();
    if (page.kind !== "won" || answer?.entry !== "won" || prizesOf(answer.github_id, document).length > 0) return;
    won = await prizesElsewhere(answer.github_id);
    if (page === shown) showMine();
  } catch {
    asked = undefined;  // the next answer about the draw asks again
  }
}

// Without waiting for news of the draw.
function askAgain() {
  clearTimeout(asking);
  asking = setTimeout(() => {
    const removed = asked;
    asked = undefined;
    ask(removed);
  }, pause);
  pause = Math.min(2 * pause, LONGEST_PAUSE);
}

function learn(answer) {
  const { id } = meaningOf(answer, page.kind);
  if (answer.entry === "unverified") askAgain();
  if (answer.entry === "entered" && said?.isUnverified) welcome(answer.profile ?? { login: answer.github_id });
  if (answer.entry === "removed") {
    removal = answer;
    if (said?.good) unsay();
  }
  if (id === null) entries.forget();
  else entries.keep(page.id, { id });
  isSure = answer.entry !== "won";
}

// Somebody who is in already may be in under another name, if they have changed it on GitHub.
async function recognise(typed) {
  const answer = await lookUp(typed).catch(() => null);
  const id = answer?.draw === page.id ? meaningOf(answer, page.kind).id : typed;
  if (id !== null) entries.keep(page.id, { id: id.toLowerCase() });
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

// A page that has just been renewed still says what came of sending the form; when the draw has moved on, only why it
// was refused, and once.
function showSaidAgain() {
  if (said === null) return;
  const isSame = said.kind === page.kind && said.id === page.id;
  if (isSame || !said.good) showSaid();
  if (!isSame) said = null;
}

function welcome(profile) {
  const text = document.createElement("span");
  const later = profile.verified === false ? " GitHub is busy, so we will confirm your username shortly." : "";
  text.append("Welcome, ", bold(profile.name || profile.login), `! You are in the draw.${later}`);
  show(true, avatar(profile.avatar_url, 56), text);
  said.isUnverified = profile.verified === false;
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
    removal = null;
    welcome(profile);
    entries.keep(page.id, { id: profile.login.toLowerCase() });
    pause = FIRST_PAUSE;
    if (said.isUnverified) askAgain();
    form.github_id.value = "";
  } else {
    show(false, await refusal(answer));
    if (answer.status === ALREADY_IN && entries.of(page.id) === null) await recognise(loginIn(typed, form.dataset.github));
  }
  return answer.status;
}

async function submit(event) {
  event.preventDefault();
  if (sending) return;

  const button = form.querySelector("[type=submit]");
  let status;
  sending = true;
  button.classList.add("is-loading");
  button.setAttribute("aria-disabled", "true");
  try {
    status = await enter(form.github_id.value);
  } catch {
    show(false, TRY_AGAIN);
  }
  button.removeAttribute("aria-disabled");
  button.classList.remove("is-loading");
  sending = false;

  if (SETTLED.includes(status)) settled = form.github_id.value.trim();
  if (status === NO_SUCH_USER) {
    form.github_id.setAttribute("aria-invalid", "true");
    form.github_id.focus();
  }
  showMine();
  askSoon();
}

function wire(shown) {
  page = shown;
  form = document.getElementById("entry");
  form?.github_id.addEventListener("input", () => form.github_id.removeAttribute("aria-invalid"));
  form?.addEventListener("submit", submit);
  showSaidAgain();
  won = [];
  isSure = false;
  asked = undefined;
  showMine();
  ask(page.removed ?? "0");
}

const isTyped = () => form !== null && !["", settled].includes(form.github_id.value.trim());
const askSoon = follow({
  address: root,
  isBusy: () => sending || isTyped(),
  wire,
  onState: (state) => ask(String(state.removed ?? 0)),
});
