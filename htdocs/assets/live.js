// Shared by the pages: makes a page follow the draw, that is the number of entrants, the countdown, and the content when the
// draw changes.

import { announcement, clockText, deadline } from "./clock.js";
import { hasMovedOn, isOutOfDate, newsOf, pageOf } from "./state.js";
import { showTime, showTimes } from "./times.js";
import { language, number, tr } from "./words.js";

// The site's path, with a trailing slash: this file is in its folder `assets`.
export const root = new URL("..", import.meta.url).pathname;

const PERIOD = [2000, 4000];
const PERIOD_UNSEEN = [10000, 15000];
const PERIOD_AT_MOST = 15000;
const SOON = [1000, 1500];
const PATIENCE = 8000;
const READING = 10000;  // how long a passing message stays

const AWAY = tr("The draw is unavailable right now. This page keeps trying.");

const between = ([least, most]) => least + (most - least) * Math.random();

// Aborts after so many milliseconds, also within the body: Safari 15 has no AbortSignal.timeout. Asks in the page's language.
export function fetchWithin(ms, address, options = {}) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
  const headers = { "Accept-Language": language, ...options.headers };
  return fetch(address, { ...options, headers, signal: controller.signal });
}

// The countdown continues between two answers of the server.
function countdown(element, onEnd) {
  const end = deadline();
  let before = 0;  // announce nothing that had passed before the page loaded
  const tick = () => {
    const left = end.secondsLeft(performance.now());
    const aloud = announcement(before, left);
    if (aloud !== "") document.getElementById("countdown").textContent = aloud;
    before = left;
    const text = clockText(left);
    if (element.textContent === text) return;
    element.textContent = text;
    if (left === 0) onEnd();
  };
  const follow = (seconds) => end.follow(seconds, performance.now());
  follow(Number(element.dataset.closesIn));
  tick();
  const ticking = setInterval(tick, 1000);
  return { follow, stop: () => clearInterval(ticking) };
}

// A profile picture at twice its display size for dense screens; the placeholder is behind it until it has loaded.
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

// If the browser lacks something that the scripts need, the plain pages and forms are used.
const isAble = ["fetch", "AbortController", "URLSearchParams", "DOMParser"].every((name) => name in globalThis)
  && "replaceChildren" in Element.prototype;

const shownIn = (tree) => tree.querySelector("[data-draw]").dataset;

// Every page that follows the draw is a witness. The module is loaded later, since the page works without it.
export const asWitness = (action) => import("./witness.js").then(({ witness }) => action(witness)).catch(() => {});

// Follows the draw for the page at `address`. An outdated page is renewed, or, while `isBusy()`, shows a notice. `wire(page)`
// attaches the scripts, now and after each renewal; `onState(state)` gets every answer. Returns `askSoon`, which asks soon or in so
// many milliseconds, and `turn(query)`, which shows another part of the page.
export function follow({ address, isBusy = () => false, wire = () => {}, onState = () => {} }) {
  if (!isAble) return { askSoon: () => {}, turn: () => Promise.resolve() };
  const main = document.getElementById("main");
  const isSearching = () => [...main.querySelectorAll("[type=search]")].some((field) => field.value !== field.defaultValue);
  const isUsed = () => isBusy() || isSearching();
  const news = document.getElementById("news");
  let timer;
  let failures = 0;
  let saidUntil = 0;
  let page;

  function read() {
    page?.clock?.stop();
    const { draw, id = "", version, removed, moved = "", movedText, shown = 0, left = 0 } = shownIn(main);
    const closesIn = main.querySelector("[data-closes-in]");
    page = {
      kind: draw,
      id,
      version,
      removed,
      moved,
      movedText,
      shown: Number(shown),
      left: Number(left),
      entrants: main.querySelector("[data-entrants]"),
      clock: closesIn && countdown(closesIn, () => askSoon()),
      closesAt: main.querySelector("[data-closes-at]"),
    };
    if (page.entrants) page.entrants.textContent = number(Number(page.entrants.textContent));
    showTimes(main);
    main.querySelectorAll(".avatar").forEach(greet);
    wire(page);
  }

  function say(text, seen) {
    saidUntil = seen ? performance.now() + READING : 0;
    news.classList.toggle("is-sr-only", !seen);
    if (news.textContent !== text) news.textContent = text;
  }

  function tell(text) {
    if (news.textContent.startsWith(text)) return;
    const link = document.createElement("a");
    link.href = address;
    link.textContent = tr("Show it");
    news.classList.remove("is-sr-only");
    news.replaceChildren(`${text} `, link);
  }

  // The new page may be outdated too; the next answer shows that, and it is fetched again.
  async function renew(isTurned = false) {
    const answer = await fetchWithin(PATIENCE, address + location.search, { headers: { Accept: "text/html" }, cache: "no-cache" });
    if (!answer.ok) throw new Error(`the page answered ${answer.status}`);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!isTurned && (isUsed() || shownIn(fresh).version === page.version)) return;
    const before = page;
    const hadFocus = main.contains(document.activeElement) && document.activeElement !== main;
    document.title = fresh.title;
    main.replaceChildren(...fresh.getElementById("main").childNodes);
    if (hadFocus) main.focus({ preventScroll: true });
    read();
    if (hasMovedOn(before, page)) scrollTo({ top: 0, behavior: "instant" });
    say(newsOf(before, page), page.moved !== before.moved);
  }

  // Another draw's lists begin with their first page. Other parts of the address are kept.
  function beginLists() {
    const query = new URLSearchParams(location.search);
    query.delete("page");
    query.delete("q");
    if (location.search !== "") history.replaceState(null, "", address + `?${query}`.replace(/^\?$/, ""));
  }

  async function update(state) {
    const now = pageOf(state);
    const outOfDate = isOutOfDate(page, now);
    const told = outOfDate && isUsed() ? newsOf(page, now) : "";
    if (told !== "") tell(told);
    else if (!news.classList.contains("is-sr-only") && performance.now() > saidUntil) news.replaceChildren();
    if (outOfDate && !isUsed()) {
      if (hasMovedOn(page, now)) beginLists();
      await renew();
    }
    if (page.entrants && now.kind === page.kind) page.entrants.textContent = number(state.entrants);
    if (page.clock && state.closes_in !== null) page.clock.follow(state.closes_in);
    if (page.closesAt && state.closes_at && page.closesAt.dateTime !== state.closes_at) {
      page.closesAt.dateTime = state.closes_at;
      showTime(page.closesAt);
    }
    onState(state);
  }

  async function ask() {
    clearTimeout(timer);
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetchWithin(PATIENCE, `${root}pulse`, { headers, cache: "no-cache" });
      if (!answer.ok) throw new Error(`/pulse answered ${answer.status}`);
      const state = await answer.json();
      const now = [Date.now(), Date.parse(answer.headers.get("Date"))];
      asWitness((witness) => witness.see(state, ...now));
      await update(state);
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

  function askSoon(ms = between(SOON)) {
    askIn(ms);
  }

  function turn(query) {
    history.replaceState(null, "", `${address}?${query}`);
    return renew(true);
  }

  read();
  document.addEventListener("visibilitychange", () => document.hidden || askIn(0));
  addEventListener("online", () => askIn(0));
  addEventListener("pageshow", (event) => event.persisted && askIn(0));
  askIn(between(PERIOD));
  return { askSoon, turn };
}
