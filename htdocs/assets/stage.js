// The projector view: follows the draw, shows new entrants' faces, and reveals the winners one by one, by keyboard, click or
// presenter's remote. Without this script the page reloads itself and shows everything that is public.

import { setSound } from "./drama.js";
import { fitTexts, paged } from "./fit.js";
import { avatar, fetchWithin, follow, root } from "./live.js";
import { memory } from "./memory.js";
import { ALL, revealing } from "./reveal.js";
import { kindOf } from "./state.js";

const FACES_AT_MOST = 24;
const BETWEEN_STEPS = 500;  // milliseconds
const WITH_THE_FOCUS = 300;
const IDLE_AFTER = 3000;
const KEYS = {
  " ": "on", PageDown: "on", ArrowRight: "on", ArrowDown: "on", Enter: "on", n: "on",
  PageUp: "back", ArrowLeft: "back", ArrowUp: "back", Backspace: "back", p: "back",
  End: "all", Home: "begin", b: "dark", ".": "dark", f: "full",
};

// The position of the reveal survives a reload and turning to another page, of at most 100 winners.
const places = memory(() => sessionStorage, `prizedraw:stage:${root}`);
const isOverlay = document.body.classList.contains("is-overlay");

let reveal = null;
let offers = null;
let seen;
let isBehind = false;
let faces = [];
let shown = { id: null, count: 0 };  // how many winners of which draw this page has shown
let movedAt = -BETWEEN_STEPS;
let focusedAt = -WITH_THE_FOCUS;
let isForFocus = false;

const setting = (name, otherwise) => {
  try {
    return localStorage.getItem(`prizedraw:stage:${name}`) ?? otherwise;
  } catch {
    return otherwise;
  }
};

function set(name, value) {
  try {
    localStorage.setItem(`prizedraw:stage:${name}`, value);
  } catch {
    // then it applies to this page only
  }
}

const seconds = () => Math.min(Math.max(Number(setting("roll", "3")) || 3, 0.5), 6);

async function readFaces() {
  const headers = { Accept: "application/json" };
  const answer = await fetchWithin(8000, `${root}stage/faces`, { headers, cache: "no-cache" });
  if (!answer.ok) throw new Error(`/stage/faces answered ${answer.status}`);
  faces = await answer.json();
}

async function showFaces(entrants) {
  const list = document.getElementById("faces");
  if (!list || (entrants === seen && !isBehind)) return;
  isBehind = entrants !== seen;  // the faces may come from a cache, a second older than the count, so they are read again
  seen = entrants;
  await readFaces();
  const known = new Map([...list.children].map((item) => [item.dataset.face, item]));
  list.replaceChildren(...faces.slice(0, FACES_AT_MOST).map(({ id, name, image }) => {
    if (known.has(id)) return known.get(id);
    const item = document.createElement("li");
    const label = document.createElement("bdi");
    label.textContent = name;
    item.dataset.face = id;
    item.className = "is-new";
    item.append(avatar(image, 96), label);
    return item;
  }));
}

// Faces of entrants who have not won yet, so not those of `won`. Includes winners to come, if they are known.
function facesBut(won, toCome) {
  const ids = new Set(won.map(({ dataset }) => dataset.winner));
  const others = toCome.map((item) => ({
    id: item.dataset.winner, name: item.querySelector(".winner").textContent, image: item.querySelector("img").src,
  }));
  const all = [...faces, ...others].filter(({ id }) => !ids.has(id));
  return all.map((face) => [Math.random(), face]).sort(([a], [b]) => a - b).map(([, face]) => face);
}

function tell(text) {
  document.getElementById("notice").textContent = text;
}

function fit() {
  offers?.stop();
  if (reveal) return reveal.show();
  const list = document.querySelector(".offers");
  offers = list && paged(list, [...list.children]);
  return fitTexts(document.querySelector(".scene"));
}

// Shows another hundred winners, without leaving full screen.
function turnTo(page) {
  const query = new URLSearchParams(location.search);
  query.set("page", page);
  turn(query).catch(() => {});  // the next press or automatic turn tries again
}

