// GitHub usernames as people type them, and what the server's answer about an entrant (/state/<username>) means.

// The server accepts the same: white space around the username, and the @ of a mention.
export const tidy = (typed) => typed.trim().replace(/^@/, "").trim();

// Slashes, a lone dot or two, and invisible characters would not reach the server as the path that was typed.
export const fitsPath = (typed) => /^[^/\\\p{C}]{1,200}$/u.test(typed) && !/^\.+$/.test(typed);

export const isGithubId = (id) => /^[A-Za-z0-9-]{1,39}$/.test(id);

function removal(id, reason, kind) {
  const isNotIn = `${id} ${kind === "won" ? "was" : "is"} not in this draw.`;
  if (reason === "unknown user") {
    const advice = kind === "open" ? " Check the spelling and enter again." : "";
    return `GitHub has no user called ${id}, so ${isNotIn}${advice}`;
  }
  if (reason === "excluded") return `The organiser has excluded ${id}, so ${isNotIn}`;
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
