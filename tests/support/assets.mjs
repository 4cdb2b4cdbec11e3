// The pages' scripts, for tests without a browser. Node treats a .js file as a module only next to a package.json that says so,
// hence the copy.

import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const assets = fileURLToPath(new URL("../../htdocs/assets/", import.meta.url));
const copy = mkdtempSync(join(tmpdir(), "prizedraw-assets-"));
process.on("exit", () => rmSync(copy, { recursive: true }));
writeFileSync(join(copy, "package.json"), '{"type": "module"}');
for (const name of readdirSync(assets)) {
  if (name.endsWith(".js")) copyFileSync(join(assets, name), join(copy, name));
}

// `once` loads it another time, such as "?de".
export const load = (name, once = "") => import(pathToFileURL(join(copy, name)).href + once);
