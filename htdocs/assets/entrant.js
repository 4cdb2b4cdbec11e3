// GitHub usernames as people type them, and the meaning of the server's answer about an entrant (/state/<username>).

import { visible } from "./text.js";

// Extracts the login from a profile's address on the site `github` or a mention, without invisible and surrounding
// characters. The server does the same (cgi-bin/draw/github_id.cpp).
export function loginIn(typed, github = "https://github.com") {
  const bare = (address) => address.replace(/^(https?:)?(\/\/)?/i, "");
  const all = visible(typed);
  const address = bare(all).replace(/^www\./i, "");
  const site = `${bare(github)}/`;
  const isAddress = address.toLowerCase().startsWith(site.toLowerCase());
  const login = isAddress ? address.slice(site.length).split(/[/?#]/)[0] : all;
  return login.replace(/^[@＠]? */, "").replace(/[ ./,]+$/, "");
}

// A managed user's ends in an underscore and the short code of their enterprise.
export const isGithubId = (id) => id.length <= 39 && /^[A-Za-z0-9-]+(_[A-Za-z0-9]+)?$/.test(id);

function removal(id, reason, kind) {
  const isNotIn = `${id} ${kind === "won" ? "was" : "is"} not in this draw.`;
  if (reason === "unknown user") {
    const advice = kind === "open" ? " Check the spelling and enter again." : "";
    return `GitHub has no user called ${id}, so ${isNotIn}${advice}`;
  }
  if (reason === "excluded") return `The organiser has excluded ${id}, so ${isNotIn}`;
  if (reason === "left") return `${id} has left this draw.`;
  if (reason === "left out") return `${id} won a recent draw, so ${isNotIn}`;
  if (reason === "organiser") return `The organiser has removed ${id} from this draw.`;
  return isNotIn;
}

// For an answer about the draw on a page of this kind: the username to remember (null: forget it) and, if the entrant was
// removed, the sentence that says so. After the pick the server no longer knows people whose prize was redrawn or whose entry
// was deleted, although they took part.
export function meaningOf({ github_id: id, entry, reason }, kind) {
  if (entry === "removed") return { id: null, sentence: removal(id, reason, kind) };
  return { id: entry === "none" && kind !== "won" ? null : id, sentence: "" };
}
