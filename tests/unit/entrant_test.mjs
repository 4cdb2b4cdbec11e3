import assert from "node:assert";
import test from "node:test";

import { load } from "../support/assets.mjs";

const { fitsPath, isGithubId, meaningOf, tidy } = await load("entrant.js");

test("usernames as they are typed", () => {
  for (const typed of ["octocat", " @octocat ", "@ octocat", "octocat\n"]) assert.equal(tidy(typed), "octocat");
  for (const id of ["a", "octo-cat", "-OctoCat-", "0", "a".repeat(39)]) assert.ok(isGithubId(id), id);
  for (const id of ["", "octo cat", "../x", "a/b", "é", "a\n", "a".repeat(40)]) assert.ok(!isGithubId(id), id);
});

test("what reaches the server as it was typed", () => {
  for (const typed of ["octocat", "valid!!", "é", "a.b"]) assert.ok(fitsPath(typed), typed);
  const others = ["", ".", "...", "a/b", "a\\b", "a\u200bb", "a\u0000", "x".repeat(201)];
  for (const typed of others) assert.ok(!fitsPath(typed), typed);
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
  assert.equal(told("something new", "open"), "octocta is not in this draw.");
});

test("somebody whom the draw does not know is forgotten", () => {
  assert.deepEqual(meaningOf({ github_id: "octocat", entry: "none" }, "open"), { id: null, sentence: "" });
  assert.deepEqual(meaningOf({ github_id: "octocat", entry: "none" }, "won"), { id: "octocat", sentence: "" });
});
