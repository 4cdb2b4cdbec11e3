// The organiser's pages: prizes as rows, times in the organiser's time zone, fields that appear when needed, no form sent
// twice, and a page that follows the draw. The forms also work without this script.

import { follow, root } from "./live.js";
import { editPrizes } from "./rows.js";
import { instantOf, localTime, nextAt, showTimes, timeInZone } from "./times.js";
import { tr } from "./words.js";

// The page is not renewed while a form is being filled in, a confirmation is open, or a refusal is shown.
let filling = false;
const isBusy = () => filling || document.querySelector(".ask[open], [role=alert]") !== null;

// A form that waits for the beacon's number is sent automatically once it is published.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const wait = (form.sendAt ?? 0) - performance.now();
  if (form.dataset.sent || wait > 0) event.preventDefault();
  if (!form.dataset.sent && wait > 0) setTimeout(() => form.submit(), wait);
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

// Shows the fields for the chosen kind of time limit.
function showTimesWhenNeeded(duration, minutes, closes) {
  if (!duration.querySelector("[value=at]")) duration.add(new Option(tr("Until a time of day…"), "at"));
  const update = () => {
    minutes.disabled = duration.value !== "other";
    minutes.closest(".field").hidden = minutes.disabled;
    closes.disabled = duration.value !== "at";
    closes.closest(".field").hidden = closes.disabled;
  };
  duration.addEventListener("change", update);
  update();
}

// Time fields use the organiser's time zone; each has a hidden field, which is sent. The server rejects values that cannot
// be parsed.
function wireTimes(form) {
  const fields = [...form.querySelectorAll("[data-instant]")];
  const opens = fields.find((field) => field.type === "datetime-local");
  const closes = fields.find((field) => field !== opens);
  const sent = (field) => form.elements.namedItem(field.dataset.instant);
  const read = (field) => (field?.value ? new Date(field.value) : null);
  const isDate = (date) => date !== null && !Number.isNaN(date.getTime());
  const put = (field, date) => { sent(field).value = isDate(date) ? instantOf(date) : field.value; };

  const given = new Date(sent(closes).value);  // may be days ahead

  function update() {
    const start = read(opens);
    const from = isDate(start) ? start : new Date();
    const isGiven = given > from && closes.value === localTime(given).slice(11);
    const end = isGiven ? given : closes.value ? nextAt(closes.value, from) : null;
    if (opens) put(opens, start);
    put(closes, end);
    const hint = document.getElementById(`${closes.id}_hint`);
    hint.textContent = isDate(end) ? timeInZone(end) : tr("In your time zone.");
    const when = opens && document.getElementById("opening_when");
    if (!when) return;
    when.textContent = isDate(start) ? tr("People can enter from {time}.", { time: timeInZone(start) })
      : tr("People can enter immediately.");
    form.querySelector("[type=submit]").textContent = isDate(start) ? tr("Yes, schedule it") : tr("Yes, open it now");
  }

  fields.forEach((field) => {
    const known = new Date(sent(field).value);
    if (isDate(known)) field.value = field === opens ? localTime(known) : localTime(known).slice(11);
    field.addEventListener("input", update);
  });
  form.addEventListener("submit", update);  // the date may have changed
  update();
}

// Fills in the name and note of the prize to rename.
function wireRenaming(prize) {
  const update = () => {
    prize.form.elements.to.value = prize.value;
    prize.form.elements.note.value = prize.selectedOptions[0]?.dataset.note ?? "";
  };
  prize.addEventListener("change", update);
  update();
}

function wire() {
  const waiting = document.querySelector("[data-waits]");
  if (waiting) waiting.sendAt = performance.now() + 1000 * (Number(waiting.dataset.waits) + 1);
  const opening = document.getElementById("opening_form");
  const renaming = document.getElementById("old_prize");
  filling = opening?.querySelector("[aria-invalid=true], .result") != null;
  document.querySelectorAll("[data-scripted]").forEach((element) => { element.hidden = false; });
  document.querySelectorAll("form").forEach((form) => form.querySelector("[data-instant]") && wireTimes(form));
  if (renaming) wireRenaming(renaming);
  if (!opening) return;
  opening.addEventListener("input", () => { filling = true; });
  opening.addEventListener("click", () => { filling = true; });
  opening.addEventListener("invalid", (event) => {
    const options = event.target.closest(".options");
    if (options) options.open = true;
  }, true);
  editPrizes(document.getElementById("prizes"), opening.elements.reviewed, () => { filling = true; });
  showTimesWhenNeeded(...["duration", "minutes", "closes"].map((id) => document.getElementById(id)));
  opening.querySelector("[aria-invalid=true]:enabled:not([hidden])")?.focus();
}

if (document.querySelector("[data-draw]")) follow({ address: `${root}admin`, isBusy, wire });
else showTimes(document);
