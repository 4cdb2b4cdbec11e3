import assert from "node:assert";
import { readFileSync } from "node:fs";
import test from "node:test";

import { load } from "../support/assets.mjs";

const { isGithubId, loginIn, meaningOf } = await load("entrant.js");

// The same cases as the server's (github_id_test.cpp).
test("usernames as they are typed", () => {
  const cases = JSON.parse(readFileSync(new URL("../usernames.json", import.meta.url), "utf8"));
  for (const [typed, login] of cases) assert.equal(loginIn(typed), login, JSON.stringify(typed));
  assert.equal(loginIn("ghe.example:8443/mona/", "http://GHE.example:8443"), "mona");
});

test("usernames that can be", () => {
  for (const id of ["a", "octo-cat", "-OctoCat-", "0", "mona_acme", "a".repeat(39)]) assert.ok(isGithubId(id), id);
  const others = ["", "octo cat", "../x", "a/b", "é", "a\n", "_a", "a_", "a_b_c", "a_b-c", "a".repeat(40)];
  for (const id of others) assert.ok(!isGithubId(id), id);
});

test("somebody who is in keeps the username that the server knows them by", () => {
  for (const entry of ["entered", "unverified", "won"]) {
    assert.deepEqual(meaningOf({ github_id: "new-name", entry }, "won"), { id: "new-name", sentence: "" });
  }
});

test("somebody who was removed is told why, and forgotten", () => {
  const told = (reason, kind) => {
    const { id, sentence } = meaningOf({ github_id: "octocta", entry: "removed", reason }, kind);
    assert.equal(id, null);
    return sentence;
  };
  assert.equal(told("unknown user", "open"),
    "GitHub has no user called octocta, so octocta is not in this draw. Check the spelling and enter again.");
  assert.equal(told("unknown user", "closed"), "GitHub has no user called octocta, so octocta is not in this draw.");
  assert.equal(told("unknown user", "won"), "GitHub has no user called octocta, so octocta was not in this draw.");
  assert.equal(told("excluded", "open"), "The organiser has excluded octocta, so octocta is not in this draw.");
  assert.equal(told("organiser", "open"), "The organiser has removed octocta from this draw.");
  assert.equal(told("left", "open"), "octocta has left this draw.");
  assert.equal(told("something new", "open"), "octocta is not in this draw.");
});

test("somebody whom the draw does not know is forgotten", () => {
  assert.deepEqual(meaningOf({ github_id: "octocat", entry: "none" }, "open"), { id: null, sentence: "" });
  assert.deepEqual(meaningOf({ github_id: "octocat", entry: "none" }, "won"), { id: "octocat", sentence: "" });
});
