// The organiser's pages: prizes as rows, quantities of them written out, a field for minutes that shows when it is
// needed, no form sent twice, and a page that keeps in step with the draw. Without this script the same forms work as
// they stand.

import { follow, root } from "./live.js";
import { linesOf, problemsOf, quantities } from "./prizes.js";

const ROWS_AT_MOST = 300;

// Filling in a form, an open confirmation, or reading why something was refused is not interrupted.
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

// A row for each prize, while they are few; a longer list stays text. The textarea is the field that is sent. While
// every line of it is shown as it is meant, `reviewed` tells the server to take each literally.
function editPrizes(textarea, reviewed) {
  const label = document.getElementById("prizes_label");
  const hint = document.getElementById("prizes_hint");
  const count = document.getElementById("prizes_count");
  const [rows, add] = document.getElementById("prize_rows").content.children;
  const blankRow = document.getElementById("prize_row").content.firstElementChild;
  const { isLiteral, writeOut } = quantities(reviewed.value === "yes" ? linesOf(textarea.value) : []);

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
    filling = filling || text !== textarea.value;
    textarea.value = text;
    reviewed.value = prizes.every(isLiteral) ? "yes" : "";
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
    hint.textContent = "One prize per row. Paste a list, or type “3 x Sticker pack” for three.";
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
    hint.textContent = `One prize per line.${reviewed.value === "yes" ? "" : " “3 x Sticker pack” becomes three."}`;
    checkText();
  }

  function insert(prizes, after) {
    if (rows.children.length + prizes.length > ROWS_AT_MOST) {
      const all = values();
      const at = [...rows.children].indexOf(after) + 1;
      textarea.value = [...all.slice(0, at), ...prizes, ...all.slice(at)].join("\n");
      reviewed.value = "";
      filling = true;
      showText();
      textarea.focus();
    } else {
      const added = prizes.map(rowOf);
      after.after(...added);
      checkRows();
      focus(added[added.length - 1]);
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

  function writeOutRow(row) {
    const input = row.querySelector("input");
    const prizes = writeOut(input.value.trim());
    if (prizes.length === 1 && prizes[0] === input.value.trim()) return false;
    input.value = prizes.shift();
    checkRows();
    if (prizes.length > 0) insert(prizes, row);
    return true;
  }

  rows.addEventListener("input", checkRows);

  rows.addEventListener("change", (event) => writeOutRow(event.target.closest(".row")));

  rows.addEventListener("keydown", (event) => {
    const input = event.target;
    const row = input.closest(".row");
    const previous = row.previousElementSibling;
    if (!input.matches("input") || event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (!writeOutRow(row) && input.value.trim() !== "") insert([""], row);
    } else if (event.key === "Backspace" && input.value === "" && previous) {
      event.preventDefault();
      remove(row);
      focus(previous);
    }
  });

  rows.addEventListener("paste", (event) => {
    const prizes = linesOf(event.clipboardData.getData("text")).flatMap(writeOut);
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
  editPrizes(document.getElementById("prizes"), opening.elements.reviewed);
  showMinutesWhenNeeded(document.getElementById("duration"), document.getElementById("minutes"));
  opening.querySelector("[aria-invalid=true]:enabled:not([hidden])")?.focus();
}

if (document.querySelector("[data-draw]")) follow({ address: `${root}admin`, isBusy, wire });