function wire(page) {
  const scene = document.querySelector(".scene");
  seen = undefined;
  reveal?.stop();
  offers?.stop();
  reveal = offers = null;
  scene.dataset.step = "shown";
  const before = shown.id === page.id ? shown.count : null;
  if (page.kind === "won" && document.querySelector(".awards > *")) {
    const kept = places.of(page.id) ?? (isOverlay ? { page: "1", step: ALL } : null);
    const keep = (place) => places.keep(page.id, place);
    reveal = revealing({ kept, keep, before, seconds, facesBut, tell, turnTo, askSoon: (ms) => askSoon(ms) });
    readFaces().catch(() => {});
  } else {
    fit();
  }
  shown = { id: page.id, count: reveal?.revealed ?? 0 };
  wireControls();
}

function wireControls() {
  const controls = document.getElementById("controls");
  if (!controls) return;
  controls.hidden = false;
  controls.querySelector("[data-do=full]").hidden = !fullScreen;
  const [roll, sound] = ["roll", "sound"].map((id) => document.getElementById(id));
  if (!roll) return;
  roll.value = String(seconds());
  roll.addEventListener("change", () => set("roll", roll.value));
  sound.checked = isSounding;
  sound.addEventListener("change", () => {
    isSounding = sound.checked;
    setSound(isSounding);
  });
}

let isSounding = false;

const whole = document.documentElement;
const fullScreen = whole.requestFullscreen ?? whole.webkitRequestFullscreen;

function toggleFullScreen() {
  const isFull = document.fullscreenElement ?? document.webkitFullscreenElement;
  const leave = document.exitFullscreen ?? document.webkitExitFullscreen;
  if (isFull) leave.call(document);
  else if (fullScreen) fullScreen.call(whole);
}

// A dark screen lasts until the next key or click, which does nothing else.
function toggleDark() {
  document.body.classList.toggle("is-dark");
}

// Returns whether it had an effect.
function act(what) {
  const now = performance.now();
  if (document.body.classList.contains("is-dark") || what === "dark") toggleDark();
  else if (what === "full") toggleFullScreen();
  else if (!reveal || isOverlay) return false;
  else if (now - movedAt < BETWEEN_STEPS) return true;
  else if (!reveal.move(what)) return false;
  else movedAt = now;
  return true;
}

const { askSoon, turn } = follow({
  address: `${root}stage`,
  wire,
  onState: (state) => {
    if (["open", "closed"].includes(kindOf(state))) showFaces(state.entrants).catch(() => { seen = undefined; });
  },
});

// If the browser lacks what the script needs, the plain page is shown.
const scene = document.querySelector(".scene");
scene.dataset.step = scene.dataset.step ?? "plain";

document.addEventListener("keydown", (event) => {
  const what = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const isField = event.target.closest("select, input") || (["Enter", " "].includes(event.key) && event.target.closest("button, a"));
  if (!what || isField || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.repeat || act(what)) event.preventDefault();  // a key without effect here may scroll
});

// A click that brings the window to the front does nothing else.
addEventListener("focus", () => { focusedAt = performance.now(); });
document.addEventListener("pointerdown", () => {
  isForFocus = !document.hasFocus() || performance.now() - focusedAt < WITH_THE_FOCUS;
}, true);

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const isOther = isForFocus || event.target.closest("a, select, input, label");
  isForFocus = false;
  if (!isOther) act(button?.dataset.do ?? button?.dataset.move ?? "on");
});

let idle;
document.addEventListener("pointermove", () => {
  document.body.classList.add("is-used");
  clearTimeout(idle);
  idle = setTimeout(() => document.body.classList.remove("is-used"), IDLE_AFTER);
});

let resizing;
addEventListener("resize", () => {
  cancelAnimationFrame(resizing);
  resizing = requestAnimationFrame(fit);
});

// Keeps the screen on while the projector view is visible.
async function stayOn() {
  try {
    if (!document.hidden) await navigator.wakeLock?.request("screen");
  } catch {
    // the browser may decline, for example to save power
  }
}
document.addEventListener("visibilitychange", stayOn);
stayOn();
