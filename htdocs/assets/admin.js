// The administrator's pages: prizes as rows, quantities of them written out, a field for minutes that shows when it is
// needed, no form sent twice, and a page that keeps in step with the draw. Without this script the same forms work as they stand.

import { follow, root } from "./live.js";

const LONGEST_PRIZE = 200;
const ROWS_AT_MOST = 300;
const QUANTITY = /^([1-9][0-9]{0,3}) *[xX×] +(.+)$/;

// Filling in a form, making up one's mind, or reading why something was refused is not interrupted.
let filling = false;
const isBusy = () => filling || document.querySelector(".ask[open], [role=alert]") !== null;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  form.querySelector("[type=submit]").classList.add("is-loading");
});
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

document.addEventListener("keydown", (event) => {
  const ask = event.key === "Escape" && event.target.closest(".ask[open]");
  if (!ask) return;
  ask.open = false;
  ask.querySelector("summary").focus();
});

// "3 x Sticker pack" as three prizes with numbers of one width after their name, as the server would write them.
function prizesOf(line) {
  const [, count, name] = QUANTITY.exec(line) ?? [];
  if (count === undefined) return [line];
  if (count === "1") return [name];
  return Array.from({ length: Number(count) }, (_, i) => `${name} ${String(i + 1).padStart(count.length, "0")}`);
}

const linesOf = (text) => text.split(/\r\n|\r|\n/).map((line) => line.trim()).filter((line) => line !== "");

// What is wrong with each prize, "" where nothing is.
function problemsOf(prizes) {
  const places = new Map();
  return prizes.map((prize, i) => {
    if (prize === "") return "";
    if ([...prize].length > LONGEST_PRIZE) return `Too long: ${LONGEST_PRIZE} characters at most.`;
    if (places.has(prize)) return `The same as prize ${places.get(prize)}: each needs a name of its own.`;
    places.set(prize, i + 1);
    return "";
  });
}

