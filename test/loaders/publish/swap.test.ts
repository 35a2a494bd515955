import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { dropMoreOpen, publishedGeneration, rollbackSite, swapSite } from "../../../loaders/publish/swap.js";
import { folder } from "../sources/staging.js";

let out: string;
let made = 0;

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** A finished site of a run, with one hashed asset of its own and one that all runs share. */
function site(runId: string, openness: object = { audience: "executive" }): string {
  const dir = join(out, "..", `site-${++made}`);
  write(join(dir, "generation.json"), JSON.stringify({ runId, asOf: "2026-06-29", ...openness }));
  write(join(dir, "zh/index.html"), `<p>${runId}</p>`);
  write(join(dir, `_file/data/week.${runId}.json`), runId);
  write(join(dir, "_npm/plot.shared.js"), "shared");
  return dir;
}
const publish = (runId: string): void => swapSite(site(runId), out, "saas");
const shown = (): string => readFileSync(join(out, "saas/zh/index.html"), "utf8");
const shownRun = (): string | undefined => publishedGeneration(out, "saas")?.runId;
const hasAsset = (runId: string): boolean => existsSync(join(out, `saas/_file/data/week.${runId}.json`));
const generations = (): string[] => readdirSync(join(out, ".generations/saas")).sort();

beforeEach(() => {
  out = join(folder(), "dist");
});

describe("a site that is swapped in", () => {
  it("is shown, the first time too", () => {
    expect(publishedGeneration(out, "saas")).toBeUndefined();
    publish("r1");
    expect(shown()).toBe("<p>r1</p>");
    expect(publishedGeneration(out, "saas")).toEqual({ runId: "r1", asOf: "2026-06-29", audience: "executive" });
  });

  it("is shown by a link, which is relative: the root may be moved or mounted elsewhere", () => {
    publish("r1");
    expect(readlinkSync(join(out, "saas"))).toBe(join(".generations", "saas", "1"));
  });

  it("takes the place of the one before, which is kept; those before that are dropped", () => {
    ["r1", "r2", "r3", "r4"].forEach(publish);
    expect(shown()).toBe("<p>r4</p>");
    expect(generations()).toEqual(["3", "4"]);
  });

  it("is moved, not copied", () => {
    const dir = site("r1");
    swapSite(dir, out, "saas");
    expect(existsSync(dir)).toBe(false);
  });

  it("leaves the other playbook as it is", () => {
    publish("r1");
    swapSite(site("other"), out, "aftersales");
    publish("r2");
    expect(publishedGeneration(out, "aftersales")?.runId).toBe("other");
  });

  it("replaces a plain folder of the same name", () => {
    write(join(out, "saas/index.html"), "by hand");
    publish("r1");
    expect(shown()).toBe("<p>r1</p>");
    expect(lstatSync(join(out, "saas")).isSymbolicLink()).toBe(true);
    expect(readdirSync(out).sort()).toEqual([".generations", "saas"]);
  });
});

describe("hashed assets", () => {
  it("of the generation before stay reachable, so that open tabs go on working", () => {
    publish("r1");
    publish("r2");
    expect([hasAsset("r1"), hasAsset("r2")]).toEqual([true, true]);
    expect(readFileSync(join(out, "saas/_npm/plot.shared.js"), "utf8")).toBe("shared");
  });

  it("stay for one generation and not longer", () => {
    ["r1", "r2", "r3"].forEach(publish);
    expect([hasAsset("r1"), hasAsset("r2"), hasAsset("r3")]).toEqual([false, true, true]);
    publish("r4");
    expect([hasAsset("r2"), hasAsset("r3")]).toEqual([false, true]);
  });

  it("are all that stays: pages are the new ones", () => {
    const old = site("r1");
    write(join(old, "zh/gone.html"), "gone");
    swapSite(old, out, "saas");
    publish("r2");
    expect(existsSync(join(out, "saas/zh/gone.html"))).toBe(false);
  });
});

