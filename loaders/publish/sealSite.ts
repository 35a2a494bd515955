import { createDecipheriv, createHash, pbkdf2Sync } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { gunzipSync } from "node:zlib";
import { deriveKey, isEnvelope, saltBytes, seal, type Envelope } from "../../src/sealed/envelope.js";

/** Data files that hold aggregates only. Every other one is sealed, new ones too; a page reads those with `readData`. */
export const openFiles: readonly string[] = ["ceo", "timing", "experiments", "roadmap"];
const open = new RegExp(`^_file/data/(${openFiles.join("|")})\\.[0-9a-f]{8}\\.json$`);

/** Whether a file of a site, named by its path within it, holds customers. */
export function holdsCustomers(path: string): boolean {
  return path.startsWith("_file/data/") && !open.test(path);
}

/**
 * Seals every customer-level file of a built site in place, before its pages are finished. A file gets the hash of its
 * sealed content for a name: the salt differs from build to build, and a browser keeps what has a hash in its name.
 * @throws if a customer-level file is no text: it could not be opened by a page
 */
export async function sealSite(dir: string, passphrase: string): Promise<void> {
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
  const key = await deriveKey(passphrase, salt);
  const renamed = new Map<string, string>();
  for (const path of filesIn(dir).filter(holdsCustomers)) {
    if (!path.endsWith(".json")) throw new Error(`a customer-level file is not JSON and cannot be sealed: ${path}`);
    const sealed = JSON.stringify(await seal(readFileSync(join(dir, path), "utf8"), key, salt));
    const hash = createHash("sha256").update(sealed).digest("hex").slice(0, 8);
    const name = path.replace(/\.[0-9a-f]{8}\.json$/, `.${hash}.json`);
    if (name !== path) renamed.set(basename(path), basename(name));
    rmSync(join(dir, path));
    writeFileSync(join(dir, name), sealed);
  }
  for (const path of filesIn(dir).filter((name) => /\.(html|js)$/.test(name))) {
    const text = readFileSync(join(dir, path), "utf8");
    const changed = [...renamed].reduce((now, [from, to]) => now.replaceAll(from, to), text);
    if (changed !== text) writeFileSync(join(dir, path), changed);
  }
}

function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .split(sep)
        .join("/"),
    );
}

/**
 * Opens sealed files for the checks before publication, by Node's own cryptography: another implementation than the one
 * that sealed them.
 * @returns opens one file's text; undefined when it is not sealed or does not open with the passphrase
 */
export function sealOpener(passphrase: string): (text: string) => string | undefined {
  const keys = new Map<string, Buffer>();
  const keyOf = ({ salt, rounds }: Envelope): Buffer => {
    const id = `${rounds} ${salt}`;
    const made =
      keys.get(id) ?? pbkdf2Sync(passphrase.normalize("NFKC"), Buffer.from(salt, "base64"), rounds, 32, "sha256");
    keys.set(id, made);
    return made;
  };
  return (text) => {
    try {
      const envelope: unknown = JSON.parse(text);
      if (!isEnvelope(envelope)) return undefined;
      const decipher = createDecipheriv("aes-256-gcm", keyOf(envelope), Buffer.from(envelope.iv, "base64"));
      const data = Buffer.from(envelope.data, "base64");
      decipher.setAuthTag(data.subarray(-16));
      return gunzipSync(Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()])).toString("utf8");
    } catch {
      return undefined;
    }
  };
}