// A row for each prize, while they are few; a longer list stays text. The textarea is the field that is sent.
function editPrizes(textarea) {
  const label = document.getElementById("prizes_label");
  const hint = document.getElementById("prizes_hint");
  const count = document.getElementById("prizes_count");
  const [rows, add] = document.getElementById("prize_rows").content.children;
  const blankRow = document.getElementById("prize_row").content.firstElementChild;

  const values = () => [...rows.querySelectorAll("input")].map((input) => input.value.trim());
  const focus = (row) => row.querySelector("input").focus();

  function say(prizes, problem = "") {
    const text = `${prizes.length} ${prizes.length === 1 ? "prize" : "prizes"}${problem && `. ${problem}`}`;
    if (count.textContent !== text) count.textContent = text;
  }

  function mark(row, place, problem) {
    const [input, remove, help] = row.children;
    input.id = `prize_${place}`;
    input.setAttribute("aria-label", `Prize ${place}`);
    input.setAttribute("aria-invalid", problem !== "");
    input.setAttribute("aria-describedby", `problem_${place}`);
    remove.setAttribute("aria-label", `Remove prize ${place}`);
    help.id = `problem_${place}`;
    help.textContent = problem;
  }

  function checkRows() {
    const prizes = values();
    const problems = problemsOf(prizes);
    [...rows.children].forEach((row, i) => mark(row, i + 1, problems[i]));
    const text = prizes.join("\n");
    filling ||= text !== textarea.value;
    textarea.value = text;
    say(linesOf(text));
  }

  function checkText() {
    const prizes = linesOf(textarea.value);
    const problems = problemsOf(prizes);
    const at = problems.findIndex((problem) => problem !== "");
    say(prizes, at < 0 ? "" : `Prize ${at + 1}: ${problems[at]}`);
  }

  function rowOf(prize) {
    const row = blankRow.cloneNode(true);
    row.querySelector("input").value = prize;
    return row;
  }

  function showRows() {
    const prizes = linesOf(textarea.value);
    rows.append(...(prizes.length ? prizes : [""]).map(rowOf));
    textarea.hidden = true;
    textarea.after(rows, add);
    label.htmlFor = "prize_1";
    hint.textContent = "Each with a name of its own; “3 x Sticker pack” becomes three. Enter adds the next, and a pasted list becomes rows.";
    checkRows();
  }

  function showText() {
    let timer;
    textarea.hidden = false;
    textarea.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(checkText, 300);
    });
    rows.remove();
    add.remove();
    label.htmlFor = textarea.id;
    hint.textContent = "One a line, each with a name of its own. “3 x Sticker pack” becomes three.";
    checkText();
  }

  function insert(prizes, after) {
    if (rows.children.length + prizes.length > ROWS_AT_MOST) {
      const all = values();
      const at = [...rows.children].indexOf(after) + 1;
      textarea.value = [...all.slice(0, at), ...prizes, ...all.slice(at)].join("\n");
      filling = true;
      showText();
      textarea.focus();
    } else {
      const added = prizes.map(rowOf);
      after.after(...added);
      checkRows();
      focus(added.at(-1));
    }
  }

  // The last row is emptied rather than removed. Returns the row that comes into its place.
  function remove(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (next) row.remove();
    else row.querySelector("input").value = "";
    checkRows();
    return next ?? row;
  }

  function writeOut(row) {
    const input = row.querySelector("input");
    const prizes = prizesOf(input.value.trim());
    if (prizes.length === 1 && prizes[0] === input.value.trim()) return false;
    input.value = prizes.shift();
    checkRows();
    if (prizes.length > 0) insert(prizes, row);
    return true;
  }

  rows.addEventListener("input", checkRows);

  rows.addEventListener("change", (event) => writeOut(event.target.closest(".row")));

  rows.addEventListener("keydown", (event) => {
    const input = event.target;
    const row = input.closest(".row");
    const previous = row.previousElementSibling;
    if (!input.matches("input") || event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (!writeOut(row) && input.value.trim() !== "") insert([""], row);
    } else if (event.key === "Backspace" && input.value === "" && previous) {
      event.preventDefault();
      remove(row);
      focus(previous);
    }
  });

  rows.addEventListener("paste", (event) => {
    const prizes = linesOf(event.clipboardData.getData("text")).flatMap(prizesOf);
    if (prizes.length < 2) return;
    event.preventDefault();
    if (event.target.value.trim() === "") event.target.value = prizes.shift();
    insert(prizes, event.target.closest(".row"));
  });

  rows.addEventListener("click", (event) => {
    if (!event.target.matches("button")) return;
    const isOnly = rows.children.length === 1;
    const next = remove(event.target.closest(".row"));
    if (isOnly) focus(next);
    else next.querySelector("button").focus();
  });

  add.addEventListener("click", () => insert([""], rows.lastElementChild));

  if (linesOf(textarea.value).length > ROWS_AT_MOST) showText();
  else showRows();
}

function showMinutesWhenNeeded(duration, minutes) {
  const update = () => {
    minutes.disabled = duration.value !== "other";
    minutes.closest(".field").hidden = minutes.disabled;
  };
  duration.addEventListener("change", update);
  update();
}

function wire() {
  const opening = document.getElementById("opening_form");
  filling = opening?.querySelector("[aria-invalid], .result") != null;
  if (!opening) return;
  opening.addEventListener("input", () => { filling = true; });
  editPrizes(document.getElementById("prizes"));
  showMinutesWhenNeeded(document.getElementById("duration"), document.getElementById("minutes"));
  opening.querySelector("[aria-invalid=true]:enabled:not([hidden])")?.focus();
}

// With the first entrant, winners can be picked.
function isOutOfDate(state) {
  const shown = document.querySelector("[data-entrants]");
  return shown !== null && state.entrants > 0 !== Number(shown.textContent) > 0;
}

if (document.querySelector("[data-draw]")) follow({ address: `${root}admin`, isBusy, isOutOfDate, wire });
