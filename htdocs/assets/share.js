// A winner's page: a button that shares it, or copies its address, if the browser can.

import { tr } from "./words.js";

const button = document.getElementById("share");
const said = document.getElementById("shared");

async function share() {
  try {
    if (navigator.share) await navigator.share({ title: document.title, url: location.href });
    else await navigator.clipboard.writeText(location.href);
    if (!navigator.share) said.textContent = tr("Link copied.");
  } catch {
    // The user cancelled: nothing to report.
  }
}

button.hidden = !navigator.share && !navigator.clipboard;
button.addEventListener("click", share);
