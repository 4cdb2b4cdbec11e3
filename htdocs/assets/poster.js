// The poster: a button to print it, and one to save its QR code as PNG.

const PIXELS = 12;  // of each square

const [print, png] = ["print", "png"].map((id) => document.getElementById(id));

function save(blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = "prize-draw.png";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function draw() {
  const code = document.querySelector(".qr");
  const size = code.viewBox.baseVal.width;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * PIXELS;
  const context = canvas.getContext("2d");
  context.scale(PIXELS, PIXELS);
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, size, size);
  context.fillStyle = "#000000";
  context.fill(new Path2D(code.lastElementChild.getAttribute("d")));
  canvas.toBlob(save, "image/png");
}

if (print) {
  print.hidden = png.hidden = false;
  print.addEventListener("click", () => window.print());
  png.addEventListener("click", draw);
}
