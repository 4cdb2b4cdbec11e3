// The organiser's list of prizes: its lines, what is wrong with them, and what a pasted list may mean. The server parses lines
// in the same way (cgi-bin/draw/prize_list.cpp).

import { visible } from "./text.js";
import { tr } from "./words.js";

const LONGEST_PRIZE = 200;
const MOST_PRIZES = 10000;
const BEFORE_NOTE = " | ";
const QUANTITY = /^([1-9][0-9]{0,5}) *[xX×] +(.+)$/;
// Looks like a quantity, or like a list number or bullet.
const COUNT_FIRST = /^([1-9][0-9]{0,5}) +(.+)$/;
const COUNT_LAST = /^(.+) [xX×] *([1-9][0-9]{0,5})$/;
const BULLET = /^(?:[-*–—•·‣▪◦]|[0-9]{1,4}[.)])[ \t]+(.+)$/;

// "An Apple | given by Acme": the description is after the bar.
export function partsOf(line) {
  if (line.startsWith("| ")) return { name: "", note: line.slice(2).trim() };
  const [name, ...note] = line.split(BEFORE_NOTE);
  return { name, note: note.join(BEFORE_NOTE) };
}

export const lineOf = ({ name, note }) => (note === "" ? name : `${name}${BEFORE_NOTE}${note}`.trimStart());

// Converts a spreadsheet row of prize, quantity and description.
function withoutColumns(line) {
  const cells = line.split("\t").map((cell) => cell.trim()).filter((cell) => cell !== "");
  if (cells.length < 2) return line;
  const at = cells.slice(0, 2).findIndex((cell) => /^[1-9][0-9]{0,5}$/.test(cell));
  const count = at < 0 ? "" : `${cells.splice(at, 1)[0]} x `;
  return lineOf({ name: count + cells[0], note: cells.slice(1).join(" ") });
}

export const linesOf = (text) => text.split(/\r\n|\r|\n/).map((line) => withoutColumns(line.trim())).filter((line) => line !== "");

// What is wrong with each prize, "" if nothing.
export function problemsOf(lines) {
  const places = new Map();
  return lines.map((line, i) => {
    if (line === "") return "";
    const { name, note } = partsOf(line);
    if (visible(name) === "") {
      return name === "" ? tr("Name this prize, or clear its description.") : tr("This name has no visible characters.");
    }
    if ([...name].length > LONGEST_PRIZE) return tr("Too long: 200 characters at most.");
    if ([...note].length > LONGEST_PRIZE) return tr("The description is too long: 200 characters at most.");
    if (places.has(name)) return tr("Same as prize {place}. Each prize needs its own name.", { place: places.get(name) });
    places.set(name, i + 1);
    return "";
  });
}

// "3 x Mug" as three prizes, numbered with a fixed width, with the same description.
function prizesOf(line) {
  const { name: quantity, note } = partsOf(line);
  const [, count, name] = QUANTITY.exec(quantity);
  if (count === "1") return [lineOf({ name, note })];
  const numbered = (i) => `${name} ${String(i + 1).padStart(count.length, "0")}`;
  return Array.from({ length: Number(count) }, (_, i) => lineOf({ name: numbered(i), note }));
}

export const withoutBullet = (line) => BULLET.exec(line)?.[1].trim() ?? line;

// "Sticker x 3" and "3 Sticker" as "3 x Sticker".
export function asQuantity(line) {
  const { name, note } = partsOf(line);
  const [, count, what] = COUNT_FIRST.exec(name) ?? [];
  const [, other, number] = COUNT_LAST.exec(name) ?? [];
  if (count === undefined && other === undefined) return line;
  return lineOf({ name: count === undefined ? `${number} x ${other.trim()}` : `${count} x ${what}`, note });
}

// How lines are interpreted. A quantity is expanded once; after that the line and its prizes are literal, so the organiser can
// retype "2 x 16 GB RAM kit" and keep it. `literal` has the lines that are literal from the start.
export function reading(literal = []) {
  const literally = new Set(literal);
  const isQuantity = (line) => !literally.has(line) && QUANTITY.test(partsOf(line).name);
  const isDoubtful = (line) => !literally.has(line) && !isQuantity(line) && (withoutBullet(line) !== line || asQuantity(line) !== line);
  return {
    isLiteral: (line) => !isQuantity(line) && !isDoubtful(line),
    isDoubtful,
    keep: (lines) => lines.forEach((line) => literally.add(line)),
    writeOut(line) {
      if (!isQuantity(line) || Number(QUANTITY.exec(partsOf(line).name)[1]) > MOST_PRIZES) return [line];
      const prizes = prizesOf(line);
      [line, ...prizes].forEach((each) => literally.add(each));
      return prizes;
    },
  };
}
