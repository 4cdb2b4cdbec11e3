// What the scripts say, in the page's language: the page brings the words, from gettext's catalogues. English needs none.

const page = globalThis.document;
const words = JSON.parse(page?.getElementById("words")?.textContent ?? "{}");

// For Intl, and for what scripts ask the server.
export const language = page?.documentElement.lang || "en";

const plurals = new Intl.PluralRules(language);
const FORMS = ["zero", "one", "two", "few", "many", "other"];  // in the order of catalogues that have all six

const piecesOf = (text, values) => text.split(/\{(\w+)\}/).map((piece, i) => (i % 2 === 1 ? values[piece] ?? `{${piece}}` : piece));

// The text in the page's language. A value replaces its {name}.
export const tr = (text, values = {}) => piecesOf(words[text] ?? text, values).join("");

// The same as nodes, for values that are elements.
export const trNodes = (text, values) => piecesOf(words[text] ?? text, values).filter((piece) => piece !== "");

export const number = (count) => count.toLocaleString(language);

// The form of the text for this number, which also replaces {count}.
export function trn(one, many, count, values = {}) {
  const forms = words[one] ?? [one, many];
  const category = plurals.select(count);
  const form = forms.length === FORMS.length ? FORMS.indexOf(category) : Number(category !== "one");
  return piecesOf(forms[Math.min(form, forms.length - 1)], { count: number(count), ...values }).join("");
}
