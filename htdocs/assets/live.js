// What the pages have in common. Keeps a page in step with the draw: the number of entrants, the countdown, and what is on
// it when the draw moves on.

// Where the site begins, a slash at the end: this file lies in the folder `assets` there.
export const root = new URL("..", import.meta.url).pathname;

const PERIOD = [2000, 4000];
const PERIOD_UNSEEN = [10000, 15000];
const PERIOD_AT_MOST = 15000;
const SOON = [1000, 1500];
const OLDEST_ANSWER = 5000;

const NEWS = {
  none: "There is no draw any more.",
  open: "A draw has opened.",
  closed: "The draw has closed.",
  won: "The winners are here!",
};
const AWAY = "The draw cannot be reached just now. This page tries again by itself.";

const between = ([least, most]) => least + (most - least) * Math.random();

export function kindOf({ state }) {
  return state === "NO_DRAW" ? "none" : state.split("_")[1].toLowerCase();
}

function clock(seconds) {
  if (seconds >= 2 * 86400) return `${Math.floor(seconds / 86400)} days`;
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

// The countdown runs between two answers of the server, and follows the server where they differ. An answer may be a moment
// old, and so the deadline that follows from it late, never early: the earliest counts, but where it moved on for good.
function countdown(element, onEnd) {
  let deadline = Infinity;
  const left = () => Math.max(0, Math.round((deadline - performance.now()) / 1000));
  const setTo = (seconds) => {
    const from = performance.now() + 1000 * seconds;
    if (from < deadline || from > deadline + OLDEST_ANSWER) deadline = from;
  };
  const tick = () => {
    const text = clock(left());
    if (element.textContent === text) return;
    element.textContent = text;
    if (left() === 0) onEnd();
  };
  setTo(Number(element.dataset.closesIn));
  tick();
  const ticking = setInterval(tick, 1000);
  return { setTo, stop: () => clearInterval(ticking) };
}

// A face in the size that it is shown in, twice as dense; the drawn stand-in lies behind it until it arrives.
export function avatar(url, pixels) {
  const image = new Image(pixels, pixels);
  image.className = "avatar";
  image.alt = "";
  image.loading = "lazy";
  try {
    const sized = new URL(url);
    sized.searchParams.set("s", String(2 * pixels));
    image.src = sized.href;
  } catch {
    image.src = `${root}assets/stand-in.svg`;
  }
  greet(image);
  return image;
}

function greet(image) {
  const arrived = () => image.classList.add("is-loaded");
  if (image.complete && image.naturalWidth > 0) arrived();
  else image.addEventListener("load", arrived);
}

// Follows the draw for the page at `address`. A page that is out of date gets the new one's content, or, while `isBusy()`,
// is told so. `isOutOfDate(state)` adds a page's own reasons; `wire()` brings the content to life, now and each time that
// it is new; `onState(state)` hears every answer. Returns a function that asks the server soon.
export function follow({ address, isBusy = () => false, isOutOfDate = () => false, wire = () => {}, onState = () => {} }) {
  const main = document.getElementById("main");
  const news = document.getElementById("news");
  let timer;
  let failures = 0;
  let page;

  function read() {
    page?.clock?.stop();
    const closesIn = main.querySelector("[data-closes-in]");
    page = {
      ...main.querySelector("[data-draw]").dataset,
      prizes: undefined,
      entrants: main.querySelector("[data-entrants]"),
      clock: closesIn && countdown(closesIn, askSoon),
    };
    main.querySelectorAll(".avatar").forEach(greet);
    wire(page);
  }

  function say(text, seen) {
    news.classList.toggle("is-sr-only", !seen);
    if (news.textContent !== text) news.textContent = text;
  }

  function tell(kind) {
    const text = kind === page.draw ? "The draw has changed." : NEWS[kind];
    if (news.textContent.startsWith(text)) return;
    const link = document.createElement("a");
    link.href = address;
    link.textContent = "Show it";
    news.classList.remove("is-sr-only");
    news.replaceChildren(`${text} `, link);
  }

  // The content of a page of the server, which may itself be a moment old: then the next answer brings another.
  async function renew(kind) {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-cache", signal: AbortSignal.timeout(8000) });
    if (!answer.ok) throw new Error(`the page answered ${answer.status}`);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (isBusy()) return;
    const isNews = fresh.querySelector("[data-draw]").dataset.draw !== page.draw;
    const hadFocus = main.contains(document.activeElement) && document.activeElement !== main;
    document.title = fresh.title;
    main.replaceChildren(...fresh.getElementById("main").childNodes);
    if (hadFocus) main.focus({ preventScroll: true });
    if (isNews) scrollTo({ top: 0, behavior: "instant" });
    read();
    say(isNews ? NEWS[kind] : "The draw has changed.", false);
  }

  async function update(state) {
    const kind = kindOf(state);
    // Another draw may have taken the place of the one shown while nobody looked, or a prize may have moved on.
    const prizes = JSON.stringify(state.prizes);
    const changed = kind !== page.draw || (state.draw ?? "") !== page.id || prizes !== (page.prizes ??= prizes)
      || (kind === "won" && String(state.entrants) !== page.left)
      || (kind === "open" && (state.closes_in === null) !== (page.clock === null)) || isOutOfDate(state);
    if (changed && isBusy()) tell(kind);
    else if (changed) await renew(kind);
    else if (!news.classList.contains("is-sr-only")) news.replaceChildren();
    if (page.entrants && kind === page.draw) page.entrants.textContent = state.entrants;
    if (page.clock && state.closes_in !== null) page.clock.setTo(state.closes_in);
    onState(state);
  }

  async function ask() {
    clearTimeout(timer);
    try {
      const answer = await fetch(`${root}state`, { headers: { Accept: "application/json" }, cache: "no-cache", signal: AbortSignal.timeout(8000) });
      if (!answer.ok) throw new Error(`/state answered ${answer.status}`);
      await update(await answer.json());
      failures = 0;
    } catch {
      failures += 1;
      if (failures > 1) say(AWAY, true);
    }
    askIn(Math.min(between(document.hidden ? PERIOD_UNSEEN : PERIOD) * 2 ** failures, PERIOD_AT_MOST));
  }

  function askIn(ms) {
    clearTimeout(timer);
    timer = setTimeout(ask, ms);
  }

  function askSoon() {
    askIn(between(SOON));
  }

  read();
  document.addEventListener("visibilitychange", () => document.hidden || askIn(0));
  addEventListener("online", () => askIn(0));
  addEventListener("pageshow", (event) => event.persisted && askIn(0));
  askIn(between(PERIOD));
  return askSoon;
}
