// Text as a reader sees it.

// Unicode's Default_Ignorable_Code_Point, the annotation marks, and the blanks that are not white space.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{1d159}]/gu;

// What a reader sees of it, with white space as spaces; empty if it is blank. The server does the same (cgi-bin/io/text.cpp).
export const visible = (text) => text.replace(INVISIBLE, "").replace(/\s/g, " ").trim();
