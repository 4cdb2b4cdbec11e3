// GitHub usernames as people type them, and the meaning of the server's answer about an entrant (/state/<username>).

import { visible } from "./text.js";
import { tr } from "./words.js";

// Extracts the login from a profile's address on the site `github` or a mention, without invisible and surrounding
// characters. The server does the same (cgi-bin/draw/github_id.cpp).
export function loginIn(typed, github = "https://github.com") {
  const bare = (address) => address.replace(/^(https?:)?(\/\/)?/i, "");
  const all = visible(typed);
  const address = bare(all).replace(/^www\./i, "");
  const site = `${bare(github)}/`;
  const isAddress = address.toLowerCase().startsWith(site.toLowerCase());
  const login = isAddress ? address.slice(site.length).split(/[?#\/]/)[0] : all;
  return login.replace(/^[@＠]? */, "").replace(/[ .,\/]+$/, "");
}

// A managed user's ends in an underscore and the short code of their enterprise.
export const isGithubId = (id) => id.length <= 39 && /^[A-Za-z0-9-]+(_[A-Za-z0-9]+)?$/.test(id);

function removal(id, reason, kind) {
  const isOver = kind === "won";
  switch (reason) {
    case "unknown user":
      if (kind === "open") return tr("GitHub has no user called {id}, so {id} is not in this draw. Check the spelling and enter again.", { id });
      return isOver ? tr("GitHub has no user called {id}, so {id} was not in this draw.", { id })
        : tr("GitHub has no user called {id}, so {id} is not in this draw.", { id });
    case "excluded":
      return isOver ? tr("The organiser has excluded {id}, so {id} was not in this draw.", { id })
        : tr("The organiser has excluded {id}, so {id} is not in this draw.", { id });
    case "left": return tr("{id} has left this draw.", { id });
    case "left out":
      return isOver ? tr("{id} won a recent draw, so {id} was not in this draw.", { id })
        : tr("{id} won a recent draw, so {id} is not in this draw.", { id });
    case "organiser": return tr("The organiser has removed {id} from this draw.", { id });
    default: return isOver ? tr("{id} was not in this draw.", { id }) : tr("{id} is not in this draw.", { id });
  }
}

// For an answer about the draw on a page of this kind: the username to remember (null: forget it) and, if the entrant was
// removed, the sentence that says so. After the pick the server no longer knows people whose prize was redrawn or whose entry
// was deleted, although they took part.
export function meaningOf({ github_id: id, entry, reason }, kind) {
  if (entry === "removed") return { id: null, sentence: removal(id, reason, kind) };
  return { id: entry === "none" && kind !== "won" ? null : id, sentence: "" };
}
