// The room's screen: keeps in step with the draw, shows faces as they arrive, and reveals the winners one by one.
// Space, page down, right, enter, a click or a presenter's remote go on; page up, left and backspace go back; End shows
// all at once, Home begins again. Without this script the page reloads itself and shows everything.

import { avatar, fetchWithin, follow, root } from "./live.js";
import { memory } from "./memory.js";
import { kindOf } from "./state.js";

const FACES_AT_MOST = 24;
const KEYS = {
  " ": "on", PageDown: "on", ArrowRight: "on", Enter: "on",
  PageUp: "back", ArrowLeft: "back", Backspace: "back",
  End: "all", Home: "begin",
};

// Where the reveal stands outlives a reload of the page, which shows 100 winners at most: 0 is before the first of them, one
// more than there are is all of them.
const places = memory(() => sessionStorage, `prizedraw:stage:${root}`);

let reveal = null;
let seen;

async function showFaces(entrants) {
  const list = document.getElementById("faces");
  if (!list || entrants === seen) return;
  seen = entrants;
  const headers = { Accept: "application/json" };
  const answer = await fetchWithin(8000, `${root}stage/faces`, { headers, cache: "no-cache" });
  if (!answer.ok) return;
  const shown = new Map([...list.children].map((item) => [item.dataset.face, item]));
  const faces = (await answer.json()).slice(0, FACES_AT_MOST);
  list.replaceChildren(...faces.map(({ id, name, image }) => {
    if (shown.has(id)) return shown.get(id);
    const item = document.createElement("li");
    const label = document.createElement("bdi");
    label.textContent = name;
    item.dataset.face = id;
    item.className = "is-new";
    item.append(avatar(image, 96), label);
    return item;
  }));
}

function revealing(draw) {
  const items = [...document.querySelectorAll(".awards li")];
  const all = items.length + 1;
  const drum = document.getElementById("drum");
  const said = document.getElementById("said");
  const { page = "1", first = "1", total = items.length } = document.getElementById("reveal").dataset;
  const [previous, next] = ["prev", "next"].map((rel) => document.querySelector(`.pages [rel=${rel}]`));
  const kept = places.of(draw);
  let step = Math.min(kept?.page === page ? kept.step : 0, all);

  function show() {
    const isAll = step === all;
    document.querySelector(".scene").dataset.step = isAll ? "all" : step === 0 ? "begin" : "one";
    items.forEach((item, i) => {
      item.hidden = !isAll && i !== step - 1;
      const image = item.querySelector("img");
      if (image.srcset) image.sizes = isAll ? "5rem" : "22rem";
    });
    drum.hidden = step !== 0;
    const ready = page === "1" ? `${total} prizes. Ready for the winners?` : `Ready for the next ${items.length} winners?`;
    drum.textContent = items.length === 1 ? "Who is it?" : ready;
    const whole = next || previous ? `${first} to ${Number(first) - 1 + items.length} of ${total}` : "All";
    document.getElementById("place").textContent = isAll ? whole : `${Number(first) - 1 + step} of ${total}`;
    document.querySelector("[data-move=back]").disabled = step === 0 && !previous;
    document.querySelector("[data-move=on]").disabled = isAll && !next;
    document.querySelector("[data-move=all]").disabled = isAll;
    const item = step > 0 && !isAll ? items[step - 1] : null;
    const text = (selector) => item.querySelector(selector).textContent;
    said.textContent = item ? `${text(".prize")} goes to ${text(".winner")}` : "";
  }

  document.getElementById("controls").hidden = false;
  show();
  function turn(link, place) {
    places.keep(draw, place);
    location.href = link;
    return true;
  }

  return (move) => {
    if (move === "on" && step === all && next) return turn(next.href, { page: String(Number(page) + 1), step: 0 });
    if (move === "back" && step === 0 && previous) return turn(previous.href, { page: String(page - 1), step: 1000 });
    if (move === "begin" && previous) return turn(`${root}stage`, { page: "1", step: 0 });
    const to = { on: Math.min(step + 1, all), back: Math.max(step - 1, 0), all, begin: 0 }[move];
    if (to === step) return false;
    step = to;
    places.keep(draw, { page, step });
    show();
    return true;
  };
}

function wire(page) {
  seen = undefined;
  reveal = page.kind === "won" && document.querySelector(".awards li") ? revealing(page.id) : null;
}

follow({
  address: `${root}stage`,
  wire,
  onState: (state) => {
    if (["open", "closed"].includes(kindOf(state))) showFaces(state.entrants).catch(() => { seen = undefined; });
  },
});

document.addEventListener("keydown", (event) => {
  const move = KEYS[event.key];
  const isButtons = ["Enter", " "].includes(event.key) && event.target.closest("button, a");
  if (!reveal || !move || isButtons || event.ctrlKey || event.metaKey || event.altKey) return;
  if (reveal(move)) event.preventDefault();  // a key that does nothing else here scrolls
});

document.addEventListener("click", (event) => {
  if (!reveal || event.target.closest("a")) return;
  reveal(event.target.closest("[data-move]")?.dataset.move ?? "on");
});
