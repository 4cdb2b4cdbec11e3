// The opening form's prizes as rows, each with a name and a description, which can be moved, removed, pasted and expanded.
// The textarea is the field that is sent; a very long list stays text.

import { asQuantity, lineOf, linesOf, partsOf, problemsOf, reading, withoutBullet } from "./prizes.js";
import { tr, trn } from "./words.js";

const ROWS_AT_MOST = 300;

// If every line is literal, `reviewed` tells the server so. `onEdit` is called when the content changes.
export function editPrizes(textarea, reviewed, onEdit) {
  const label = document.getElementById("prizes_label");
  const hint = document.getElementById("prizes_hint");
  const count = document.getElementById("prizes_count");
  const [rows, add, offers] = document.getElementById("prize_rows").content.children;
  const blankRow = document.getElementById("prize_row").content.firstElementChild;
  const { isLiteral, isDoubtful, keep, writeOut } = reading(reviewed.value === "yes" ? linesOf(textarea.value) : []);

  const fieldsOf = (row) => row.querySelectorAll("input");
  const focus = (row) => fieldsOf(row)[0].focus();
  const lineIn = (row) => {
    const [name, note] = [...fieldsOf(row)].map((input) => input.value.trim());
    return lineOf({ name, note });
  };
  const lines = () => [...rows.children].map(lineIn);

  function fill(row, line) {
    const { name, note } = partsOf(line);
    const [nameField, noteField] = fieldsOf(row);
    nameField.value = name;
    noteField.value = note;
    return row;
  }

  const rowOf = (line) => fill(blankRow.cloneNode(true), line);

  function say(prizes, problem = "") {
    const number = trn("{count} prize", "{count} prizes", prizes.length);
    const text = problem === "" ? number : tr("{prizes}. {problem}", { prizes: number, problem });
    if (count.textContent !== text) count.textContent = text;
  }

  function mark(row, place, problem) {
    const [name, note] = fieldsOf(row);
    const help = row.querySelector(".help");
    name.id = `prize_${place}`;
    name.setAttribute("aria-label", tr("Prize {place}", { place }));
    name.setAttribute("aria-invalid", problem !== "");
    name.setAttribute("aria-describedby", `problem_${place}`);
    note.setAttribute("aria-label", tr("Sponsor or description of prize {place}", { place }));
    row.querySelector("[data-move=up]").setAttribute("aria-label", tr("Move prize {place} up", { place }));
    row.querySelector("[data-move=down]").setAttribute("aria-label", tr("Move prize {place} down", { place }));
    row.querySelector(".delete").setAttribute("aria-label", tr("Remove prize {place}", { place }));
    help.id = `problem_${place}`;
    help.textContent = problem;
  }

  function checkRows() {
    const prizes = lines();
    const problems = problemsOf(prizes);
    [...rows.children].forEach((row, i) => mark(row, i + 1, problems[i]));
    const text = prizes.join("\n");
    if (text !== textarea.value) onEdit();
    textarea.value = text;
    reviewed.value = prizes.every(isLiteral) ? "yes" : "";
    say(linesOf(text));
  }

  function checkText() {
    const prizes = linesOf(textarea.value);
    const problems = problemsOf(prizes);
    const at = problems.findIndex((problem) => problem !== "");
    say(prizes, at < 0 ? "" : tr("Prize {place}: {problem}", { place: at + 1, problem: problems[at] }));
  }

  let asked = "";
  // Asks about ambiguous lines; nothing is changed without asking.
  function offer() {
    const doubtful = lines().filter(isDoubtful);
    if (asked === doubtful.join("\n")) return;  // keep buttons that somebody may be about to press
    asked = doubtful.join("\n");
    const bulleted = doubtful.filter((line) => withoutBullet(line) !== line);
    const counted = doubtful.filter((line) => !bulleted.includes(line));
    const ask = (some, text, changed) => {
      const question = document.createElement("p");
      const button = (label, act) => {
        const element = document.createElement("button");
        element.type = "button";
        element.className = "button";
        element.textContent = label;
        element.addEventListener("click", () => { act(); checkRows(); offer(); focus(rows.firstElementChild); });
        return element;
      };
      const apply = () => [...rows.children].filter((row) => some.includes(lineIn(row))).forEach((row) => {
        fill(row, changed(lineIn(row)));
        writeOutRow(row);
      });
      const no = some.length === 1 ? tr("No, keep it") : tr("No, keep them");
      question.append(`${text} `, button(tr("Yes"), apply), " ", button(no, () => keep(some)));
      return question;
    };
    const questions = [];
    if (bulleted.length > 0) {
      const text = tr("Remove the list markers, as in “{line}”?", { line: partsOf(bulleted[0]).name });
      questions.push(ask(bulleted, text, withoutBullet));
    }
    if (counted.length > 0) {
      const line = partsOf(counted[0]).name;
      const number = Number(/\d+/.exec(asQuantity(counted[0]))[0]);
      const text = counted.length === 1 ? trn("Does “{line}” mean {count} prize?", "Does “{line}” mean {count} prizes?", number, { line })
        : trn("Does “{line}” mean {count} prize, and so on?", "Does “{line}” mean {count} prizes, and so on?", number, { line });
      questions.push(ask(counted, text, asQuantity));
    }
    offers.replaceChildren(...questions);
  }

  function showRows() {
    const prizes = linesOf(textarea.value);
    rows.append(...(prizes.length ? prizes : [""]).map(rowOf));
    textarea.hidden = true;
    textarea.after(rows, add, offers);
    label.htmlFor = "prize_1";
    hint.textContent = tr("One prize per row, in the order of the reveal. Paste a list, or type “3 x Sticker pack” for three.");
    checkRows();
    offer();
  }

  function showText() {
    let timer;
    textarea.hidden = false;
    textarea.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(checkText, 300);
    });
    [rows, add, offers].forEach((element) => element.remove());
    label.htmlFor = textarea.id;
    hint.textContent = reviewed.value === "yes" ? tr("One prize per line.") : tr("One prize per line. “3 x Sticker pack” becomes three.");
    checkText();
  }

  function insert(prizes, after, takesFocus = true) {
    if (rows.children.length + prizes.length > ROWS_AT_MOST) {
      const all = lines();
      const at = [...rows.children].indexOf(after) + 1;
      textarea.value = [...all.slice(0, at), ...prizes, ...all.slice(at)].join("\n");
      reviewed.value = "";
      onEdit();
      showText();
      textarea.focus();
      return;
    }
    const added = prizes.map(rowOf);
    after.after(...added);
    checkRows();
    offer();
    if (takesFocus) focus(added[added.length - 1]);
  }

  // The last row is emptied instead of removed. Returns the row that takes its place.
  function remove(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (next) row.remove();
    else fill(row, "");
    checkRows();
    offer();
    return next ?? row;
  }

  function move(row, where) {
    const neighbour = where === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (where === "up") neighbour?.before(row);
    else neighbour?.after(row);
    checkRows();
    row.querySelector(`[data-move=${where}]`).focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function writeOutRow(row, takesFocus = false) {
    const line = lineIn(row);
    const prizes = writeOut(line);
    if (prizes.length === 1 && prizes[0] === line) return false;
    fill(row, prizes.shift());
    checkRows();
    if (prizes.length > 0) insert(prizes, row, takesFocus);
    return true;
  }

  rows.addEventListener("input", checkRows);

  // When a row loses focus, "An Apple | given by Acme" is split into its fields.
  rows.addEventListener("focusout", (event) => {
    const row = event.target.closest(".row");
    if (!event.target.matches("input") || !row.isConnected) return;
    fill(row, lineIn(row));
    if (row.contains(event.relatedTarget)) return;  // the description may still follow
    if (!writeOutRow(row)) checkRows();
    offer();
  });

  rows.addEventListener("keydown", (event) => {
    const input = event.target;
    const row = input.closest(".row");
    const previous = row.previousElementSibling;
    if (!input.matches("input") || event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (!writeOutRow(row, true) && lineIn(row) !== "") insert([""], row);
    } else if (event.key === "Backspace" && lineIn(row) === "" && previous) {
      event.preventDefault();
      remove(row);
      focus(previous);
    }
  });

  rows.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text");
    const prizes = linesOf(text).flatMap(writeOut);
    if (prizes.length < 2 && !text.includes("\t")) return;
    event.preventDefault();
    const row = event.target.closest(".row");
    if (lineIn(row) === "") fill(row, prizes.shift() ?? "");
    if (prizes.length > 0) insert(prizes, row);
    else checkRows();
  });

  rows.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const row = button.closest(".row");
    if (button.dataset.move) {
      move(row, button.dataset.move);
      return;
    }
    const isOnly = rows.children.length === 1;
    const next = remove(row);
    if (isOnly) focus(next);
    else next.querySelector(".delete").focus();
  });

  // A row can also be dragged by its handle; on phones and by keyboard there are buttons.
  let dragged = null;
  rows.addEventListener("dragstart", (event) => {
    if (!(event.target instanceof Element && event.target.draggable)) return;  // text dragged out of a field
    dragged = event.target.closest(".row");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(dragged, 0, 0);
  });
  rows.addEventListener("dragover", (event) => {
    const over = event.target.closest(".row");
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    const isBelow = dragged.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (isBelow) over.after(dragged);
    else over.before(dragged);
  });
  rows.addEventListener("drop", (event) => { if (dragged) event.preventDefault(); });
  rows.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged = null;
    checkRows();
  });

  add.addEventListener("click", () => insert([""], rows.lastElementChild));

  if (linesOf(textarea.value).length > ROWS_AT_MOST) showText();
  else showRows();
}
