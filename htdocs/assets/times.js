// Times: the server's are shown in the reader's time zone, and those that an organiser types are sent with their offset.
// Without this script pages show UTC.

import { locale } from "./words.js";

const CLOCK = { hour: "2-digit", minute: "2-digit" };
const DAY = { weekday: "short", day: "numeric", month: "short" };
const DATE = { year: "numeric", month: "short", day: "numeric" };

// The server writes digits in this way too.
const format = (date, options) => new Intl.DateTimeFormat(locale, { numberingSystem: "latn", ...options }).format(date);

// "18:30" today, "Fri, Nov 27, 18:30" on another day, both in the reader's variant of the page's language.
export const shortTime = (date, now = new Date()) =>
  format(date, date.toDateString() === now.toDateString() ? CLOCK : { ...DAY, ...CLOCK });

// With the zone's name, for somebody who types a time.
export const timeInZone = (date) => format(date, { ...DAY, ...CLOCK, timeZoneName: "short" });

const longTime = (date) => format(date, { ...DATE, ...CLOCK, second: "2-digit" });

export function showTime(element) {
  const date = new Date(element.dateTime);
  if (Number.isNaN(date.getTime())) return;
  element.textContent = "short" in element.dataset ? shortTime(date) : longTime(date);
}

// Also times within log texts.
export function showTimes(tree) {
  tree.querySelectorAll("time[datetime]").forEach(showTime);
  tree.querySelectorAll("[data-says]").forEach((element) => {
    element.textContent = element.textContent.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, (time) => shortTime(new Date(time)));
  });
}

const two = (number) => String(number).padStart(2, "0");

// In the format of datetime-local fields.
export const localTime = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  + `T${two(date.getHours())}:${two(date.getMinutes())}`;

// RFC 3339 with the reader's offset at that time.
export function instantOf(date) {
  const offset = -date.getTimezoneOffset();
  const hours = Math.floor(Math.abs(offset) / 60);
  return `${localTime(date)}:${two(date.getSeconds())}${offset < 0 ? "-" : "+"}${two(hours)}:${two(Math.abs(offset) % 60)}`;
}

// The next moment after this one at which local clocks show this time; null if it is not a time.
export function nextAt(clock, after) {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(clock) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return null;
  const on = (days) => new Date(after.getFullYear(), after.getMonth(), after.getDate() + days, Number(hours), Number(minutes));
  return on(0) > after ? on(0) : on(1);
}
