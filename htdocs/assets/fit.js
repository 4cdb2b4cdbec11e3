// Fits text to its box: the style sheet sets the largest size, which shrinks until nothing overflows. A list that would become
// too small to read is shown in pages that turn automatically.

const TURN_EVERY = 8000;
const ON_A_PAGE = [30, 24, 20, 16, 12, 9, 6, 4, 3, 2, 1];
const SMALLEST = 7;

// The smallest size that is readable from the last row.
const readable = () => Math.max(11, innerHeight / 60);

const isWithin = (element) => element.scrollHeight <= element.clientHeight + 1 && element.scrollWidth <= element.clientWidth + 1;
const fits = (box) => isWithin(box) && [...box.querySelectorAll("li, .what, .who")].every((part) => part.scrollWidth <= part.clientWidth + 1);

// The largest size at which `isGood()` is true, or null.
function largest(box, from, to, isGood) {
  const tryOut = (size) => {
    box.style.fontSize = `${size}px`;
    return isGood();
  };
  if (tryOut(to)) return to;
  if (from >= to || !tryOut(from)) return null;
  let [good, bad] = [from, to];
  while (bad - good > Math.max(0.5, good / 40)) {
    const middle = (good + bad) / 2;
    if (tryOut(middle)) good = middle;
    else bad = middle;
  }
  tryOut(good);
  return good;
}

function wanted(box) {
  box.style.fontSize = "";
  return parseFloat(getComputedStyle(box).fontSize);
}

// Breaks words only if they would otherwise be much smaller.
function fitText(box) {
  const most = wanted(box);
  box.classList.add("is-whole");
  if (largest(box, Math.max(readable(), most / 3), most, () => fits(box)) !== null) return;
  box.classList.remove("is-whole");
  largest(box, SMALLEST, most, () => fits(box));
}

const pagesOf = (items, size) => {
  const pages = [];
  for (let at = 0; at < items.length; at += size) pages.push(items.slice(at, at + size));
  return pages;
};

function show(page, items) {
  for (const item of items) item.hidden = !page.includes(item);
}

// The largest size at which every page fits in so many columns; null if that is too small.
function sizeOf(list, items, { pages, columns, whole }, least) {
  arrange(list, { pages, columns, whole });
  let most = wanted(list);
  for (const page of pages) {
    show(page, items);
    most = largest(list, least, most, () => fits(list));
    if (most === null) return null;
  }
  return most;
}

function arrange(list, { pages, columns, whole }) {
  list.classList.toggle("is-whole", whole);
  list.classList.toggle("is-few", pages[0].length <= 4);
  list.style.gridTemplateColumns = columns ? `repeat(${columns}, minmax(0, 1fr))` : "";
}

function columnsFor(list, count) {
  if (!list.matches(".awards")) return [0];
  const ideal = Math.sqrt((count * list.clientWidth) / Math.max(1, list.clientHeight) / 2.4);
  const tries = [Math.floor(ideal), Math.ceil(ideal), Math.ceil(ideal) + 1, count].map((n) => Math.min(Math.max(n, 1), count, 8));
  return [...new Set(tries)];
}

// Uses as few readable pages as possible, with unbroken words if possible. Returns the pages.
function fitList(list, items) {
  if (items.length === 0) return [];
  const counts = ON_A_PAGE.map((most) => Math.ceil(items.length / Math.ceil(items.length / most)));
  for (const count of new Set(counts)) {
    for (const whole of [true, false]) {
      const least = count === 1 && !whole ? SMALLEST : readable();
      const ways = columnsFor(list, count).map((columns) => ({ pages: pagesOf(items, count), columns, whole }));
      const sizes = ways.map((way) => sizeOf(list, items, way, least) ?? 0);
      const best = sizes.indexOf(Math.max(...sizes));
      if (sizes[best] > 0) {
        arrange(list, ways[best]);
        list.style.fontSize = `${sizes[best]}px`;
        return ways[best].pages;
      }
    }
  }
  return pagesOf(items, 1);
}

export function fitTexts(tree) {
  for (const box of tree.querySelectorAll("[data-fit]")) {
    if (box.offsetParent !== null && !box.closest("[data-pages]")) fitText(box);
  }
}

// Shows a list in pages. `turn(by)` turns to the next or previous one, returns whether there was one, and stops the automatic
// turning.
export function paged(list, items, onEnd = () => false) {
  list.dataset.pages = "yes";
  for (const box of list.querySelectorAll(".is-whole")) box.classList.remove("is-whole");
  const pages = fitList(list, items);
  let at = 0;
  const open = () => show(pages[at] ?? [], items);
  open();
  function turn(by) {
    if (at + by < 0 || at + by >= pages.length) return false;
    at += by;
    open();
    return true;
  }
  const timer = setInterval(() => {
    if (turn(1) || onEnd()) return;
    at = 0;
    open();
  }, TURN_EVERY);
  function stop() {
    clearInterval(timer);
    delete list.dataset.pages;
  }
  return { count: pages.length, stop, turn: (by) => { clearInterval(timer); return turn(by); } };
}