describe("rollback", () => {
  it("shows the generation before again", () => {
    publish("r1");
    publish("r2");
    expect(rollbackSite(out, "saas")?.runId).toBe("r1");
    expect(shown()).toBe("<p>r1</p>");
  });

  it("goes back one generation and no further: what is newer is not before", () => {
    publish("r1");
    publish("r2");
    rollbackSite(out, "saas");
    expect(rollbackSite(out, "saas")).toBeUndefined();
    expect(shown()).toBe("<p>r1</p>");
  });

  it("finds nothing where nothing came before", () => {
    expect(rollbackSite(out, "saas")).toBeUndefined();
    publish("r1");
    expect(rollbackSite(out, "saas")).toBeUndefined();
    expect(shown()).toBe("<p>r1</p>");
  });

  it("counts: the tenth generation comes after the ninth", () => {
    Array.from({ length: 11 }, (_, i) => publish(`r${i + 1}`));
    expect(rollbackSite(out, "saas")?.runId).toBe("r10");
  });

  it("is forgotten by the next publication, which keeps what was shown", () => {
    ["r1", "r2"].forEach(publish);
    rollbackSite(out, "saas");
    publish("r3");
    expect(shown()).toBe("<p>r3</p>");
    expect(rollbackSite(out, "saas")?.runId).toBe("r1");
  });
});

describe("a publication that was killed", () => {
  const store = (name: string) => join(out, ".generations/saas", name);

  it("before the link was moved leaves the old site, and the next one is published over it", () => {
    publish("r1");
    write(join(store("2"), "zh/index.html"), "half");
    symlinkSync(join(".generations", "saas", "2"), join(out, "saas.next"), "dir");
    expect(shownRun()).toBe("r1");
    publish("r3");
    expect(shown()).toBe("<p>r3</p>");
    expect(readdirSync(out).sort()).toEqual([".generations", "saas"]);
    expect(generations()).toEqual(["1", "3"]);
  });

  it("before the link was moved is not what rollback shows", () => {
    ["r1", "r2"].forEach(publish);
    write(join(store("3"), "zh/index.html"), "half");
    expect(rollbackSite(out, "saas")?.runId).toBe("r1");
  });

  it("while a copy was being moved in leaves a part that the next one drops", () => {
    publish("r1");
    write(join(store("2.part"), "zh/index.html"), "half");
    publish("r2");
    expect(generations()).toEqual(["1", "2"]);
  });

  it("while a plain folder was being replaced can be published over", () => {
    // killed after the folder was put aside, and once more after it was replaced
    write(join(out, ".saas.old/index.html"), "by hand");
    publish("r1");
    expect(shown()).toBe("<p>r1</p>");
    expect(readdirSync(out).sort()).toEqual([".generations", "saas"]);
    write(join(out, ".aftersales.old/index.html"), "put aside by the killed one");
    write(join(out, "aftersales/index.html"), "by hand");
    swapSite(site("r2"), out, "aftersales");
    expect(publishedGeneration(out, "aftersales")?.runId).toBe("r2");
    expect(readdirSync(out).sort()).toEqual([".generations", "aftersales", "saas"]);
  });

  it("leaving a link to nowhere can be published over", () => {
    mkdirSync(out, { recursive: true });
    symlinkSync(join(".generations", "saas", "7"), join(out, "saas"), "dir");
    expect(publishedGeneration(out, "saas")).toBeUndefined();
    publish("r1");
    expect(shown()).toBe("<p>r1</p>");
  });
});

describe("a site that shows less than the one before", () => {
  const plain = { audience: "team" };
  const encrypted = { audience: "team", isEncrypted: true };
  const executive = { audience: "executive" };

  it.each([
    ["encrypted after plain", plain, encrypted],
    ["executive after plain", plain, executive],
    ["executive after encrypted", encrypted, executive],
  ])("leaves nothing of it behind: %s", (_, before, after) => {
    swapSite(site("r1", before), out, "saas");
    swapSite(site("r2", after), out, "saas");
    expect(shownRun()).toBe("r2");
    expect(hasAsset("r1")).toBe(false);
    expect(generations()).toEqual(["2"]);
    expect(rollbackSite(out, "saas")).toBeUndefined();
  });

  it.each([
    ["encrypted after executive", executive, encrypted],
    ["plain after encrypted", encrypted, plain],
  ])("but a site that shows more keeps it: %s", (_, before, after) => {
    swapSite(site("r1", before), out, "saas");
    swapSite(site("r2", after), out, "saas");
    expect([hasAsset("r1"), generations()]).toEqual([true, ["1", "2"]]);
  });

  it("is cleared of it at the next start where a publication died before", () => {
    swapSite(site("r1", executive), out, "saas");
    write(join(out, ".generations/saas/2/generation.json"), JSON.stringify({ runId: "r0", ...plain }));
    dropMoreOpen(out, "saas");
    expect([shownRun(), generations()]).toEqual(["r1", ["1"]]);
  });
});
