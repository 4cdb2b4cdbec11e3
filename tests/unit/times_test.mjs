process.env.TZ = "Europe/Berlin";
import assert from "node:assert";
import test from "node:test";

import { load } from "../support/assets.mjs";

const { instantOf, localTime, nextAt, shortTime } = await load("times.js");
const at = (text) => new Date(text);

test("a time is sent with the offset that holds then", () => {
  assert.equal(instantOf(at("2026-01-31T18:30:00")), "2026-01-31T18:30:00+01:00");
  assert.equal(instantOf(at("2026-07-31T18:30:05")), "2026-07-31T18:30:05+02:00");
  assert.equal(localTime(at("2026-01-31T08:05:09")), "2026-01-31T08:05");
  process.env.TZ = "America/St_Johns";
  assert.equal(instantOf(new Date(Date.UTC(2026, 0, 31, 22, 0))), "2026-01-31T18:30:00-03:30");
  process.env.TZ = "Europe/Berlin";
});

test("a time of day is the next one", () => {
  const next = (clock, after) => { const date = nextAt(clock, at(after)); return date && instantOf(date); };
  assert.equal(next("18:30", "2026-01-31T18:29:59"), "2026-01-31T18:30:00+01:00");
  assert.equal(next("18:30", "2026-01-31T18:30:00"), "2026-02-01T18:30:00+01:00");
  assert.equal(next("00:05", "2026-12-31T23:00:00"), "2027-01-01T00:05:00+01:00");
  assert.equal(next("08:00", "2026-03-28T20:00:00"), "2026-03-29T08:00:00+02:00");  // the clocks change in between
  for (const wrong of ["", "24:00", "12:60", "noon", "12", "12:00:00"]) assert.equal(next(wrong, "2026-01-31T18:00:00"), null);
});

test("today only the time is shown", () => {
  const now = at("2026-01-31T12:00:00");
  assert.match(shortTime(at("2026-01-31T18:30:00"), now), /^\d{2}:\d{2}( PM)?$/);
  assert.match(shortTime(at("2026-02-01T18:30:00"), now), /1/);
  assert.notEqual(shortTime(at("2026-02-01T18:30:00"), now), shortTime(at("2026-01-31T18:30:00"), now));
});
