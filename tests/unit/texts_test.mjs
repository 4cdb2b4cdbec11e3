// Every text of the scripts for readers can be translated: it is an argument of tr, trn or trNodes.

import assert from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";

const { parse } = createRequire(import.meta.url)("/usr/share/nodejs/acorn");  // where Debian has it

const assets = new URL("../../htdocs/assets/", import.meta.url);
const TRANSLATES = ["tr", "trn", "trNodes"];

// Two words in a row, or one with a capital letter: selectors, classes, keys and media queries are not of this kind.
const FOR_READERS = /[A-Z][a-z’]+ [a-z]|^[A-Z][a-z’]+[.!?…]?$|(^|[^-.#[a-z])[a-z]{2,} [a-z]{2,} [a-z]+|[a-z]{2,}[.!?]$/;

function literalsIn(node, found = [], isTranslated = false) {
  if (Array.isArray(node)) {
    for (const each of node) literalsIn(each, found, isTranslated);
  } else if (typeof node?.type === "string") {
    const within = isTranslated || (node.type === "CallExpression" && TRANSLATES.includes(node.callee.name));
    if (!within && node.type === "Literal" && typeof node.value === "string") found.push(node.value);
    if (!within && node.type === "TemplateElement") found.push(node.value.cooked);
    // What is thrown goes to the console; names of modules and fields are not shown.
    const skipped = { ThrowStatement: ["argument"], ImportDeclaration: ["source"], Property: node.computed ? [] : ["key"] }[node.type] ?? [];
    for (const [name, child] of Object.entries(node)) {
      if (!skipped.includes(name) && typeof child === "object") literalsIn(child, found, within);
    }
  }
  return found;
}

// Without placeholders: tr("{count} days") is not concerned, but a computed text is.
const isForReaders = (text) => FOR_READERS.test(text);
const untranslated = (source) => literalsIn(parse(source, { ecmaVersion: 2020, sourceType: "module" })).filter(isForReaders);

// Values of the interface that look like words: events' keys, methods and headers, and names in data.
const KNOWN = new Set(["Escape", "Enter", "Home", "End", "Space", "Accept", "Date", "Accept-Language", "Content-Type", "Backspace", "Delete", "Tab"]);

test("every text of the scripts is translated", () => {
  for (const name of readdirSync(assets).filter((each) => each.endsWith(".js"))) {
    const source = readFileSync(new URL(name, assets), "utf8");
    assert.deepEqual(untranslated(source).filter((text) => !KNOWN.has(text)), [], name);
  }
});

test("what is found", () => {
  for (const source of ['a("The draw has opened.")', "a(`${b} has left the draw`)", 'a = "Show it"', 'tr("One") + " and the others"', 'a("Next")']) {
    assert.notDeepEqual(untranslated(source), [], source);
  }
  for (const source of ['tr("The draw has opened.")', 'trn("{count} day", "{count} days", n)', 'a("is-good is-bad")', 'throw new Error("No such page")', 'a("[data-draw] .more")']) {
    assert.deepEqual(untranslated(source), [], source);
  }
});
