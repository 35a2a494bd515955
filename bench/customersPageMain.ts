import { customersPage } from "../src/components/pages/customers.js";
import type { CustomerListData, CustomersData } from "../src/pageData.js";

/** As the site's page does it: reads the files, makes the page, and says when its rows could be seen. */
async function show(): Promise<void> {
  const read = async <T>(file: string) => (await (await fetch(file)).json()) as T;
  const page = customersPage(await read<CustomersData>("/customers.json"), "zh", () =>
    read<CustomerListData>("/customer-list.json"),
  );
  document.body.append(await page.table);
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

/** Every row as Excel: milliseconds from the click to the file, its bytes, and the longest the page did not answer. */
async function excel(): Promise<{ ms: number; bytes: number; longest: number }> {
  const search = document.querySelector<HTMLInputElement>("input[type=search]")!;
  search.value = "";
  search.dispatchEvent(new Event("input"));
  let [longest, last] = [0, performance.now()];
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 4);
  const began = performance.now();
  const address = URL.createObjectURL.bind(URL);
  const file = new Promise<Blob>((done) => {
    URL.createObjectURL = (blob) => {
      done(blob as Blob);
      return address(blob);
    };
  });
  document.querySelector<HTMLButtonElement>(".files button:last-child")!.click();
  const { size } = await file;
  clearInterval(beat);
  return { ms: performance.now() - began, bytes: size, longest };
}

Object.assign(globalThis, { type, excel });
void show();
