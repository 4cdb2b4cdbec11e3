// Verification in a saved file (templates/saved.mustache): of the record in it, and of what the page shows, which somebody may
// have edited.

import { askAll, element, listAnswers, listEvents, outcomeOf, placeOfTyped, withoutBeacon } from "./checked.js";
import { checkRecord, hasBeacon, isRecord, isWithoutBeacon, VERIFIED } from "./record.js";
import { locale, tr, trNodes } from "./words.js";

const byId = (id) => document.getElementById(id);
const verdict = byId("verdict");

function say(list, { holds, text, shown: values = [] }) {
  const named = values.map(([name, value]) => element("span", "value", ...trNodes("{name}: {value}", { name, value: element("bdi", "", value) })));
  list.append(element("li", { true: "holds", false: "fails" }[holds] ?? "", text, ...named));
}

function warn(content) {
  byId("warning").replaceChildren(content);
  byId("warning").hidden = false;
}

function judge(text, isGood) {
  verdict.textContent = text;
  verdict.classList.add(isGood ? "is-good" : "is-bad");
}

// The winners as shown above.
function shownWinners() {
  const text = (item, selector) => item.querySelector(selector).textContent;
  return [...document.querySelectorAll(".winners li")].map((item) => [text(item, ".prize"), text(item, "span").replace("@", "")]);
}

function checkShown(record) {
  const shown = shownWinners();
  const isSame = shown.length === Object.keys(record.winners).length && shown.every(([prize, id]) => record.winners[prize] === id);
  say(byId("checks"), {
    holds: isSame,
    text: isSame ? tr("The winners above match the record")
      : tr("The winners above do not match the record: somebody has edited this file"),
  });
  return isSame;
}

async function askRelays(beacon) {
  byId("answers").replaceChildren();
  byId("asked").textContent = tr("Asking…");
  const answers = await askAll(byId("relays").dataset.relays.split(" "), beacon);
  const { holds, text } = outcomeOf(answers, beacon, "file");
  listAnswers(byId("answers"), answers);
  if (holds === false) judge(tr("a relay disagrees"), false);
  else if (holds && verdict.textContent === VERIFIED) judge(tr("verified, and the beacon confirms it"), true);
  byId("asked").textContent = text;
}

async function main() {
  const record = JSON.parse(byId("record").textContent);
  if (record.entrants === null) {
    checkShown(record);
    judge(tr("not checked"), false);
    warn(tr("This file was saved without the list of entrants, so it cannot recompute the winners. A copy with the list can."));
    return;
  }
  if (!isRecord(record)) throw new Error("no record");
  judge(tr("computing…"), true);
  const result = await checkRecord(record);
  result.checks.forEach((each) => say(byId("checks"), each));
  const isSame = checkShown(record);
  judge(isSame ? result.verdict : tr("does not match"), isSame && result.checks.every(({ holds }) => holds));
  if (isWithoutBeacon(record)) {
    warn(withoutBeacon(record));
  }
  byId("happened").hidden = !listEvents(byId("events"), record, (date) => date.toLocaleString(locale, { numberingSystem: "latn" }));
  byId("find").hidden = false;
  byId("look").addEventListener("click", () => {
    byId("found").textContent = placeOfTyped(byId("who").value, "https://github.com", record, result.order);
  });
  byId("relays").hidden = !hasBeacon(record);
  byId("ask").addEventListener("click", () => askRelays(record.beacon));
}

main().catch(() => {
  judge(tr("cannot be checked"), false);
  warn(tr("The record in this file cannot be read: somebody has edited it."));
});
