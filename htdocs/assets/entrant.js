// GitHub usernames as people type them, and what the server's answer about an entrant (/state/<username>) means.

import { visible } from "./text.js";

// The login in what somebody typed: that of a profile's address on the site `github`, or of a mention, without what is
// around it or cannot be seen. The server reads it in the same way (cgi-bin/draw/github_id.cpp).
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

// For an answer about the draw that a page of this kind shows: the username to remember from now on (null: forget it)
// and, where the entrant was removed, the sentence that says so. Once the winners are picked, nobody is known any more who
// has given a prize up, or whose entry was deleted: they have taken part all the same.
export function meaningOf({ github_id: id, entry, reason }, kind) {
  if (entry === "removed") return { id: null, sentence: removal(id, reason, kind) };
  return { id: entry === "none" && kind !== "won" ? null : id, sentence: "" };
}
