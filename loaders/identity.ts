import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** SHA-256 over the code that decides a run's figures; the same code gives the same hash on every machine. */
export function codeHash(): string {
  const files = ["loaders", "src/model", "src/playbooks", "src/words"]
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(ts|sql|json|md)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ name: relative(root, file).replaceAll("\\", "/"), file }));
  files.push({ name: "package-lock.json", file: join(root, "package-lock.json") });
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  const hash = createHash("sha256");
  for (const { name, file } of files) hash.update(`${name}\n`).update(readFileSync(file)).update("\n");
  return hash.digest("hex");
}

/** A run is named by what it was made from: input, as_of, seed and code. */
export function runIdOf(parts: {
  lineage: string;
  inputHash: string;
  asOf: string;
  seed: number;
  codeHash: string;
}): string {
  const { lineage, inputHash, asOf, seed, codeHash: code } = parts;
  return createHash("sha256").update([lineage, inputHash, asOf, seed, code].join("\n")).digest("hex").slice(0, 16);
}
