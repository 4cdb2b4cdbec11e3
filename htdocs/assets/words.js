// What the scripts say, in the page's language: the page brings the words, from gettext's catalogues. English needs none.

const page = globalThis.document;
const words = JSON.parse(page?.getElementById("words")?.textContent ?? "{}");

// What scripts ask the server for.
export const language = page?.documentElement.lang || "en";

// For Intl: the reader's own variant of the page's language, such as en-GB, if the browser names one.
const isSame = (one, other) => one.split("-")[0] === other.split("-")[0];
export const locale = globalThis.navigator?.languages?.find((each) => isSame(each, language)) ?? language;

const plurals = new Intl.PluralRules(language);
const FORMS = ["zero", "one", "two", "few", "many", "other"];  // in the order of catalogues that have all six

// A name in another script keeps its own direction, and its punctuation.
const isolated = page?.dir === "rtl" ? (value) => (typeof value === "string" ? `\u2068${value}\u2069` : value) : (value) => value;

const piecesOf = (text, values) => text.split(/\{(\w+)\}/)
  .map((piece, i) => (i % 2 === 0 ? piece : piece in values ? isolated(values[piece]) : `{${piece}}`));

// The text in the page's language. A value replaces its {name}.
export const tr = (text, values = {}) => piecesOf(words[text] ?? text, values).join("");

// The same as an array, for values that are elements.
export const trNodes = (text, values) => piecesOf(words[text] ?? text, values).filter((piece) => piece !== "");

// Fetches the words of a module that is rarely needed, before it is. Without them it speaks English.
export async function learnWordsOf(script) {
  if (language === "en") return;
  const answer = await fetch(new URL(`words/${language}/${script}.json`, import.meta.url));
  if (answer.ok) Object.assign(words, await answer.json());
}

// From five digits on grouped as the reader's language does, in the digits that the server writes.
export const number = (count) =>
  new Intl.NumberFormat(locale, { numberingSystem: "latn", useGrouping: count >= 10000 }).format(count);

// The form of the text for this number, which also replaces {count}.
export function trn(one, many, count, values = {}) {
  const forms = words[one] ?? [one, many];
  const category = plurals.select(count);
  const form = forms.length === FORMS.length ? FORMS.indexOf(category) : Number(category !== "one");
  return piecesOf(forms[Math.min(form, forms.length - 1)], { count: number(count), ...values }).join("");
}

// As a list with commas.
export const listed = (texts) => texts.map(isolated).join(tr("{names}, {name}").split(/\{\w+\}/)[1]);
