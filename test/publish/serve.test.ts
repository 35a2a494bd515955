import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve, type Served } from "../../loaders/publish/serve.js";

const folder = mkdtempSync(join(tmpdir(), "holdfast-serve-"));
const dir = join(folder, "dist");
let served: Served;

beforeAll(async () => {
  mkdirSync(join(dir, ".generations/a/zh"), { recursive: true });
  mkdirSync(join(dir, ".generations/b/zh"), { recursive: true });
  mkdirSync(join(folder, "dist-secret"), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), "secret");
  writeFileSync(join(folder, "dist-secret/x.txt"), "secret");
  writeFileSync(join(dir, "index.html"), "root");
  writeFileSync(join(dir, ".generations/a/zh/index.html"), "old");
  writeFileSync(join(dir, ".generations/b/zh/index.html"), "new");
  writeFileSync(join(dir, ".generations/a/x.0123abcd.js"), "1");
  symlinkSync(".generations/a", join(dir, "aftersales"));
  served = await serve({ dir, port: 0 });
});
afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A request whose path is sent as it is: `fetch` would tidy up `..`. */
function get(
  path: string,
  method = "GET",
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    request({ port: served.port, host: "127.0.0.1", path, method }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode!, body, headers: response.headers }));
    })
      .on("error", reject)
      .end();
  });
}

describe("serve", () => {
  it("answers a folder with its index, and sends a folder without a slash there", async () => {
    expect((await get("/")).body).toBe("root");
    expect(await get("/aftersales/zh")).toMatchObject({ status: 301, headers: { location: "/aftersales/zh/" } });
  });

  it("names types, and lets only hashed files be kept", async () => {
    expect((await get("/")).headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
    });
    expect((await get("/aftersales/x.0123abcd.js")).headers).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
    });
  });

  it.each([
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/../dist-secret/x.txt",
    "/..%5csecret.txt",
    "/aftersales/../../secret.txt",
    "/.generations/a/zh/index.html",
    "/%00",
    "/%zz",
    "/nothing",
  ])("never leaves its folder: %s", async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body).not.toContain("secret");
  });

  it("refuses other methods and answers HEAD without a body", async () => {
    expect((await get("/", "POST")).status).toBe(405);
    expect(await get("/", "HEAD")).toMatchObject({ status: 200, body: "" });
  });

  it("shows the new generation as soon as the link is moved", async () => {
    expect((await get("/aftersales/zh/")).body).toBe("old");
    symlinkSync(".generations/b", join(dir, "next"));
    renameSync(join(dir, "next"), join(dir, "aftersales"));
    expect((await get("/aftersales/zh/")).body).toBe("new");
  });

  it("compresses text for those who take it", async () => {
    const response = await fetch(`${served.url}/`, { headers: { "accept-encoding": "gzip" } });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(await response.text()).toBe("root");
  });
});
