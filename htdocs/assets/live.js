// What the pages have in common. Keeps a page in step with the draw: the number of entrants, the countdown, and a fresh
// page when the draw moves on.

// Where the site begins, a slash at the end: this file lies in the folder `assets` there.
export const root = new URL("..", import.meta.url).pathname;

const PERIOD = 3000;
const PERIOD_UNSEEN = 10000;
const PERIOD_AT_MOST = 60000;

const NEWS = {
  none: "There is no draw any more.",
  open: "A draw has opened.",
  closed: "The draw has closed.",
  won: "The winners are here!",
};

const jitter = (ms) => ms * (0.85 + 0.3 * Math.random());

function kindOf({ state }) {
  return state === "NO_DRAW" ? "none" : state.split("_")[1].toLowerCase();
}

function clock(seconds) {
  if (seconds >= 2 * 86400) return `${Math.floor(seconds / 86400)} days`;
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

// The countdown runs between two answers of the server, and follows the server where they differ.
function countdown(element, onEnd) {
  let deadline;
  const left = () => Math.max(0, Math.round((deadline - performance.now()) / 1000));
  const setTo = (seconds) => {
    if (deadline === undefined || Math.abs(left() - seconds) > 1) deadline = performance.now() + 1000 * seconds;
  };
  const tick = () => {
    const text = clock(left());
    if (element.textContent === text) return;
    element.textContent = text;
    if (left() === 0) onEnd();
  };
  setTo(Number(element.dataset.closesIn));
  tick();
  setInterval(tick, 1000);
  return setTo;
}

// Follows the draw for the page at `address`. A page that is out of date is loaded anew, or, while `isBusy()`, told to
// the reader. `isOutOfDate(state)` adds a page's own reasons. Returns a function that asks the server soon.
export function follow({ address, isBusy, isOutOfDate = () => false }) {
  const shown = document.querySelector("[data-draw]").dataset.draw;
  const entrants = document.querySelector("[data-entrants]");
  const closesIn = document.querySelector("[data-closes-in]");
  const news = document.getElementById("news");
  let timer;
  let failures = 0;
  let prizes;

  function reload() {
    if (location.pathname === address) location.reload();
    else location.replace(address);
  }

  function tell(kind) {
    const text = kind === shown ? "The draw has changed." : NEWS[kind];
    if (news.textContent.startsWith(text)) return;
    const link = document.createElement("a");
    link.href = address;
    link.textContent = "Show it";
    news.replaceChildren(`${text} `, link);
  }

  function update(state) {
    const kind = kindOf(state);
    // Another draw may have taken the place of the one shown while nobody looked: its prizes tell.
    const now = JSON.stringify(state.prizes);
    const changed = kind !== shown || now !== (prizes ??= now) || isOutOfDate(state)
      || (kind === "open" && (state.closes_in === null) !== (closesIn === null));
    if (changed) {
      if (isBusy()) tell(kind);
      else reload();
      return;
    }
    news.replaceChildren();
    if (entrants) entrants.textContent = state.entrants;
    if (closesIn) setClock(state.closes_in);
  }

  async function ask() {
    clearTimeout(timer);
    try {
      const answer = await fetch(`${root}state`, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(8000) });
      if (!answer.ok) throw new Error(`/state answered ${answer.status}`);
      update(await answer.json());
      failures = 0;
    } catch {
      failures += 1;
    }
    const period = document.hidden ? PERIOD_UNSEEN : PERIOD;
    askIn(jitter(Math.min(period * 2 ** failures, PERIOD_AT_MOST)));
  }

  function askIn(ms) {
    clearTimeout(timer);
    timer = setTimeout(ask, ms);
  }

  const askSoon = () => askIn(jitter(1200));
  const setClock = closesIn && countdown(closesIn, askSoon);
  document.addEventListener("visibilitychange", () => document.hidden || askIn(0));
  askIn(jitter(PERIOD));
  return askSoon;
}

// Behind a face that has arrived the drawn stand-in goes, as it would be seen through a transparent picture.
const arrived = (image) => image.classList.add("is-loaded");
for (const image of document.querySelectorAll(".avatar")) {
  if (image.complete && image.naturalWidth > 0) arrived(image);
  else image.addEventListener("load", () => arrived(image));
}
