// The scripts can be parsed by browsers of the last six years (Safari 14, Chrome 87, Firefox 78), and use no newer functions.
// tests/browser/old_browsers_test.py runs only one, current browser.

import assert from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";

const { parse } = createRequire(import.meta.url)("/usr/share/nodejs/acorn");  // where Debian has it

const assets = new URL("../../htdocs/assets/", import.meta.url);
const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
const sourceOf = (name) => readFileSync(new URL(name, assets), "utf8").replace(/^\s*\/\/.*$/gm, "");

const isES2020 = (source) => parse(source, { ecmaVersion: 2020, sourceType: "module" });

// Each is missing in at least one of the three. Lookbehind only concerns regular expressions, and is older.
const YOUNGER = new RegExp(`${[
  String.raw`\.(${["at", "replaceAll", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with", "hasOwn",
    "groupBy", "showModal", "showPopover", "checkVisibility", "randomUUID", "isWellFormed", "any", "timeout", "withResolvers",
    "throwIfAborted", "fromAsync", "requestSubmit", "canParse", "requestIdleCallback", "inert"].join("|")})\b`,
  String.raw`\b(structuredClone|WeakRef|FinalizationRegistry|AggregateError|reportError|scheduler|navigation)\b`,
  String.raw`\(\?<[=!]`,
].join("|")}`);

test("every script is ES2020", () => {
  assert.ok(scripts.length > 8);
  for (const name of scripts) assert.doesNotThrow(() => isES2020(sourceOf(name)), name);
  const newer = ["a ??= b", "await a;", "class A { b = 1 }", "class A { #b() {} }", "1_000", "class A { static {} }"];
  for (const source of newer) assert.throws(() => isES2020(source), source);
});

test("no script uses a younger function", () => {
  for (const name of scripts) assert.doesNotMatch(sourceOf(name), YOUNGER, name);
  const younger = ["a.at(-1)", "structuredClone(a)", "AbortSignal.timeout(5)", "Object.hasOwn(a, b)", "/(?<=a)b/", "dialog.showModal()"];
  for (const source of younger) assert.match(source, YOUNGER);
});
