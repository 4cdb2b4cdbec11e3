// The show at a reveal: faces that roll past and stop at the winner, confetti, and a sound. Skipped if the user prefers reduced
// motion; the sound is synthesised here.

import { avatar } from "./live.js";

const PIECES = 90;
const AT_LEAST = 8;

export const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

let audio = null;

// Browsers allow sound only after the user has interacted with the page.
export function setSound(isOn) {
  const Context = window.AudioContext ?? window.webkitAudioContext;
  if (isOn && !audio && Context) audio = new Context();
  if (!isOn && audio) {
    audio.close();
    audio = null;
  }
}

function tone(frequency, from, seconds, type, volume) {
  const start = audio.currentTime + from;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.type = type;
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(volume, start);
  gain.gain.exponentialRampToValueAtTime(0.001, start + seconds);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + seconds);
  return oscillator;
}

function fanfare() {
  if (!audio) return;
  audio.resume();
  [523.25, 659.25, 783.99, 1046.5].forEach((frequency, i) => tone(frequency, 0.09 * i, 1.2, "triangle", 0.2));
}

function faceOf({ image, name }) {
  const item = document.createElement("li");
  const label = document.createElement("bdi");
  label.textContent = name;
  item.append(avatar(image, 160), label);
  item.firstChild.loading = "eager";
  return item;
}

// Rolls these faces past for so many seconds, ending with the winner's. Returns the animation, null without motion or faces.
export function roll(place, faces, winner, seconds) {
  if (isCalm() || faces.length === 0 || !place.animate) return null;
  const strip = document.createElement("ul");
  strip.className = "strip";
  strip.setAttribute("aria-hidden", "true");
  const count = Math.max(AT_LEAST, Math.round(6 * seconds));
  const before = Array.from({ length: count }, (_, i) => faceOf(faces[i % faces.length]));
  const after = Array.from({ length: 2 }, (_, i) => faceOf(faces[(count + i) % faces.length]));
  strip.append(...before, faceOf(winner), ...after);
  place.append(strip);
  const [first] = strip.children;
  const width = strip.children[1].offsetLeft - first.offsetLeft;
  const at = (index) => `translateX(${-(index + 0.5) * width}px)`;
  const animation = strip.animate([{ transform: at(0) }, { transform: at(count) }],
    { duration: 1000 * seconds, easing: "cubic-bezier(0.33, 1, 0.68, 1)", fill: "forwards" });
  const ticks = audio ? before.map((_, i) => tone(900, seconds * (1 - (1 - (i + 1) / count) ** (1 / 3)), 0.04, "square", 0.05)) : [];
  if (audio) audio.resume();
  animation.onfinish = () => {
    strip.remove();
    ticks.forEach((tick) => tick.stop());
  };
  return animation;
}

export function celebrate(scene) {
  fanfare();
  if (isCalm() || !scene.animate) return;
  const burst = document.createElement("div");
  burst.className = "burst";
  burst.setAttribute("aria-hidden", "true");
  scene.append(burst);
  const pieces = Array.from({ length: PIECES }, () => {
    const piece = document.createElement("i");
    burst.append(piece);
    const [side, up, turns] = [(Math.random() - 0.5) * 110, -20 - 45 * Math.random(), 720 * (Math.random() - 0.5)];
    const start = "translate(0, 0)";
    const top = `translate(${0.6 * side}vmin, ${up}vmin) rotate(${turns}deg)`;
    const end = `translate(${side}vmin, ${up + 90}vmin) rotate(${3 * turns}deg)`;
    return piece.animate([
      { transform: start, opacity: 1, easing: "cubic-bezier(0.1, 0.8, 0.4, 1)" },
      { transform: top, opacity: 1, offset: 0.35, easing: "cubic-bezier(0.5, 0, 0.9, 0.6)" },
      { transform: end, opacity: 0 },
    ], { duration: 2200 + 900 * Math.random(), fill: "both" });
  });
  let left = PIECES;
  for (const each of pieces) {
    each.onfinish = () => {
      left -= 1;
      if (left === 0) burst.remove();
    };
  }
}
