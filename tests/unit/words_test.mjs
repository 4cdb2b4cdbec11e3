// The scripts' words in other languages; English is tested with each script.

import assert from "node:assert";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import { fileURLToPath } from "node:url";

import { load } from "../support/assets.mjs";

const { parse } = createRequire(import.meta.url)("/usr/share/nodejs/acorn");  // where Debian has it

// A module on a page in this language, with these words.
function on(lang, words, name = "words.js", languages = ["en"]) {
  globalThis.document = {
    dir: lang === "ar" ? "rtl" : "ltr",
    documentElement: { lang },
    getElementById: (id) => (id === "words" && words ? { textContent: JSON.stringify(words) } : null),
  };
  Object.defineProperty(globalThis, "navigator", { value: { languages }, configurable: true });
  return load(name, `?${lang}-${languages}`);
}

test("a text, with values in any order", async () => {
  const { tr, trNodes } = await on("de", { "{a} gives {b}": "{b} von {a}" });
  assert.equal(tr("{a} gives {b}", { a: "{b}", b: 1 }), "1 von {b}");
  assert.equal(tr("Not translated {yet}"), "Not translated {yet}");
  const [element, other] = [{}, {}];
  assert.deepEqual(trNodes("{a} gives {b}", { a: element, b: other }), [other, " von ", element]);
});

test("forms for numbers", async () => {
  const said = async (lang, forms, counts) => {
    const { trn } = await on(lang, forms && { "{count} day": forms });
    return counts.map((count) => trn("{count} day", "{count} days", count));
  };
  assert.deepEqual(await said("en", null, [0, 1, 1000]), ["0 days", "1 day", "1000 days"]);
  assert.deepEqual(await said("fr", ["{count} jour", "{count} jours"], [0, 1, 2, 1000000]), ["0 jour", "1 jour", "2 jours", "1\u202f000\u202f000 jours"]);
  assert.deepEqual(await said("ja", ["{count}日"], [1, 2]), ["1日", "2日"]);
  assert.deepEqual(await said("ar", ["a", "b", "c", "d", "e", "f"], [0, 1, 2, 3, 11, 100]), ["a", "b", "c", "d", "e", "f"]);
});

test("a list", async () => {
  assert.equal((await on("en")).listed(["a", "b", "c"]), "a, b, c");
  const { listed } = await on("zh-CN", { "{names}, {name}": "{names}、{name}" });
  assert.deepEqual([["a", "b", "c"], ["a"], []].map(listed), ["a、b、c", "a", ""]);
});

test("a name within a text that runs from right to left keeps its direction", async () => {
  const { tr, listed } = await on("ar", {});
  assert.equal(tr("{name}!", { name: listed(["3 x Mug (red)"]) }), "\u2068\u20683 x Mug (red)\u2069\u2069!");
});

test("the reader's variant of the page's language", async () => {
  const localeOf = async (lang, ...languages) => (await on(lang, {}, "words.js", languages)).locale;
  assert.equal(await localeOf("en", "de-AT", "en-GB", "en-US"), "en-GB");
  assert.equal(await localeOf("pt-BR", "pt-PT"), "pt-PT");
  assert.equal(await localeOf("de", "en-GB"), "de");
});

test("while a page is busy, another language does not tell what is known in English only", async () => {
  const { newsOf } = await on("de", { "A prize has been redrawn.": "Neu verlost." }, "state.js");
  const before = { kind: "won", id: "aa", version: "1", moved: "" };
  assert.equal(newsOf(before, { ...before, version: "2", moved: "Mug now goes to Anita" }), "Neu verlost.");
});

// The names of the functions, and how many of their arguments are texts.
const TEXTS = { tr: 1, trn: 2, trNodes: 1 };

function textsIn(node) {
  if (typeof node !== "object" || node === null) return [];
  const count = node.type === "CallExpression" ? TEXTS[node.callee.name] ?? 0 : 0;
  return [...(node.arguments ?? []).slice(0, count), ...Object.values(node).flatMap(textsIn)];
}

// It guesses what a regular expression is, and may skip what follows.
test("gettext finds the texts of every script", () => {
  const assets = fileURLToPath(new URL("../../htdocs/assets/", import.meta.url));
  for (const name of readdirSync(assets).filter((each) => each.endsWith(".js"))) {
    const texts = textsIn(parse(readFileSync(assets + name, "utf8"), { ecmaVersion: 2020, sourceType: "module" }))
      .flatMap(({ type, value }) => (type === "Literal" ? [value] : []));
    const { stdout, stderr } = spawnSync("xgettext", ["--from-code=UTF-8", "--language=JavaScript", "--no-wrap", "--force-po", "--keyword",
      "--keyword=tr", "--keyword=trn:1,2", "--keyword=trNodes", "--output=-", assets + name], { encoding: "utf8" });
    assert.deepEqual(texts.filter((text) => !stdout.includes(` ${JSON.stringify(text)}\n`)), [], name);
    assert.equal(stderr, "");
  }
});
