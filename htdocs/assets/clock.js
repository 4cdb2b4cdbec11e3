// The countdown's arithmetic: how the time left is written, and the deadline according to the server's answers.

import { tr, trn } from "./words.js";

const OLDEST_ANSWER = 5000;

export function clockText(seconds) {
  if (seconds >= 2 * 86400) return trn("{count} day", "{count} days", Math.floor(seconds / 86400));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

// What a screen reader announces when the time left falls from `before` to `left` seconds: at 5 minutes, 1 minute and 10
// seconds.
export function announcement(before, left) {
  const passed = [[10, tr("10 seconds left.")], [60, tr("1 minute left.")], [300, tr("5 minutes left.")]]
    .find(([seconds]) => left <= seconds && before > seconds);
  return passed && left > 0 ? passed[1] : "";
}

// Takes the current time in milliseconds. An answer may be slightly old, so its deadline may be too late but never too
// early: the earliest one counts, unless the organiser has extended the draw.
export function deadline() {
  let at = Infinity;
  return {
    follow(secondsLeft, now) {
      const answered = now + 1000 * secondsLeft;
      if (answered < at || answered > at + OLDEST_ANSWER) at = answered;
    },
    secondsLeft: (now) => Math.max(0, Math.round((at - now) / 1000)),
  };
}
