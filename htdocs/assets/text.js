// Text as a reader sees it.

// Unicode's Default_Ignorable_Code_Point, the annotation marks, and the blanks that are no white space.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{1d159}]/gu;

// What can be seen of it, any white space as a space: nothing where it is blank. The server sees the same
// (cgi-bin/io/text.cpp).
export const visible = (text) => text.replace(INVISIBLE, "").replace(/\s/g, " ").trim();
