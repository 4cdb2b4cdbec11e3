// The home page: enters the draw without leaving the page, keeps the page in step with the draw, and remembers in this
// browser who entered, to say what became of them.
// Without this script the form is sent as forms are, and the page is reloaded by hand.

import { avatar, follow, root } from "./live.js";

const TRY_AGAIN = "That did not work just now. Please try again in a moment.";
const TOO_MANY = "Many people are entering just now. Please try again in a moment.";
const ALREADY_IN = 400;
const NO_SUCH_USER = 404;
const TOO_FAST = 429;
// Entered, already in, too late: there is nothing left to send.
const SETTLED = [200, 400, 403];
const MINE = `prizedraw:${root}`;

let form;
let draw;
let sending = false;
let settled = "";

// What the server forgives in a form: white space around the ID, and the @ of a mention.
const tidy = (id) => id.trim().replace(/^@/, "").trim();

// Slashes, dots alone and invisible characters would not reach the server as the path they were typed as.
const fitsPath = (id) => /^[^/\\\p{C}]{1,200}$/u.test(id) && !/^\.+$/.test(id);

// Who entered which draw here; a browser may forbid to keep anything.
function remembered() {
  try {
    const mine = JSON.parse(localStorage.getItem(MINE));
    return mine?.draw === draw ? mine : null;
  } catch {
    return null;
  }
}

function remember(id) {
  try {
    localStorage.setItem(MINE, JSON.stringify({ draw, id }));
  } catch {
    // then nothing is said later
  }
}

function bold(text) {
  const element = document.createElement("bdi");
  element.textContent = text;
  return element;
}

function showMine(page) {
  const mine = remembered();
  const place = document.getElementById("mine");
  if (!mine || !place) return;
  if (page.draw === "won") {
    const won = [...document.querySelectorAll("[data-winner]")].filter((item) => item.dataset.winner === mine.id);
    const prizes = won.map((item) => item.querySelector(".prize").textContent);
    place.classList.toggle("is-good", won.length > 0);
    if (won.length > 0) place.replaceChildren("You won ", bold(prizes.join(", ")), ", ", bold(mine.id), "!");
    else place.replaceChildren("Not this time, ", bold(mine.id), ". Thank you for taking part.");
  } else {
    place.replaceChildren("You are in this draw as ", bold(mine.id), ".");
  }
  place.hidden = false;
}

function show(good, ...content) {
  const result = document.getElementById("result");
  result.className = `result ${good ? "is-good" : "is-bad"}`;
  result.replaceChildren(...content);
}

function welcome(profile) {
  const name = document.createElement("bdi");
  name.textContent = profile.name || profile.login;
  const text = document.createElement("span");
  const later = profile.verified === false ? "; GitHub is busy just now, so we look you up a little later." : ".";
  text.append("Welcome, ", name, "! You are in the draw", later);
  show(true, avatar(profile.avatar_url, 56), text);
}

async function refusal(answer) {
  if (answer.status === TOO_FAST) return TOO_MANY;
  const isPlain = answer.headers.get("Content-Type")?.startsWith("text/plain");
  return (isPlain && (await answer.text()).trim()) || TRY_AGAIN;
}

async function enter(id) {
  const answer = await fetch(`${root}enter/${encodeURIComponent(id)}`, {
    method: "POST",
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(20000),
  });
  if (answer.ok) {
    const profile = await answer.json();
    welcome(profile);
    remember(profile.login.toLowerCase());
    form.github_id.value = "";
  } else {
    show(false, await refusal(answer));
    if (answer.status === ALREADY_IN && !remembered()) remember(id.toLowerCase());
  }
  return answer.status;
}

async function submit(event) {
  const id = tidy(form.github_id.value);
  if (sending) event.preventDefault();
  if (sending || !fitsPath(id)) return;

  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  let status;
  sending = true;
  button.classList.add("is-loading");
  button.setAttribute("aria-disabled", "true");
  try {
    status = await enter(id);
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
  askSoon();
}

function wire(page) {
  draw = page.id;
  form = document.getElementById("entry");
  form?.github_id.addEventListener("input", () => form.github_id.removeAttribute("aria-invalid"));
  form?.addEventListener("submit", submit);
  showMine(page);
}

const isTyped = () => form !== null && !["", settled].includes(form.github_id.value.trim());
const askSoon = follow({ address: root, isBusy: () => sending || isTyped(), wire });
