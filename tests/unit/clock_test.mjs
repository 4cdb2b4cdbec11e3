import assert from "node:assert";
import test from "node:test";

import { load } from "../support/assets.mjs";

const { announcement, clockText, deadline } = await load("clock.js");

test("how the time left is written", () => {
  const written = {
    0: "0:00", 9: "0:09", 60: "1:00", 3599: "59:59", 3600: "1:00:00", 86400: "24:00:00", 172799: "47:59:59",
    172800: "2 days", 31536000: "365 days",
  };
  for (const [seconds, text] of Object.entries(written)) assert.equal(clockText(Number(seconds)), text);
});

test("the countdown runs by itself, and ends at nothing", () => {
  const end = deadline();
  end.follow(10, 1000);
  assert.deepEqual([1000, 1499, 1501, 4000, 11000, 99000].map(end.secondsLeft), [10, 10, 9, 7, 0, 0]);
});

test("the time left is said at 5 minutes, 1 minute and 10 seconds, once each", () => {
  const said = [];
  let before = 400;
  for (let left = 399; left >= 0; left -= 1) {
    const text = announcement(before, left);
    if (text !== "") said.push([left, text]);
    before = left;
  }
  assert.deepEqual(said, [[300, "5 minutes left."], [60, "1 minute left."], [10, "10 seconds left."]]);
  assert.equal(announcement(70, 55), "1 minute left.");  // a tab that slept
  assert.equal(announcement(400, 5), "10 seconds left.");
  assert.equal(announcement(0, 40), "");  // the page has just loaded
  assert.equal(announcement(20, 600), "");  // more time
  assert.equal(announcement(20, 0), "");
});

test("an answer that is a moment old does not move the deadline", () => {
  const end = deadline();
  end.follow(10, 0);
  end.follow(10, 2000);  // 2 s old: says 10, but 8 are left
  assert.equal(end.secondsLeft(2000), 8);
  end.follow(7, 2000);  // newer than all earlier ones
  assert.equal(end.secondsLeft(2000), 7);
});

test("more time and less time are followed", () => {
  const end = deadline();
  end.follow(600, 0);
  end.follow(1800, 1000);
  assert.equal(end.secondsLeft(1000), 1800);
  end.follow(60, 2000);
  assert.equal(end.secondsLeft(2000), 60);
});
