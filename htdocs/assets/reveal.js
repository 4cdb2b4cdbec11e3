// The reveal in the projector view: its position and its steps. If winners are revealed one by one, the next winner is unknown
// here: the organiser requests the reveal from the server, and every projector view shows it once its page has it.

import { celebrate, roll } from "./drama.js";
import { fetchWithin, root } from "./live.js";
import { fitTexts, paged } from "./fit.js";
import { tr, trn } from "./words.js";

const PRIZE_ALONE = 1300;  // milliseconds
const TO_LOG_IN = 120000;
const LOG_IN = tr("Only the organiser can reveal the winners. Log in at {address} in this browser, then come back here.",
  { address: `${location.host}${root}admin` });
const TRY_AGAIN = tr("The server did not answer. Press again in a moment.");
export const ALL = "all";

let askedAt = null;  // when the pending reveal was requested

// `kept` and `keep` survive a reload of the page: { page, step }. `before` is how many winners this page has already shown, or
// null at the start; `seconds()` how long faces roll; `facesBut(items)` whose, without those of earlier winners.
export function revealing({ kept, keep, before, seconds, facesBut, tell, turnTo, askSoon }) {
  const scene = document.querySelector(".scene");
  const list = scene.querySelector(".awards");
  const items = [...list.querySelectorAll(".award")];
  const next = list.querySelector(".next");
  const everything = [...items, ...list.querySelectorAll(".left")];
  const { page = "1", first, total, together } = document.getElementById("reveal").dataset;
  const [previousPage, nextPage] = ["prev", "next"].map((rel) => scene.querySelector(`.pages [rel=${rel}]`));
  const last = next || everything.length === 1 ? items.length : ALL;
  const count = Number(first) - 1 + items.length;
  const revealed = next ? count : Number(total);
  const said = document.getElementById("said");
  const textIn = (item, selector) => item.querySelector(selector)?.textContent.trim() ?? "";
  let step = 0;
  let asking = false;
  let act = null;  // the running animation: { timer, animation, finish }
  let pages = null;

  function label() {
    const place = document.getElementById("place");
    if (!place) return;
    const part = previousPage || nextPage ? tr("{first} to {last} of {total}", { first, last: count, total }) : tr("All");
    place.textContent = step === ALL ? part : tr("{place} of {total}", { place: Number(first) - 1 + step, total });
    const disable = (move, isOff) => { scene.querySelector(`[data-move=${move}]`).disabled = isOff; };
    disable("back", step === 0 && !previousPage);
    disable("on", step === last && !next && !nextPage && (pages?.count ?? 1) === 1);
    disable("all", step === last || next !== null);
  }

  function show() {
    pages?.stop();
    pages = null;
    const item = asking ? next : items[step - 1] ?? null;
    scene.dataset.step = item ? "one" : step === ALL ? "all" : "begin";
    list.removeAttribute("style");
    list.classList.remove("is-few", "is-whole");
    for (const each of list.children) each.hidden = each !== item;
    for (const each of items) each.querySelector("img").sizes = item ? "22rem" : "5rem";
    const ready = page === "1" ? tr("Ready for the winners?")
      : trn("Ready for the next winner?", "Ready for the next {count} winners?", items.length);
    document.getElementById("ready").textContent = total === "1" ? tr("Ready for the winner?") : ready;
    const offers = scene.querySelector(".drum .offers");
    if (step === ALL) pages = paged(list, everything, () => (nextPage || previousPage) && turn(nextPage ? Number(page) + 1 : 1, ALL));
    else if (!item && offers) pages = paged(offers, [...offers.children]);
    fitTexts(scene);
    label();
  }

  function stop() {
    if (!act) return;
    clearTimeout(act.timer);
    act.animation?.cancel();
    act = null;
    for (const each of items) delete each.dataset.beat;
  }

  const sayPrize = (item) => { said.textContent = tr("The next prize is {prize}", { prize: textIn(item, ".prize") }); };
  const sayWinner = (item) => {
    const values = item && { prize: textIn(item, ".prize"), winner: textIn(item, ".winner"), login: textIn(item, ".login") };
    said.textContent = item ? tr("{prize} goes to {winner} {login}", values) : "";
  };

  // The prize, then faces that slow down on the winner.
  function play(item) {
    const at = items.indexOf(item);
    const since = askedAt ?? performance.now();
    askedAt = null;
    stop();
    sayPrize(item);
    item.dataset.beat = "prize";
    const finish = () => {
      stop();
      item.dataset.beat = "winner";
      sayWinner(item);
      celebrate(scene);
    };
    const begin = () => {
      const winner = { image: item.querySelector("img").src, name: textIn(item, ".winner") };
      item.dataset.beat = "roll";
      act.animation = roll(item, facesBut(items.slice(0, at + 1), items.slice(at + 1)), winner, seconds());
      if (act.animation) act.animation.addEventListener("finish", finish);
      else finish();
    };
    act = { finish, timer: setTimeout(begin, Math.max(0, since + PRIZE_ALONE - performance.now())) };
  }

  function goTo(to, isPlayed) {
    stop();
    step = to;
    keep({ page, step });
    show();
    if (isPlayed) play(items[step - 1]);
    else sayWinner(items[step - 1]);
    return true;
  }

  function turn(to, place) {
    keep({ page: String(to), step: place });
    turnTo(to);
    return true;
  }

  async function ask() {
    asking = true;
    askedAt = performance.now();
    show();
    sayPrize(next);
    let problem = "";
    try {
      const answer = await fetchWithin(TO_LOG_IN, `${root}admin/reveal`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ shown: Number(next.dataset.shown) }),
      });
      if (!answer.ok) problem = [401, 403].includes(answer.status) ? LOG_IN : TRY_AGAIN;
    } catch {
      problem = TRY_AGAIN;
    }
    tell(problem);
    if (problem === "") {
      askSoon(0);
    } else {
      asking = false;
      askedAt = null;
      if (scene.isConnected) goTo(step);
    }
  }

  function skip() {
    if (act.animation) act.animation.finish();
    else act.finish();
    return true;
  }

  function move(way) {
    if (act && way === "on") return skip();
    if (asking) return false;
    const by = { on: 1, back: -1 }[way];
    if (step === ALL && by && pages.turn(by)) return true;
    if (way === "on" && step === ALL && nextPage) return turn(Number(page) + 1, 0);
    if (way === "back" && step === 0 && previousPage) return turn(page - 1, ALL);
    if (way === "begin" && previousPage) return turn(1, 0);
    if (way === "on" && step === items.length && next) {
      ask();
      return true;
    }
    const to = {
      on: step === ALL || step >= items.length ? last : step + 1,
      back: step === ALL ? items.length : Math.max(step - 1, 0),
      all: next ? step : last,
      begin: 0,
    }[way];
    return to !== step && goTo(to, way === "on" && to !== ALL);
  }

  const isNew = together && before !== null && revealed > before;
  if (isNew && (next || (count === revealed && revealed === before + 1))) {
    goTo(items.length, true);
  } else if (next) {
    goTo(items.length);
  } else {
    const begins = together ? last : 0;
    const to = isNew || kept?.page !== page ? begins : kept.step;
    goTo(to <= items.length || to === last ? to : last);
  }
  return { revealed, move, show, stop: () => { stop(); pages?.stop(); } };
}
