// The organiser's list of prizes: its lines, what is wrong with them, and quantities ("3 x Sticker pack") written out
// as the server would write them.

import { visible } from "./text.js";

const LONGEST_PRIZE = 200;
const MOST_PRIZES = 10000;
const QUANTITY = /^([1-9][0-9]{0,5}) *[xX×] +(.+)$/;

export const linesOf = (text) => text.split(/\r\n|\r|\n/).map((line) => line.trim()).filter((line) => line !== "");

// What is wrong with each prize, "" where nothing is.
export function problemsOf(prizes) {
  const places = new Map();
  return prizes.map((prize, i) => {
    if (prize === "") return "";
    if (visible(prize) === "") return "Nothing can be seen of this one.";
    if ([...prize].length > LONGEST_PRIZE) return `Too long: ${LONGEST_PRIZE} characters at most.`;
    if (places.has(prize)) return `Same as prize ${places.get(prize)}. Each prize needs its own name.`;
    places.set(prize, i + 1);
    return "";
  });
}

// "3 x Mug" as three prizes with numbers of one width after their name.
function prizesOf(line) {
  const [, count, name] = QUANTITY.exec(line);
  if (count === "1") return [name];
  return Array.from({ length: Number(count) }, (_, i) => `${name} ${String(i + 1).padStart(count.length, "0")}`);
}

// Writes each quantity out once. From then on the line and its prizes are literal, so the organiser can type "2 x 16 GB
// RAM kit" again and keep it. `literal` holds the lines that are so from the beginning.
export function quantities(literal = []) {
  const literally = new Set(literal);
  const isLiteral = (line) => literally.has(line) || !QUANTITY.test(line);
  return {
    isLiteral,
    writeOut(line) {
      if (isLiteral(line) || Number(QUANTITY.exec(line)[1]) > MOST_PRIZES) return [line];
      const prizes = prizesOf(line);
      [line, ...prizes].forEach((each) => literally.add(each));
      return prizes;
    },
  };
}
