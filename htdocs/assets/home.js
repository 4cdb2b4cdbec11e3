// The home page: enters the draw without leaving the page, and keeps the page in step with the draw.
// Without this script the form is sent as forms are, and the page is reloaded by hand.

import { follow, root } from "./live.js";

const TRY_AGAIN = "That did not work just now. Please try again in a moment.";
const TOO_MANY = "Many people are entering just now. Please try again in a moment.";
const NO_SUCH_USER = 404;
const TOO_FAST = 429;
// Entered, already in, too late: there is nothing left to send.
const SETTLED = [200, 400, 403];

const form = document.getElementById("entry");
let sending = false;
let settled = "";

const isTyped = () => form !== null && !["", settled].includes(form.github_id.value.trim());
const askSoon = follow({ address: root, isBusy: () => sending || isTyped() });

// What the server forgives in a form: white space around the ID, and the @ of a mention.
const tidy = (id) => id.trim().replace(/^@/, "").trim();

// Slashes, dots alone and invisible characters would not reach the server as the path they were typed as.
const fitsPath = (id) => /^[^/\\\p{C}]{1,200}$/u.test(id) && !/^\.+$/.test(id);

function avatar(url) {
  const image = new Image(56, 56);
  image.className = "avatar";
  image.alt = "";
  try {
    const sized = new URL(url);
    sized.searchParams.set("s", "112");
    image.src = sized.href;
  } catch {
    image.src = `${root}assets/stand-in.svg`;
  }
  return image;
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
  show(true, avatar(profile.avatar_url), text);
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
    welcome(await answer.json());
    form.github_id.value = "";
  } else {
    show(false, await refusal(answer));
  }
  return answer.status;
}

form?.github_id.addEventListener("input", () => form.github_id.removeAttribute("aria-invalid"));

form?.addEventListener("submit", async (event) => {
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
});
