import { customersPage } from "../src/components/pages/customers.js";
import type { CustomersData } from "../src/pageData.js";

/** As the site's page does it: reads the file, makes the page, and says when its rows could be seen. */
async function show(): Promise<void> {
  const data = (await (await fetch("/customers.json")).json()) as CustomersData;
  const page = customersPage(data, "zh");
  document.body.append(page.table);
  requestAnimationFrame(() => setTimeout(() => Object.assign(globalThis, { shownAt: performance.now() })));
}

/** Milliseconds from each letter to the frame after the rows are drawn. */
async function type(texts: readonly string[]): Promise<number[]> {
  const search = document.querySelector<HTMLInputElement>("input[type=search]")!;
  search.focus();
  await new Promise((done) => setTimeout(done, 500));
  const ms: number[] = [];
  for (const text of texts)
    for (let length = 1; length <= text.length; length++) {
      const began = performance.now();
      search.value = text.slice(0, length);
      search.dispatchEvent(new Event("input"));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      ms.push(performance.now() - began);
    }
  return ms;
}

Object.assign(globalThis, { type });
void show();
