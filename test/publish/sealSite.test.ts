import { pbkdf2Sync } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { finishSite } from "../../loaders/publish/finish.js";
import { personalScan } from "../../loaders/publish/personalScan.js";
import { openFiles, sealOpener } from "../../loaders/publish/sealSite.js";
import { verifySite } from "../../loaders/publish/verifySite.js";
import { deriveKey, fromBase64, isEnvelope, rounds, seal, toBase64, unseal } from "../../src/sealed/envelope.js";
import { makePageData, writePageData } from "../fixtures/pages/makePageData.js";
import { folder } from "../loaders/sources/staging.js";

const passphrase = "correct horse battery staple";
const salt = new Uint8Array(16).fill(7);

describe("a sealed text", () => {
  it("has a key that Node's own PBKDF2 derives too, at 600,000 rounds", async () => {
    const key = await deriveKey(passphrase, salt);
    expect(Buffer.from(key)).toEqual(pbkdf2Sync(passphrase, salt, 600_000, 32, "sha256"));
    expect(rounds).toBe(600_000);
  });

  it("comes back as it was, in this implementation and in Node's own", async () => {
    const key = await deriveKey(passphrase, salt);
    const opened = sealOpener(passphrase);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
        const envelope = await seal(text, key, salt);
        expect(await unseal(envelope, key)).toBe(text);
        expect(opened(JSON.stringify(envelope))).toBe(text);
      }),
    );
  });

  it("does not open with another key, nor after one bit of it was changed", async () => {
    const key = await deriveKey(passphrase, salt);
    const opened = sealOpener(passphrase);
    const envelope = await seal('{"name":"陈立群"}', key, salt);
    await expect(unseal(envelope, new Uint8Array(32))).rejects.toThrow();
    const data = fromBase64(envelope.data);
    for (let at = 0; at < data.length; at++) {
      const changed = data.slice();
      changed[at]! ^= 1;
      await expect(unseal({ ...envelope, data: toBase64(changed) }, key)).rejects.toThrow();
      expect(opened(JSON.stringify({ ...envelope, data: toBase64(changed) }))).toBeUndefined();
    }
    expect(sealOpener("another passphrase")(JSON.stringify(envelope))).toBeUndefined();
  });

  it("is never sealed twice alike, so that nothing is told by comparing", async () => {
    const key = await deriveKey(passphrase, salt);
    expect((await seal("x", key, salt)).data).not.toBe((await seal("x", key, salt)).data);
  });
});

/** A built site of a team, as Framework leaves it, finished. */
async function site(sealedWith?: string) {
  const [dir, pageDataDir] = [folder(), folder()];
  const data = makePageData({ playbook: "saas", audience: "team", customers: 40 });
  writePageData(pageDataDir, data);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  for (const name of ["ceo", "week", "customers", "customer-list", "notebook", "notebook-tables"])
    write(`_file/data/${name}.0123abcd.json`, readFileSync(join(pageDataDir, `${name}.json`), "utf8"));
  for (const lang of ["zh", "en"])
    write(
      `${lang}/customers.html`,
      `<html><head><meta charset="utf-8"></head><body><script type="module">registerFile("../data/customers.json", {"path":"../_file/data/customers.0123abcd.json"});</script></body></html>`,
    );
  await finishSite({ dir, pageDataDir, audience: "team", passphrase: sealedWith });
  const texts = [...data.customerList.columns.name, ...data.customerList.columns.id];
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return { dir, pageDataDir, texts, files, write };
}

describe("a sealed site", () => {
  it("holds no customer in plain text in any file, whole or in part; the plain one does", async () => {
    const sealed = await site(passphrase);
    const isNamed = ({ files, texts }: typeof sealed) =>
      files.filter((file) => {
        const bytes = readFileSync(file, "utf8");
        // base64 has no Chinese, no space and no hyphen: plain inclusion is the stricter test
        return texts.some((text) => bytes.includes(text)) || personalScan(texts)(bytes) !== undefined;
      });
    expect(isNamed(sealed)).toEqual([]);
    expect(isNamed(await site()).length).toBeGreaterThanOrEqual(3);
  });

  it("names its files by their sealed content in the pages too, and passes every check", async () => {
    const { dir, pageDataDir, texts, files } = await site(passphrase);
    const name = files.map((file) => /customers\.[0-9a-f]{8}\.json$/.exec(file)?.[0]).find((found) => found)!;
    expect(name).not.toBe("customers.0123abcd.json");
    expect(readFileSync(join(dir, "zh/customers.html"), "utf8")).toContain(name);
    expect(isEnvelope(JSON.parse(readFileSync(join(dir, "_file/data", name), "utf8")))).toBe(true);
    expect(verifySite({ dir, pageDataDir, audience: "team", passphrase, forbidden: texts })).toEqual([]);
  });

  it("is refused with a file that is not sealed, sealed with something else, or a page that names a customer", async () => {
    const { dir, pageDataDir, texts, write } = await site(passphrase);
    const rules = (passed = passphrase) =>
      verifySite({ dir, pageDataDir, audience: "team", passphrase: passed, forbidden: texts }).map(({ rule }) => rule);
    expect(rules("some other passphrase")).toContain("audience");
    write("_file/data/notes.0123abcd.json", "{}");
    expect(rules()).toContain("audience");
    const other = await site(passphrase);
    other.write("en/leak.html", `<html lang="en"><p>${texts.find((text) => text.includes("-"))}</p></html>`);
    const found = verifySite({ ...other, audience: "team", passphrase, forbidden: texts });
    expect(found.map(({ rule, file }) => [rule, file])).toContainEqual(["audience", "en/leak.html"]);
  });
});

describe("every page", () => {
  it("reads what may be sealed with readData", () => {
    const pages = ["zh", "en"].flatMap((lang) =>
      readdirSync(join("src", lang))
        .filter((file) => file.endsWith(".md"))
        .map((file) => join("src", lang, file)),
    );
    for (const page of pages) {
      const text = readFileSync(page, "utf8");
      const read = [...text.matchAll(/(readData\()?FileAttachment\("\.\.\/data\/([\w-]+)\.\w+"\)/g)];
      expect(read.length, page).toBeGreaterThan(0);
      for (const [, opener, name] of read)
        expect([page, name, Boolean(opener) || openFiles.includes(name!)]).toEqual([page, name, true]);
    }
  });
});
