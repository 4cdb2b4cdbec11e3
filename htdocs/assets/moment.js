// Confetti over a winner's page for some seconds, unless the user prefers reduced motion.

const PIECES = 70;
const COLOURS = ["#ffc94d", "#ff5c8a", "#5ac8fa", "#7fe3bd", "#b388ff", "#ffffff"];

const between = (least, most) => least + (most - least) * Math.random();

function fall(layer) {
  const piece = document.createElement("i");
  piece.style.left = `${between(0, 100)}%`;
  piece.style.background = COLOURS[Math.floor(between(0, COLOURS.length))];
  layer.append(piece);
  const drift = between(-8, 8);
  const turn = between(360, 1440);
  return piece.animate([
    { transform: "translate(0, -10vh) rotate(0)", opacity: 1 },
    { transform: `translate(${drift}vw, 80vh) rotate(${turn}deg)`, opacity: 1, offset: 0.8 },
    { transform: `translate(${drift}vw, 105vh) rotate(${1.2 * turn}deg)`, opacity: 0 },
  ], { duration: between(2200, 4200), delay: between(0, 900), easing: "cubic-bezier(0.2, 0.6, 0.6, 1)", fill: "both" });
}

export function celebrate() {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches || !Element.prototype.animate) return;
  const layer = document.createElement("div");
  layer.className = "shower";
  layer.setAttribute("aria-hidden", "true");
  document.body.append(layer);
  for (let i = 0; i < PIECES; i += 1) fall(layer);
  setTimeout(() => layer.remove(), 5500);
}
